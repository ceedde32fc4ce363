"""Matrices, the claims of coverage behind their cells, and records topic by topic."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from conftest import DATA, indexed
from example_base import runner
from mineralkb.errors import MkbError
from mineralkb.questions.asked import Asked
from mineralkb.questions.compare import compared
from mineralkb.questions.coverage import Sought, silence
from mineralkb.questions.find import find
from mineralkb.questions.ledger import ledger, wanted_of
from mineralkb.questions.listing import list_kind
from mineralkb.questions.matrix.answer import matrix
from mineralkb.questions.search.answer import Searched, search
from mineralkb.questions.wanted import Wanted
from mineralkb.render.blocks import Table
from mineralkb.render.compare import compared_blocks, compared_data, compared_rows
from mineralkb.render.coverage import ledger_blocks, ledger_data, ledger_rows
from mineralkb.render.layout import wrapped
from mineralkb.render.lists import remarks
from mineralkb.render.matrix import matrix_blocks, matrix_data, matrix_rows
from mineralkb.render.plain import cells_wide, plain
from schemas import validator
from test_tensions import EFFECTIVE, WORLD, items, pledge, rule

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.matrix.answer import Matrix

DAY = date(2025, 6, 1)
CLAIM = """\
title: What was looked at
kinds: [{kinds}]
since: {since}
until: {until}
by: [pages]
complete: As far as it goes.
{more}
"""


def claim(kinds: str, more: str = "", since: str = "2024", until: str = "2025-09-30") -> str:
    return CLAIM.format(kinds=kinds, more=more, since=since, until=until)


def made(texts: dict[str, str]) -> Base:
    return indexed(WORLD | texts)


def cell(found: Matrix, row: str, column: str) -> Any:
    (one,) = (one for one in found.cells if (one.row, one.column) == (row, column))
    return one


RULES = {
    "controls/heavy.yaml": rule(more=items("rare-earths")),
    "controls/metal.yaml": rule(more=items("dysprosium")),
    "controls/later.yaml": rule(events="  effective: {kind: effective, date: 2025-09-01}", more=items("gallium")),
    "controls/french.yaml": rule(issuer="FR", more=items("gallium")),
    "coverage/chinese.yaml": claim("controls", "parties: [CN]"),
}


def test_a_mineral_has_what_is_narrower_and_marks_what_is_wider() -> None:
    found = matrix(made(RULES), ("minerals", "issuers"), Wanted(""), Asked(DAY))
    assert (found.kind, found.rows.values, found.columns.values) == (
        "provisions",
        ("dysprosium", "gallium", "rare-earths"),
        ("CN", "FR"),
    )
    whole = cell(found, "rare-earths", "CN")
    assert (whole.ids, whole.wider) == (("heavy/rule", "metal/rule"), ())
    part = cell(found, "dysprosium", "CN")
    assert (part.ids, part.wider) == (("heavy/rule", "metal/rule"), ("heavy/rule",))
    assert part.strongest == "licensing requirement"


def test_a_cell_says_what_is_covered_and_never_that_there_is_none() -> None:
    found = matrix(made(RULES), ("mineral", "issuer"), Wanted(""), Asked(DAY))
    assert cell(found, "gallium", "CN").coverage == "covered to 2025-09-30"
    assert cell(found, "dysprosium", "FR").coverage == "not covered"
    before = matrix(made(RULES), ("minerals", "issuers"), Wanted(""), Asked(date(2023, 12, 31)))
    assert before.cells == ()
    quiet = RULES | {"controls/later.yaml": rule(issuer="FR", more=items("terbium"))}
    assert cell(matrix(made(quiet), ("minerals", "issuers"), Wanted(""), Asked(DAY)), "gallium", "CN").coverage == (
        "none known, covered to 2025-09-30"
    )


def test_how_cells_stand() -> None:
    found = matrix(made(RULES), ("minerals", "issuers"), Wanted(""), Asked(DAY))
    assert cell(found, "gallium", "CN").standing == {"planned": 1}
    assert cell(found, "gallium", "CN").strongest == "", "what is planned is not the gravest that holds"
    over = RULES | {"controls/over.yaml": rule(events=f"{EFFECTIVE}\n  over: {{kind: repealed, date: 2025-05-01}}")}
    for everything, ids in ((False, ("heavy/rule", "metal/rule")), (True, ("heavy/rule", "metal/rule", "over/rule"))):
        some = matrix(made(over), ("minerals", "issuers"), Wanted("", everything=everything), Asked(DAY))
        assert cell(some, "dysprosium", "CN").ids == ids


@pytest.mark.parametrize("mineral", ["terbium", "dysprosium"])
def test_some_of_a_group_is_neither_yes_nor_no(mineral: str) -> None:
    """What is not named, and may be among the some: lists, searches and matrices cannot tell."""
    some = "    items: {it: {minerals: [ndfeb], some_of: [rare-earths], partial: [minerals]}}"
    base, asked, filters = (
        made({"controls/some.yaml": rule(more=some)}),
        Asked(date(2025, 6, 1)),
        {"mineral": (mineral,)},
    )
    for kind in ("provisions", "controls"):
        listing = list_kind(base, Wanted(kind, filters), asked)
        assert (len(listing.rows), listing.cannot_tell) == (0, 1)
        assert len(list_kind(base, Wanted(kind, filters, possible=True), asked).rows) == 1
    hits = search(base, Searched("licences", (), filters), asked)
    assert (len(hits.rows), hits.cannot_tell) == (0, 1)
    found = matrix(base, ("minerals", "issuers"), Wanted("", filters), asked)
    square = cell(found, mineral, "CN")
    assert (square.ids, square.maybe) == ((), ("some/rule",))


def test_what_is_known_in_part_may_be_there() -> None:
    partial = RULES | {"controls/metal.yaml": rule(more=items("terbium") + "\n    partial: [items]")}
    found = matrix(made(partial), ("minerals", "issuers"), Wanted(""), Asked(DAY))
    one = cell(found, "gallium", "CN")
    assert (one.ids, one.maybe) == (("later/rule",), ("metal/rule",))
    alone = matrix(made({"controls/metal.yaml": partial["controls/metal.yaml"], "coverage/c.yaml": claim("controls")}),
                   ("minerals", "issuers"), Wanted("", {"mineral": ("gallium",)}), Asked(DAY))  # fmt: skip
    assert cell(alone, "gallium", "CN").coverage == "cannot tell, covered to 2025-09-30"


def test_a_cell_says_how_many_are_the_gravest() -> None:
    texts = RULES | {
        "controls/ban.yaml": rule(more=items("rare-earths")).replace("licensing requirement", "export prohibition"),
        "controls/awaited.yaml": rule(
            events="  effective: {kind: effective, date: 2025-09-01}", more=items("rare-earths")
        ),
    }
    found = matrix(made(texts), ("minerals", "issuers"), Wanted(""), Asked(DAY))
    assert cell(found, "rare-earths", "CN").strengths == {"export prohibition": 1, "licensing requirement": 2}
    (table,) = (block for block in matrix_blocks(found) if isinstance(block, Table))
    drawn = {row[0].text: row[1].text for row in table.rows}
    assert drawn == {"dysprosium": "1 ban of 3 +1", "gallium": "+1", "rare-earths": "1 ban of 3 +1"}
    (row,) = (row for row in matrix_rows(found) if (row["row"], row["column"]) == ("rare-earths", "CN"))
    assert row["strengths"] == ["1 export prohibition", "2 licensing requirement"]


@pytest.mark.parametrize("width", [40, 60, None])
def test_a_short_name_heads_its_column_and_a_letter_is_no_name_of_another(real: Base, width: int | None) -> None:
    found = matrix(real, ("minerals", "issuers"), Wanted("provisions", {"mineral": ("gallium",)}), Asked(DAY))
    heads = [head for block in matrix_blocks(found, width) if isinstance(block, Table) for head in block.headings[1:]]
    assert heads == list(found.columns.values)
    wide = matrix(real, ("agreements", "topics"), Wanted("", {"party": ("QA",)}), Asked(DAY))
    heads = [head for block in matrix_blocks(wide, width) if isinstance(block, Table) for head in block.headings[1:]]
    assert len(set(heads)) == len(heads) == len(wide.columns.values)


@pytest.mark.parametrize(("number", "said"), [(1, "1 policy on "), (2, "2 policies on ")])
def test_the_foot_says_how_many_were_counted(number: int, said: str) -> None:
    events = "events:\n  adopted: {kind: adopted, date: 2025-01-01}\n"
    text = f"title: A plan\nform: plan\nissuers: {{US: {{}}}}\nminerals: [gallium]\n{events}"
    base = made({f"policies/p{place}.yaml": text for place in range(number)})
    found = matrix(base, ("issuers", "minerals"), Wanted("policies"), Asked(DAY))
    assert said in plain(matrix_blocks(found))


def test_a_filter_that_names_rows_chooses_them() -> None:
    found = matrix(made(RULES), ("minerals", "issuers"), Wanted("", {"mineral": ("gallium",)}), Asked(DAY))
    assert (found.rows.values, found.columns.values) == (("gallium",), ("CN", "FR"))
    one = matrix(made(RULES), ("minerals", "issuers"), Wanted("", columns=("fr",)), Asked(DAY))
    assert one.columns.values == ("FR",)


DEALS = {
    "agreements/deal.yaml": pledge(),
    "agreements/gallic.yaml": pledge(by="FR", to="bloc").replace(
        "CN: {role: signatory}, US", "FR: {role: signatory}, bloc"
    ),
    "groups/bloc.yaml": "title: The bloc\nmembers:\n  JP: {since: 2020-01-01}\n",
    "coverage/american.yaml": claim("agreements", "parties: [US]"),
}


def test_parties_of_agreements_are_never_expanded() -> None:
    found = matrix(made(DEALS), ("countries", "countries"), Wanted(""), Asked(DAY))
    assert (found.kind, found.rows.values) == ("agreements", ("CN", "FR", "JP", "US"))
    assert cell(found, "CN", "US").ids == cell(found, "US", "CN").ids == ("deal",)
    assert cell(found, "FR", "JP").ids == ("gallic",)
    assert cell(found, "FR", "FR").same
    assert cell(found, "FR", "US").coverage == "none known, covered to 2025-09-30", "one side was looked at"
    assert cell(found, "FR", "CN").coverage == "not covered"
    groups = matrix(made(DEALS), ("groups", "countries"), Wanted(""), Asked(DAY))
    assert groups.rows.values == ("bloc",)
    assert cell(groups, "bloc", "FR").ids == ("gallic",)


def test_pledges_between_parties_go_from_rows_to_columns() -> None:
    found = matrix(made(DEALS), ("parties", "parties"), Wanted("pledges"), Asked(DAY))
    assert cell(found, "CN", "US").ids == ("deal/exports",)
    assert (found.rows.values, found.columns.values) == (("CN", "FR"), ("US", "bloc"))


@pytest.mark.parametrize(
    ("rows", "columns", "kind", "said"),
    [
        ("mineral", "isuers", "", "a matrix has no 'isuers' (did you mean 'issuers'?)"),
        ("strengths", "measures", "", "nothing has both strengths and measures"),
        ("parties", "topics", "provisions", "provisions has both"),
        ("parties", "topics", "sources", "a matrix does not count 'sources'"),
    ],
)
def test_what_does_not_go_together(rows: str, columns: str, kind: str, said: str) -> None:
    with pytest.raises(MkbError) as error:
        matrix(made(RULES), (rows, columns), Wanted(kind), Asked(DAY))
    assert said in f"{error.value.message} ({error.value.hint})"


UNRELATED = {
    "agreements/beside.yaml": pledge(by="JP", to="US", topic="permitting")
    .replace("CN: {role", "JP: {role")
    .replace(", JP: {role: signatory}}", "}"),
    "minerals/tin.yaml": "title: Tin\ntype: element\nsymbol: Sn\n",
    "coverage/of-tin.yaml": claim("controls", "parties: [JP]\nminerals: [tin]"),
}


def test_an_unrelated_record_changes_no_cell() -> None:
    one, other = (
        matrix(made(texts), ("minerals", "issuers"), Wanted(""), Asked(DAY)) for texts in (RULES, RULES | UNRELATED)
    )
    assert one.cells == other.cells


_BELOW = {"dysprosium": {"rare-earths"}, "terbium": {"rare-earths"}, "rare-earths": set[str](), "gallium": set[str]()}


def test_cells_are_those_of_a_slow_double_loop() -> None:
    """Random rules: for each row and column every rule is looked at."""
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311  # the same bases in every run
        rules = {
            f"ban-{number}": (
                chance.choice(("CN", "FR", "JP")),
                chance.sample(tuple(_BELOW), chance.randint(1, 2)),
                chance.choice(("2025-03-01", "2025-08-01")),
            )
            for number in range(chance.randint(1, 4))
        }
        base = made(
            {
                f"controls/{name}.yaml": rule(
                    issuer=issuer,
                    events=f"  effective: {{kind: effective, date: {day}}}",
                    more=items(", ".join(minerals)),
                )
                for name, (issuer, minerals, day) in rules.items()
            }
        )
        found = matrix(base, ("minerals", "issuers"), Wanted(""), Asked(DAY))
        assert set(found.columns.values) == {issuer for issuer, _, _ in rules.values()}
        for one in found.cells:
            direct, wider = set(), set()
            for name, (issuer, minerals, _) in rules.items():
                if issuer == one.column and any(
                    mineral == one.row or one.row in _BELOW[mineral] for mineral in minerals
                ):
                    direct.add(f"{name}/rule")
                elif issuer == one.column and _BELOW[one.row] & set(minerals):
                    wider.add(f"{name}/rule")
            assert (set(one.ids), set(one.wider)) == (direct | wider, wider), seed
            holding = [name for name in one.ids if rules[name.partition("/")[0]][2] < DAY.isoformat()]
            assert one.standing.get("in effect", 0) == len(holding)


# What claims say.

CLAIMS = {
    "coverage/all-lists.yaml": claim("lists", since="2010"),
    "coverage/china.yaml": claim(
        "controls", "parties: [CN]\nnot_found:\n  gone:\n    summary: What became of gallium.", until="2026-10-08"
    ),
    "coverage/old.yaml": claim("controls", "parties: [CN]", since="2010", until="2023-12-31"),
    "coverage/rare.yaml": claim("controls", "parties: [JP]\nminerals: [rare-earths]"),
    "coverage/money.yaml": claim("agreements", "parties: [US]\ntopics: [equity]"),
}
SAID = [
    (Sought(("controls",), ("CN",)), DAY, "none known, covered to 2026-10-08 (china)"),
    (Sought(("controls",), ("CN",)), date(2015, 1, 1), "none known, covered to 2023-12-31 (old)"),
    (Sought(("controls",), ("CN",)), date(2009, 1, 1), "not covered"),
    (Sought(("controls",), ("FR",)), DAY, "not covered"),
    (Sought(("lists",), ("FR",)), DAY, "none known, covered to 2025-09-30 (all-lists)"),
    (Sought(("controls",), ("JP",), ("dysprosium",)), DAY, "none known, covered to 2025-09-30 (rare)"),
    (Sought(("controls",), ("JP",), ("gallium",)), DAY, "not covered"),
    (
        Sought(("controls",), ("CN", "JP"), ("terbium",)),
        DAY,
        "none known, covered to 2025-09-30 (china, rare)",
    ),
    (Sought(("agreements",), ("US",), (), ("equity",)), DAY, "none known, covered to 2025-09-30 (money)"),
    (
        Sought(("agreements",), ("US",)),
        DAY,
        "none known, covered in part: US on equity to 2025-09-30 (money); the rest not covered",
    ),
]


@pytest.mark.parametrize(("sought", "day", "said"), SAID)
def test_what_claims_say(sought: Sought, day: date, said: str) -> None:
    assert silence(made(CLAIMS), sought, day).sentence == said


def test_an_empty_list_names_claims_and_near_misses() -> None:
    base = made(CLAIMS | {"controls/metal.yaml": rule()})
    found = list_kind(base, Wanted("controls", {"issuer": ("CN",), "mineral": ("gallium",)}), Asked(DAY))
    assert remarks(found)[:4] == [
        "nothing matches; the list is empty because of: mineral gallium",
        "without that there is: metal",
        "coverage: none known, covered to 2026-10-08 (china)",
        "looked for and not found (china): What became of gallium.",
    ]
    assert list_kind(base, Wanted("minerals", {"type": ("product",)}, text="nothing"), Asked(DAY)).silence is None


def test_the_ledger_has_every_claim_and_a_day_for_each_party() -> None:
    base = made(CLAIMS | RULES)
    found = ledger(base, wanted_of(base, (), (), (), ()), Asked(DAY))
    validator("coverage").validate(json.loads(json.dumps(ledger_data(found))))
    squares = {(one.party, one.kind): (one.claim.id if one.claim else "", one.in_part) for one in found.squares}
    assert squares["CN", "controls"] == ("china", False)
    assert squares["JP", "controls"] == ("rare", True)
    assert squares["US", "controls"] == ("", False)
    assert {entry.claim.id: entry.found for entry in found.entries}["china"] == {"controls": 3}
    assert [row["id"] for row in ledger_rows(found)] == sorted(row["id"] for row in ledger_rows(found))
    assert "not covered" in plain(ledger_blocks(found))
    topical = ledger(base, wanted_of(base, (), (), (), ("recycling",)), Asked(DAY))
    assert topical.kinds == ("agreements", "policies")
    assert "china" not in {entry.claim.id for entry in topical.entries}
    nobody = ledger(base, wanted_of(base, ("policies",), ("FR",), (), ()), Asked(DAY))
    assert nobody.entries == ()
    assert "not covered" in plain(ledger_blocks(nobody))


# Records topic by topic.


def test_topics_by_record() -> None:
    deals = DEALS | {"agreements/permits.yaml": pledge(topic="permitting", by="US").replace("obligation", "intention")}
    base = made(deals)
    found = compared(base, [find(base, "deal"), find(base, "permits")], Asked(DAY))
    data = compared_data(found)
    validator("compare").validate(json.loads(json.dumps(data)))
    said = {topic["word"]: [(held["answer"], held["coverage"]) for held in topic["cells"]] for topic in data["topics"]}
    assert said == {
        "export restraint": [("here", None), ("nothing recorded", "none known, covered to 2025-09-30")],
        "permitting": [("nothing recorded", "none known, covered to 2025-09-30"), ("here", None)],
    }
    assert data["topics"][0]["cells"][1]["parts"][0]["strength"] == "intention"
    assert {(row["record"], row["id"]) for row in compared_rows(found)} >= {("deal", "deal/exports"), ("deal", None)}
    assert "obligation" in plain(compared_blocks(found, 80))


@pytest.mark.parametrize(
    ("names", "said"),
    [(("deal",), "compared with nothing"), (("deal", "metal"), "no topic in common"), (("deal", "CN"), "countries"),
     (("deal", "deal"), "twice"), (("deal", "deal/exports"), "is a part")],
)  # fmt: skip
def test_what_cannot_be_compared(names: tuple[str, ...], said: str) -> None:
    base = made(DEALS | RULES)
    with pytest.raises(MkbError, match=said):
        compared(base, [find(base, name) for name in names], Asked(DAY))


# The shipped data, on screens.

SHAPES = [
    ("minerals", "issuers", ""),
    ("parties", "topics", ""),
    ("countries", "countries", ""),
    ("topics", "strengths", ""),
    ("agreements", "topics", ""),
    ("measures", "issuers", ""),
    ("forms", "parties", "agreements"),
    ("parties", "minerals", "policies"),
    ("groups", "groups", "agreements"),
    ("controls", "measures", ""),
]


@pytest.mark.parametrize(("rows", "columns", "kind"), SHAPES)
def test_a_matrix_of_the_shipped_data(real: Base, rows: str, columns: str, kind: str) -> None:
    found = matrix(real, (rows, columns), Wanted(kind), Asked(date(2026, 6, 1)))
    data = json.loads(json.dumps(matrix_data(found)))
    validator("matrix").validate(data)
    assert len(matrix_rows(found)) == len(data["cells"])
    for width in (80, 140):
        tables = [block for block in matrix_blocks(found, width) if isinstance(block, Table)]
        for table in tables:
            widths = [
                max(cells_wide(text) for text in (heading, *(row[place].text for row in table.rows)))
                for place, heading in enumerate(table.headings)
            ]
            assert sum(widths) + 2 * (len(widths) - 1) <= width
        assert all(wrapped(table.headings[-1], width) for table in tables)


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("matrix minerals issuers --mineral cobalt --on 2025-05-01", "cobalt"),
        ("compare us-japan-2025 us-malaysia-2025", "price mechanism"),
        ("coverage --party CN", "china-export-controls"),
    ],
)
@pytest.mark.usefixtures("real")
def test_the_commands(
    words: str, said: str, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MKB_DATA", str(DATA))
    done = runner(monkeypatch, capsys)(*words.split(), "--format", form)
    assert (done.code, done.err) == (0, "")
    assert said in done.out


@pytest.mark.usefixtures("real")
def test_an_empty_matrix_says_why(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MKB_DATA", str(DATA))
    done = runner(monkeypatch, capsys)("matrix", "topics", "parties", "--party", "TR", "--topic", "equity")
    assert done.code == 0
    assert "coverage: not covered" in done.err
    assert "because of" in done.err
