"""The tables as the sheets of a workbook, in which every text is a text and no formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xlsxwriter

from mineralkb.errors import MkbError
from mineralkb.sql.tables import TABLES

if TYPE_CHECKING:
    from mineralkb.sql.export import Job
    from mineralkb.sql.table import Table

# What a cell and a sheet can hold.
_LONGEST, _MOST_ROWS = 32_767, 1_048_575
_MARK = "..."
# Whole records as JSON: most are longer than a cell, and all they say stands in facts.
_LEFT_OUT = {"records": ("data",)}
_TEXTS_ONLY = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write(job: Job) -> list[str]:
    """A sheet for each table; what had to be cut."""
    cut = 0
    with xlsxwriter.Workbook(str(job.path), _TEXTS_ONLY) as book:
        head = book.add_format({"bold": True})
        for table in TABLES.values():
            columns = tuple(name for name in table.names if name not in _LEFT_OUT.get(table.name, ()))
            cut += _sheet(job, table, columns, book.add_worksheet(table.name), head)
    return [f"{cut} texts are cut at {_LONGEST:,} characters, which is all that a cell holds"] if cut else []


def _sheet(job: Job, table: Table, columns: tuple[str, ...], sheet: Any, head: Any) -> int:
    """One table, its first row kept in sight; how many texts were cut."""
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(columns) - 1, 24)
    sheet.write_row(0, 0, columns, head)
    cut = 0
    for place, row in enumerate(job.rows(table, columns), 1):
        if place > _MOST_ROWS:
            raise MkbError(f"{table.name} has more rows than a sheet holds", "take another format, such as sqlite")
        for column, value in enumerate(row):
            cut += _cell(sheet, place, column, value)
    return cut


def _cell(sheet: Any, row: int, column: int, value: Any) -> int:
    if isinstance(value, str):
        fits = len(value) <= _LONGEST
        sheet.write_string(row, column, value if fits else value[: _LONGEST - len(_MARK)] + _MARK)
        return int(not fits)
    if value is not None:
        sheet.write_number(row, column, value)
    return 0
