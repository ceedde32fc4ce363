"""The tables as a folder of JSON files: a list of rows each, in which JSON stands as such."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mineralkb.sql.table import JSON
from mineralkb.sql.tables import TABLES
from mineralkb.writing import new_text

if TYPE_CHECKING:
    from mineralkb.sql.export import Job
    from mineralkb.sql.table import Column, Table


def write(job: Job) -> list[str]:
    """A file for each table, one row a line."""
    for table in TABLES.values():
        rows = (json.dumps(_row(table, row), ensure_ascii=False) for row in job.rows(table))
        with new_text(job.path / f"{table.name}.json") as file:
            file.write("[\n")
            file.writelines(f"{',' if place else ''}{text}\n" for place, text in enumerate(rows))
            file.write("]\n")
    return []


def _row(table: Table, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column.name: _value(column, value) for column, value in zip(table.columns, row, strict=True)}


def _value(column: Column, value: Any) -> Any:
    return json.loads(value) if column.type == JSON and value is not None else value
