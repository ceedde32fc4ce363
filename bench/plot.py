"""Draws bench/growth.svg from the table of bench/peers.py on stdin: seconds of mkb against the number of records."""

from __future__ import annotations

import math
import sys
from pathlib import Path

TARGET = Path(__file__).parent / "growth.svg"
WIDTH, HEIGHT, LEFT, LOW = 640, 320, 60, 270
COLOURS = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad")


def series(table: str) -> dict[str, list[tuple[int, float]]]:
    """Records and seconds of each kind of row, the first of its number of records."""
    found: dict[str, dict[int, float]] = {}
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 7 and cells[1].replace(",", "").isdigit():  # noqa: PLR2004 - the columns of the table
            what = cells[2].partition(",")[0]
            found.setdefault(what, {}).setdefault(int(cells[1].replace(",", "")), float(cells[6]))
    return {what: sorted(points.items()) for what, points in found.items()}


def at(records: int, seconds: float) -> tuple[float, float]:
    """Where a point lies: both axes are logarithmic, from 1,000 records and 0.01 s."""
    return LEFT + (math.log10(records) - 3) * 180, LOW - (math.log10(seconds) + 2) * 50


def drawn(found: dict[str, list[tuple[int, float]]]) -> str:
    """The picture as SVG."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    ]
    lines.append(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>')
    for records in (1_000, 10_000, 100_000):
        x, _ = at(records, 1)
        lines.append(f'<text x="{x:.0f}" y="{LOW + 20}" text-anchor="middle">{records:,} records</text>')
    for seconds in (0.01, 0.1, 1, 10, 100):
        _, y = at(1_000, seconds)
        lines.append(
            f'<path d="M{LEFT} {y:.0f}H{LEFT + 380}" stroke="#ddd"/><text x="8" y="{y + 4:.0f}">{seconds:g} s</text>'
        )
    for (what, points), colour in zip(found.items(), COLOURS, strict=False):
        places = [at(*point) for point in points]
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in places)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="{places[-1][0] + 6:.0f}" y="{places[-1][1] + 4:.0f}" fill="{colour}">{what}</text>')
    return "\n".join([*lines, "</svg>", ""])


if __name__ == "__main__":
    TARGET.write_text(drawn(series(sys.stdin.read())), encoding="utf-8")
