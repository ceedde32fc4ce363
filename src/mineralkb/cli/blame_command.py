"""`mkb blame ID`: since which commit each fact stands as it is, and which sources say so."""

from __future__ import annotations

from functools import partial

import typer

from mineralkb.cli.options import AsRows, Data, Format, Id, Known, SafeCsv
from mineralkb.cli.subjects import asked_subject, remark_shallow
from mineralkb.cli.written import Forms, write

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
    rows, told = partial(blame_rows, found), partial(blame_data, found)
    forms = Forms(lambda _: blame_blocks(found), rows, COLUMNS, rows, told, found.subject.identity)
    write(forms, format_, safe=safe_csv)
    remark_shallow(complete=found.complete)
