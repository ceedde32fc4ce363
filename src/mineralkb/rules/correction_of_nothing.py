"""A correction of something that is not in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.finding import Hit
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Corrections whose route leads nowhere; what was taken out says in `was` what it was."""
    for record in base.records.values():
        for name, correction in record.data.get("corrections", {}).items():
            route = tuple(correction["route"].split("/"))
            if not _leads(record, route) and not ("was" in correction and _leads(record, route[:-1])):
                message = f"'{brief(correction['route'])}' leads nowhere in this record"
                hint = "correct the route; where the fact was taken out, say in 'was' what stood there"
                yield Hit(record.id, ("corrections", name, "route"), message, hint)


def _leads(record: Record, route: tuple[str, ...]) -> bool:
    if not route or record.at(route) is not None:
        return True
    above: Any = record.at(route[:-1])
    return isinstance(above, list) and route[-1] in above
