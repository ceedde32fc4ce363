"""The tables as one clean SQLite file, with indexes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from mineralkb.sql.table import JSON, TEXT
from mineralkb.sql.tables import TABLES

if TYPE_CHECKING:
    from mineralkb.sql.export import Job
    from mineralkb.sql.table import Table

# "MKBx": programs such as file(1) tell by it what a database is.
_APPLICATION = 0x4D4B4278


def write(job: Job) -> list[str]:
    """Every table, its key and what others look for."""
    with closing(sqlite3.connect(job.path)) as made:
        made.execute("PRAGMA journal_mode = OFF")
        made.execute(f"PRAGMA application_id = {_APPLICATION}")
        for table in TABLES.values():
            made.execute(_created(table))
            marks = ", ".join("?" * len(table.columns))
            made.executemany(f"INSERT INTO {table.name} VALUES ({marks})", job.rows(table))
            for name in table.indexed:
                made.execute(f"CREATE INDEX {table.name}_{name} ON {table.name} ({name})")
        made.commit()
        made.execute("ANALYZE")
        made.commit()
    return []


def _created(table: Table) -> str:
    columns = [f"{column.name} {TEXT if column.type == JSON else column.type}" for column in table.columns]
    key = [f"PRIMARY KEY ({', '.join(table.key)})"] if table.key else []
    return f"CREATE TABLE {table.name} ({', '.join([*columns, *key])})"
