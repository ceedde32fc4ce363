"""What a page is made of, whatever it is drawn on: headings, fields, tables, paragraphs."""

from __future__ import annotations

import re
from typing import NamedTuple

# The meaning of a piece of text; each renderer has a dress for it.
PLAIN, STRONG, DIM, GOOD, PAUSED, COMING, OVER, UNSURE, BAD = (
    *("plain", "strong", "dim", "good", "paused", "coming"),
    *("over", "unsure", "bad"),
)


class Cell(NamedTuple):
    """A text with its meaning, and the address it leads to."""

    text: str
    meaning: str = PLAIN
    link: str = ""


class Heading(NamedTuple):
    """A heading; level 1 is the page's own."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """Running text."""

    cell: Cell


class Fields(NamedTuple):
    """Labels with their values; a value of several lines is several cells."""

    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


class Table(NamedTuple):
    """Rows under headings. `keep` columns are never dropped where the width does not do; the rest go from the right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keep: int = 2
    firm: tuple[int, ...] = ()


class Lines(NamedTuple):
    """Lines that stand as they are, each of cells set side by side: their maker has fitted them to the width."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Heading | Paragraph | Fields | Table | Lines

_MEANINGS = {
    **dict.fromkeys(("in effect", "in force", "operating", "delivered"), GOOD),
    **dict.fromkeys(("suspended", "due date passed, not checked", "partly delivered", "due"), PAUSED),
    **dict.fromkeys(("planned", "proposed", "announced", "signed", "concluded", "initialled", "open"), COMING),
    **dict.fromkeys(
        ("ended", "never adopted", "never concluded", "withdrawn", "not issued", "not concluded", "not made"), OVER
    ),
    **dict.fromkeys(("missed", "overdue", "delivered late"), BAD),
    "cannot tell": UNSURE,
}


_ADDRESS = re.compile(r"https?://[!-~]+")
_NOT_IN_ADDRESS = set('<>"`{}|\\^')


def address(cell: Cell) -> str:
    """Where the cell leads, if that is an address of the web and nothing else; whatever else is text alone."""
    fit = _ADDRESS.fullmatch(cell.link) and not _NOT_IN_ADDRESS.intersection(cell.link)
    # Two signs of number begin a command in a job's log; the address is the same.
    return cell.link.replace("##", "#%23") if fit else ""


def filled(table: Table) -> Table:
    """The table without columns in which nothing stands, but for the ones to keep."""
    some = [place < table.keep or any(row[place].text for row in table.rows) for place in range(len(table.headings))]
    places = [place for place, there in enumerate(some) if there]
    firm = tuple(new for new, old in enumerate(places) if old in table.firm)
    rows = tuple(tuple(row[place] for place in places) for row in table.rows)
    return Table(tuple(table.headings[place] for place in places), rows, table.keep, firm)


def word_cell(word: str | None, text: str = "") -> Cell:
    """A standing's word in its dress."""
    return Cell(text or word or "", _MEANINGS.get(word or "", PLAIN))
