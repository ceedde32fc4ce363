"""`mkb log ID`: what happened to a record, commit by commit."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from mineralkb.cli.options import Data, Id, Known, SafeCsv
from mineralkb.cli.subjects import asked_subject, remark_shallow
from mineralkb.cli.written import AsFull, Forms, FullFormat, write
from mineralkb.questions.asked import typed_edge

app = typer.Typer()


@app.command("log")
def log_command(
    identity: Id,
    *,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Commits from this day on (UTC).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Commits up to this day (UTC).")] = None,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="At most so many of the newest; 0 is all.")] = 0,
    format_: AsFull = FullFormat.table,
    safe_csv: SafeCsv = False,
    known: Known = None,
    data: Data = None,
) -> None:
    """Show what happened to a record or part, commit by commit, by its id and the ids it had before."""
    from mineralkb.log.entries import Span, log
    from mineralkb.render.log import COLUMNS, log_blocks, log_data, log_rows

    first = typed_edge(since, "--since", last=False) if since else ""
    last = typed_edge(until, "--until", last=True) if until else ""
    found = log(asked_subject(identity, data, known), Span(first, last, limit))
    rows, told = partial(log_rows, found), partial(log_data, found)
    forms = Forms(lambda _: log_blocks(found), rows, COLUMNS, rows, told, found.subject.identity)
    write(forms, format_, safe=safe_csv)
    remark_shallow(complete=found.subject.history.complete)
