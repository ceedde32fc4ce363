"""A line of a file with carets under the place that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.render.plain import cells_wide
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from mineralkb.finding import Spot

_MOST = 120
_BEFORE = 40


def excerpt(spot: Spot) -> list[str]:
    """The line and the carets; nothing for a place that stands for a whole file."""
    if not spot.text.strip():
        return []
    number = str(spot.place.line)
    margin = " " * len(number)
    start, end = spot.place.column - 1, max(spot.place.end - 1, spot.place.column)
    first = max(0, start - _BEFORE) if len(spot.text) > _MOST else 0
    shown = spot.text[first : first + _MOST]
    before = _flat(shown[: start - first])
    marked = _flat(shown[start - first : end - first])
    carets = " " * cells_wide(before) + "^" * max(cells_wide(marked), 1)
    label = f" {visible(spot.label)}" if spot.label else ""
    return [f" {margin} |", f" {number} | {_flat(shown).rstrip()}", f" {margin} | {carets}{label}"]


def _flat(text: str) -> str:
    return visible(text.replace("\t", "    "))
