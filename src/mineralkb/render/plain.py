"""Blocks as plain text for pipes and files: never wrapped, no colour, no library."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from mineralkb.render.blocks import Fields, Heading, Lines, Paragraph, Table
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.render.blocks import Block

# Marks that stand on the sign before them.
_NO_CELL = {"Mn", "Me", "Cf"}
# What a build service takes for a command in a job's log: `::` that begins a line, `##[` or `##name[` anywhere.
_COMMAND = re.compile(r"^([ \t]*:)(?=:[\w-])|##(?=\w*\[)", re.MULTILINE)


def plain(blocks: Iterable[Block]) -> str:
    """All blocks as one text."""
    return inert("\n".join(line for block in blocks for line in _lines(block)))


def inert(text: str) -> str:
    """Lines of which none is a workflow command where a job prints them."""
    return _COMMAND.sub(r"\g<0>\\", text)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text, 1):
            return [one_line(text), ""]
        case Heading(text, _):
            return ["", one_line(text).upper()]
        case Paragraph(cell):
            return [one_line(cell.text)]
        case Fields(rows):
            width = max((cells_wide(label) for label, _ in rows), default=0)
            return [
                f"{padded(label if place == 0 else '', width)}  {one_line(cell.text)}".rstrip()
                for label, cells in rows
                for place, cell in enumerate(cells)
            ]
        case Table():
            return _table(block)
        case Lines(drawn):
            return [visible("".join(cell.text for cell in cells)).rstrip() for cells in drawn]


def _table(table: Table) -> list[str]:
    rows = [table.headings, *(tuple(one_line(cell.text) for cell in row) for row in table.rows)]
    widths = [max(cells_wide(row[place]) for row in rows) for place in range(len(table.headings))]
    return ["  ".join(padded(text, width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def one_line(text: str) -> str:
    """Text on one line, with nothing in it that acts."""
    return visible(" ".join(text.split()))


def cells_wide(text: str) -> int:
    """How many cells of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if category(sign) in _NO_CELL else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, width: int) -> str:
    """The text with blanks up to a width."""
    return text + " " * (width - cells_wide(text))
