"""A dispute in which the sources say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.finding import Hit
from mineralkb.rules._nodes import mappings
from mineralkb.values.dates import read_window
from mineralkb.values.marked import DateText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Disputed values that are equal, and dates of which one is only more precise than the others."""
    for record in base.records.values():
        for route, node in mappings(base, record):
            sides = node.get("disputed")
            if isinstance(sides, dict) and _agree(list(sides.values())):
                hint = "write the value (of dates the most precise), and cite all of these sources"
                yield Hit(record.id, route, "the sources do not disagree", hint)


def _agree(values: list[Any]) -> bool:
    if not all(isinstance(value, DateText) for value in values):
        return all(value == values[0] for value in values)
    windows = [read_window(value) for value in values]
    first, last = max(window.first for window in windows), min(window.last for window in windows)
    return any((window.first, window.last) == (first, last) for window in windows)
