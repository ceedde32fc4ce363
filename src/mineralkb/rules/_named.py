"""Who names whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.values.marked import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node

# An id that is named, and the kinds that are meant.
Named = tuple[str, tuple[str, ...]]


def names(record: Record, _nodes: list[Node]) -> Iterable[Named]:
    """Whom the record names, as `Record.references` says it, but without the routes."""
    found: dict[Named, None] = {}
    _collect(record.data, found)
    return found


def _collect(node: dict[str, Any], found: dict[Named, None]) -> None:
    for key, value in node.items():
        if isinstance(key, Reference):
            found[str(key), key.kinds] = None
        if isinstance(value, dict):
            _collect(value, found)
        elif isinstance(value, Reference):
            found[str(value), value.kinds] = None
        elif isinstance(value, list):
            found.update(((str(word), word.kinds), None) for word in value if isinstance(word, Reference))
