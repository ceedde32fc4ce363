"""What several rules look for in a record: its mappings, its events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.record import PROVENANCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.record import Record


def mappings(record: Record) -> Iterator[tuple[Route, dict[str, Any]]]:
    """Every mapping with its route, outer before inner, without the citations."""
    waiting: list[tuple[Route, dict[str, Any]]] = [((), record.data)]
    while waiting:
        route, node = waiting.pop()
        yield route, node
        waiting.extend(
            ((*route, key), value) for key, value in node.items() if isinstance(value, dict) and key not in PROVENANCE
        )


def in_section(record: Record, *sections: str) -> Iterator[tuple[Route, dict[str, Any]]]:
    """The mappings that stand by name in a section such as `amounts`, wherever the section is."""
    for route, node in mappings(record):
        if len(route) > 1 and route[-2] in sections:
            yield route, node


def event_groups(record: Record) -> Iterator[tuple[Route, dict[str, dict[str, Any]]]]:
    """The events of the record, and those of each of its parts and entries, each with the route of `events`."""
    for route, node in mappings(record):
        if isinstance(events := node.get("events"), dict) and route[-1:] != ("events",):
            yield (*route, "events"), events
