"""What a standing rests on: the leaves that bear on it, and the answer that some of them alone would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.record import Record, sources_of
from mineralkb.status import timeline_of
from mineralkb.status.happenings import SHOWN_ONLY
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from mineralkb.finding import Route
    from mineralkb.status.happenings import SourceFacts
    from mineralkb.status.standing import Standing

# The facts of a part that count beside its events.
_DATED = {"pledges": ("due",), "entries": ("since", "until")}
BINDING = ("binding",)
_UNSTATED = "unstated"
_DIGEST = "machine digest"


class Told(NamedTuple):
    """An answer for a day: the word, what else is possible, whether it ever operated, since when, the last evidence."""

    word: str
    possible: tuple[str, ...]
    never_operated: bool
    since: str
    evidence: str


class Case(NamedTuple):
    """A record or part (its route), the sources of its base, and the day asked about."""

    record: Record
    part: Route
    sources: SourceFacts
    day: date

    def leaves(self) -> tuple[Route, ...]:
        """The routes of what can bear on the standing: events, and dated facts of the part."""
        found = [*self._binding(), *self._events(())]
        if self.part:
            own = self.record.at(self.part)
            found = [] if self.part[0] == "entries" else found
            found += [(*self.part, field) for field in _DATED.get(self.part[0], ()) if field in own]
            return (*found, *self._events(self.part))
        started = any(self.record.at(route)["kind"] == "effective" for route in found if route != BINDING)
        if self.record.kind == "controls" and not started:
            found += [route for part, _ in self.record.parts() for route in self._events(part)]
        return tuple(found)

    def _binding(self) -> list[Route]:
        return [BINDING] if self.record.kind == "agreements" else []

    def _events(self, place: Route) -> Iterator[Route]:
        """What is only shown does not count, nor what digests alone say; but a due day is counted from either."""
        counted_from = self._counted_from()
        for name, event in (self.record.at((*place, "events")) or {}).items():
            route = (*place, "events", name)
            counts = event["kind"] not in SHOWN_ONLY and not self.only_digests(route)
            if counts or name == counted_from:
                yield route

    def _counted_from(self) -> str:
        due = self.record.at((*self.part, "due")) if self.part[:1] == ("pledges",) else None
        return str(due.get("of", "")) if isinstance(due, dict) else ""

    def only_digests(self, route: Route) -> bool:
        """Whether nothing but machine digests say it."""
        return {self.sources[name]["kind"] for name in self.cited(route)} == {_DIGEST}

    def cited(self, route: Route) -> tuple[str, ...]:
        """The sources of a fact."""
        return tuple(name for name in sources_of(self.record.data, route) if name in self.sources)

    def told(self, leaves: Collection[Route], cites: Mapping[Route, Collection[str]] | None = None) -> Told | None:
        """The answer for the day if only these leaves were recorded; `cites` names fewer sources of some."""
        standing = timeline_of(self._with(frozenset(leaves), cites or {}), self.part, self.sources)
        return _told(standing, self.day) if standing else None

    def _with(self, leaves: frozenset[Route], cites: Mapping[Route, Collection[str]]) -> Record:
        data = self._thin((), leaves, cites)
        if self.record.kind == "agreements":
            data["binding"] = self.record.data["binding"] if BINDING in leaves else _UNSTATED
        places = [self.part] if self.part else [route for route, _ in self.record.parts()]
        for section, name in places:
            data.setdefault(section, {})[name] = self._thin((section, name), leaves, cites)
        return Record(self.record.kind, self.record.id, self.record.path, data)

    def _thin(self, place: Route, leaves: frozenset[Route], cites: Mapping[Route, Collection[str]]) -> dict[str, Any]:
        """What stands at the place, cut down to the leaves, each with its sources written beside it."""
        node = self.record.at(place) if place else self.record.data
        events = {}
        for name, event in node.get("events", {}).items():
            route = (*place, "events", name)
            if route in leaves:
                events[name] = {**event, "cite": _named(cites.get(route, self.cited(route)))}
        fields = _DATED.get(place[0], ()) if place else ()
        thin = {field: node[field] for field in fields if (*place, field) in leaves}
        if place[:1] == ("entries",):
            thin["cite"] = _named(cites.get(place, self.cited(place)))
        return {**thin, "title": node.get("title", ""), "events": events}


def _named(sources: Collection[str]) -> dict[str, dict[str, Any]]:
    return {name: {} for name in sources}


def _told(standing: Standing, day: date) -> Told:
    segment = standing.on(day)
    first = segment.first
    for earlier in reversed([one for one in standing.segments if one.first < segment.first]):
        if earlier.word != segment.word:
            break
        first = earlier.first
    since = "" if segment.word == CANNOT_TELL else first.isoformat()
    return Told(segment.word, segment.possible, segment.never_operated, since, standing.evidence.isoformat())
