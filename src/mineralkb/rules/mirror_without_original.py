"""A copy of a text that does not say whose text it copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase

_ORIGINS = {"originator", "original", "mirror_of"}


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Mirrors that name neither an author, nor an original address, nor another source."""
    for source in base.of_kind("sources"):
        if source.data["kind"] == "mirror" and not _ORIGINS & source.data.keys():
            hint = "add 'originator:' (who wrote the text), 'original:' (its address) or 'mirror_of:' (a source here)"
            yield Hit(source.id, ("kind",), "the mirror does not say what it copies", hint)
