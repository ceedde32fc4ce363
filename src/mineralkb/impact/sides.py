"""Two states of the base, and between them the newer one without its news, and with the late ones of them only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.impact.aligned import aligned
from mineralkb.impact.news import News, evidence_of, news, without
from mineralkb.status.happenings import SourceFacts, window_of
from mineralkb.values.dates import BEGINNING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

# The kinds that something is asked about: how they stand, who belongs to them, what they cover.
STATING = ("agreements", "controls", "policies", "lists", "groups", "projects")
# What a rule is asked about through other records: those of whom it speaks.
_SPOKEN_OF = {"sources", "lists", "groups"}


class Side(NamedTuple):
    """A state of the base, and what its sources say of themselves."""

    base: KnowledgeBase
    sources: SourceFacts

    def record(self, name: str) -> Record | None:
        """The record of that id."""
        return self.base.records.get(name)


class Sides(NamedTuple):
    """The older state, the newer without its news, with its late news, and whole; the records that differ; their news.

    `newest` is the day of the newest source of the older state: what it did not tell of is held against that.
    """

    old: Side
    bare: Side
    late: Side
    new: Side
    differ: frozenset[str]
    fresh: dict[str, News]
    newest: date

    @property
    def steps(self) -> tuple[Side, Side, Side, Side]:
        """From the older to the newer."""
        return self.old, self.bare, self.late, self.new

    def stating(self) -> Iterator[str]:
        """The records of which something can be asked, by id; not those that do not read on one side."""
        there = (*self.old.base.records.values(), *self.new.base.records.values())
        for name in sorted({record.id for record in there if record.kind in STATING}):
            if all(name in side.base.records or name not in side.base.claimed for side in (self.old, self.new)):
                yield name

    def touched(self) -> list[str]:
        """Those of them that differ, or that speak of a source, list or group that does."""
        return [name for name in self.stating() if self.differ and (name in self.differ or self._speaks(name))]

    def _speaks(self, name: str) -> bool:
        record = self.new.base.records[name]
        wanted = _SPOKEN_OF if record.kind == "controls" else {"sources"}
        return any(target in self.differ and wanted.intersection(target.kinds) for _, target in record.references())

    def untold(self, name: str, route: Route) -> bool:
        """Whether what the older state did not tell of there is news of the world: newer than all its sources."""
        around = [day for here, day in self.fresh.get(name, {}).items() if here[: len(route)] == route or _whole(here)]
        return max(around, default=BEGINNING) > self.newest


def sides(old: KnowledgeBase, new: KnowledgeBase) -> Sides:
    """Both states held together, the older one under the ids of the newer."""
    before = aligned(old, new)
    was, now = (Side(base, base.sources()) for base in (before, new))
    differ = frozenset(_differing(before, new))
    fresh = {name: news(was.record(name), record) for name in differ if (record := now.record(name))}
    late = {name: _late(was, name, found) for name, found in fresh.items()}
    bare = _retold(now, {name: set(found) for name, found in fresh.items() if was.record(name)})
    newest = max((window_of(source["date"]).first for source in was.sources.values()), default=BEGINNING)
    return Sides(was, bare, _retold(now, late), now, differ, fresh, newest)


def _differing(old: KnowledgeBase, new: KnowledgeBase) -> Iterator[str]:
    for name in {*old.records, *new.records}:
        was, now = old.records.get(name), new.records.get(name)
        if not (was and now and was.kind == now.kind and was.data == now.data):
            yield name


def _late(was: Side, name: str, found: News) -> set[Route]:
    """The news that lie after all that the older state can have known of the record."""
    record = was.record(name)
    evidence = evidence_of(record, was.sources) if record and found else BEGINNING
    return {route for route, day in found.items() if record and day > evidence}


def _retold(side: Side, gone: dict[str, set[Route]]) -> Side:
    """The state without what stands at these routes."""
    told = {name: without(side.base.records[name], routes) for name, routes in gone.items() if routes}
    return side._replace(base=replace(side.base, records={**side.base.records, **told}))


def _whole(route: Route) -> bool:
    """Whether it is an event of the record as a whole."""
    return route[:1] == ("events",)
