"""A record as plain data: its parts, events, citations, references and facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mineralkb.values.marked import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route

# Parts that stand under an id of their own, RECORD/NAME.
PARTS = {"pledges": "pledge", "provisions": "provision"}
# What has a standing of its own besides whole records.
STANDING_PARTS = {**PARTS, "entries": "entry"}
PROVENANCE = {"cite", "cite_for"}


@dataclass(frozen=True, slots=True)
class Record:
    """One file: its kind (the folder), its id (the file's name), its path below the data folder, its data."""

    kind: str
    id: str
    path: str
    data: dict[str, Any]

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.data["title"])

    def at(self, route: Route) -> Any:
        """The data at a route, or None."""
        node: Any = self.data
        for step in route:
            if not isinstance(node, dict) or step not in node:
                return None
            node = node[step]
        return node

    def parts(self) -> Iterator[tuple[Route, dict[str, Any]]]:
        """Pledges and provisions, each with its route."""
        for section in PARTS:
            for name, part in self.data.get(section, {}).items():
                yield (section, name), part

    def subjects(self) -> Iterator[Route]:
        """Whatever has a standing of its own: the record (an empty route), its pledges, provisions and entries."""
        yield ()
        for section in STANDING_PARTS:
            yield from ((section, name) for name in self.data.get(section, {}))

    def events(self) -> Iterator[tuple[Route, dict[str, Any]]]:
        """All events, the record's own and those of its parts and entries."""
        for route, node in walk(self.data):
            if route[-2:-1] == ("events",) and isinstance(node, dict):
                yield route, node

    def references(self) -> Iterator[tuple[Route, Reference]]:
        """Every mention of another record, with its route."""
        for route, node in walk(self.data):
            if isinstance(node, Reference):
                yield route, node
            elif isinstance(key := route[-1], Reference):
                yield route, key


def walk(node: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """Every node below, with its route; a list's word stands under itself."""
    if isinstance(node, dict):
        for key, value in node.items():
            here = (*route, key)
            yield here, value
            yield from walk(value, here)
    elif isinstance(node, list):
        for word in node:
            yield (*route, word), word


def facts(node: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """The leaves below, with their routes; citations are no facts."""
    for here, value in walk(node, route):
        if not isinstance(value, dict | list) and not PROVENANCE.intersection(here):
            yield here, value


def sources_of(data: dict[str, Any], route: Route) -> dict[str, Any]:
    """The sources of the fact at a route: those named for it, else those of the nearest mapping that cites.

    A disputed value is its own citation: each side is kept under its source.
    """
    node: Any = data
    found: dict[str, Any] = {}
    for depth, step in enumerate(route):
        if not isinstance(node, dict):
            break
        if step == "disputed":
            return {source: {} for source in node["disputed"]}
        found = node.get("cite", found)
        named = node.get("cite_for", {}).get(step)
        if named:
            return dict(named)
        node = node.get(step)
        if isinstance(node, dict) and "disputed" in node and depth == len(route) - 1:
            return {source: {} for source in node["disputed"]}
    if isinstance(node, dict):
        found = node.get("cite", found)
    return dict(found)
