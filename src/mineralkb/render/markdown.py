"""Blocks as Markdown; whatever a record says is shown, never obeyed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.render.blocks import Fields, Heading, Paragraph, Table, address
from mineralkb.render.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.render.blocks import Block, Cell

_ACTS = re.compile(r"([\\`*_{}\[\]<>#+!|~&@$]|:(?=[\w+-]+:))")
_LEADS = re.compile(r"^([-=:])|^(\d+)([.)])(?=\s|$)")


def markdown(blocks: Iterable[Block]) -> str:
    """All blocks as one Markdown text."""
    return "\n\n".join(text for block in blocks if (text := _text(block)))


def escaped(text: str) -> str:
    """Text that no Markdown, HTML or mention in it can act from."""
    flat = _ACTS.sub(r"\\\1", one_line(text))
    return _LEADS.sub(r"\2\\\1\3", flat).replace("://", ":\\//").replace("www.", "www\\.")


def _text(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {escaped(text)}"
        case Paragraph(cell):
            return _cell(cell)
        case Fields(rows):
            return "\n".join(
                f"- **{escaped(label)}**: {'; '.join(_cell(cell) for cell in cells)}" for label, cells in rows
            )
        case Table(headings, rows):
            lines = [_row(escaped(heading) for heading in headings), _row("---" for _ in headings)]
            return "\n".join([*lines, *(_row(_cell(cell) for cell in row) for row in rows)])


def _cell(cell: Cell) -> str:
    link = address(cell)
    return f"[{escaped(cell.text)}](<{link}>)" if link else escaped(cell.text)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
