"""The tables as a DuckDB database, or as a folder of Parquet files, which DuckDB writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from mineralkb.sql.table import INTEGER, REAL
from mineralkb.sql.tables import TABLES, quoted
from mineralkb.sql.to_csv import write_table
from mineralkb.writing import new_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.sql.export import Job
    from mineralkb.sql.table import Table

_TYPES = {INTEGER: "BIGINT", REAL: "DOUBLE"}


def write(job: Job) -> list[str]:
    """Every table, by way of a CSV file: row by row takes a hundred times as long."""
    whole = job.format == "duckdb"
    with duckdb.connect(str(job.path) if whole else ":memory:") as made:
        for table in TABLES.values():
            passed = job.path.parent / "rows.csv"
            write_table(job._replace(safe=False), table, passed)
            made.execute(f"CREATE TABLE {table.name} AS SELECT * FROM {_read(table, str(passed))}")
            if whole:
                for statement in _comments(table):
                    made.execute(statement)
            else:
                new_folder(job.path)
                file = quoted(str(job.path / f"{table.name}.parquet"))
                made.execute(f"COPY {table.name} TO {file} (FORMAT parquet)")
    return []


def _read(table: Table, path: str) -> str:
    """Nothing is guessed: an empty field is no value, and `NA` or `0007` is the text that it is."""
    columns = ", ".join(f"{quoted(column.name)}: '{_TYPES.get(column.type, 'VARCHAR')}'" for column in table.columns)
    fixed = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', new_line = '\\n'"
    nulls = "nullstr = '', allow_quoted_nulls = false, max_line_size = 16777216, parallel = false"
    return f"read_csv({quoted(path)}, columns = {{{columns}}}, {fixed}, {nulls})"


def _comments(table: Table) -> Iterator[str]:
    yield f"COMMENT ON TABLE {table.name} IS {quoted(table.meaning)}"
    for column in table.columns:
        yield f'COMMENT ON COLUMN {table.name}."{column.name}" IS {quoted(column.meaning)}'
