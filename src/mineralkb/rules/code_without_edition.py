"""Tariff codes that do not say of which edition they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.rules._nodes import mappings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase

_KINDS = ("controls", "lists", "minerals")


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Items and minerals with `hs` and no `edition`."""
    for kind in _KINDS:
        for record in base.of_kind(kind):
            for route, node in mappings(base, record):
                if isinstance(node.get("hs"), list) and "edition" not in node:
                    hint = "add 'edition:', HS2022 for six digits, or the national tariff such as CN-2025"
                    yield Hit(record.id, (*route, "hs"), "the codes are of no edition", hint)
