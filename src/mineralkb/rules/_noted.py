"""What the rules between records look for in all of them, found in one walk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mineralkb.rules._nodes import walked
from mineralkb.values.marked import Reference

if TYPE_CHECKING:
    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

Found = list[tuple["Record", "Route", dict[str, Any]]]
# An id that is named, and the kinds that are meant.
Named = tuple[str, tuple[str, ...]]

# Fields with one address; `copies` has several.
LINKS = ("url", "original", "website")
_LINKS = {*LINKS, "copies"}


@dataclass(slots=True)
class Noted:
    """Mappings of these sections, mappings with links, and who names whom."""

    events: Found = field(default_factory=list)
    amounts: Found = field(default_factory=list)
    entries: Found = field(default_factory=list)
    links: Found = field(default_factory=list)
    named: dict[Named, list[Record]] = field(default_factory=dict)


def noted(base: KnowledgeBase) -> Noted:
    """Of all records, in their order."""
    if not isinstance(base.noted, Noted):
        base.noted = Noted()
        for record in base.records.values():
            _note(base.noted, record)
    return base.noted


def _note(found: Noted, record: Record) -> None:
    sections = {"events": found.events, "amounts": found.amounts, "entries": found.entries}
    for route, node in walked(record.data):
        if len(route) > 1 and route[-2] in sections:
            sections[route[-2]].append((record, route, node))
        if not _LINKS.isdisjoint(node):
            found.links.append((record, route, node))
    mentions: dict[Named, None] = {}
    _collect(record.data, mentions)
    for named in mentions:
        found.named.setdefault(named, []).append(record)


def _collect(node: dict[str, Any], found: dict[Named, None]) -> None:
    """Who is named, as `Record.references` says it, but without the routes."""
    for key, value in node.items():
        if isinstance(value, Reference):
            found[value, value.kinds] = None
        elif isinstance(key, Reference):
            found[key, key.kinds] = None
        if isinstance(value, dict):
            _collect(value, found)
        elif isinstance(value, list):
            found.update(((word, word.kinds), None) for word in value if isinstance(word, Reference))
