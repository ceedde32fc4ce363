"""A source that copies itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules import _circles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Circles of `mirror_of`."""
    links: _circles.Links = {
        source.id: {source.data["mirror_of"]: ("mirror_of",)}
        for source in base.of_kind("sources")
        if "mirror_of" in source.data
    }
    yield from _circles.hits(links, "a source is a copy of itself", "keep 'mirror_of' on the copy only")
