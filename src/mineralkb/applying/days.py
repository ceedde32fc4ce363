"""The days on which the answer changes: computed where something can change, and on no other day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.applying.answer import Verdict, verdict_on
from mineralkb.applying.rules import candidates
from mineralkb.applying.store import Store
from mineralkb.applying.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.applying.rules import Rule
    from mineralkb.applying.shipment import Shipment
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked

_DAY = timedelta(days=1)


class Run(NamedTuple):
    """Days, first to last, with one answer."""

    first: str
    last: str
    verdict: Verdict


class Days(NamedTuple):
    """The runs of days between two days, in order and without gaps."""

    shipment: Shipment
    runs: tuple[Run, ...]
    evidence: str
    asked: Asked


def over_days(base: Base, shipment: Shipment, first: str, last: str, asked: Asked) -> Days:
    """How the answer changes from the first day to the last."""
    store = Store(base)
    rules = candidates(store, shipment)
    starts = sorted({first, *(day for day in _turns(rules, store) if first < day <= last)})
    runs: list[Run] = []
    for start, following in zip(starts, [*starts[1:], _after(last)], strict=True):
        verdict = verdict_on(rules, shipment, World(store, start))
        if runs and same(runs[-1].verdict, verdict):
            runs[-1] = runs[-1]._replace(last=_before(following))
        else:
            runs.append(Run(start, _before(following), verdict))
    evidence = max((one.rule.evidence for run in runs for one in (*run.verdict.ground, *run.verdict.open)), default="")
    return Days(shipment, tuple(runs), evidence, asked)


def same(one: Verdict, other: Verdict) -> bool:
    """Whether two days have one answer: outcome, possibilities, conditions, and the rules on which it rests."""
    return _told(one) == _told(other)


def _told(verdict: Verdict) -> tuple[object, ...]:
    conditions = frozenset(
        (branch.outcome, frozenset((need.ask, frozenset(need.values)) for need in branch.needs))
        for branch in verdict.branches
    )
    ground = frozenset(one.rule.id for one in verdict.ground)
    return verdict.outcome, verdict.possible, conditions, ground, frozenset(one.rule.id for one in verdict.open)


def _turns(rules: Iterable[Rule], store: Store) -> Iterator[str]:
    """Days on which a rule, an entry of a list or a membership may come to stand otherwise."""
    lists = {listed for rule in rules for listed in _lists(rule)}
    for listed in lists:
        store.entries(listed)
    for segments in store.segments.values():
        yield from (segment.first for segment in segments)
    for found in store.memberships.values():
        for _, since_first, since_last, until_first, until_last in found:
            yield from (since_first, since_last)
            yield from (_after(day) for day in (until_first, until_last))


def _lists(rule: Rule) -> tuple[str, ...]:
    return (*rule.data.get("scope", {}), *rule.data.get("targets", {}).get("listed_in", ()))


def _after(day: str) -> str:
    return day if day.startswith("9999-12-31") else (date.fromisoformat(day) + _DAY).isoformat()


def _before(day: str) -> str:
    return day if day == "0001-01-01" else (date.fromisoformat(day) - _DAY).isoformat()
