"""A relation that stands on the earlier of two records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._days import before, beginning
from mineralkb.rules._related import WHOLE, related, relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.values.dates import Window

NOTES = (relations,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Relations to a record that begins certainly later; a whole may be announced after its parts."""
    for name, targets in related(base).items():
        for target, kind in targets.items():
            other = base.records.get(target)
            if other and kind != WHOLE and before(_beginning(base.records[name]), _beginning(other)):
                message = f"'{target}' begins later than this record"
                hint = "write the relation on the later record"
                elsewhere = (Elsewhere(target, ("events",), "what it stands in relation to"),)
                yield Hit(name, ("relations", target), message, hint, elsewhere=elsewhere)


def _beginning(record: Record) -> Window | None:
    """The first that happened to the record or to one of its parts."""
    events = list(record.data.get("events", {}).values())
    for _, part in record.parts():
        events.extend(part.get("events", {}).values())
    return beginning(events)
