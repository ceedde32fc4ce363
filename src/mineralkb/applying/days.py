"""The days on which the answer changes: computed where something can change, and on no other day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.applying.answer import Verdict, verdict_of
from mineralkb.applying.beside import Beside, spans_of, stands_beside
from mineralkb.applying.judging import judged
from mineralkb.applying.rules import candidates
from mineralkb.applying.store import Store
from mineralkb.applying.tranches import edges_of
from mineralkb.applying.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mineralkb.applying.judging import Judged
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
    """The runs of days between two days, in order and without gaps, and what stands beside their outcomes when."""

    shipment: Shipment
    runs: tuple[Run, ...]
    beside: tuple[Beside, ...]
    evidence: str
    asked: Asked


def over_days(base: Base, shipment: Shipment, first: str, last: str, asked: Asked) -> Days:
    """How the answer changes from the first day to the last."""
    store = Store(base)
    rules = candidates(store, shipment)
    starts = sorted({first, *(day for day in _turns(rules, store) if first < day <= last)})
    runs: list[Run] = []
    beside: list[tuple[str, str, list[Judged]]] = []
    for start, following in zip(starts, [*starts[1:], _after(last)], strict=True):
        every = judged(rules, shipment, World(store, start))
        verdict = verdict_of([one for one in every if one.rule.counts])
        beside.append((start, _before(following), [one for one in every if stands_beside(one)]))
        if runs and same(runs[-1].verdict, verdict):
            runs[-1] = runs[-1]._replace(last=_before(following))
        else:
            runs.append(Run(start, _before(following), verdict))
    evidence = max((one.rule.evidence for run in runs for one in (*run.verdict.ground, *run.verdict.open)), default="")
    return Days(shipment, tuple(runs), spans_of(beside), evidence, asked)


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


def _turns(rules: Sequence[Rule], store: Store) -> Iterator[str]:
    """Days on which a rule, an entry of a list or a membership may come to stand otherwise, or a quota begins or ends."""
    lists = {listed for rule in rules for listed in _lists(rule)}
    for listed in lists:
        store.entries(listed)
    for segments in store.segments.values():
        yield from (segment.first for segment in segments)
    for first, last in (edges for rule in rules for edges in edges_of(rule.data)):
        yield from (first, _after(last))
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
