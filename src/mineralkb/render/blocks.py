"""What a page is made of, whatever it is drawn on: headings, fields, tables, paragraphs."""

from __future__ import annotations

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


Block = Heading | Paragraph | Fields | Table

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


def word_cell(word: str | None, text: str = "") -> Cell:
    """A standing's word in its dress."""
    return Cell(text or word or "", _MEANINGS.get(word or "", PLAIN))
