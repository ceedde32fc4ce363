"""Limits between which nothing fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._nodes import mappings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase

_LIMITS = [("least", "most"), *((low, high) for low in ("at_least", "above") for high in ("at_most", "below"))]

_NAMES = {low for low, _ in _LIMITS}


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Amounts and thresholds whose lower limit is above their upper one."""
    for record in base.records.values():
        for route, node in mappings(base, record):
            for low, high in () if _NAMES.isdisjoint(node) else _LIMITS:
                least, most = node.get(low), node.get(high)
                if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
                    elsewhere = (Elsewhere(record.id, (*route, low), "the lower limit"),)
                    message = f"'{high}' is less than '{low}'"
                    yield Hit(record.id, (*route, high), message, "correct one of the two", elsewhere=elsewhere)
