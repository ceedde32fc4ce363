"""The public tables as views over the derived database, for the day asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.sql import evidence, instruments, world
from mineralkb.sql.table import Column, Table
from mineralkb.values.text import nearest_or_all, visible

if TYPE_CHECKING:
    from mineralkb.questions.asked import Asked

ASKED = Table(
    "asked",
    "One row: what was asked, and of which state of the base.",
    "asked s",
    (
        Column("day", "s.day", "The day of the world that is asked about; `:today` in a query."),
        Column("known", "s.known", "What --known was given; null for the data as it is."),
        Column("data_commit", "s.data_commit", "The commit of the data; null where there is no history."),
        Column("data_day", "s.data_day", "The day of that commit (UTC)."),
    ),
)
DESCRIPTIONS = Table(
    "descriptions",
    "What every column of every table means.",
    "descriptions s",
    (
        Column("table_name", "s.table_name", "The table."),
        Column("column_name", "s.column_name", "The column; empty for the table as a whole."),
        Column("type", "s.type", "TEXT, INTEGER, REAL, or JSON, which is text."),
        Column("meaning", "s.meaning", "What it means."),
    ),
    ("table_name", "column_name"),
)
TABLES = {table.name: table for table in (*instruments.ALL, *world.ALL, *evidence.ALL, ASKED, DESCRIPTIONS)}


def views(asked: Asked) -> str:
    """The statements that make them, as views that vanish with the connection."""
    made = [f"CREATE TEMP VIEW asked AS {_asked(asked)}", f"CREATE TEMP VIEW descriptions AS {_descriptions()}"]
    drawn = [table for table in TABLES.values() if table not in (ASKED, DESCRIPTIONS)]
    made += [f"CREATE TEMP VIEW {table.name} AS {table.select}" for table in drawn]
    return ";\n".join(made)


def _asked(asked: Asked) -> str:
    values = (asked.on.isoformat(), asked.known, asked.commit, asked.commit_day)
    return "SELECT " + ", ".join(
        f"{quoted(value) if value else 'NULL'} AS {name}" for name, value in zip(ASKED.names, values, strict=True)
    )


def _descriptions() -> str:
    rows = [
        (table.name, *row)
        for table in TABLES.values()
        for row in (("", "", table.meaning), *((c.name, c.type, c.meaning) for c in table.columns))
    ]
    values = ", ".join(f"({', '.join(map(quoted, row))})" for row in rows)
    columns = ", ".join(f"column{place} AS {name}" for place, name in enumerate(DESCRIPTIONS.names, 1))
    return f"SELECT {columns} FROM (VALUES {values})"


def quoted(text: str) -> str:
    """A text as SQL writes it; what no database takes is written out."""
    plain = text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode("utf-8")
    return "'" + plain.replace("'", "''") + "'"


def table_named(name: str) -> Table:
    """The public table of that name; MkbError with what was meant."""
    if found := TABLES.get(name.lower()):
        return found
    raise MkbError(f"there is no table '{visible(name)}'", nearest_or_all(name, TABLES))
