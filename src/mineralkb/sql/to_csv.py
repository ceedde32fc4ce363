"""The tables as a folder of CSV files, described as CSV on the Web."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mineralkb.sql.export import METADATA
from mineralkb.sql.table import INTEGER, JSON, REAL, TEXT
from mineralkb.sql.tables import TABLES
from mineralkb.values.formulas import harmless
from mineralkb.writing import new_text

if TYPE_CHECKING:
    from pathlib import Path

    from mineralkb.sql.export import Job
    from mineralkb.sql.table import Table

_DATATYPES = {TEXT: "string", INTEGER: "integer", REAL: "number", JSON: "json"}


def write(job: Job) -> list[str]:
    """A file for each table, and one that says what their columns mean."""
    for table in TABLES.values():
        write_table(job, table, job.path / f"{table.name}.csv")
    with new_text(job.path / METADATA) as file:
        file.write(json.dumps(_metadata(), ensure_ascii=False, indent=1) + "\n")
    return []


def write_table(job: Job, table: Table, path: Path) -> None:
    """One table. No value is an empty field, and an empty text a pair of quotes."""
    with new_text(path) as file:
        file.write(",".join(table.names) + "\n")
        file.writelines(",".join([_field(value, safe=job.safe) for value in row]) + "\n" for row in job.rows(table))


def _field(value: Any, *, safe: bool) -> str:
    if not isinstance(value, str):
        return "" if value is None else repr(value)
    text = harmless(value) if safe else value
    return '"' + text.replace('"', '""') + '"' if safe or not text or not _QUOTED.isdisjoint(text) else text


_QUOTED = frozenset('",;\r\n')


def _metadata() -> dict[str, Any]:
    return {"@context": "http://www.w3.org/ns/csvw", "tables": [_described(table) for table in TABLES.values()]}


def _described(table: Table) -> dict[str, Any]:
    columns = [
        {
            "name": column.name,
            "titles": column.name,
            "datatype": _DATATYPES[column.type],
            "dc:description": column.meaning,
        }
        for column in table.columns
    ]
    key = {"primaryKey": list(table.key)} if table.key else {}
    return {
        "url": f"{table.name}.csv",
        "dc:description": table.meaning,
        "dialect": {"lineTerminators": ["\n"]},
        "tableSchema": {"columns": columns, **key},
    }
