"""Blocks for a terminal: colour, links, its width. The only room of Rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Span, Text

from mineralkb.render import blocks as b
from mineralkb.render.layout import GAP, fitted, wrapped
from mineralkb.render.plain import cells_wide, padded
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
_FINDING = {
    r"(?m)^error\[.*?\]": "bold red",
    r"(?m)^warning\[.*?\]": "bold yellow",
    r"(?m)^ +(-->|:::|= \w+:)": "dim",
    r"(?m)^ +\d* \|": "dim",
    r"(?m)(?<=\|) +\^+.*$": "red",
}
_LABEL = Style(dim=True)
_HEADING = Style(bold=True)
# A text with its style; the pieces of a line stand one after the other.
Piece = tuple[str, Style]
Line = list[Piece]
_NOTHING: Piece = ("", Style())


def terminal(content: Iterable[b.Block], width: int) -> Text:
    """All blocks as one text whose lines fit the width.

    Rich's own tables measure and wrap each cell anew and take three times as long as everything else in a card; texts
    joined one to another take half as long as these tables.
    """
    texts: list[str] = []
    spans: list[Span] = []
    end = 0
    for line in (line for block in content for line in _lines(block, width)):
        for text, style in line:
            begin, end = end, end + len(text)
            texts.append(text)
            if style:
                spans.append(Span(begin, end, style))
        texts.append("\n")
        end += 1
    return Text("".join(texts)[:-1], spans=spans)


def console(*, stderr: bool = False) -> Console:
    """The terminal as it is: its width, its colours, NO_COLOR obeyed."""
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=True)


def page_of(text: str) -> RenderableType:
    """A Markdown page, such as a rule's."""
    from rich.markdown import Markdown

    return Markdown(text)


def findings_of(text: str) -> RenderableType:
    """Findings as text, with what matters in colour."""
    drawn = Text(text)
    for pattern, style in _FINDING.items():
        drawn.highlight_regex(pattern, style)
    return drawn


def _lines(block: b.Block, width: int) -> Iterator[Line]:
    match block:
        case b.Heading(text, level):
            if level > 1:
                yield []
            yield from ([(line, _HEADING)] for line in wrapped(text, width))
            if level == 1:
                yield []
        case b.Paragraph(cell):
            yield from ([piece] for piece in _cell(cell, width))
        case b.Fields(rows):
            yield from _fields(rows, width)
        case b.Table():
            yield from _table(block, width)
        case b.Lines(drawn):
            yield from ([(visible(cell.text), _DRESS[cell.meaning]) for cell in cells] for cells in drawn)


def _cell(cell: b.Cell, width: int) -> list[Piece]:
    """The lines of a cell; an address is never broken, so that it can be clicked or copied whole."""
    link = b.address(cell)
    style = _DRESS[cell.meaning] + Style(link=link) if link else _DRESS[cell.meaning]
    whole = link and cell.text == link
    return [(line, style) for line in ([visible(cell.text)] if whole else wrapped(cell.text, width))]


def _fields(rows: tuple[tuple[str, tuple[b.Cell, ...]], ...], width: int) -> Iterator[Line]:
    margin = max(cells_wide(label) for label, _ in rows) + GAP
    for label, cells in rows:
        pieces = [piece for cell in cells for piece in _cell(cell, width - margin)]
        for place, piece in enumerate(pieces):
            shown = label if place == 0 else ""
            yield [(padded(visible(shown), margin), _LABEL), piece]


def _table(block: b.Table, width: int) -> Iterator[Line]:
    shown, widths = fitted(block, width)
    yield _row([(block.headings[place], _HEADING) for place in shown], widths)
    yield [("─" * min(width, sum(widths) + GAP * (len(widths) - 1)), _LABEL)]
    for row in block.rows:
        columns = [_cell(row[place], wide) for place, wide in zip(shown, widths, strict=True)]
        for place in range(max(len(lines) for lines in columns)):
            yield _row([lines[place] if place < len(lines) else _NOTHING for lines in columns], widths)
    dropped = [block.headings[place] for place in range(len(block.headings)) if place not in shown]
    if dropped:
        yield from ([(line, _LABEL)] for line in wrapped(f"not shown at this width: {', '.join(dropped)}", width))


def _row(cells: list[Piece], widths: list[int]) -> Line:
    """Cells side by side, without blanks at the end."""
    line: Line = []
    for (text, style), width in zip(cells, widths, strict=True):
        line += [(text, style), (" " * (width - cells_wide(text) + GAP), _DRESS[b.PLAIN])]
    while line and not line[-1][0].strip():
        line.pop()
    return line
