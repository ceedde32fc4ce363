"""A source that copies itself, by way of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules import _circles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase

NOTES = (_circles.links,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Circles of `mirror_of`."""
    return _circles.in_field(base, "sources", "a source is a copy of itself", "keep 'mirror_of' on the copy only")
