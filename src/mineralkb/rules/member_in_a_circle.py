"""A group that is a member of itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules import _circles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase

NOTES = (_circles.links,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Circles of `members` among groups."""
    return _circles.in_field(base, "groups", "a group is a member of itself", "take out the member that is wrong")
