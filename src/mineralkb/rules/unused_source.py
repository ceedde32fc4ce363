"""A source that no fact cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Sources that are named nowhere but in their own file; a file that would not read may name them."""
    named = {target for record in base.records.values() for _, target in record.references() if target != record.id}
    read = {record.path for record in base.records.values()}
    unread = [text for path, text in base.texts.items() if path not in read]
    for source in base.of_kind("sources"):
        if source.id not in named and not any(source.id in text for text in unread):
            yield Hit(source.id, ("title",), "no fact cites this source", "cite it where it speaks, or delete it")
