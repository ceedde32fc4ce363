"""The public tables in the formats of other programs: written whole or not at all, and over nothing unasked."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.sql.source import opened
from mineralkb.sql.tables import TABLES
from mineralkb.values.text import visible
from mineralkb.writing import made_whole

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.sql.table import Table


class Form(NamedTuple):
    """A format: the module that writes it, what a file's name ends with, and whether it is a folder of them."""

    module: str
    ending: str
    folder: bool = False
    extra: str = ""
    beside: tuple[str, ...] = ()


METADATA = "csv-metadata.json"
FORMS = {
    "sqlite": Form("to_sqlite", "sqlite"),
    "duckdb": Form("to_duckdb", "duckdb", extra="duckdb"),
    "parquet": Form("to_duckdb", "parquet", folder=True, extra="duckdb"),
    "csv": Form("to_csv", "csv", folder=True, beside=(METADATA,)),
    "xlsx": Form("to_xlsx", "xlsx", extra="xlsx"),
    "json": Form("to_json", "json", folder=True),
}


class Wanted(NamedTuple):
    """What to write and where; `force` writes over an older one, `safe` keeps texts of CSV from being formulas."""

    format: str
    target: Path
    force: bool = False
    safe: bool = False


class Job(NamedTuple):
    """What a writer is given: the tables, where to write, and whether a text may look like a formula."""

    connection: sqlite3.Connection
    path: Path
    format: str
    safe: bool

    def rows(self, table: Table, columns: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, in the order of its key."""
        order = f" ORDER BY {', '.join(table.key)}" if table.key else ""
        return self.connection.execute(f"SELECT {', '.join(columns or table.names)} FROM temp.{table.name}{order}")


def default_name(format_: str) -> str:
    """Where an export goes that is not told where."""
    form = FORMS[format_]
    return f"mineralkb-{form.ending}" if form.folder else f"mineralkb.{form.ending}"


def export(base: Base, asked: Asked, wanted: Wanted) -> list[str]:
    """Write the tables; what a reader of them must know besides. MkbError where that cannot be."""
    form, target = FORMS[wanted.format], wanted.target
    try:
        writer = import_module(f"mineralkb.sql.{form.module}")
    except ImportError as error:
        raise MkbError(
            f"this format needs the package {error.name}", f"pip install 'mineralkb[{form.extra}]'"
        ) from None
    _may_take(target, form, force=wanted.force)
    connection = opened(base, asked)
    try:
        with made_whole(target) as made:
            remarks: list[str] = writer.write(Job(connection, made, wanted.format, wanted.safe))
    except OSError as error:
        raise MkbError(f"{visible(str(target))} cannot be written: {error.strerror}") from None
    finally:
        connection.close()
    return remarks


def _may_take(target: Path, form: Form, *, force: bool) -> None:
    """Nothing is written over unasked, and no folder is taken away that holds what no export made."""
    shown = visible(str(target))
    if not target.parent.is_dir():
        raise MkbError(f"there is no folder {visible(str(target.parent))}")
    if not target.exists() and not target.is_symlink():
        return
    if target.is_dir() != form.folder:
        raise MkbError(f"{shown} is {'no folder' if form.folder else 'a folder'}", "name another with --to")
    if not force:
        raise MkbError(f"{shown} is there already", "name another with --to, or write over it with --force")
    if form.folder:
        ours = {f"{name}.{form.ending}" for name in TABLES} | set(form.beside)
        foreign = sorted({path.name for path in target.iterdir()} - ours)
        if foreign:
            raise MkbError(f"{shown} holds {visible(foreign[0])}, which no export made", "name another with --to")
