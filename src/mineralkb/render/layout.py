"""Where text goes on a screen of a certain width: which columns, how wide, and how lines break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.render.plain import cells_wide
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from mineralkb.render.blocks import Table

GAP = 2
_NARROW = 16
_DATE = 12
# A long id breaks after a hyphen, an address after a slash, a span of days in its middle.
_JOINTS = re.compile(r"(?<=[-/?&=])|(?<=\.\.)(?!\.)")


def fitted(table: Table, width: int) -> tuple[list[int], list[int]]:
    """The columns that fit, and how wide each is. Those before the last go first, but for the ones to keep."""
    natural = [_natural(table, place) for place in range(len(table.headings))]
    least = [_least(table, place, natural[place], width) for place in range(len(natural))]
    shown = list(range(len(natural)))
    while len(shown) > table.keep + 1 and sum(least[place] + GAP for place in shown) > width + GAP:
        shown.pop(-2)
    room = width - GAP * (len(shown) - 1)
    return shown, _shared([natural[place] for place in shown], [least[place] for place in shown], room)


def _shared(natural: list[int], least: list[int], room: int) -> list[int]:
    """Each column its least width, and the rest of the room to those that want more, the same to each."""
    widths = [min(small, full) for small, full in zip(least, natural, strict=True)]
    while sum(widths) > max(room, len(widths)):
        widths[widths.index(max(widths))] -= 1
    left = room - sum(widths)
    while left > 0 and (wanting := [place for place in range(len(widths)) if widths[place] < natural[place]]):
        each = max(left // len(wanting), 1)
        for place in wanting:
            more = min(each, natural[place] - widths[place], left)
            widths[place] += more
            left -= more
    return widths


def _least(table: Table, place: int, natural: int, width: int) -> int:
    """How narrow a column can be: an id or a day as it is, up to a limit; text its longest word, up to another."""
    if place in table.firm:
        return min(natural, max(width * 9 // 20, _NARROW) if place == 0 else _DATE)
    words = [word for row in table.rows for word in row[place].text.split()] + table.headings[place].split()
    longest = max((cells_wide(word) for word in words), default=1)
    return min(natural, max(min(longest, _NARROW), min(natural, width // 6)))


def _natural(table: Table, place: int) -> int:
    lines = [line for row in table.rows for line in row[place].text.split("\n")]
    return max(cells_wide(text) for text in (table.headings[place], *lines))


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text that is at most `width` cells wide; nothing in it acts on the screen."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _filled([piece for word in visible(paragraph).split() for piece in _pieces(word, width)], width)
    return lines


def _filled(pieces: list[tuple[str, bool]], width: int) -> list[str]:
    """Pieces set one after the other; one that begins a word stands apart from what is before it."""
    lines = [""]
    for piece, begins in pieces:
        joined = f"{lines[-1]} {piece}" if begins and lines[-1] else lines[-1] + piece
        if lines[-1] and cells_wide(joined) > width:
            lines.append(piece)
        else:
            lines[-1] = joined
    return lines


def _pieces(word: str, width: int) -> list[tuple[str, bool]]:
    """A word, or where it is too long its parts, each with whether it begins the word."""
    if cells_wide(word) <= width:
        return [(word, True)]
    parts = [chunk for part in _JOINTS.split(word) for chunk in _chunks(part, width)]
    return [(part, place == 0) for place, part in enumerate(parts)]


def _chunks(part: str, width: int) -> list[str]:
    chunks = [""]
    for sign in part:
        if cells_wide(chunks[-1] + sign) > max(width, 1):
            chunks.append("")
        chunks[-1] += sign
    return chunks
