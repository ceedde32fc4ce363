"""A source that no fact cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.rules._named import names
from mineralkb.rules._noted import noted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase

NOTES = (names,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Sources that are named nowhere but in their own file; a file that would not read may name them."""
    named = {target for (target, _), by in noted(base, names).items() if any(one != target for one in by)}
    read = {record.path for record in base.records.values()}
    unread = [text for path, text in base.texts.items() if path not in read]
    for source in base.of_kind("sources"):
        if source.id not in named and not any(source.id in text for text in unread):
            yield Hit(source.id, ("title",), "no fact cites this source", "cite it where it speaks, or delete it")
