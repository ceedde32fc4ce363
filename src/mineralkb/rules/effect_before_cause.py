"""An event that is older than the instrument said to have caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._days import before, beginning, window
from mineralkb.rules._nodes import in_section, walked
from mineralkb.rules._noted import noted, those

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node
    from mineralkb.values.dates import Window


def causes(_record: Record, nodes: list[Node]) -> Iterator[tuple[str, Window | None]]:
    """What is said to have caused an event, and when that event was."""
    for _, event in in_section(nodes, "events"):
        if "caused_by" in event:
            yield str(event["caused_by"]), window(event, "date")


NOTES = (causes,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Events dated before the first event of what `caused_by` names."""
    found = noted(base, causes)
    late = [one for (cause, when), ids in found.items() if before(when, _beginning(base, cause)) for one in ids]
    for record in those(base, late):
        for route, event in in_section(walked(record.data), "events"):
            cause = event.get("caused_by", "")
            if before(window(event, "date"), _beginning(base, cause)):
                message = f"it happened before '{cause}' began, which is said to have caused it"
                hint = "correct the day or the cause; where the cause reaches back, say so in a note and waive this"
                elsewhere = (Elsewhere(cause, ("events",), "the cause"),)
                yield Hit(record.id, (*route, "caused_by"), message, hint, elsewhere=elsewhere)


def _beginning(base: KnowledgeBase, cause: str) -> Window | None:
    """When the cause began; None where it is not there."""
    return beginning(base.records[cause].data.get("events", {}).values()) if cause in base.records else None
