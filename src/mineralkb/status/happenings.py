"""The events that bear on a record or a part, as the status rules read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from mineralkb.record import sources_of
from mineralkb.values.dates import BEGINNING, Window, read_window
from mineralkb.vocabulary.events import PLEDGE_EVENTS

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.finding import Route
    from mineralkb.record import Record

# Kinds that say something of the standing without changing it, or nothing at all.
SHOWN_ONLY = {"statement", "proceeding"}
ISSUING = {"proposed", "announced", "adopted", "published", "signed", "concluded", "initialled"}
# What a source can only tell after it happened.
REPORTED = ISSUING | set(PLEDGE_EVENTS) | {"confirmed"}
# A part that has one of these itself does not take it from its record; everything else adds up.
_OWN_FIRST = ISSUING | {"effective", "entered into force", "provisionally applied"}

SourceFacts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: its route as text, its kind, its days, the event it refers to, and whether it is sure to be past."""

    route: str
    kind: str
    window: Window
    until: Window | None
    of: str
    reported: bool


@dataclass(frozen=True, slots=True)
class Bearing:
    """What bears on one subject: the events that count, and the day of the last evidence."""

    happenings: tuple[Happening, ...]
    evidence: date

    def of_kind(self, *kinds: str) -> tuple[Happening, ...]:
        """The events of these kinds."""
        return tuple(happening for happening in self.happenings if happening.kind in kinds)


def window_of(value: Any) -> Window:
    """The days a stated date may mean; for a disputed one, all days that any source gives."""
    if isinstance(value, dict):
        return reduce(Window.joined, (read_window(text) for text in value["disputed"].values()))
    return read_window(value)


def bearing(record: Record, part: Route, sources: SourceFacts) -> Bearing:
    """The events on a part (or, with an empty route, the record) and its last evidence."""
    found = _events_at(record, part, sources)
    if part:
        has = {event["kind"] for event, _ in found} & _OWN_FIRST
        found += [(event, route) for event, route in _events_at(record, (), sources) if event["kind"] not in has]
    counted = [(event, route, _cited(record, route, sources)) for event, route in found]
    evidence = max((_evidence(event, cited) for event, _, cited in counted), default=BEGINNING)
    return Bearing(_after_issue([_happening(*one) for one in counted]), evidence)


def with_starts_of_parts(record: Record, found: Bearing, sources: SourceFacts) -> Bearing:
    """A control without a start of its own begins with the first of its rules."""
    parts = [bearing(record, route, sources) for route, _ in record.parts()]
    starts = tuple(
        happening
        for part in parts
        for happening in part.of_kind("effective")
        if happening.route.startswith("provisions/")
    )
    if not starts:
        return found
    return Bearing((*found.happenings, *starts), max(found.evidence, *(part.evidence for part in parts)))


def _events_at(record: Record, part: Route, sources: SourceFacts) -> list[tuple[dict[str, Any], Route]]:
    """Its own events that count: not what is only shown, nor what is known from machine digests alone."""
    events = record.at((*part, "events")) or {}
    found = [(event, (*part, "events", name)) for name, event in events.items() if event["kind"] not in SHOWN_ONLY]
    return [(event, route) for event, route in found if not _only_digests(_cited(record, route, sources))]


def _after_issue(happenings: list[Happening]) -> tuple[Happening, ...]:
    """Of what no source gives the first possible day, it is no earlier than the issue."""
    issued = min((h.window.first for h in happenings if h.kind in ISSUING), default=BEGINNING)
    return tuple(
        replace(h, window=Window(issued, h.window.last))
        if h.window.first == BEGINNING and h.kind not in ISSUING and issued <= h.window.last
        else h
        for h in happenings
    )


def _cited(record: Record, route: Route, sources: SourceFacts) -> list[Mapping[str, Any]]:
    return [sources[source] for source in sources_of(record.data, route) if source in sources]


def _only_digests(cited: list[Mapping[str, Any]]) -> bool:
    return {source["kind"] for source in cited} == {"machine digest"}


def _evidence(event: dict[str, Any], cited: list[Mapping[str, Any]]) -> date:
    """The newest source of an event; a sighting is evidence of its own day.

    Who reports that something was issued wrote no earlier than that, also where the page shows no date.
    """
    days = [read_window(source["date"]).first for source in cited]
    if event["kind"] == "confirmed" or (event["kind"] in REPORTED and cited):
        days.append(window_of(event["date"]).first)
    return max(days, default=BEGINNING)


def _happening(event: dict[str, Any], route: Route, cited: list[Mapping[str, Any]]) -> Happening:
    until = window_of(event["until"]) if "until" in event else None
    reported = event["kind"] in REPORTED and bool(cited)
    return Happening("/".join(route), event["kind"], window_of(event["date"]), until, event.get("of", ""), reported)
