"""How lines break and which columns are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineralkb.render.blocks import Cell, Table
from mineralkb.render.layout import GAP, fitted, wrapped
from mineralkb.render.plain import cells_wide

CASES = [
    ("two words", 20, ["two words"]),
    ("two words", 5, ["two", "words"]),
    ("gallium-germanium-antimony", 12, ["gallium-", "germanium-", "antimony"]),
    ("2025-07-09..2025-07-10", 12, ["2025-07-09..", "2025-07-10"]),
    ("a line\nanother", 20, ["a line", "another"]),
    ("稀土出口管制", 4, ["稀土", "出口", "管制"]),
    ("unbreakable", 4, ["unbr", "eaka", "ble"]),
    ("", 10, [""]),
    ("see \x1b[31mred", 40, ["see \\x1b[31mred"]),
]


@pytest.mark.parametrize(("text", "width", "lines"), CASES)
def test_lines_break_where_a_reader_expects_it(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(st.text(alphabet="ab-/. 稀", max_size=60), st.integers(2, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cells_wide(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_columns_fit_and_the_last_stays(width: int) -> None:
    rows = tuple(tuple(Cell(f"{name} word " * 6) for name in "abcdef") for _ in range(3))
    shown, widths = fitted(Table(tuple("abcdef"), rows, keep=2), width)
    assert shown[:2] == [0, 1]
    assert shown[-1] == 5
    assert sum(widths) + GAP * (len(widths) - 1) <= width


def test_a_table_with_room_keeps_its_natural_widths() -> None:
    table = Table(("id", "title"), ((Cell("one"), Cell("a title")),))
    assert fitted(table, 100) == ([0, 1], [3, 7])
