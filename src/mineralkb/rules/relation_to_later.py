"""A relation that stands on the earlier of two records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._days import before, beginning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.values.dates import Window


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Relations to a record that begins certainly later; a whole may be announced after its parts."""
    for record in base.records.values():
        for target, relation in record.data.get("relations", {}).items():
            other = base.records.get(target)
            if other and relation["kind"] != "part of" and before(_beginning(record), _beginning(other)):
                message = f"'{target}' begins later than this record"
                hint = "write the relation on the later record"
                elsewhere = (Elsewhere(target, ("events",), "what it stands in relation to"),)
                yield Hit(record.id, ("relations", target), message, hint, elsewhere=elsewhere)


def _beginning(record: Record) -> Window | None:
    """The first that happened to the record or to one of its parts."""
    events = list(record.data.get("events", {}).values())
    for _, part in record.parts():
        events.extend(part.get("events", {}).values())
    return beginning(events)
