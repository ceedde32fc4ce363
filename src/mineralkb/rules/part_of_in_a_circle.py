"""A body that is a part of itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules import _circles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Circles of `part_of`."""
    links: _circles.Links = {
        body.id: {body.data["part_of"]: ("part_of",)}
        for body in base.of_kind("organizations")
        if "part_of" in body.data
    }
    yield from _circles.hits(links, "a body is a part of itself", "take out the link that is wrong")
