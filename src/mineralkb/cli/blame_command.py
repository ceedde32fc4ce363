"""`mkb blame ID`: since which commit each fact stands as it is, and which sources say so."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.options import Data, Id, Known
from mineralkb.cli.subjects import asked_subject, remark_shallow

app = typer.Typer()


class BlameFormat(StrEnum):
    """How a blame is written."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


@app.command("blame")
def blame_command(
    identity: Id,
    *,
    format_: Annotated[BlameFormat, typer.Option("--format", help="How to write the answer.")] = BlameFormat.table,
    safe_csv: Annotated[bool, typer.Option(help="CSV in which no text can be a formula.")] = False,
    known: Known = None,
    data: Data = None,
) -> None:
    """Show for each fact of a record or part when it was last changed, by whom, in which commit, from which source."""
    from mineralkb.log.origins import blame
    from mineralkb.render.blame import COLUMNS, blame_blocks, blame_data, blame_rows

    found = blame(asked_subject(identity, data, known))
    match format_:
        case BlameFormat.json:
            from mineralkb.render.json import to_json

            typer.echo(to_json(blame_data(found)))
        case BlameFormat.csv:
            from mineralkb.render.csv import rows_csv

            typer.echo(rows_csv(COLUMNS, blame_rows(found), safe=safe_csv))
        case _:
            session.write(blame_blocks(found), format_.value, found.subject.identity)
    remark_shallow(complete=found.complete)
