"""An event that cannot befall this kind of record, or this part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.rules._nodes import event_groups
from mineralkb.vocabulary.events import ALLOWED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Events whose kind is not among those of what they befall."""
    for record in base.records.values():
        for route, events in event_groups(base, record):
            what, allowed = _allowed(record, route)
            for name, event in events.items():
                if event["kind"] not in allowed:
                    hint = f"events of {what}: {', '.join(allowed)}"
                    message = f"'{event['kind']}' is no event of {what}"
                    yield Hit(record.id, (*route, name, "kind"), message, hint)


def _allowed(record: Record, route: Route) -> tuple[str, dict[str, str]]:
    """What the events befall, and which words may stand there. Groups and lists live as controls do."""
    what = "pledges" if route[0] == "pledges" else record.kind
    return what, ALLOWED.get(what, ALLOWED["controls"])
