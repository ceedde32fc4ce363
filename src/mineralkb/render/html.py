"""Blocks as one HTML page that needs nothing else: no script, no address but those of sources."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mineralkb.render.blocks import Fields, Heading, Lines, Paragraph, Table, address
from mineralkb.render.plain import one_line
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.render.blocks import Block, Cell

_STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
pre{overflow-x:auto;line-height:1.2}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d8dee4}
th,dt{font-weight:600}
.strong{font-weight:600}.dim{color:#57606a}.good{color:#116329}.paused{color:#7d4e00}.coming{color:#0a53be}
.over{color:#57606a}.unsure{color:#8250df}.bad{color:#a40e26}
@media (prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}th,td{border-color:#30363d}
.dim,.over{color:#9da7b3}.good{color:#56d364}.paused{color:#e3b341}.coming{color:#79c0ff}.unsure{color:#d2a8ff}
.bad{color:#ff7b72}a{color:#79c0ff}}"""


def html(blocks: Iterable[Block], title: str) -> str:
    """A whole page."""
    body = "\n".join(_text(block) for block in blocks)
    head = f'<meta charset="utf-8">\n<title>{_shown(title)}</title>\n<style>\n{_STYLE}\n</style>'
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>'


def _text(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{_shown(text)}</h{level}>"
        case Paragraph(cell):
            return f"<p>{_cell(cell)}</p>"
        case Fields(rows):
            lines = (
                f"<dt>{_shown(label)}</dt>" + "".join(f"<dd>{_cell(c)}</dd>" for c in cells) for label, cells in rows
            )
            return "<dl>\n" + "\n".join(lines) + "\n</dl>"
        case Table(headings, rows):
            head = "".join(f"<th>{_shown(heading)}</th>" for heading in headings)
            lines = ("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            return f"<table>\n<tr>{head}</tr>\n" + "\n".join(lines) + "\n</table>"
        case Lines(drawn):
            return "<pre>\n" + "\n".join("".join(map(_as_is, cells)).rstrip() for cells in drawn) + "\n</pre>"


def _as_is(cell: Cell) -> str:
    shown = escape(visible(cell.text)).replace("##", "#&#35;")
    return f'<span class="{cell.meaning}">{shown}</span>' if cell.meaning != "plain" else shown


def _cell(cell: Cell) -> str:
    shown = _shown(cell.text)
    link = address(cell)
    inner = f'<a href="{escape(link)}" rel="noreferrer">{shown}</a>' if link else shown
    return f'<span class="{cell.meaning}">{inner}</span>' if cell.meaning != "plain" else inner


def _shown(text: str) -> str:
    """The text as HTML has it, and not as a job's log would take it for a command."""
    return escape(one_line(text)).replace("##", "#&#35;")
