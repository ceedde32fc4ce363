"""How a promise and a rule stand to each other on a day, and on which days both hold and meet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.questions.tensions.exceptions import silenced
from mineralkb.questions.tensions.meeting import bound, materials, partners
from mineralkb.questions.tensions.standing import holding, rule_holding
from mineralkb.questions.tensions.world import NO, YES

if TYPE_CHECKING:
    from mineralkb.questions.tensions.exceptions import Excepted
    from mineralkb.questions.tensions.meeting import Bound, Material
    from mineralkb.questions.tensions.reaching import Partner
    from mineralkb.questions.tensions.sides import Promise, Rule
    from mineralkb.questions.tensions.standing import Holding
    from mineralkb.questions.tensions.world import World

# `over`: one side has ended, or nothing of it was known yet.
POSSIBLE, UNSURE, LATENT, EXCEPTED, OVER = STATES = ("possible", "cannot tell", "latent", "excepted", "over")
_BEGINNING, _END = "0001-01-01", "9999-12-31"


class Judged(NamedTuple):
    """How a promise and a rule stand to each other on one day."""

    state: str
    reached: tuple[Partner, ...]
    met: tuple[Material, ...]
    exceptions: tuple[Excepted, ...]
    promised: Holding
    ruled: Holding


def judge(promise: Promise, rule: Rule, one: Bound, world: World, day: str) -> Judged | None:
    """The pair on one day; nothing where they do not meet."""
    reached = list(partners(promise, rule, one, world, day))
    met = materials(promise, rule, world, day)
    if not reached or not met:
        return None
    exceptions, left, open_ = silenced(promise, rule, [place for place in reached if not place.spared], met, world)
    promised, ruled = holding(promise.record, promise.own, day), rule_holding(rule.own, day)
    state = _state(promised, ruled) if left and open_ else EXCEPTED
    if state == EXCEPTED and _state(promised, ruled) == OVER:
        state = OVER
    if state == POSSIBLE and not (one.sure and any(place.sure for place in left)):
        state = UNSURE
    kept = (left, open_) if left and open_ else (reached, met)
    return Judged(state, tuple(kept[0]), tuple(kept[1]), tuple(exceptions), promised, ruled)


def _state(promised: Holding, ruled: Holding) -> str:
    if promised.over or ruled.over:
        return OVER
    answers = {promised.answer, ruled.answer}
    if answers == {YES}:
        return POSSIBLE
    return LATENT if NO in answers else UNSURE


def days_of(promise: Promise, rule: Rule, one: Bound, world: World) -> tuple[tuple[str, str], ...]:
    """The stretches of days on which both surely hold, and meet."""
    found: list[tuple[str, str]] = []
    firsts = sorted({_BEGINNING, *_changes(promise, rule, world)})
    lasts = [*(_moved(day, -1) for day in firsts[1:]), _END]
    for first, last in zip(firsts, lasts, strict=True):
        if _state(holding(promise.record, promise.own, first), rule_holding(rule.own, first)) != POSSIBLE:
            continue
        still = [other for other in bound(promise, rule, world, first) if other[:2] == one[:2]]
        judged = judge(promise, rule, still[0], world, first) if still else None
        if judged is None or judged.state != POSSIBLE:
            continue
        if found and _moved(found[-1][1], 1) == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return tuple(found)


def _changes(promise: Promise, rule: Rule, world: World) -> set[str]:
    """The days on which anything of the pair changes."""
    targets = rule.data.get("targets", {})
    named = {*promise.data["by"], *promise.data.get("to", ()), *promise.whole.get("parties", ())}
    groups = {*named, *targets.get("destinations", ()), *targets.get("excluded", ())}
    lists = [world.parties_of_lists[name][0] for name in targets.get("listed_in", ()) if name in world.parties_of_lists]
    listed = [one.stretches for parties in lists for one in parties]
    firsts = {one.first for several in (promise.own, promise.record, rule.own, *listed) for one in several}
    spans = [days for group in groups for days in world.members.get(group, {}).values()]
    spans += [(*one.since, *one.until) for one in rule.covered if one.since[0]]
    for since_first, since_last, until_first, until_last in spans:
        firsts |= {since_first, since_last, *(_moved(day, 1) for day in (until_first, until_last) if day != _END)}
    return firsts


def _moved(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
