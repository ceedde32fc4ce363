"""What a statement of SQL gave, the saved queries, and the tables that can be asked, as blocks and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.render.blocks import DIM, Block, Cell, Fields, Heading, Paragraph, Table, word_cell
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mineralkb.sql.run import Answer
    from mineralkb.sql.saved import Saved
    from mineralkb.sql.table import Table as Documented

# A column is read well from so many cells on.
_READABLE = 11


def query_blocks(answer: Answer, width: int | None = None) -> list[Block]:
    """The rows as a table, or where so many columns are too wide one below the other, and how many there are."""
    rows = tuple(
        tuple(_cell(name, value) for name, value in zip(answer.columns, row, strict=True)) for row in answer.rows
    )
    number = counted(len(rows), "row")
    told = f"the first {number}; there are more (--limit)" if answer.cut else number
    table: list[Block] = [Table(answer.columns, rows, keep=len(answer.columns))] if rows else []
    if width and _wide(answer.columns, rows) > width:
        table = [block for number, row in enumerate(rows, 1) for block in _upright(answer.columns, row, number)]
    return [*table, Paragraph(Cell(f"{told}, on {answer.asked.on}", DIM))]


def page_blocks(answer: Answer, width: int | None = None) -> list[Block]:
    """The same as an answer of its own: any column may hold a standing, whatever it is called."""
    return [*query_blocks(answer, width), Paragraph(Cell(NOTICE, DIM))]


def _wide(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> int:
    """The cells that a table needs at least to be read: text may break, but not within every word."""
    found = [min(_READABLE, max(len(row[place].text) for row in rows)) for place in range(len(columns) if rows else 0)]
    return sum(max(len(name), cells) + 2 for name, cells in zip(columns, found, strict=False))


def _upright(columns: Sequence[str], row: Sequence[Cell], number: int) -> list[Block]:
    fields = tuple((name, (cell,)) for name, cell in zip(columns, row, strict=True))
    return [Heading(f"row {number}"), Fields(fields)]


def query_data(answer: Answer, evidence: str) -> dict[str, Any]:
    """The same as data."""
    return {
        "asked": answer.asked.as_data(),
        "columns": list(answer.columns),
        "count": len(answer.rows),
        "cut": answer.cut,
        "last_evidence": evidence or None,
        "rows": answer.keyed(),
        "notice": NOTICE,
    }


def saved_blocks(kept: Iterable[Saved]) -> list[Block]:
    """The saved queries: name, parameters, what each answers."""
    rows = tuple((Cell(one.name), Cell(one.answers), Cell(", ".join(one.parameters))) for one in kept)
    return [Table(("name", "answers", "parameters"), rows, keep=3)]


def tables_blocks(tables: Iterable[Documented]) -> list[Block]:
    """The tables, each with what a row of it is."""
    return [Table(("table", "holds"), tuple((Cell(table.name), Cell(table.meaning)) for table in tables))]


def columns_blocks(table: Documented) -> list[Block]:
    """The columns of one table."""
    rows = tuple((Cell(one.name), Cell(one.type), Cell(one.meaning)) for one in table.columns)
    return [Paragraph(Cell(table.meaning)), Table(("column", "type", "meaning"), rows, keep=3)]


def _cell(name: str, value: Any) -> Cell:
    whole = isinstance(value, float) and value.is_integer()
    text = "" if value is None else str(int(value)) if whole else str(value)
    return word_cell(text) if name == "standing" else Cell(text)
