"""An id that is withdrawn and still that of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Entries of `withdrawn` in kb.yaml whose id a file has, whatever its case."""
    for name in base.settings.get("withdrawn", {}):
        there = base.folded.get(name.casefold())
        if there:
            message = f"'{name}' is said to be withdrawn, and there is a record of that id"
            hint = "delete the record's file, or this entry"
            yield Hit("kb", ("withdrawn", name), message, hint, elsewhere=(Elsewhere(there, (), "the record"),))
