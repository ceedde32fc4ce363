"""`mkb export FORMAT`: the tables of `mkb query` for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.options import Data, Known, On, SafeCsv, Verbose
from mineralkb.cli.remarks import remark
from mineralkb.questions.asked import NOTICE
from mineralkb.sql.export import Wanted, default_name, export

app = typer.Typer()


class ExportFormat(StrEnum):
    """What programs read."""

    sqlite = "sqlite"
    duckdb = "duckdb"
    parquet = "parquet"
    csv = "csv"
    xlsx = "xlsx"
    json = "json"


@app.command("export")
def export_command(
    format_: Annotated[
        ExportFormat, typer.Argument(metavar="FORMAT", help="sqlite, duckdb, parquet, csv, xlsx or json.")
    ],
    *,
    to: Annotated[
        str,
        typer.Option(
            metavar="PATH",
            help="Where to: a file, for parquet, csv and json a folder; else mineralkb.FORMAT, mineralkb-FORMAT.",
        ),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
    safe_csv: SafeCsv = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Write all tables that mkb query asks, with their descriptions, for another program.

    Standings in the tables are those of the day asked; the table intervals has all days.
    """
    base = session.opened(data, known, verbose=verbose)
    target = Path(to or default_name(format_)).absolute()
    asked = session.asked(base, on, known, {})
    for text in export(base, asked, Wanted(format_, target, force, safe_csv)):
        remark(text)
    remark(NOTICE)
    typer.echo(to or default_name(format_))
