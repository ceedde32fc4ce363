"""A text that another YAML reader takes for a number or a truth value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.finding import Hit
from mineralkb.values.marked import DateText
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Plain scalars that other readers change, where we keep a text."""
    for name, path, data in _checked(base):
        for route, other in base.plain.get(path, {}).items():
            found, kept = _kept(data, route)
            if _is_text(kept, other):
                at = route if found else route[:-1]
                text = brief(kept if isinstance(kept, str) else at[-1])
                message = f"'{text}' is a text here, and a {other} to other readers of YAML"
                yield Hit(name, at, message, f'write it in quotes: "{text}"')


def _checked(base: KnowledgeBase) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each file that was read: its name in findings, its path, its data."""
    for record in base.records.values():
        yield record.id, record.path, record.data
    if base.settings:
        yield "kb", "kb.yaml", base.settings
    if base.waivers:
        yield "waivers", "waivers.yaml", {"waivers": base.waivers}


def _kept(data: dict[str, Any], route: Route) -> tuple[bool, object]:
    """What we keep of the scalar; not found where the route is a key's, which ends in `key`."""
    node: Any = data
    for step in route[:-1]:
        node = node.get(step) if isinstance(node, dict) else None
    if isinstance(node, dict) and route[-1] in node:
        return True, node[route[-1]]
    if isinstance(node, list) and route[-1] in node:
        return True, node[node.index(route[-1])]
    return False, None


def _is_text(kept: object, other: str) -> bool:
    """Numbers and truth values are read, not kept as text; a year may be a whole number."""
    if isinstance(kept, DateText):
        return other != "whole number"
    return not isinstance(kept, int | float)
