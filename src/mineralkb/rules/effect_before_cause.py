"""An event that is older than the instrument said to have caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._days import before, beginning, window
from mineralkb.rules._noted import noted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Events dated before the first event of what `caused_by` names."""
    for record, route, event in noted(base).events:
        cause = base.records.get(event.get("caused_by", ""))
        if cause and before(window(event, "date"), beginning(cause.data.get("events", {}).values())):
            message = f"it happened before '{cause.id}' began, which is said to have caused it"
            hint = "correct the day or the cause; where the cause reaches back, say so in a note and waive this"
            elsewhere = (Elsewhere(cause.id, ("events",), "the cause"),)
            yield Hit(record.id, (*route, "caused_by"), message, hint, elsewhere=elsewhere)
