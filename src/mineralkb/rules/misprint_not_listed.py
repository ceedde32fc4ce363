"""A code marked as a misprint that is not among the codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.rules._nodes import mappings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Words of `sic` that are not in `hs`."""
    for kind in ("controls", "lists"):
        for record in base.of_kind(kind):
            for route, node in mappings(base, record):
                misprints = node.get("sic")
                for code in misprints if isinstance(misprints, list) else ():
                    if code not in node.get("hs", []):
                        hint = "add it to 'hs' as it is printed, or delete it here"
                        yield Hit(record.id, (*route, "sic", code), f"'{code}' is not among the codes", hint)
