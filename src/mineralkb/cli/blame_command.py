"""`mkb blame ID`: since which commit each fact stands as it is, and which sources say so."""

from __future__ import annotations

import typer

from mineralkb.cli import session
from mineralkb.cli.options import AsRows, Data, Format, Id, Known, SafeCsv
from mineralkb.cli.subjects import asked_subject, remark_shallow

app = typer.Typer()


@app.command("blame")
def blame_command(
    identity: Id,
    *,
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
    known: Known = None,
    data: Data = None,
) -> None:
    """Show for each fact of a record or part when it was last changed, by whom, in which commit, from which source."""
    from mineralkb.log.origins import blame
    from mineralkb.render.blame import COLUMNS, blame_blocks, blame_data, blame_rows

    found = blame(asked_subject(identity, data, known))
    match format_:
        case Format.json | Format.jsonl:
            from mineralkb.render.json import to_json, to_json_lines

            typer.echo(to_json(blame_data(found)) if format_ is Format.json else to_json_lines(blame_rows(found)))
        case Format.csv:
            from mineralkb.render.csv import rows_csv

            typer.echo(rows_csv(COLUMNS, blame_rows(found), safe=safe_csv))
        case _:
            session.write(blame_blocks(found), format_.value, found.subject.identity)
    remark_shallow(complete=found.complete)
