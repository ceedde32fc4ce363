"""A fact that no source covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.finding import Hit
from mineralkb.record import facts, sources_of
from mineralkb.rules._nodes import in_section, mappings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

_ALWAYS = ("events", "amounts", "shares")
_OF_INSTRUMENTS = (*_ALWAYS, "pledges", "provisions", "prices", "volumes", "parties", "entries", "members")
_INSTRUMENTS = {"agreements", "controls", "policies", "lists", "groups", "projects"}


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Mappings that state facts, and the word on binding force; the outermost one that is not covered."""
    for record in base.records.values():
        found: set[Route] = set()
        sections = _OF_INSTRUMENTS if record.kind in _INSTRUMENTS else _ALWAYS
        for route, node in in_section(mappings(base, record), *sections):
            inside = found and any(route[:length] in found for length in range(1, len(route)))
            if not inside and not _covered(record, route, node):
                found.add(route)
        if "binding" in record.data and not sources_of(record.data, ("binding",)):
            found.add(("binding",))
        for route in found:
            yield Hit(record.id, route, f"no source is cited for '{route[-1]}'", "add 'cite:' with the id of a source")


def _covered(record: Record, route: Route, node: dict[str, Any]) -> bool:
    """By a `cite` here or above, or field by field; a remark of ours needs no source."""
    if sources_of(record.data, route):
        return True
    leaves = [leaf for leaf, _ in facts(node, route) if leaf[-1] != "note"]
    return bool(leaves) and all(sources_of(record.data, leaf) for leaf in leaves)
