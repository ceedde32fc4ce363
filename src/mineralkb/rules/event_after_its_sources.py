"""An event told as done that lies after its sources were read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.record import sources_of
from mineralkb.rules._days import window
from mineralkb.rules._noted import noted
from mineralkb.status.happenings import REPORTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase

# Where it happens it may be tomorrow already.
_TIME_ZONES = timedelta(days=1)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Events that no text can set beforehand, dated after the day on which the last of their sources was seen."""
    seen = {source.id: date.fromisoformat(source.data["seen"]) for source in base.of_kind("sources")}
    for record, route, event in noted(base).events:
        if event["kind"] not in REPORTED:
            continue
        days = [seen[source] for source in sources_of(record.data, route) if source in seen]
        when = window(event, "date")
        if days and when and when.first > max(days) + _TIME_ZONES:
            message = f"'{event['kind']}' lies after the day on which its sources were read ({max(days)})"
            yield Hit(record.id, (*route, "date"), message, "correct the date, or cite a source that can know of it")
