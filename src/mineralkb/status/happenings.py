"""The events that bear on a record or a part, as the status rules read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mineralkb.record import sources_of
from mineralkb.values.dates import BEGINNING, Window, read_window

if TYPE_CHECKING:
    from mineralkb.finding import Route
    from mineralkb.record import Record

# Kinds that say something of the standing without changing it, or nothing at all.
SHOWN_ONLY = {"statement", "proceeding"}
ISSUING = {"proposed", "announced", "adopted", "published", "signed", "concluded", "initialled"}
# A part that has one of these itself does not take it from its record; everything else adds up.
_OWN_FIRST = ISSUING | {"effective", "entered into force", "provisionally applied"}

SourceFacts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: its route as text, its kind, its days, and the event it refers to."""

    route: str
    kind: str
    window: Window
    until: Window | None
    of: str


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
        windows = [read_window(text) for text in value["disputed"].values()]
        joined = windows[0]
        for window in windows[1:]:
            joined = joined.joined(window)
        return joined
    return read_window(value)


def bearing(record: Record, part: Route, sources: SourceFacts) -> Bearing:
    """The events on a part (or, with an empty route, the record) and its last evidence."""
    own = _events_at(record, part)
    found = own if not part else own + _inherited(record, own)
    kept = [(event, route) for event, route in found if not _only_digests(record, route, sources)]
    evidence = max((_evidence(record, event, route, sources) for event, route in kept), default=BEGINNING)
    happenings = tuple(_happening(event, route) for event, route in kept if event["kind"] not in SHOWN_ONLY)
    return Bearing(happenings, evidence)


def _events_at(record: Record, part: Route) -> list[tuple[dict[str, Any], Route]]:
    events = record.at((*part, "events")) or {}
    return [(event, (*part, "events", name)) for name, event in events.items()]


def _inherited(record: Record, own: list[tuple[dict[str, Any], Route]]) -> list[tuple[dict[str, Any], Route]]:
    has = {event["kind"] for event, _ in own} & _OWN_FIRST
    return [(event, route) for event, route in _events_at(record, ()) if event["kind"] not in has]


def _only_digests(record: Record, route: Route, sources: SourceFacts) -> bool:
    """Known from machine digests alone: such an event is shown and changes nothing."""
    kinds = {sources[source]["kind"] for source in sources_of(record.data, route) if source in sources}
    return kinds == {"machine digest"}


def _evidence(record: Record, event: dict[str, Any], route: Route, sources: SourceFacts) -> date:
    """The newest source of an event that speaks of the standing; a sighting is evidence of its own day.

    Who reports that something was issued wrote no earlier than that, also where the page shows no date.
    """
    if event["kind"] in SHOWN_ONLY:
        return BEGINNING
    cited = [sources[source] for source in sources_of(record.data, route) if source in sources]
    days = [read_window(source["date"]).first for source in cited]
    if event["kind"] == "confirmed" or (event["kind"] in ISSUING and cited):
        days.append(window_of(event["date"]).first)
    return max(days, default=BEGINNING)


def _happening(event: dict[str, Any], route: Route) -> Happening:
    until = window_of(event["until"]) if "until" in event else None
    return Happening("/".join(route), event["kind"], window_of(event["date"]), until, event.get("of", ""))
