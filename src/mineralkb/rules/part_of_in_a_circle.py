"""A body that is a part of itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules import _circles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase

NOTES = (_circles.links,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Circles of `part_of`."""
    return _circles.in_field(base, "organizations", "a body is a part of itself", "take out the link that is wrong")
