"""A material that belongs to itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules import _circles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase

NOTES = (_circles.links,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Circles of `broader`."""
    return _circles.in_field(base, "minerals", "a material is broader than itself", "take out the link that is wrong")
