"""Standings that read otherwise: of records, pledges, provisions and entries."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mineralkb.impact.answer import CORRECTED, STEPS, Answer, reason
from mineralkb.impact.news import without
from mineralkb.impact.runs import differing, line_of
from mineralkb.status import timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.impact.answer import Root
    from mineralkb.impact.runs import Run
    from mineralkb.impact.sides import Side, Sides
    from mineralkb.record import Record
    from mineralkb.status import Standing


def standing(side: Side, name: str, route: Route) -> Standing | None:
    """How a subject stands in a state of the base; None where it has no standing, or is not told of."""
    record = side.record(name)
    there = record is not None and (not route or record.at(route) is not None)
    return timeline_of(record, route, side.sources) if record and there else None


def subjects(both: Sides, name: str) -> list[Route]:
    """What has a standing on either side, as the newer one has it and then what went."""
    records = (both.new.record(name), both.old.record(name))
    return list(dict.fromkeys(route for record in records if record for route in record.subjects()))


def standings(both: Sides, name: str) -> Iterator[Answer]:
    """All standings of a record and its parts that differ on some day."""
    for route in subjects(both, name):
        found = _steps(both, name, route)
        for step, (one, other) in zip(STEPS, pairwise(found), strict=True):
            for run in differing(line_of(one), line_of(other)):
                cause = reason(step, run)
                roots = tuple(_roots(both, name, route, (one, other), run)) if cause == CORRECTED else ()
                yield Answer("/".join((name, *route[1:])), run, cause, roots=roots)


def _steps(both: Sides, name: str, route: Route) -> list[Standing | None]:
    """The older answer; the newer without news, with those that the older side could have known, and whole.

    News are held against the evidence of that very answer.
    """
    old, whole = standing(both.old, name, route), standing(both.new, name, route)
    now = both.new.record(name)
    if old is None or whole is None or now is None:
        return [old, None, None if both.untold(name, route) else whole, whole]
    fresh = both.fresh.get(name, {})
    since = {event for event, day in fresh.items() if day > old.evidence}
    retold = (timeline_of(without(now, gone), route, both.new.sources) for gone in (set(fresh), since))
    return [old, *retold, whole] if fresh else [old, whole, whole, whole]


def _roots(both: Sides, name: str, route: Route, found: tuple[Standing | None, ...], run: Run) -> Iterator[Root]:
    """Where what was rewritten can stand: the part, the events that the answer follows from, the sources that differ."""
    was, now = both.old.record(name), both.new.record(name)
    if not (was and now and was.data == now.data and was.kind == now.kind):
        yield name, route
        if was and now:
            yield from ((name, event) for event in _events(found, run) if was.at(event) != now.at(event))
    cited = {str(target) for record in (was, now) if record for target in _sources(record)}
    yield from ((source, ()) for source in sorted(cited & both.differ))


def _events(found: tuple[Standing | None, ...], run: Run) -> dict[Route, None]:
    """The events that make either answer what it is on these days."""
    near = (
        segment
        for one in found
        if one
        for segment in one.segments
        if segment.first <= run.last and segment.last >= run.first
    )
    return dict.fromkeys(tuple(cause.event.split("/")) for segment in near for cause in segment.causes)


def _sources(record: Record) -> Iterator[str]:
    return (str(target) for _, target in record.references() if "sources" in target.kinds)
