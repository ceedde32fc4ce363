"""A source that nobody can find again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase

_ADDRESSES = {"url", "address", "original"}


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Sources with no address at all, of the page or of what it copies."""
    for source in base.of_kind("sources"):
        if not _ADDRESSES & source.data.keys():
            hint = "add 'url:', or 'address:' where the host is unsafe; say in 'address:' what is known of the place"
            yield Hit(source.id, ("title",), "the source has no address", hint)
