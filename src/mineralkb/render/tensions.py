"""Promises set against measures, as blocks, as rows and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.tensions.judging import EXCEPTED, LATENT, OVER, POSSIBLE, STATES, UNSURE
from mineralkb.questions.tensions.reaching import ANY, EVERYWHERE
from mineralkb.questions.texts import stated
from mineralkb.render import blocks as b
from mineralkb.render.blocks import DIM, STRONG, Block, Cell, Heading, Paragraph, Table, filled
from mineralkb.wording import counted

if TYPE_CHECKING:
    from mineralkb.questions.tensions.answer import Tension, Tensions
    from mineralkb.questions.tensions.meeting import Material
    from mineralkb.questions.tensions.places import Spot

CAUTION = (
    "A possible tension is a question to put to the texts, and no finding: a pledge may speak of other measures, goods or "
    "cases than the rule. What neither record tells is not weighed, and what is not listed may still be there."
)
MEANING = {
    POSSIBLE: "both hold on the day",
    UNSURE: "whether both hold and meet on the day cannot be told",
    LATENT: "one of them does not hold on the day",
    EXCEPTED: "an exception names the case",
    OVER: "one of them is over, kept, or was not known yet",
}
DRESS = {POSSIBLE: b.PAUSED, UNSURE: b.UNSURE, LATENT: b.COMING, EXCEPTED: b.OVER, OVER: b.OVER}
_END = "9999-12-31"
# More materials are counted.
_MOST = 3


def tensions_blocks(found: Tensions, places: dict[str, Spot]) -> list[Block]:
    """A table for each state: the pledges, each with the rules of a control that it meets."""
    blocks: list[Block] = []
    for state in STATES:
        some = [one for one in found.found if one.judged.state == state]
        if some:
            blocks += [Heading(f"{title_of(state)} ({len(some)}): {MEANING[state]}"), *_state(some, places)]
    blocks += [Paragraph(Cell("")), Paragraph(Cell(footer(found), DIM))]
    return [*blocks, Paragraph(Cell(CAUTION, DIM)), Paragraph(Cell(NOTICE, DIM))]


def footer(found: Tensions) -> str:
    """What was set against what, on which day, and what is left out."""
    pairs = f"{counted(found.promises, 'pledge')} on exports against {counted(found.rules, 'rule')}"
    text = f"{counted(len(found.found), 'tension')} on {found.asked.on}: {pairs}"
    if found.evidence:
        text += f", by evidence up to {found.evidence}"
    if found.over:
        text += f"; {found.over} more in which one side is over, kept, or was not known yet (--all takes them in)"
    return text


def tension_rows(found: Tensions, places: dict[str, Spot]) -> list[dict[str, Any]]:
    """A flat row for each tension."""
    return [
        {
            "state": one.judged.state,
            "party": one.bound.by,
            "pledge": one.promise.id,
            "strength": stated(one.promise.data["strength"]),
            "provision": one.rule.id,
            "measure": one.rule.data["measure"],
            "partner": [place.name or "everyone" for place in one.judged.reached],
            "minerals": [_material(met) for met in one.judged.met],
            "days": [f"{first}..{'' if last == _END else last}" for first, last in one.days],
            "spots": [str(places[side.id]) for side in (one.promise, one.rule) if side.id in places],
        }
        for one in found.found
    ]


ROW = ("state", "party", "pledge", "strength", "provision", "measure", "partner", "minerals", "days", "spots")


def tensions_data(found: Tensions, places: dict[str, Spot]) -> dict[str, Any]:
    """The whole answer; docs/schemas/tensions.json describes it."""
    return {
        "asked": found.asked.as_data(),
        "pledges": found.promises,
        "provisions": found.rules,
        "left_out": found.over,
        "tensions": [tension_data(one, places) for one in found.found],
        "last_evidence": found.evidence or None,
        "caution": CAUTION,
        "notice": NOTICE,
    }


def tension_data(one: Tension, places: dict[str, Spot]) -> dict[str, Any]:
    """One tension with all its reasons."""
    judged = one.judged
    strength = stated(one.promise.data["strength"])
    pledge = {"pledge": one.promise.id, "pledge_title": one.promise.data["title"], "strength": strength}
    rule = {"provision": one.rule.id, "provision_title": one.rule.data["title"], "measure": one.rule.data["measure"]}
    return {
        **pledge,
        **rule,
        "party": one.bound.by,
        "issuer": one.bound.issuer,
        "state": judged.state,
        "days": [{"first": first, "last": last} for first, last in one.days],
        "minerals": [
            {"pledge": met.promised or None, "provision": met.covered or None, "how": met.how, "sure": met.sure}
            for met in judged.met
        ],
        "partner": [{"id": place.name or None, "sure": place.sure} for place in judged.reached],
        "why": why(one),
        "exceptions": [{"id": it.id, "summary": it.summary, "names_it": it.names_it} for it in judged.exceptions],
        "spots": [
            {"id": side.id, "path": places[side.id].path, "line": places[side.id].line}
            for side in (one.promise, one.rule)
            if side.id in places
        ],
    }


def why(one: Tension) -> list[str]:
    """The reasons, each in one sentence."""
    agreement, own = one.judged.promised.words
    record = one.promise.id.partition("/")[0]
    found = [
        f"{record} stands as: {agreement}; its pledge: {own}",
        f"{one.rule.id} stands as: {one.judged.ruled.words[0]}",
    ]
    found += [one.bound.why] if one.bound.why else []
    found += dict.fromkeys(place.why for place in one.judged.reached)
    return found + list(dict.fromkeys(text for met in one.judged.met if (text := _of_material(met))))


def title_of(state: str) -> str:
    """The heading of a state."""
    return {POSSIBLE: "Possible tension", UNSURE: "Cannot tell", LATENT: "Latent", EXCEPTED: "Excepted"}.get(
        state, "Over"
    )


def _state(some: list[Tension], places: dict[str, Spot]) -> list[Block]:
    """Pledge by pledge, in the order of the first that ranks highest."""
    blocks: list[Block] = []
    by_pledge: dict[tuple[str, str], list[Tension]] = {}
    for one in some:
        by_pledge.setdefault((one.promise.id, one.bound.by), []).append(one)
    for pairs in by_pledge.values():
        table = Table(("rule", "measure", "materials", "both held", "place"), _rows(pairs, places), keep=3)
        blocks += [Paragraph(Cell("")), *_head(pairs, places), filled(table), *_remarks(pairs)]
    return blocks


def _head(pairs: list[Tension], places: dict[str, Spot]) -> list[Block]:
    """The pledge: what it says, who owes it to whom, how it stands, where it is written."""
    first = pairs[0]
    agreement, own = first.judged.promised.words
    spot = f", {places[first.promise.id]}" if first.promise.id in places else ""
    strength = stated(first.promise.data["strength"])
    return [
        Paragraph(Cell(f"{first.promise.id}: {first.promise.data['title']}", STRONG)),
        Paragraph(
            Cell(f"{strength} of {first.bound.by} to {whom(pairs)}; agreement: {agreement}; pledge: {own}{spot}", DIM)
        ),
    ]


def whom(pairs: list[Tension]) -> str:
    """To whom the pledge is owed, of those whom the rules reach."""
    return ", ".join(dict.fromkeys(place.name or "everyone" for one in pairs for place in one.judged.reached))


def _rows(pairs: list[Tension], places: dict[str, Spot]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            Cell(one.rule.id, DRESS[one.judged.state]),
            Cell(one.rule.data["measure"]),
            Cell(several(list(one.judged.met))),
            Cell(_days(one)),
            Cell(str(places.get(one.rule.id, "")), DIM),
        )
        for one in pairs
    )


def several(met: list[Material]) -> str:
    """The materials of the promise, each with those of the rule where they are others."""
    found: dict[str, list[str]] = {}
    for one in met:
        found.setdefault(one.promised, []).append("" if one.covered == one.promised else one.covered or "not named")
    return "; ".join(_grouped(name or "any", list(dict.fromkeys(others))) for name, others in found.items())


def _grouped(name: str, others: list[str]) -> str:
    shown = [other for other in others if other][:_MOST]
    more = f" and {len(others) - len(shown)} more" if len(others) > _MOST else ""
    return f"{name} ({', '.join(shown)}{more})" if shown else name


def _material(met: Material) -> str:
    if met.promised == met.covered:
        return met.covered or "any"
    return f"{met.promised or 'any'}: {met.covered or 'not named'}"


def _of_material(met: Material) -> str:
    if met.how in ("same", "rule is narrower", "rule is wider"):
        return "" if met.how == "same" else f"{met.promised} and {met.covered}: the {met.how}"
    if met.how == "open":
        return f"what {met.promised if met.promised != met.covered else met.covered} holds is not recorded, so {met.covered} may be meant"
    if met.how == "some are meant":
        return f"the rule is on some of {met.covered}, and not all of them are recorded"
    side = "pledge" if met.promised == ANY else "rule"
    return f"the {side} names no material"


def _days(one: Tension) -> str:
    return ", ".join(f"{first}..{'' if last == _END else last}" for first, last in one.days)


def _remarks(pairs: list[Tension]) -> list[Block]:
    """What must be known of the rules besides, at any width: how they stand, whom they are aimed at, all exceptions."""
    found: dict[str, list[str]] = {}
    for one in pairs:
        for text in _of_rule(one):
            found.setdefault(text, []).append(one.rule.id)
    every = len(pairs)
    return [
        Paragraph(Cell(text if len(rules) == every > 1 else f"{', '.join(rules)}: {text}", DIM))
        for text, rules in found.items()
    ]


def _of_rule(one: Tension) -> list[str]:
    judged = one.judged
    standing = [] if judged.ruled.words == ("in effect",) else [judged.ruled.words[0]]
    whom = dict.fromkeys(place.why for place in judged.reached if place.why != EVERYWHERE)
    named = [f"exception{' that names the case' if it.names_it else ''}: {it.summary}" for it in judged.exceptions]
    return [*standing, *([one.bound.why] if one.bound.why else []), *whom, *named]
