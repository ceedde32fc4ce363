"""A word that speaks of a field which is not there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from mineralkb.finding import Hit
from mineralkb.rules._hints import meant
from mineralkb.rules._nodes import mappings
from mineralkb.schema import json_schema
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase


# The models of the mappings that may say `partial`; the record's own is the whole schema.
_MODELS = {"provisions": "Provision", "items": "Item", "entries": "Entry"}


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Names in `partial` and `cite_for` that are no field there, and groups that no enumeration known in part has."""
    for record in base.records.values():
        for route, node in mappings(base, record):
            if "some_of" in node and "minerals" not in node.get("partial", ()):
                message = "'some_of' tells of materials that are not named, and all of them are"
                yield Hit(record.id, (*route, "some_of"), message, "add 'partial: [minerals]', or take it out")
            for field, fault in (("cite_for", _cited_fault), ("partial", _partial_fault)):
                names = node.get(field)
                for name in names if isinstance(names, list | dict) else ():
                    message = fault(record.kind, route, node, name)
                    if message:
                        hint = "take it out" if name in node else meant(name, node, "fields here")
                        yield Hit(record.id, (*route, field, name), message, hint)


def _cited_fault(_kind: str, _route: Route, node: dict[str, Any], name: str) -> str:
    return "" if name in node else f"there is no '{brief(name)}' here to cite a source for"


def _partial_fault(kind: str, route: Route, node: dict[str, Any], name: str) -> str:
    """An enumeration may be known so little that nothing of it is written."""
    if name in node:
        several = isinstance(node[name], list | dict) and "disputed" not in node[name]
        return "" if several else f"'{name}' is a single value, which cannot be known in part"
    return "" if name in _fields(kind, route[-2] if route else "") else f"there is no field '{brief(name)}' here"


@cache
def _fields(kind: str, section: str) -> set[str]:
    """The fields that a record of this kind has, or a mapping in a section of it."""
    described = json_schema(kind)
    part = described["$defs"].get(_MODELS.get(section, ""), described)
    return set(part.get("properties", {}))
