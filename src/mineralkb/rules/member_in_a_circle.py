"""A group that is a member of itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules import _circles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Circles of `members` among groups."""
    links: _circles.Links = {
        group.id: {member: ("members", member) for member in group.data.get("members", {})}
        for group in base.of_kind("groups")
    }
    yield from _circles.hits(links, "a group is a member of itself", "take out the member that is wrong")
