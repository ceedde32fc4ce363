"""Blocks for a terminal: colour, wrapping, links. The only room of Rich."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from mineralkb.render import blocks as b
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_DRESS = {
    b.PLAIN: Style(),
    b.STRONG: Style(bold=True),
    b.DIM: Style(dim=True),
    b.GOOD: Style(color="green"),
    b.PAUSED: Style(color="yellow"),
    b.COMING: Style(color="cyan"),
    b.OVER: Style(dim=True),
    b.UNSURE: Style(color="magenta"),
    b.BAD: Style(color="red"),
}
_GAP = 2
_NARROW = 16
_DATE = 12


def terminal(content: Iterable[b.Block], width: int) -> RenderableType:
    """All blocks, for a console of this width."""
    return Group(*(_drawn(block, width) for block in content))


def console(*, stderr: bool = False) -> Console:
    """The terminal as it is: its width, its colours, NO_COLOR obeyed."""
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def page_of(text: str) -> RenderableType:
    """A Markdown page, such as a rule's."""
    from rich.markdown import Markdown

    return Markdown(text)


def _drawn(block: b.Block, width: int) -> RenderableType:
    match block:
        case b.Heading(text, 1):
            return Padding(Text(visible(text), style="bold"), (0, 0, 1, 0))
        case b.Heading(text, _):
            return Padding(Text(visible(text), style="bold"), (1, 0, 0, 0))
        case b.Paragraph(cell):
            return _text(cell)
        case b.Fields(rows):
            return _fields(rows)
        case b.Table():
            return _table(block, width)


def _text(cell: b.Cell) -> Text:
    style = _DRESS[cell.meaning]
    if cell.link:
        style += Style(link=cell.link)
    return Text(visible(cell.text), style=style)


def _fields(rows: tuple[tuple[str, tuple[b.Cell, ...]], ...]) -> RichTable:
    table = RichTable(box=None, show_header=False, padding=(0, _GAP, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, cells in rows:
        table.add_row(label, Group(*(_text(cell) for cell in cells)))
    return table


def _table(block: b.Table, width: int) -> RenderableType:
    shown = _that_fit(block, width)
    table = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, header_style="bold", show_edge=False)
    for place in shown:
        table.add_column(block.headings[place], overflow="fold", no_wrap=place in block.firm)
    for row in block.rows:
        table.add_row(*(_fitted(block, row, place, width) for place in shown))
    dropped = [block.headings[place] for place in range(len(block.headings)) if place not in shown]
    if not dropped:
        return table
    return Group(table, Text(f"not shown at this width: {', '.join(dropped)}", style="dim"))


def _fitted(block: b.Table, row: tuple[b.Cell, ...], place: int, width: int) -> Text:
    """A cell; an id that is too long for its column is broken after a hyphen, a span of days in the middle."""
    cell = row[place]
    if place not in block.firm or cell_len(cell.text) <= _least(block, place, width):
        return _text(cell)
    lines = [""]
    for piece in re.split(r"(?<=\.\.)" if ".." in cell.text else "(?<=-)", cell.text):
        if lines[-1] and cell_len(lines[-1] + piece) > _least(block, place, width):
            lines.append("")
        lines[-1] += piece
    return Text("\n").join(_text(b.Cell(line, cell.meaning)) for line in lines)


def _that_fit(block: b.Table, width: int) -> list[int]:
    """The columns that leave each other room. The last stays, as it says the standing; those before it go first."""
    shown = list(range(len(block.headings)))
    while len(shown) > block.keep + 1 and sum(_least(block, place, width) + _GAP for place in shown) > width + _GAP:
        shown.pop(-2)
    return shown


def _least(block: b.Table, place: int, width: int) -> int:
    """How narrow a column can be: an id or a day as it is, up to a limit; text its longest word, up to another."""
    natural = _natural(block, place)
    if place in block.firm:
        return min(natural, max(width * 2 // 5, _NARROW) if place == 0 else _DATE)
    words = [word for row in block.rows for word in row[place].text.split()] + [block.headings[place]]
    longest = max(cell_len(word) for word in words)
    return min(natural, max(min(longest, _NARROW), min(natural, width // 6)))


def _natural(block: b.Table, place: int) -> int:
    return max(cell_len(text) for text in (block.headings[place], *(row[place].text for row in block.rows)))
