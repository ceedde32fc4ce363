"""`mkb query`: SQL that can only read, typed, kept in a file, or asked line by line."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mineralkb.cli import session
from mineralkb.cli.options import AsRows, Data, Format, Known, Limit, On, SafeCsv, Verbose
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, write
from mineralkb.errors import MkbError
from mineralkb.sql.fence import MOST_ROWS
from mineralkb.sql.run import run
from mineralkb.sql.saved import decoded, saved, statement

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.sql.run import Answer

app = typer.Typer()


def _names(incomplete: str) -> list[str]:
    """The saved queries, for the shell to complete."""
    try:
        return [name for name in saved(session.place_of(None)) if name.startswith(incomplete)]
    except MkbError:
        return []


@app.command("query")
def query_command(
    sql: Annotated[
        str,
        typer.Argument(
            metavar="SQL|-|FILE|NAME",
            help="A statement, - for stdin, a file of it (.sql), or a saved query's name.",
            autocompletion=_names,
        ),
    ] = "",
    *,
    param: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="What :NAME in the statement stands for, as text.")
    ] = None,
    limit: Limit = 0,
    list_: Annotated[bool, typer.Option("--list", help="List the saved queries.")] = False,
    tables: Annotated[
        bool, typer.Option("--tables", help="List the tables; of a table that is named, columns.")
    ] = False,
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Ask the base in SQL, for reading only; without a statement on a terminal, line by line.

    :today is the day asked. Tables and columns are described in docs/sql.md.
    """
    if tables:
        _show_tables(sql)
        return
    if list_:
        _show_saved(data)
        return
    base = session.opened(data, known, verbose=verbose)
    given = _parameters(param or [])
    asked = session.asked(base, on, known, {"sql": sql, "parameters": given, "limit": limit})
    if not sql and sys.stdin.isatty() and sys.stdout.isatty():
        from mineralkb.cli.shell import Shell

        Shell(base, asked, given, limit).run()
        return
    text = _statement(sql, base)
    if unused := [name for name in given if f":{name}" not in text]:
        raise MkbError(f"--param {unused[0]}: the statement has no :{unused[0]}")
    answer = run(base, text, asked, given, limit)
    _answer(answer, base, format_, safe=safe_csv)


def _parameters(typed: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in typed]
    if bad := [name for name, equals, _ in pairs if not equals or not name.isidentifier()]:
        raise MkbError(f"--param {bad[0]}: a parameter is given as NAME=VALUE")
    return {name: value for name, _, value in pairs}


def _statement(typed: str, base: Base) -> str:
    if typed not in ("", "-"):
        return statement(typed, base.place)
    if not typed and sys.stdin.isatty():
        raise MkbError("there is no statement", "see: mkb query --help")
    return decoded(sys.stdin.buffer.read(1_000_000))


def _show_tables(name: str) -> None:
    from mineralkb.render.query import columns_blocks, tables_blocks
    from mineralkb.sql.tables import TABLES, table_named

    session.show(columns_blocks(table_named(name)) if name else tables_blocks(TABLES.values()))


def _show_saved(data: str | None) -> None:
    from mineralkb.render.query import saved_blocks

    session.show(saved_blocks(saved(session.place_of(data)).values()))


def _answer(answer: Answer, base: Base, format_: Format, *, safe: bool) -> None:
    from mineralkb.render import query

    if answer.cut and len(answer.rows) == MOST_ROWS:
        remark(f"only the first {len(answer.rows):,} rows: mkb export has whole tables")
    if not answer.rows:
        remark("no rows; what was looked for, and up to which day, is in the table coverage")
    blocks, data = partial(query.page_blocks, answer), partial(_data, answer, base)
    write(Forms(blocks, answer.keyed, answer.columns, answer.keyed, data), format_, safe=safe)


def _data(answer: Answer, base: Base) -> dict[str, Any]:
    from mineralkb.render.query import query_data

    newest = base.one("SELECT max(evidence) AS day FROM record")
    return query_data(answer, newest["day"] if newest else "")
