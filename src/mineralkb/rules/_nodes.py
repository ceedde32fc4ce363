"""What several rules look for in a record: its mappings, its events. Each record is walked once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.record import PROVENANCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

Node = tuple["Route", dict[str, Any]]


def mappings(base: KnowledgeBase, record: Record) -> list[Node]:
    """Every mapping with its route, outer before inner, without the citations."""
    found = base.walked.get(record.id)
    if found is None:
        found = base.walked[record.id] = walked(record.data)
    return found


def walked(data: dict[str, Any]) -> list[Node]:
    """The same of any data, and not remembered."""
    found: list[Node] = []
    waiting: list[Node] = [((), data)]
    while waiting:
        here = waiting.pop()
        found.append(here)
        route, node = here
        for key, value in node.items():
            if isinstance(value, dict) and key not in PROVENANCE:
                waiting.append(((*route, key), value))
    return found


def in_section(nodes: Iterable[Node], *sections: str) -> Iterator[Node]:
    """Those of the mappings that stand by name in a section such as `amounts`, wherever the section is."""
    for route, node in nodes:
        if len(route) > 1 and route[-2] in sections:
            yield route, node


def event_groups(base: KnowledgeBase, record: Record) -> Iterator[tuple[Route, dict[str, dict[str, Any]]]]:
    """The events of the record, and those of each of its parts and entries, each with the route of `events`."""
    for route, node in mappings(base, record):
        if "events" in node and isinstance(events := node["events"], dict) and route[-1:] != ("events",):
            yield (*route, "events"), events
