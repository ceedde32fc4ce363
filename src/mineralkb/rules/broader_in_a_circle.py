"""A material that belongs to itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules import _circles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Circles of `broader`."""
    links: _circles.Links = {
        mineral.id: {target: ("broader", target) for target in mineral.data.get("broader", [])}
        for mineral in base.of_kind("minerals")
    }
    yield from _circles.hits(links, "a material is broader than itself", "take out the link that is wrong")
