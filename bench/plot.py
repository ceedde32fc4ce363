"""Draws bench/growth.svg from the table of bench/growth.py on stdin: seconds, and megabytes, against the records."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).parent / "growth.svg"
WIDTH, HEIGHT, LEFT, LOW, HIGH = 900, 400, 60, 350, 30
NAMES = 130
COLOURS = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#b8860b", "#444444", "#d2691e", "#008b8b")
# Names of lines that end at one height stand below one another.
APART = 14

Series = dict[str, list[tuple[int, float]]]


class Scale(NamedTuple):
    """One picture: where it begins, how many wide a factor of ten is, its unit, and the powers of ten from low to high."""

    left: int
    across: float
    unit: str
    powers: range

    def at(self, records: int, value: float) -> tuple[float, float]:
        """Where a point lies; both axes are logarithmic, the lower one from 1,000 records."""
        step = (LOW - HIGH) / (len(self.powers) - 1)
        return self.left + (math.log10(records) - 3) * self.across, LOW - (math.log10(value) - self.powers[0]) * step


SECONDS = Scale(LEFT, 120, "s", range(-1, 4))
MEGABYTES = Scale(LEFT + 450, 120, "MB", range(1, 4))


def series(table: str, column: int) -> Series:
    """Records and the value of the column, for each command."""
    found: Series = {}
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 7 and cells[1].replace(",", "").isdigit():  # noqa: PLR2004 - the columns of the table
            found.setdefault(cells[2], []).append((int(cells[1].replace(",", "")), float(cells[column])))
    return {what: sorted(points) for what, points in found.items()}


def drawn(scale: Scale, found: Series) -> list[str]:
    """The axes, the lines and their names."""
    lines = []
    for records in (1_000, 10_000, 100_000):
        x, _ = scale.at(records, 1)
        lines.append(f'<text x="{x:.0f}" y="{LOW + 20}" text-anchor="middle">{records:,} records</text>')
    for power in scale.powers:
        _, y = scale.at(1_000, 10.0**power)
        lines.append(f'<path d="M{scale.left} {y:.0f}h{2 * scale.across:.0f}" stroke="#ddd"/>')
        lines.append(
            f'<text x="{scale.left - 8}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:g} {scale.unit}</text>'
        )
    below = 0.0
    dressed = zip(found.items(), COLOURS, strict=True)
    for (what, points), colour in sorted(dressed, key=lambda one: one[0][1][-1][1], reverse=True):
        places = [scale.at(*point) for point in points]
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in places)
        below = max(places[-1][1] + 4, below + APART)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="{places[-1][0] + 8:.0f}" y="{below:.0f}" fill="{colour}">{what}</text>')
    return lines


def main() -> None:
    """Write the picture."""
    table = sys.stdin.read()
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    pictures = [*drawn(SECONDS, series(table, 3)), *drawn(MEGABYTES, series(table, 5))]
    TARGET.write_text("\n".join([head, ground, *pictures, "</svg>", ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
