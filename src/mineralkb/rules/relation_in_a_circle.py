"""A record that comes after itself, or is a part of itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules import _circles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase

_HINT = "a relation stands on the later record; take out the one that is wrong"


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Circles of relations; a whole may carry on what one of its parts began, so parts are looked at apart."""
    yield from _circles.hits(_links(base, parts=True), "a record is a part of itself", _HINT)
    yield from _circles.hits(_links(base, parts=False), "a record comes after itself", _HINT)


def _links(base: KnowledgeBase, *, parts: bool) -> _circles.Links:
    return {
        record.id: {
            target: ("relations", target)
            for target, relation in record.data["relations"].items()
            if (relation["kind"] == "part of") == parts
        }
        for record in base.records.values()
        if "relations" in record.data
    }
