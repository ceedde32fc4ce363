"""Promises against measures: a table of cases, and a slow obvious oracle on random small bases."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from conftest import DATA, indexed
from example_base import runner
from mineralkb.questions.asked import NOTICE, Asked
from mineralkb.questions.tensions.answer import Wanted, tensions
from mineralkb.questions.tensions.places import spots
from mineralkb.render.blocks import Table
from mineralkb.render.plain import plain
from mineralkb.render.tensions import CAUTION, tension_data, tension_rows, tensions_blocks, tensions_data
from mineralkb.render.tensions_short import short_blocks
from schemas import validator

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.tensions.answer import Tensions

WORLD = {
    "countries/FR.yaml": "title: France\n",
    "minerals/terbium.yaml": "title: Terbium\ntype: element\nsymbol: Tb\nbroader: [rare-earths]\n",
    "minerals/gallium.yaml": "title: Gallium\ntype: element\nsymbol: Ga\n",
    "minerals/critical-minerals.yaml": "title: Critical minerals\ntype: group\n",
    "minerals/ndfeb.yaml": "title: Magnets of neodymium\ntype: product\nforms: [magnet]\nbroader: [rare-earths]\n",
}
PLEDGE = """\
title: Agreement
form: treaty
binding: binding
cite: [text, news]
parties: {{CN: {{role: signatory}}, US: {{role: signatory}}, JP: {{role: signatory}}}}
events:
  signed: {{kind: signed, date: 2025-01-10}}
{events}
pledges:
  exports:
    title: No limits on exports
    summary: They leave exports free.
    topics: [{topic}]
    by: [{by}]
    to: [{to}]
    strength: obligation
{more}
"""
RULE = """\
title: Announcement
form: law
issuers: {{{issuer}: {{}}}}
cite: [text, news]
events:
  announced: {{kind: announced, date: 2025-01-01}}
{events}
provisions:
  rule:
    title: Licences
    summary: Exports need a licence.
    measure: licensing requirement
    objects: [goods]
{more}
"""
IN_FORCE = "  in-force: {kind: entered into force, date: 2025-03-01}"
EFFECTIVE = "  effective: {kind: effective, date: 2025-04-01}"
DYSPROSIUM = "    items: {metal: {minerals: [dysprosium], forms: [metal]}}"


def pledge(**given: str) -> str:
    return PLEDGE.format(
        **{"topic": "export restraint", "by": "CN", "to": "US", "more": "", "events": IN_FORCE} | given
    )


def rule(**given: str) -> str:
    return RULE.format(**{"issuer": "CN", "events": EFFECTIVE, "more": DYSPROSIUM} | given)


def found(
    promise: str, control: str, on: str = "2025-06-01", more: dict[str, str] | None = None, **wanted: Any
) -> Tensions:
    """The tensions of one pledge and one rule."""
    texts = WORLD | {"agreements/deal.yaml": promise, "controls/ban.yaml": control} | (more or {})
    return tensions(indexed(texts), Wanted(**wanted), Asked(date.fromisoformat(on)))


BLOC = {"groups/bloc.yaml": "title: The bloc\nmembers:\n  JP: {since: 2025-05-01}\n  CN: {since: 2025-05-01}\n"}


def listed(text: str) -> str:
    """Minerals of a pledge."""
    return f"    minerals: [{text}]"


def items(minerals: str, forms: str = "metal") -> str:
    return f"    items: {{it: {{minerals: [{minerals}], forms: [{forms}]}}}}"


def targets(text: str) -> str:
    return f"{DYSPROSIUM}\n    targets: {{{text}}}"


def excepting(text: str) -> str:
    return f"    exceptions: {{case: {{summary: {text}}}}}"


CASES = {
    "both hold": (pledge(), rule(), "possible"),
    "before the rule": (pledge(), rule(events="  effective: {kind: effective, date: 2025-09-01}"), "latent"),
    "signed only": (pledge(events=""), rule(), "latent"),
    "the rule has ended": (pledge(), rule(events=f"{EFFECTIVE}\n  over: {{kind: repealed, date: 2025-05-01}}"), ""),
    "another topic": (pledge(topic="permitting"), rule(), ""),
    "another party's rule": (pledge(), rule(issuer="FR"), ""),
    "another partner": (pledge(), rule(more=targets("destinations: [FR]")), ""),
    "the partner is named": (pledge(), rule(more=targets("destinations: [US]")), "possible"),
    "the partner is spared": (pledge(), rule(more=targets("excluded: [US]")), "excepted"),
    "promised to itself": (pledge(to="CN"), rule(), ""),
    "the same material": (pledge(more=listed("dysprosium")), rule(), "possible"),
    "a wider promise": (pledge(more=listed("rare-earths")), rule(), "possible"),
    "a wider rule": (pledge(more=listed("terbium")), rule(more=items("rare-earths")), "possible"),
    "another material": (pledge(more=listed("gallium")), rule(), ""),
    "a group of which nothing is known": (pledge(more=listed("critical-minerals")), rule(), "possible"),
    "other forms": (pledge(more=listed("dysprosium") + "\n    forms: [ore]"), rule(), ""),
    "a product has forms of its own": (pledge(more=listed("ndfeb")), rule(more=items("rare-earths", "ore")), ""),
    "a product that is covered": (pledge(more=listed("ndfeb")), rule(more=items("rare-earths", "magnet")), "possible"),
    "the rule excepts the partner by name": (
        pledge(),
        rule(more=f"{DYSPROSIUM}\n{excepting('Trade with the United States is left out.')}"),
        "excepted",
    ),
    "the rule excepts the material": (
        pledge(more=listed("terbium")),
        rule(more=f"{items('rare-earths')}\n{excepting('Terbium needs none.')}"),
        "excepted",
    ),
    "an exception of a part of the material": (
        pledge(more=listed("rare-earths")),
        rule(more=f"{items('rare-earths')}\n{excepting('Rare earths that were processed.')}"),
        "possible",
    ),
    "the pledge excepts the measure": (pledge(more=excepting("A licensing requirement may stay.")), rule(), "excepted"),
    "the pledge excepts the rule": (pledge(more=excepting("What the rules of ban say.")), rule(), "excepted"),
    "the pledge excepts one that promised too": (
        pledge(by="CN, US", to="CN, US", more=excepting("The United States may limit what it likes.")),
        rule(),
        "possible",
    ),
    "the pledge excepts the partner": (pledge(more=excepting("The United States.")), rule(), "excepted"),
    "another exception": (pledge(more=excepting("In war.")), rule(), "possible"),
    "kept": (pledge(more="    events: {done: {kind: delivered, date: 2025-05-01}}"), rule(), ""),
    "a rule that eases": (pledge(), rule(more=f"{DYSPROSIUM}\n    effect: eases"), ""),
}


@pytest.mark.parametrize("name", CASES)
def test_a_promise_and_a_rule(name: str) -> None:
    promise, control, state = CASES[name]
    assert [one.judged.state for one in found(promise, control).found] == ([state] if state else [])


def test_a_group_is_expanded_on_the_day() -> None:
    to_bloc = pledge(to="JP"), rule(more=targets("destinations: [bloc]"))
    assert found(*to_bloc, on="2025-04-30", more=BLOC).found == ()
    (one,) = found(*to_bloc, on="2025-05-01", more=BLOC).found
    assert one.judged.reached[0].why == "the rule names bloc, of which JP is a member"
    assert one.days == (("2025-05-01", "9999-12-31"),)


def test_what_is_uncertain_of_a_group_cannot_be_told() -> None:
    to_bloc = pledge(to="JP"), rule(more=targets("destinations: [bloc]"))
    for known in ("members:\n  JP: {since: 2025}\n", "partial: [members]\nmembers:\n  CN: {since: 2020}\n"):
        (one,) = found(*to_bloc, more={"groups/bloc.yaml": f"title: The bloc\n{known}"}).found
        assert one.judged.state == "cannot tell"
        assert all(first > "2025-06-01" for first, _ in one.days)
        assert "whether JP is a member of bloc that day is not certain" in one.judged.reached[0].why


def test_after_the_evidence_it_cannot_be_told() -> None:
    later = f"{EFFECTIVE}\n  pause: {{kind: suspended, date: 2025-05-01, until: 2025-12-31}}"
    states = [found(pledge(), rule(events=later), on=day).found[0].judged.state for day in ("2025-06-01", "2026-03-01")]
    assert states == ["latent", "cannot tell"]


def test_a_member_is_bound_by_what_its_group_promised() -> None:
    promise = pledge(by="bloc").replace("CN: {role", "bloc: {role")
    assert found(promise, rule(), on="2025-04-30", more=BLOC).found == ()
    (one,) = found(promise, rule(), on="2025-05-01", more=BLOC).found
    assert (one.bound.by, one.bound.issuer) == ("bloc", "CN")
    own = pledge(by="CN"), rule(issuer="bloc")
    assert found(*own, more=BLOC).found == (), "what a member promised does not bind its group"


def test_what_is_over_is_counted_and_shown_where_asked() -> None:
    ended = rule(events=f"{EFFECTIVE}\n  over: {{kind: repealed, date: 2025-05-01}}")
    counted = found(pledge(), ended)
    assert (counted.over, counted.found) == (1, ())
    assert "--all" in counted.emptied
    (one,) = found(pledge(), ended, everything=True).found
    assert (one.judged.state, one.days) == ("over", (("2025-04-01", "2025-04-30"),))


def test_days_are_those_on_which_both_hold() -> None:
    (one,) = found(pledge(), rule()).found
    assert one.days == (("2025-04-01", "9999-12-31"),)


@pytest.mark.parametrize(
    ("named", "how"), [("terbium", "some are meant"), ("rare-earths", "some are meant"), ("gallium", "")]
)
def test_some_of_a_group_may_be_meant(named: str, how: str) -> None:
    """Neither sure nor left out; what is of another group is."""
    some = "    items: {it: {minerals: [ndfeb], some_of: [rare-earths], partial: [minerals]}}"
    answer = found(pledge(more=listed(named)), rule(more=some))
    met = [(one.how, one.sure) for pair in answer.found for one in pair.judged.met if one.covered == "rare-earths"]
    assert met == ([(how, False)] if how else [])
    assert bool(answer.found) == bool(how)
    said = "the rule is on some of rare-earths, and not all of them are recorded"
    assert all(said in one["why"] for one in tensions_data(answer, {})["tensions"])


LISTED = """title: Parties
type: control list
country: CN
{more}cite: [text]
entries:
  acme: {{title: Acme, country: US, since: 2025-04-10, until: {until}}}
  other: {{title: Other, country: FR, since: 2025-01-10}}
"""
PARTIES = {"lists/parties.yaml": LISTED.format(more="", until="2025-06-15")}


@pytest.mark.parametrize(
    ("day", "until", "more", "state"),
    [
        ("2025-05-01", "2025-05-15", "", "possible"),
        ("2025-04-05", "2025-05-15", "", ""),
        ("2025-06-01", "2025-05-15", "", ""),
        ("2025-06-01", "2025-05", "", ""),
        ("2025-05-10", "2025-05", "", "cannot tell"),
        ("2025-06-01", "2025-05-15", "partial: [entries]\n", "cannot tell"),
        ("2025-05-01", "2025-05-15", "partial: [entries]\n", "possible"),
    ],
)
def test_a_rule_aimed_at_a_list_reaches_whose_parties_are_on_it_that_day(
    day: str, until: str, more: str, state: str
) -> None:
    parties = {"lists/parties.yaml": LISTED.format(more=more, until=until)}
    answer = found(pledge(), rule(more=targets("listed_in: [parties]")), day, parties, everything=True).found
    assert [one.judged.state for one in answer] == ([state] if state else [])
    for one in answer:
        assert all("2025-04-10" <= first <= last <= "2025-05-31" for first, last in one.days)
        assert any(first <= day <= last for first, last in one.days) == (state == "possible")


def test_an_empty_answer_says_why() -> None:
    nothing = found(pledge(), rule(), parties=("JP",))
    assert nothing.emptied == (
        "nothing is found; the answer is empty because of: party JP; without that there are 1, such as of deal/exports"
    )
    assert nothing.silence is not None
    assert nothing.silence.sentence == "not covered"


def test_filters_choose() -> None:
    cases: tuple[tuple[dict[str, Any], int], ...] = (
        ({"parties": ("CN",)}, 1),
        ({"partners": ("US",)}, 1),
        ({"partners": ("JP",)}, 0),
        ({"minerals": ("rare-earths",)}, 1),
        ({"minerals": ("gallium",)}, 0),
    )
    for wanted, number in cases:
        assert len(found(pledge(), rule(), **wanted).found) == number, wanted


def short_tables(answer: Tensions, width: int | None = None) -> tuple[Table, Table]:
    """The pledges, and where they meet."""
    pledges, materials = (block for block in short_blocks(answer, width) if isinstance(block, Table))
    return pledges, materials


def test_the_short_form_counts_every_rule(real: Base) -> None:
    answer = tensions(real, Wanted(parties=("CN",), partners=("US",)), Asked(date(2026, 11, 23)))
    pledges, materials = short_tables(answer)
    states = pledges.headings[3:]
    assert states == materials.headings[1 : 1 + len(states)] == ("possible", "cannot tell", "latent")
    assert sum(int(cell.text or 0) for row in pledges.rows for cell in row[3:]) == len(answer.found) > 100
    for row in materials.rows:
        material = "" if row[0].text == "any (none is named)" else row[0].text
        for state, cell in zip(states, row[1:], strict=False):
            on_it = {
                one.rule.id
                for one in answer.found
                if one.judged.state == state and material in {met.promised for met in one.judged.met}
            }
            assert int(cell.text or 0) == len(on_it), (material, state)
    promised = {met.promised for one in answer.found for met in one.judged.met}
    assert len(materials.rows) == len(promised)


def test_the_short_form_is_one_screen(real: Base) -> None:
    answer = tensions(real, Wanted(parties=("CN",), partners=("US",)), Asked(date(2026, 11, 23)))
    texts = plain(short_blocks(answer))
    assert len(texts.splitlines()) < 40
    assert all(said in texts for said in (CAUTION, NOTICE, "--details", "--why", "ban: export prohibition"))
    assert [short_tables(answer, width)[1].headings[-1] for width in (80, 140)] == ["pledges", "such as"]


def test_the_short_form_says_of_whom_where_there_are_several(real: Base) -> None:
    answer = tensions(real, Wanted(), Asked(date(2026, 11, 23)))
    pledges, materials = short_tables(answer)
    assert materials.headings[0] == "of"
    assert {row[0].text for row in materials.rows} == {one.bound.issuer for one in answer.found}
    place = materials.headings.index("pledges")
    numbers = {number for row in materials.rows for number in row[place].text.split()}
    assert numbers == {row[0].text for row in pledges.rows}


def test_the_short_form_says_what_is_open() -> None:
    assert "any (none is named)" in plain(short_blocks(found(pledge(), rule())))
    umbrella = found(pledge(more=listed("critical-minerals")), rule())
    assert "critical-minerals (may be meant)" in plain(short_blocks(umbrella))
    assert "may be meant" not in plain(short_blocks(found(pledge(more=listed("dysprosium")), rule())))
    nothing = found(pledge(), rule(), parties=("JP",))
    assert "--details" not in plain(short_blocks(nothing))


def test_no_word_judges() -> None:
    for name, (promise, control, _) in CASES.items():
        answer = found(promise, control)
        said = plain(tensions_blocks(answer, {})) + plain(short_blocks(answer)) + json.dumps(tensions_data(answer, {}))
        assert not {"breach", "violat", "complian"} & {
            word for word in ("breach", "violat", "complian") if word in said
        }, name
        assert "A research aid" in said


def test_the_answer_keeps_its_shape(real: Base) -> None:
    answer = tensions(real, Wanted(everything=True), Asked(date(2026, 6, 1)))
    data = tensions_data(answer, {})
    validator("tensions").validate(json.loads(json.dumps(data)))
    assert len(tension_rows(answer, {})) == len(data["tensions"]) > 100
    assert {state["state"] for state in data["tensions"]} >= {"possible", "latent", "over"}
    assert data["tensions"][0] == tension_data(answer.found[0], {})
    assert plain(tensions_blocks(answer, {}))


def test_places_are_those_of_the_files(real: Base) -> None:
    answer = tensions(real, Wanted(parties=("MY",)), Asked(date(2026, 6, 1)))
    sides = [side for one in answer.found for side in (one.promise, one.rule)]
    places = spots(real, sides)
    assert places.keys() == {side.id for side in sides}
    for identity, spot in places.items():
        line = (DATA / spot.path).read_text(encoding="utf-8").splitlines()[spot.line - 1]
        assert line.strip() == f"{identity.partition('/')[2]}:"
    assert spots(real, []) == {}


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
@pytest.mark.usefixtures("real")
def test_the_command(form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MKB_DATA", str(DATA))
    run = runner(monkeypatch, capsys)
    done = run("tensions", "--party", "my", "--on", "2026-06-01", "--format", form)
    assert done.code == 0
    assert "my-rare-earths-2023" in done.out
    wrong = run("tensions", "--party", "Malasia")
    assert (wrong.code, wrong.out) == (2, "")
    assert "did you mean" in wrong.err


# Random small bases against a double loop over all pairs and days.

_DAYS = ("2025-01-15", "2025-02-15", "2025-03-15", "2025-04-15", "2025-05-15", "2025-06-15")
_CHANGES = ("2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01")
_COUNTRIES = ("US", "JP", "CN", "FR")
_BELOW = {"dysprosium": {"rare-earths"}, "terbium": {"rare-earths"}, "rare-earths": set[str](), "gallium": set[str]()}
_TITLES = {
    "US": "United States",
    "JP": "Japan",
    "CN": "China",
    "FR": "France",
    "dysprosium": "Dysprosium",
    "terbium": "Terbium",
}


class Deal(NamedTuple):
    """A promise as the oracle knows it."""

    by: str
    to: tuple[str, ...]
    minerals: tuple[str, ...]
    force: str
    end: str
    excepts: str


class Ban(NamedTuple):
    """A rule as the oracle knows it."""

    issuer: str
    destinations: tuple[str, ...]
    excluded: tuple[str, ...]
    minerals: tuple[str, ...]
    start: str
    end: str
    excepts: str


class Small(NamedTuple):
    """A base: promises, rules, and the days from which countries are members of the bloc."""

    deals: dict[str, Deal]
    bans: dict[str, Ban]
    members: dict[str, str]


def some(chance: random.Random, words: tuple[str, ...], least: int) -> tuple[str, ...]:
    """Up to two of the words."""
    return tuple(sorted(chance.sample(words, chance.randint(least, 2))))


def drawn(chance: random.Random) -> Small:
    """A base in which pairs often meet."""
    deals, bans = {}, {}
    for number in range(chance.randint(1, 3)):
        force, end = sorted(chance.sample(_CHANGES, 2))
        by = chance.choice(("CN", "JP", "bloc"))
        to = tuple(name for name in some(chance, ("US", "JP", "FR", "bloc"), 1) if name != by) or ("US",)
        maybe_end = chance.choice(("", "", end))
        excepts = chance.choice(("", "", "United States", "Dysprosium"))
        deals[f"deal-{number}"] = Deal(
            by, to, some(chance, tuple(_BELOW), 0), chance.choice((force, force, "")), maybe_end, excepts
        )
    for number in range(chance.randint(1, 3)):
        start, end = sorted(chance.sample(_CHANGES, 2))
        issuer = chance.choice(("CN", "CN", "JP"))
        destinations, excluded = some(chance, ("US", "FR", "bloc"), 0), chance.choice(((), (), ("US",), ("bloc",)))
        bans[f"ban-{number}"] = Ban(
            issuer, destinations, excluded, some(chance, tuple(_BELOW), 1), start, chance.choice(("", "", end)),
            chance.choice(("", "", "United States", "Terbium")),
        )  # fmt: skip
    members = {name: chance.choice(_CHANGES) for name in chance.sample(("CN", "JP", "FR"), 2)}
    return Small(deals, bans, members)


def texts(small: Small) -> dict[str, str]:
    """The base as files."""
    made = dict(WORLD)
    made["groups/bloc.yaml"] = "title: The bloc\nmembers:\n" + "".join(
        f"  {name}: {{since: {day}}}\n" for name, day in small.members.items()
    )
    for name, deal in small.deals.items():
        events = "" if not deal.force else f"  in-force: {{kind: entered into force, date: {deal.force}}}\n"
        events += f"  over: {{kind: terminated, date: {deal.end}}}" if deal.end else ""
        more = listed(", ".join(deal.minerals)) + "\n" if deal.minerals else ""
        more += excepting(f"For {deal.excepts}.") if deal.excepts else ""
        text = pledge(by=deal.by, to=", ".join(deal.to), events=events.rstrip(), more=more.rstrip())
        parties = ", ".join(f"{party}: {{role: signatory}}" for party in sorted({deal.by, *deal.to}))
        made[f"agreements/{name}.yaml"] = "\n".join(
            f"parties: {{{parties}}}" if line.startswith("parties") else line for line in text.splitlines() if line
        )
    for name, ban in small.bans.items():
        events = f"  effective: {{kind: effective, date: {ban.start}}}\n"
        events += f"  over: {{kind: repealed, date: {ban.end}}}" if ban.end else ""
        aimed = [
            f"{field}: [{', '.join(places)}]"
            for field, places in zip(("destinations", "excluded"), ban[1:3], strict=True)
            if places
        ]
        more = f"    items: {{it: {{minerals: [{', '.join(ban.minerals)}]}}}}\n"
        more += f"    targets: {{{', '.join(aimed)}}}\n" if aimed else ""
        more += excepting(f"For {ban.excepts}.") if ban.excepts else ""
        made[f"controls/{name}.yaml"] = rule(issuer=ban.issuer, events=events.rstrip(), more=more.rstrip())
    return made


def expected(small: Small, day: str) -> set[tuple[str, str, str, str]]:
    """Every pair, the obvious way: the pledge, the rule, who promised, and the state."""
    inside = {name for name, since in small.members.items() if since <= day}
    pairs = set()
    for name, deal in small.deals.items():
        for other, ban in small.bans.items():
            if ban.issuer != deal.by and not (deal.by == "bloc" and ban.issuer in inside):
                continue
            reached = {}
            for partner in deal.to:
                if partner == ban.issuer:
                    continue
                whole = {partner} | ({*inside} if partner == "bloc" else set())
                around = {partner} | ({"bloc"} if partner in inside else set())
                if not ban.destinations or (whole | around) & set(ban.destinations):
                    reached[partner] = not around & set(ban.excluded)
            met = {
                (mine, theirs)
                for mine in deal.minerals or ("",)
                for theirs in ban.minerals
                if not mine or mine == theirs or theirs in _BELOW[mine] or mine in _BELOW[theirs]
            }
            if not reached or not met:
                continue
            left = {
                place
                for place, free in reached.items()
                if free and _TITLES.get(place, "") not in ({deal.excepts, ban.excepts} - {""})
            }
            kept = {
                (mine, theirs)
                for mine, theirs in met
                if mine == theirs
                or not (
                    (ban.excepts and _TITLES.get(mine) == ban.excepts)
                    or (deal.excepts and _TITLES.get(theirs) == deal.excepts)
                )
            }
            pairs.add(
                (f"{name}/exports", f"{other}/rule", deal.by, _state(deal, ban, day, silent=not left or not kept))
            )
    return pairs


def _state(deal: Deal, ban: Ban, day: str, *, silent: bool) -> str:
    if (deal.end and deal.end <= day) or (ban.end and ban.end <= day):
        return "over"
    if silent:
        return "excepted"
    return "possible" if deal.force and deal.force <= day and ban.start <= day else "latent"


@pytest.mark.parametrize("part", range(4))
def test_tensions_are_those_of_a_slow_double_loop(part: int) -> None:
    for seed in range(part * 25, part * 25 + 25):
        small = drawn(random.Random(seed))  # noqa: S311  # the same bases in every run
        base = indexed(texts(small))
        for day in _DAYS:
            answer = tensions(base, Wanted(everything=True), Asked(date.fromisoformat(day)))
            got = {(one.promise.id, one.rule.id, one.bound.by, one.judged.state) for one in answer.found}
            assert got == expected(small, day), (seed, day)
            for one in answer.found:
                held = any(first <= day <= last for first, last in one.days)
                assert held == (one.judged.state == "possible"), (seed, day, one.days)


UNRELATED = {
    "agreements/other-deal.yaml": pledge(by="FR", to="JP", topic="permitting")
    .replace("parties: {CN: {role: signatory}, US: {role: signatory}, ", "parties: {FR: {role: signatory}, ")
    .replace("Agreement", "Another"),
    "controls/other-ban.yaml": rule(issuer="US", more=items("gallium")),
    "groups/others.yaml": "title: Others\nmembers:\n  FR: {since: 2020-01-01}\n",
}


def test_an_unrelated_record_changes_no_tension() -> None:
    for seed in range(200, 212):
        small = drawn(random.Random(seed))  # noqa: S311
        bases = [indexed(texts(small)), indexed(texts(small) | UNRELATED)]
        asked = Asked(date(2025, 4, 15))
        one, other = (
            [tension_data(it, {}) for it in tensions(base, Wanted(everything=True), asked).found] for base in bases
        )
        assert one == other
