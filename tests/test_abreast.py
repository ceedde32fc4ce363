"""Records side by side: what the texts say of real ones, what is matched, and what is never said.

`pytest tests/test_abreast.py --update` rewrites the text in golden/; review the difference before you commit.
"""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import TODAY, indexed
from example_base import AGREEMENT, CONTROL, EXAMPLE, Done, runner, written
from mineralkb.errors import MkbError
from mineralkb.questions.abreast.answer import Abreast, Group, abreast
from mineralkb.questions.abreast.matching import likeness, linked, matched, together
from mineralkb.questions.abreast.parts import Key, Part
from mineralkb.questions.abreast.seats import ELSEWHERE, HERE, NONE
from mineralkb.questions.abreast.sides import NO, YES, Side, differing
from mineralkb.questions.abreast.told import Told
from mineralkb.questions.asked import NOTICE, Asked
from mineralkb.questions.find import find
from mineralkb.render.abreast import abreast_blocks
from mineralkb.render.abreast_data import abreast_data
from mineralkb.render.blocks import Heading, Table
from mineralkb.render.html import html
from mineralkb.render.json import to_json
from mineralkb.render.markdown import markdown
from mineralkb.render.plain import plain
from mineralkb.vocabulary.standing import CANNOT_TELL
from schemas import strict, undescribed
from test_render import COMMAND, CONTROLS, HOSTILE, drawn, marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.index import Base

    Run = Callable[..., Done]

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "abreast.txt"
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "abreast.json").read_text(encoding="utf-8"))

OTHER = (
    AGREEMENT.replace("Framework on the supply", "Memorandum on the supply")
    .replace("form: framework", "form: memorandum")
    .replace("strength: obligation", "strength: intention")
    .replace("within: 180 days", "within: 6 months")
    .replace("value: 1 billion, up_to: true", "least: 2 billion")
    .replace("JP:", "CN:")
    .replace("JP]", "CN]")
    .replace("2025-10-28, place", "2025-10-20, place")
    + """\
  stocks:
    title: Stocks
    summary: They build stocks.
    topics: [stockpiling]
    by: [US, CN]
    strength: intention
"""
)
PAIR = EXAMPLE | {"agreements/us-china-2025.yaml": OTHER}


def side_by_side(base: Base, *ids: str) -> Abreast:
    return abreast(base, [find(base, name) for name in ids], Asked(TODAY, parameters={"ids": list(ids)}))


def names(group: Group) -> tuple[str, ...]:
    """The parts that go together, by name; '' for a record that has none."""
    return tuple(seat.parts[0].name if seat.answer == HERE else "" for seat in group.seats)


def group_of(found: Abreast, name: str, column: int = 0) -> Group:
    return next(group for group in found.groups if names(group)[column] == name)


def field(group: Group, name: str) -> tuple[str, list[tuple[str, ...]]]:
    """Whether a field differs, and what each says."""
    row = next(row for row in group.rows if row.field == name)
    return row.differs, [side.shown or side.words for side in row.present]


def topic(found: Abreast, word: str, measure: str = "") -> list[str]:
    return [seat.answer for seat in next(one for one in found.topics if one.key == (word, measure)).seats]


# Real records; what is expected here was read in the texts.


@pytest.fixture(scope="module")
def japan_australia(real: Base) -> Abreast:
    return side_by_side(real, "us-japan-2025", "us-australia-2025")


def test_clauses_of_the_same_number_go_together(japan_australia: Abreast) -> None:
    """Sections I.1 to I.9 and II.2 of the two frameworks follow each other clause by clause."""
    clauses = {
        **dict.fromkeys(("securing-supply", "investment", "project-selection", "financing", "investment-support")),
        **dict.fromkeys(("investment-ministerial", "permitting", "price-mechanisms", "asset-sales")),
        **dict.fromkeys(("recycling-technology", "scrap-management", "third-parties", "geological-mapping")),
        **dict.fromkeys(("rapid-response-group", "meetings")),
    }
    for name in clauses:
        assert names(group_of(japan_australia, name)) == (name, name)


def test_money_within_six_months(japan_australia: Abreast) -> None:
    """Both mean to finance projects within six months of signing; only Australia's text names a sum (I.2)."""
    financing = group_of(japan_australia, "financing")
    assert field(financing, "due") == (NO, [("6 months after signed",), ("6 months after signed",)])
    days = [side.days for row in financing.rows if row.field == "due" for side in row.present]
    assert days == [("2026-04-28", "2026-04-28"), ("2026-04-20", "2026-04-20")]
    assert field(financing, "amounts") == (YES, [(), ("at least 1 billion USD (intention), mixed",)])
    assert field(group_of(japan_australia, "investment-ministerial"), "due")[0] == NO


def test_sums_stay_apart(japan_australia: Abreast) -> None:
    """The Japanese framework fixes no sum. Three billion are meant to be spent; 2.2 billion are letters of interest."""
    figures = {
        (one.firmness, one.currency): [[s.figure for s in sums] for sums in one.sums] for one in japan_australia.money
    }
    assert figures["intention", "USD"] == [[], ["at least 3 billion USD", "at least 1 billion USD"]]
    assert figures["letter of interest", "USD"][1][0] == "at least 2.2 billion USD"
    assert all(none == [] for none, _ in figures.values())
    shown = plain(abreast_blocks(japan_australia))
    assert "up to 300 million USD (exim-arafura, part of exim-letters)" in shown
    assert not re.search(r"\b([45]|5\.2|6\.2) billion", shown), "nothing is added up"


def test_what_only_japan_has(japan_australia: Abreast) -> None:
    """Complementary stocks (I.10) stand in the Japanese framework only, but Australia's I.1 is about stocks too."""
    stocks = group_of(japan_australia, "stockpiling")
    assert [seat.answer for seat in stocks.seats] == [HERE, ELSEWHERE]
    assert [part.name for part in stocks.seats[1].parts] == ["securing-supply"]
    assert not stocks.matched
    assert topic(japan_australia, "investment screening") == [HERE, NONE]
    minerals = next(row for row in japan_australia.rows if row.field == "minerals")
    assert set(minerals.sides[0].words) - set(minerals.common) >= {"permanent-magnets", "catalysts"}  # type: ignore[union-attr]


def test_malaysia(real: Base) -> None:
    """The memorandum has prices as its firmest verb, first call for US investors, and quarterly meetings."""
    found = side_by_side(real, "us-japan-2025", "us-australia-2025", "us-malaysia-2025")
    prices = group_of(found, "price-mechanisms", 2)
    assert field(prices, "strength") == (YES, [("best endeavour",), ("best endeavour",), ("obligation",)])
    priority = group_of(found, "priority-for-us-investment", 2)
    assert [seat.answer for seat in priority.seats] == [NONE, NONE, HERE]
    meetings = group_of(found, "quarterly-meetings", 2)
    assert field(meetings, "due")[0] == YES
    forms = next(row for row in found.rows if row.field == "form")
    assert [side.words for side in forms.present] == [("framework",), ("framework",), ("memorandum",)]
    assert topic(found, "rapid response") == [HERE, HERE, NONE]


def test_two_chinese_controls(real: Base) -> None:
    """No. 23 of 2023 licenses gallium and germanium for all; No. 46 of 2024 refuses four materials to one country."""
    found = side_by_side(real, "cn-mofcom-23-2023", "cn-mofcom-46-2024")
    gallium = group_of(found, "gallium")
    assert names(gallium)[1] == "gallium-germanium-antimony-superhard"
    assert field(gallium, "policy") == (YES, [("ordinary",), ("refused in principle",)])
    assert field(gallium, "to") == (YES, [("everywhere",), ("US",)])
    assert field(gallium, "codes")[0] == CANNOT_TELL, "the text of No. 46 names no codes"
    assert [seat.answer for seat in group_of(found, "germanium").seats] == [HERE, ELSEWHERE]
    assert topic(found, "antimony", "licensing requirement") == [NONE, HERE]
    assert topic(found, "list cn-dual-use-list", "export prohibition") == [NONE, HERE]


def test_a_rule_known_in_part_is_no_none(real: Base) -> None:
    """Of the ytterbium rule of No. 57 not every item was seen; of No. 55 all are known."""
    found = side_by_side(real, "cn-mofcom-55-2025", "cn-mofcom-57-2025")
    assert not any(group.matched for group in found.groups)
    assert topic(found, "synthetic-diamond", "licensing requirement") == [HERE, CANNOT_TELL]
    assert topic(found, "holmium", "licensing requirement") == [NONE, HERE]


def test_lists(real: Base) -> None:
    """The European list has the rare earths in two groups, the American one by one; neither lacks them."""
    found = side_by_side(real, "us-critical-minerals-2025", "eu-critical-raw-materials-2023")
    assert topic(found, "cerium") == [HERE, ELSEWHERE]
    assert topic(found, "light-rare-earths") == [ELSEWHERE, HERE]
    assert topic(found, "potash") == [HERE, NONE]
    assert topic(found, "helium") == [NONE, HERE]
    assert topic(found, "gallium") == [HERE, HERE]


def test_groups(real: Base) -> None:
    """Qatar is of Pax Silica and never was of the Minerals Security Partnership; not all of Pax Silica are known."""
    found = side_by_side(real, "msp", "pax-silica")
    assert topic(found, "QA") == [NONE, HERE]
    assert topic(found, "FR") == [HERE, CANNOT_TELL]


@pytest.mark.parametrize("kind", ["agreements", "policies", "controls", "lists", "groups"])
def test_neighbours_of_every_kind(real: Base, kind: str) -> None:
    """Documented JSON; every part in one place; no record that is known in part ever says none."""
    ids = [row["id"] for row in real.rows("SELECT id FROM record WHERE kind = ? ORDER BY id", (kind,))]
    step = max(len(ids) // 8, 1)
    for pair in zip(ids[::step], ids[step::step], strict=False):
        found = side_by_side(real, *pair)
        validator().validate(json.loads(to_json(abreast_data(found))))
        parts = [part for group in found.groups for seat in group.seats if seat.answer == HERE for part in seat.parts]
        assert sum(len(one.found.data.get(found.section, {})) for one in found.cards) == len(parts)
        for place, card in enumerate(found.cards):
            if found.section in card.found.data.get("partial", ()):
                answers = {one.seats[place].answer for one in found.groups}
                assert NONE not in answers | {one.seats[place].answer for one in found.topics}
                sides = [row.sides[place] for group in found.groups for row in group.rows]
                assert all(side.words or not side.whole for side in sides if side)


# Sides


def validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(strict(SCHEMA))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Side(("a",)), Side(("a",)), NO),
        (Side(("a",)), Side(("b",)), YES),
        (Side(("a",)), Side(()), YES),
        (Side(("a",)), Side((), whole=False), CANNOT_TELL),
        (Side(()), Side(()), NO),
        (Side(("a", "b")), Side(("b",), whole=False), CANNOT_TELL),
        (Side(("a",)), Side(("b",), whole=False), YES),
        (Side(("a", "b"), disputed=True), Side(("a",)), CANNOT_TELL),
        (Side(("a", "b"), disputed=True), Side(("a", "b"), disputed=True), CANNOT_TELL),
        (Side(("a", "b"), disputed=True), Side(("c",)), YES),
        (Side(("a", "b"), disputed=True), Side((), whole=False), CANNOT_TELL),
        (Side(("x",), days=("2026-01-01", "2026-01-31")), Side(("y",), days=("2026-01-05", "2026-01-05")), CANNOT_TELL),
        (Side(("x",), days=("2026-01-01", "2026-01-31")), Side(("y",), days=("2026-02-05", "2026-02-05")), YES),
        (Side(("x",), days=("2026-01-01", "2026-01-01")), Side(("y",), days=("2026-01-01", "2026-01-01")), NO),
        (Side(("r",), days=("2026-01-01", "2026-01-01"), rule="r"), Side(("r",), rule="r"), NO),
        (Side(("r",), rule="r"), Side(("s",), rule="s"), YES),
        (Side(("1 or 2",), unsure=True), Side(("1",)), CANNOT_TELL),
        (Side(("1 or 2",), unsure=True), Side(()), YES),
        (Side(("1 or 2",), unsure=True), Side((), whole=False), CANNOT_TELL),
        (Side(("a", "b"), inherited=True), Side(("a",)), NO),
        (Side(("a", "b"), inherited=True), Side(("c",)), YES),
        (Side(("a",), inherited=True), Side(("b",), inherited=True), NO),
    ],
)
def test_two_sides(one: Side, other: Side, expected: str) -> None:
    assert differing(one, other) == differing(other, one) == expected


def fillings(side: Side) -> set[frozenset[str]]:
    """Everything that may be so for all that a side says, out of three words."""
    if side.disputed:
        return {frozenset([word]) for word in side.words}
    more = [word for word in "abc" if word not in side.words] if not side.whole else []
    return {
        frozenset(side.words) | {word for word, there in zip(more, kept, strict=True) if there}
        for kept in product((True, False), repeat=len(more))
    }


_WORDS = st.lists(st.sampled_from("ab"), min_size=1, unique=True).map(tuple)  # c is never named, and may be so
_SIDES = st.one_of(
    st.tuples(st.one_of(st.just(()), _WORDS), st.booleans()).map(lambda pair: Side(*pair)),
    _WORDS.filter(lambda words: len(words) > 1).map(lambda words: Side(words, disputed=True)),
)


@given(_SIDES, _SIDES)
def test_yes_and_no_hold_whatever_is_not_known(one: Side, other: Side) -> None:
    """The slow oracle: yes where no filling of both sides agrees, no where each does; never more than is known."""
    agree = {left == right for left, right in product(fillings(one), fillings(other))}
    found = differing(one, other)
    assert found != YES or agree == {False}
    assert found != NO or agree == {True}
    if not one.disputed and not other.disputed:
        assert found == (YES if agree == {False} else NO if agree == {True} else CANNOT_TELL)


# Matching


def made(column: int, name: str, keys: tuple[str, ...]) -> Part:
    found = tuple(map(Key, keys))
    traits = ((3, frozenset(keys)), (2, frozenset([name])))
    alone = {key: frozenset([key]) for key in found}
    return Part(column, name, name, Told({}, {}), found, alone, frozenset(found), traits)


_PARTS = st.lists(
    st.builds(
        made,
        st.integers(0, 2),
        st.sampled_from("xyz"),
        st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(tuple),
    ),
    max_size=8,
)


@given(_PARTS)
def test_every_part_is_in_one_group(parts: list[Part]) -> None:
    groups = matched(parts)
    assert sorted(id(part) for group in groups for part in group) == sorted(map(id, parts))
    for group in groups:
        assert len({part.column for part in group}) == len(group)
        assert all(linked(one, other) for one in group for other in group)


@given(_PARTS.map(lambda parts: [part for part in parts if part.column < 2]))
def test_the_likest_go_together(parts: list[Part]) -> None:
    """The slow way: look through all pairs for the likest that is left, again and again."""
    left, expected = list(range(len(parts))), set()
    while True:
        pairs = [
            (-likeness(parts[one], parts[other]), one, other)
            for one in left
            for other in left
            if one < other and parts[one].column != parts[other].column and together(parts[one], parts[other])
        ]
        if not pairs:
            break
        _, one, other = min(pairs)
        expected.add(frozenset((id(parts[one]), id(parts[other]))))
        left = [place for place in left if place not in (one, other)]
    assert {frozenset(map(id, group)) for group in matched(parts) if len(group) > 1} == expected


def rules(minerals: str) -> str:
    """A control with a rule for each of the materials."""
    one = CONTROL[CONTROL.index("  dysprosium:") :]
    made_rules = (
        one.replace("  dysprosium:", f"  rule-{name}:").replace("[dysprosium]", f"[{name}]")
        for name in minerals.split()
    )
    return CONTROL[: CONTROL.index("  dysprosium:")] + "".join(made_rules)


@pytest.mark.parametrize(
    ("one", "other", "together_are"),
    [
        ("dysprosium", "rare-earths", [("rule-dysprosium", "rule-rare-earths")]),
        ("dysprosium rare-earths", "rare-earths", [("rule-rare-earths", "rule-rare-earths")]),
        ("dysprosium terbium", "rare-earths", []),
        ("dysprosium", "terbium", []),
    ],
)
def test_wider_and_narrower(one: str, other: str, together_are: list[tuple[str, str]]) -> None:
    """They go together only where neither has a choice; but who restricts rare earths has something on dysprosium."""
    terbium = {"minerals/terbium.yaml": "title: Terbium\ntype: element\nbroader: [rare-earths]\n"}
    base = indexed(EXAMPLE | terbium | {"controls/cn-1-2025.yaml": rules(one), "controls/cn-2-2025.yaml": rules(other)})
    found = side_by_side(base, "cn-1-2025", "cn-2-2025")
    assert [names(group) for group in found.groups if group.matched] == together_are
    expected = ELSEWHERE if "rare-earths" in other else NONE
    assert topic(found, "dysprosium", "licensing requirement") == [HERE, expected]


# What is known in part


def test_cannot_tell_instead_of_none() -> None:
    first = side_by_side(indexed(PAIR), "us-japan-2025", "us-china-2025")
    assert [seat.answer for seat in group_of(first, "stocks", 1).seats] == [NONE, HERE]
    partial = PAIR | {"agreements/us-japan-2025.yaml": AGREEMENT + "partial: [pledges]\n"}
    second = side_by_side(indexed(partial), "us-japan-2025", "us-china-2025")
    assert [seat.answer for seat in group_of(second, "stocks", 1).seats] == [CANNOT_TELL, HERE]
    shown = [
        line for line in plain(abreast_blocks(second)).splitlines() if line.startswith(("stocks", "? stockpiling"))
    ]
    assert len(shown) == 2
    assert all("cannot tell" in line and "none" not in line for line in shown)


def test_disputes_are_uncertain() -> None:
    found = side_by_side(indexed(PAIR), "us-japan-2025", "us-china-2025")
    assert next(row for row in found.rows if row.field == "binding").differs == CANNOT_TELL
    disputed = OTHER.replace("least: 2 billion", "value: {disputed: {text: 1 billion, news: 2 billion}}, up_to: true")
    found = side_by_side(indexed(PAIR | {"agreements/us-china-2025.yaml": disputed}), "us-japan-2025", "us-china-2025")
    assert field(group_of(found, "rapid-response-group"), "amounts")[0] == CANNOT_TELL
    assert found.money[0].row.differs == CANNOT_TELL


# The command


@pytest.fixture
def mkb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    written(tmp_path, PAIR)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MKB_TODAY", "2026-11-23")
    monkeypatch.delenv("MKB_DATA", raising=False)
    return runner(monkeypatch, capsys)


def test_golden(mkb: Run, request: pytest.FixtureRequest) -> None:
    done = mkb("diff", "us-japan-2025", "us-china-2025")
    if request.config.getoption("--update"):
        GOLDEN.write_text(done.out, encoding="utf-8")
    assert (done.code, done.out, done.err) == (0, GOLDEN.read_text(encoding="utf-8"), "")


def test_flags_arrive(mkb: Run) -> None:
    done = mkb("diff", "us-japan-2025", "us-china-2025", "--format", "json", "--on", "2025-10-25", "--exit-code")
    found = json.loads(done.out)
    assert done.code == 1
    assert (found["asked"]["on"], found["asked"]["parameters"]) == (
        "2025-10-25",
        {"ids": ["us-japan-2025", "us-china-2025"]},
    )
    assert [one["standing"]["word"] for one in found["records"]] == ["not concluded", CANNOT_TELL]
    assert found["notice"] == NOTICE
    assert mkb("diff", "US-japan-2025", "us-china-2025", "--format", "html").out.startswith("<!DOCTYPE html>")
    assert "## Topics" in mkb("diff", "us-japan-2025", "us-china-2025", "--format", "markdown").out


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        ("us-japan-2025 us-chia-2025", "there is no record 'us-chia-2025'", "did you mean 'us-china-2025'?"),
        ("us-japn-2025 us-chia-2025", "there is no record 'us-japn-2025'", "did you mean 'us-japan-2025'?"),
        ("us-japan-2025 2026-01-01", "is a record, and '2026-01-01' is a revision", "mkb log ID"),
        ("rev:us-japan-2025 us-china-2025", "is a record, and 'rev:us-japan-2025' is a revision", "--only ID"),
        ("us-japan-2025 HEAD..HEAD", "is a record, and 'HEAD..HEAD' is a revision", "rev:NAME"),
        ("us-japan-2025", "'us-japan-2025' is one record", "mkb log ID"),
        ("us-japan-2025 us-japan-2025", "named twice", "different"),
        ("us-japan-2025 cn-1-2025", "different kinds", "one kind"),
        ("US JP", "countries cannot be set side by side", "agreements, policies"),
        ("us-japan-2025/rapid-response-group us-china-2025", "is a part", "name the records, as us-japan-2025"),
        ("us-japan-2025 us-china-2025 --only us-japan-2025", "--only is for differences", "leave it out"),
        ("--on 2026-01-01", "--on is for records side by side", "two or more ids"),
        ("2026-01-01 2026-02-01 --known 2026-01-01", "--known is for records side by side", "two or more ids"),
        ("us-japan-2025 us-china-2025 --on 2026-13-01", "--on: '2026-13-01' is not a day", ""),
    ],
)
def test_trouble_is_told(mkb: Run, words: str, said: str, hint: str) -> None:
    done = mkb("diff", *words.split())
    assert (done.code, done.out) == (2, "")
    assert said in done.err.splitlines()[0]
    assert hint in done.err


def test_different_records_of_one_text(mkb: Run, tmp_path: Path) -> None:
    """Twins have no difference, but where a source is silent it cannot be told."""
    (tmp_path / "data" / "agreements" / "us-china-2025.yaml").write_text(AGREEMENT, encoding="utf-8")
    done = mkb("diff", "us-japan-2025", "us-china-2025", "--exit-code")
    assert (done.code, done.err) == (0, "nothing surely differs; of some things it cannot be told\n")
    plainly = AGREEMENT.replace("binding: {disputed: {text: binding, news: non-binding}}", "binding: non-binding")
    for name in ("us-china-2025", "us-japan-2025"):
        (tmp_path / "data" / "agreements" / f"{name}.yaml").write_text(plainly, encoding="utf-8")
    done = mkb("diff", "us-japan-2025", "us-china-2025", "--exit-code", "--on", "2025-10-29")
    assert (done.code, done.err) == (0, "")


def test_a_former_id(mkb: Run, tmp_path: Path) -> None:
    (tmp_path / "data" / "agreements" / "us-china-2025.yaml").write_text(
        OTHER + "formerly: [us-prc-2025]\n", encoding="utf-8"
    )
    assert "us-japan-2025 and us-china-2025 side by side" in mkb("diff", "us-japan-2025", "us-prc-2025").out


def test_a_part_that_is_called_like_no_text(real: Base) -> None:
    with pytest.raises(MkbError):
        side_by_side(real, "us-japan-2025", "no-such-record-at-all")


# Pages


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_shown(japan_australia: Abreast, text: str) -> None:
    """A stranger's titles and words make no mark-up, links, commands or lines of their own."""
    one, other = (hostile(japan_australia, word) for word in (text, "harmless"))
    assert not CONTROLS.search(markdown(one) + plain(one))
    assert not COMMAND.search(markdown(one) + plain(one))
    assert marks(markdown(one)) == marks(markdown(other))
    assert re.findall(r"<(\w+)", html(one, text)) == re.findall(r"<(\w+)", html(other, "harmless"))
    assert len(plain(one).splitlines()) == len(plain(other).splitlines())


def hostile(found: Abreast, text: str) -> list[Any]:
    """A page on which titles, sums and words are the text."""
    cards = tuple(card._replace(found=card.found._replace(title=text)) for card in found.cards)
    group = group_of(found, "financing")
    seats = tuple(seat._replace(parts=(seat.parts[0]._replace(title=text, name=text),)) for seat in group.seats)
    rows = tuple(
        row._replace(sides=(Side((text,)), Side(("x",)))) for row in group.rows if row.field in ("strength", "to")
    )
    stranger = group._replace(seats=seats, rows=rows)
    topics = tuple(one._replace(key=Key(text), seats=seats) for one in found.topics[:1])
    lonely = stranger._replace(seats=(seats[0], seats[1]._replace(answer=ELSEWHERE)))
    return abreast_blocks(found._replace(cards=cards, groups=(stranger, lonely), topics=topics))


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize(
    "ids", ["us-japan-2025 us-australia-2025", "us-japan-2025 us-australia-2025 us-malaysia-2025 us-thailand-2025"]
)
def test_lines_fit(real: Base, width: int, ids: str) -> None:
    """In columns where each has its room, else below each other; nothing of the comparison is dropped."""
    found = side_by_side(real, *ids.split())
    blocks = abreast_blocks(found, width)
    assert max(map(len, re.sub(r"\x1b\[[0-9;]*m", "", drawn(blocks, width)).splitlines())) <= width
    first = next(block for block in blocks if isinstance(block, Table))
    stacked = first.headings[1] == "of"
    assert stacked == ((width, len(ids.split())) not in {(80, 2), (100, 2), (140, 2), (140, 4)})
    words = set(re.findall(r"[\w-]+", " ".join(cell.text for row in first.rows for cell in row)))
    assert {"framework", "non-binding", *ids.split()} <= words | set(first.headings)


def test_headings_are_topics_in_the_listed_order(japan_australia: Abreast) -> None:
    shown = [block.text for block in abreast_blocks(japan_australia) if isinstance(block, Heading)]
    at = [
        shown.index(word) for word in ("price mechanism", "project finance", "stockpiling", "permitting", "recycling")
    ]
    assert at == sorted(at)
    assert shown[0] == "us-japan-2025 and us-australia-2025 side by side"


def test_the_shape_is_documented() -> None:
    jsonschema_rs.meta.validate(SCHEMA)
    assert undescribed(SCHEMA, "abreast") == []
    page = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")
    assert [name for name in SCHEMA["properties"] if f"`{name}`" not in page] == []
