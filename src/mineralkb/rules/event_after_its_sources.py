"""An event told as done that lies after its sources were read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.record import sources_of
from mineralkb.rules._days import window
from mineralkb.rules._nodes import in_section, walked
from mineralkb.rules._noted import noted, those
from mineralkb.status.happenings import REPORTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node

# Where it happens it may be tomorrow already.
_TIME_ZONES = timedelta(days=1)
_NEVER = date.max - _TIME_ZONES


def seen(record: Record, _nodes: list[Node]) -> Iterator[date]:
    """The day on which the source was read."""
    if record.kind == "sources":
        yield date.fromisoformat(record.data["seen"])


def reports(record: Record, nodes: list[Node]) -> Iterator[tuple[date, tuple[str, ...]]]:
    """The first day that an event may mean which no text can set beforehand, and its sources."""
    for route, event in in_section(nodes, "events"):
        cited = sources_of(record.data, route) if event["kind"] in REPORTED else {}
        if cited and (when := window(event, "date")):
            yield when.first, tuple(map(str, cited))


NOTES = (seen, reports)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Such events, dated after the day on which the last of their sources was seen."""
    days = {source: day for day, ids in noted(base, seen).items() for source in ids}
    told = noted(base, reports)
    late = [one for (first, cited), ids in told.items() if _last(days, cited) + _TIME_ZONES < first for one in ids]
    for record in those(base, late):
        for route, event in in_section(walked(record.data), "events"):
            when, last = window(event, "date"), _last(days, sources_of(record.data, route))
            if event["kind"] in REPORTED and when and last + _TIME_ZONES < when.first:
                message = f"'{event['kind']}' lies after the day on which its sources were read ({last})"
                hint = "correct the date, or cite a source that can know of it"
                yield Hit(record.id, (*route, "date"), message, hint)


def _last(days: dict[str, date], cited: Iterable[str]) -> date:
    """The day on which the last of the sources was read; where none is known, no event is too late."""
    return max((days[one] for one in cited if one in days), default=_NEVER)
