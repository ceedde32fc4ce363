"""Why a cell of a matrix and a tension are what they are: what is shown suffices, each leaf is needed, lines are those of the files."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from conftest import DATA, TODAY, indexed
from mineralkb.questions.asked import Asked
from mineralkb.questions.matrix.answer import matrix
from mineralkb.questions.matrix.axes import MAYBE, SURE, WIDER, axis
from mineralkb.questions.matrix.axes import Wanted as Dimension
from mineralkb.questions.matrix.reasons import cells_with_units, said_of, why_cell, without
from mineralkb.questions.matrix.through import through
from mineralkb.questions.tensions.answer import Tension, tensions
from mineralkb.questions.tensions.answer import Wanted as Met
from mineralkb.questions.tensions.leaves import AGREEMENT, PLEDGE, RULE, Pair, needed, pair_of
from mineralkb.questions.tensions.reasons import why_state
from mineralkb.questions.tensions.world import World
from mineralkb.questions.wanted import Wanted
from mineralkb.questions.why.derivation import Files
from mineralkb.questions.why.links import chain
from test_matrix import made
from test_tensions import CASES, PARTIES, WORLD, Small, drawn, expected, items, pledge, rule, targets, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.index import Base
    from mineralkb.questions.matrix.answer import Matrix
    from mineralkb.questions.why.derivation import Derivation

_DAYS = ("2025-02-15", "2025-04-15", "2025-06-15")

# Tensions


def small_pairs(seeds: range) -> Iterator[tuple[Small, Pair]]:
    """Every tension of random small bases, on several days."""
    for seed in seeds:
        small = drawn(random.Random(seed))  # noqa: S311  # the same bases in every run
        base = indexed(texts(small))
        for day in _DAYS:
            world = World(base)
            for one in tensions(base, Met(everything=True), Asked(date.fromisoformat(day))).found:
                yield small, pair_of(one, world, day)


def case_pairs() -> Iterator[Pair]:
    """The tensions of the table of cases."""
    for promise, control, _ in CASES.values():
        base = indexed(WORLD | {"agreements/deal.yaml": promise, "controls/ban.yaml": control})
        for one in tensions(base, Met(everything=True), Asked(date(2025, 6, 1))).found:
            yield pair_of(one, World(base), "2025-06-01")


def test_the_leaves_of_a_state_suffice_each_is_needed_and_none_is_shorter() -> None:
    states = set()
    for pair in (*case_pairs(), *(pair for _, pair in small_pairs(range(16)))):
        whole, kept = pair.told(pair.leaves()), needed(pair)
        assert whole is not None
        assert whole.word == pair.tension.judged.state
        assert any(sure for _, sure in whole.materials) == any(one.sure for one in pair.tension.judged.met)
        assert pair.told(kept) == whole
        for leaf in kept:
            assert pair.told([other for other in kept if other != leaf]) != whole, leaf
        for size in range(len(kept)):
            assert not any(pair.told(fewer) == whole for fewer in combinations(pair.leaves(), size))
        states.add((whole.word, kept))
    assert {word for word, _ in states} == {"possible", "latent", "excepted", "over"}
    assert len(states) > 8


def test_all_that_is_not_shown_may_be_otherwise() -> None:
    """The files are cut down to what is shown, and the rest is turned: the slow double loop says the same of the pair."""
    seen = 0
    for small, pair in small_pairs(range(16, 40)):
        kept = set(needed(pair))
        for other in turned(small, pair, kept):
            states = {(deal, ban): state for deal, ban, by, state in expected(other, pair.day) if by == bound_by(pair)}
            assert states.get((pair.tension.promise.id, pair.tension.rule.id)) == pair.tension.judged.state
            seen += 1
    assert seen > 100


def bound_by(pair: Pair) -> str:
    return pair.tension.bound.by


def turned(small: Small, pair: Pair, kept: set[str]) -> Iterator[Small]:
    """Only the two sides, with one partner and one material, and what is not needed both ways."""
    one = pair.tension
    names = [side.id.partition("/")[0] for side in (one.promise, one.rule)]
    deal, ban = small.deals[names[0]], small.bans[names[1]]
    deal = deal._replace(to=(pair.partner.name,), minerals=tuple(filter(None, [pair.material.promised])))
    ban = ban._replace(minerals=(pair.material.covered,))
    deal = deal if f"{one.promise.id}/exceptions/case" in kept else deal._replace(excepts="")
    ban = ban if f"{one.rule.id}/exceptions/case" in kept else ban._replace(excepts="")
    # The oracle ends an agreement and its pledge at once.
    ends = {AGREEMENT, PLEDGE} & kept
    for force in {deal.force} if ends else {"", "2025-01-11"}:
        for start in {ban.start} if RULE in kept else {"2025-01-02", "2025-12-01"}:
            promised = deal._replace(force=force, end=deal.end if ends else "")
            ruled = ban._replace(start=start, end=ban.end if RULE in kept else "")
            yield Small({names[0]: promised}, {names[1]: ruled}, small.members)


def test_a_state_names_facts_of_both_files() -> None:
    promise = pledge(more="    minerals: [dysprosium]")
    base = indexed(WORLD | {"agreements/deal.yaml": promise, "controls/ban.yaml": rule(more=items("rare-earths"))})
    (one,) = tensions(base, Met(), Asked(date(2025, 6, 1))).found
    found = derivation(base, one)
    facts = [(ground.of, "/".join(ground.fact.route), ground.without) for ground in found.grounds]
    assert facts == [
        ("deal/exports", "pledges/exports/by/CN", "they do not meet"),
        ("ban/rule", "issuers/CN", "they do not meet"),
        ("deal/exports", "pledges/exports/to/US", "they do not meet"),
        ("ban/rule", "provisions/rule", "they do not meet"),
        ("deal/exports", "pledges/exports/minerals/dysprosium", "possible, but less is known"),
        ("ban/rule", "provisions/rule/items/it/minerals/rare-earths", "possible, but less is known"),
        ("dysprosium", "broader/rare-earths", "possible, but less is known"),
        ("deal", "events/in-force/date", "cannot tell"),
        ("deal", "binding", "cannot tell"),
        ("deal/exports", "events/signed/date", "cannot tell"),
        ("ban/rule", "events/effective/date", "cannot tell"),
    ]
    assert found.standings == ("deal", "deal/exports", "ban/rule")


def test_a_partner_is_reached_through_the_entry_or_the_membership_that_is_named() -> None:
    """What connects the place of the promise and what the rule names is shown, too."""
    ways = {
        "destinations: [bloc]": [("ban/rule", "destinations/bloc"), ("bloc", "members/US")],
        "excluded: [bloc]": [("ban/rule", "excluded/bloc"), ("bloc", "members/US")],
        "listed_in: [parties]": [
            ("ban/rule", "listed_in/parties"),
            ("parties/acme", "acme/country"),
            ("parties/acme", "acme/since"),
        ],
        "destinations: [US]": [("ban/rule", "destinations/US")],
    }
    bloc = {"groups/bloc.yaml": "title: The bloc\nmembers:\n  US: {since: 2025-01-01}\n"}
    for text, expected_facts in ways.items():
        texts = (
            WORLD | bloc | PARTIES | {"agreements/deal.yaml": pledge(), "controls/ban.yaml": rule(more=targets(text))}
        )
        base = indexed(texts)
        (one,) = tensions(base, Met(everything=True), Asked(date(2025, 6, 1))).found
        grounds = derivation(base, one).grounds
        partner = [ground.leaf for ground in grounds if "to" in ground.fact.route]
        facts = [(one.of, "/".join(one.fact.route[-2:])) for one in grounds if one.leaf in partner]
        assert facts[1:] == expected_facts, text


def test_a_group_of_which_some_are_meant_is_a_fact_too() -> None:
    some = "    items: {it: {minerals: [ndfeb], some_of: [rare-earths], partial: [minerals]}}"
    promise = pledge(more="    minerals: [terbium]")
    base = indexed(WORLD | {"agreements/deal.yaml": promise, "controls/ban.yaml": rule(more=some)})
    (one,) = tensions(base, Met(), Asked(date(2025, 6, 1))).found
    facts = [(ground.of, "/".join(ground.fact.route)) for ground in derivation(base, one).grounds]
    assert ("ban/rule", "provisions/rule/items/it/some_of/rare-earths") in facts
    assert ("terbium", "broader/rare-earths") in facts


def test_a_standing_rests_on_its_events_and_no_fact_on_the_title_of_another(real: Base) -> None:
    found = tensions(real, Met(parties=("CN",), partners=("US",)), Asked(TODAY)).found
    files, world = Files(real, Asked(TODAY)), World(real)
    grounds = [
        ground
        for one in found[:: len(found) // 12]
        for ground in why_state(files, pair_of(one, world, TODAY.isoformat())).grounds
    ]
    assert {ground.fact.route[-1] for ground in grounds if " stands as: " in ground.rule} >= {"date"}
    assert not any(ground.fact.route[-1] == "title" for ground in grounds)


def derivation(base: Base, one: Tension) -> Derivation:
    """As the command makes it, of a base that has no files: lines are looked at elsewhere."""
    files = Files(base, Asked(date(2025, 6, 1)))
    return why_state(_without_files(files), pair_of(one, World(base), "2025-06-01"))


def _without_files(files: Files) -> Files:
    from mineralkb.questions.why.places import Written

    files.written = lambda path: Written(path, "", {})  # type: ignore[method-assign]
    return files


# Cells


def rules_of(chance: random.Random) -> dict[str, str]:
    """Random rules on one or two materials, some through a list or known in part."""
    names = ("dysprosium", "terbium", "rare-earths", "gallium")
    entry = "  e{0}: {{title: E, since: {1}, minerals: [{2}]}}\n"
    texts = {
        "lists/goods.yaml": "title: Goods\ntype: dual-use list\ncountry: CN\ncite: [text]\nentries:\n"
        + "".join(
            entry.format(number, chance.choice(("2020", "2025-08-01", "2025-06")), chance.choice(names))
            for number in range(3)
        )
    }
    for number in range(chance.randint(2, 4)):
        scope = "    scope: {goods: {}}"
        more = items(", ".join(chance.sample(names, chance.randint(1, 2))))
        more = chance.choice((more, f"{more}\n    partial: [items]", scope, f"{more}\n{scope}"))
        texts[f"controls/ban-{number}.yaml"] = rule(issuer=chance.choice(("CN", "FR")), more=more)
    return texts


def test_the_facts_of_a_cell_suffice_and_each_is_needed() -> None:
    hows = set()
    for seed in range(30):
        base = made(rules_of(random.Random(seed)))  # noqa: S311  # the same bases in every run
        found = matrix(base, ("minerals", "issuers"), Wanted(""), Asked(date(2025, 6, 15)))
        for cell in cells_with_units(found):
            links = {unit: through(base, found.rows, cell.row, unit, "2025-06-15") for unit in (*cell.ids, *cell.maybe)}
            assert None not in links.values()
            whole = {unit: found.rows.units[cell.row][unit] for unit in links}
            assert {unit: link.how for unit, link in links.items() if link} == whole
            assert standing_there(base, found, cell.row, links) == whole
            for unit, link in links.items():
                assert link
                rest = {other: one for other, one in links.items() if other != unit}
                assert standing_there(base, found, cell.row, rest) == {u: how for u, how in whole.items() if u != unit}
                hows.add((link.how, link.listed, link.facet == "mineral", link.value == cell.row))
    assert {how for how, *_ in hows} == {SURE, WIDER, MAYBE}
    assert len(hows) > 6


def standing_there(base: Base, found: Matrix, row: str, links: dict[str, Any]) -> dict[str, str]:
    """How surely each unit is in the row where nothing but these facts is recorded; undone at the end."""
    run = base.connection.execute
    run("SAVEPOINT whole")
    kept = {(unit, link.facet, link.value, link.listed) for unit, link in links.items()}
    for table, listed in (("facet", False), ("listed", True)):
        for subject, facet, value in run(
            f"SELECT DISTINCT subject, facet, value FROM {table} WHERE facet IN ('mineral', 'known in part')"  # noqa: S608
        ).fetchall():
            if (subject, facet, value, listed) not in kept:
                run(f"DELETE FROM {table} WHERE subject = ? AND facet = ? AND value = ?", (subject, facet, value))  # noqa: S608
    there = axis(base, Dimension("minerals", "mineral", (row,)), found.units.keys(), "2025-06-15").units.get(row, {})
    run("ROLLBACK TO whole")
    run("RELEASE whole")
    return dict(there)


def test_a_material_leads_to_a_wider_one_step_by_step() -> None:
    light = "title: Light\ntype: group\nbroader: [rare-earths]\n"
    samarium = "title: Samarium\ntype: element\nsymbol: Sm\nbroader: [light, critical-minerals]\n"
    base = made({"minerals/light.yaml": light, "minerals/samarium.yaml": samarium})
    steps = [link[:2] for link in chain(Files(base, Asked(TODAY)), "samarium", "rare-earths")]
    assert steps == [("samarium", ("broader", "light")), ("light", ("broader", "rare-earths"))]


def test_without_a_unit_a_cell_says_less() -> None:
    for seed in range(8):
        base = made(rules_of(random.Random(seed)))  # noqa: S311
        found = matrix(base, ("minerals", "issuers"), Wanted(""), Asked(date(2025, 6, 15)))
        for cell in cells_with_units(found):
            for unit in (*cell.ids, *cell.maybe):
                less = without(cell, found, unit)
                assert (len(less.ids), len(less.maybe)) != (len(cell.ids), len(cell.maybe))
                assert said_of(less) != said_of(cell)
            wider = "all through something wider only" in said_of(cell).split("; ")
            assert wider == bool(cell.wider and cell.wider == cell.ids)


@pytest.mark.parametrize(
    ("names", "kind", "filters", "fields"),
    [
        (("issuers", "minerals"), "", {"mineral": ("gallium", "rare-earths")}, {"issuers", "minerals", "scope"}),
        (("parties", "topics"), "pledges", {"party": ("JP",)}, {"by", "topics"}),
        (("parties", "parties"), "pledges", {"party": ("SA",)}, {"by", "to", "parties"}),
        (("countries", "strengths"), "agreements", {"party": ("AU",)}, {"parties", "strength"}),
        (("agreements", "topics"), "", {"party": ("QA",)}, {"pledges", "topics"}),
        (("measures", "forms"), "", {"issuer": ("ID",)}, {"measure", "forms"}),
    ],
)
def test_facts_stand_in_the_lines_of_the_files(
    real: Base, names: tuple[str, str], kind: str, filters: dict[str, tuple[str, ...]], fields: set[str]
) -> None:
    found = matrix(real, names, Wanted(kind, filters), Asked(TODAY))
    files = Files(real, Asked(TODAY))
    cells = cells_with_units(found)
    grounds = [ground for cell in cells[:: len(cells) // 4 or 1] for ground in why_cell(files, found, cell).grounds]
    assert grounds
    for ground in grounds:
        assert ground.place.file.startswith("data/")
        lines = (DATA.parent / ground.place.file).read_text(encoding="utf-8").splitlines()
        assert (
            ground.fact.value[:30] in lines[ground.fact.line - 1]
            or ground.fact.route[-1] in lines[ground.fact.line - 1]
        )
    named = {step for ground in grounds for step in ground.fact.route}
    assert fields & named


def test_facts_of_tensions_stand_in_the_lines_of_the_files(real: Base) -> None:
    found = tensions(real, Met(parties=("CN", "ID", "EU"), everything=True), Asked(TODAY)).found
    files, world = Files(real, Asked(TODAY)), World(real)
    for one in found[:: max(len(found) // 12, 1)]:
        grounds = why_state(files, pair_of(one, world, TODAY.isoformat())).grounds
        for ground in grounds:
            line = (DATA.parent / ground.place.file).read_text(encoding="utf-8").splitlines()[ground.fact.line - 1]
            assert ground.fact.route[-1] in line or ground.fact.value[:30] in line
