"""Blocks as Markdown; whatever a record says is shown, never obeyed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.render.blocks import STRONG, Fields, Heading, Lines, Paragraph, Table, address
from mineralkb.render.plain import one_line
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.render.blocks import Block, Cell

_ACTS = re.compile(r"([\\`*_{}\[\]<>#+!|~&@$]|:(?=[\w+-]+:))")
_LEADS = re.compile(r"^([-=:])|^(\d+)([.)])(?=\s|$)")
# What a platform makes a mention, a link or a picture of by itself, in the finished page: a backslash is gone by then.
_LINKED = re.compile(
    r"[@#]\w|://|www\.|\b(?:mailto|xmpp):|:[a-z+_-][\w+-]*:"
    r"|(?<!\w)(?:[0-9a-f]{7,64}|(?:GH|[A-Z]{2,10})-\d+|(?:GHSA|CVE)-[\w-]+)(?!\w)"
)
_WORD = re.compile(r"([^\s`|\\<>()\[\]{}\"'*,;]+)")


def markdown(blocks: Iterable[Block]) -> str:
    """All blocks as one Markdown text."""
    return "\n\n".join(text for block in blocks if (text := _text(block)))


def escaped(text: str) -> str:
    """Text that no Markdown, HTML or mention in it can act from; a word of which a platform would make more is code."""
    flat = "".join(map(_word, _WORD.split(one_line(text))))
    return _LEADS.sub(r"\2\\\1\3", flat)


def _word(word: str) -> str:
    bare = word.rstrip(".:!?")
    if _LINKED.search(bare):
        return f"`{bare}`{_backslashed(word[len(bare) :])}"
    return f"`{word}`" if _LINKED.search(word) else _backslashed(word)


def _backslashed(text: str) -> str:
    return _ACTS.sub(r"\\\1", text)


def _text(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {escaped(text)}"
        case Paragraph(cell):
            return f"**{_cell(cell)}**" if cell.meaning == STRONG and cell.text else _cell(cell)
        case Fields(rows):
            return "\n".join(
                f"- **{escaped(label)}**: {'; '.join(_cell(cell) for cell in cells)}" for label, cells in rows
            )
        case Table(headings, rows):
            lines = [_row(escaped(heading) for heading in headings), _row("---" for _ in headings)]
            return "\n".join([*lines, *(_row(_cell(cell) for cell in row) for row in rows)])
        case Lines(drawn):
            return "\n".join(["```", *(_as_is(cells) for cells in drawn), "```"])


def _as_is(cells: tuple[Cell, ...]) -> str:
    """A line of a fenced block, which no sign in it can close."""
    return visible("".join(cell.text for cell in cells)).replace("`", "'").rstrip()


def _cell(cell: Cell) -> str:
    link = address(cell)
    return f"[{escaped(cell.text)}](<{link}>)" if link else escaped(cell.text)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
