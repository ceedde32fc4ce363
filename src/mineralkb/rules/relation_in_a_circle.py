"""A record that comes after itself, or is a part of itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules import _circles
from mineralkb.rules._related import WHOLE, related, relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase

NOTES = (relations,)
_HINT = "a relation stands on the later record; take out the one that is wrong"


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Circles of relations; a whole may carry on what one of its parts began, so parts are looked at apart."""
    found = related(base)
    yield from _circles.hits(_links(found, parts=True), "a record is a part of itself", _HINT)
    yield from _circles.hits(_links(found, parts=False), "a record comes after itself", _HINT)


def _links(found: dict[str, dict[str, str]], *, parts: bool) -> _circles.Links:
    return {
        record: {target: ("relations", target) for target, kind in targets.items() if (kind == WHOLE) == parts}
        for record, targets in found.items()
    }
