"""`mkb compare ID ID`: records topic by topic."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.completion import ids
from mineralkb.cli.options import AsRows, Data, Format, Known, On, SafeCsv, Verbose, Why
from mineralkb.cli.reasons import reasons_for
from mineralkb.cli.written import Forms, write

app = typer.Typer()


@app.command("compare")
def compare_command(
    records: Annotated[
        list[str],
        typer.Argument(metavar="ID ID...", help="Two or more agreements or policies, or controls.", autocompletion=ids),
    ],
    *,
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
    why: Why = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Compare agreements by topic: how strong and by when; controls by material and measure.

    Every field side by side: mkb diff ID ID.
    """
    from mineralkb.questions.compare import compared
    from mineralkb.questions.find import find
    from mineralkb.render import compare as drawn

    base = session.opened(data, known, verbose=verbose)
    asked = session.asked(base, on, known, {"ids": records}, sealed=why or format_ is Format.json)
    found = compared(base, [find(base, word) for word in records], asked)
    rows_of = partial(drawn.compared_rows, found)
    blocks = partial(drawn.compared_blocks, found)
    answer = partial(drawn.compared_data, found)
    reasons = reasons_for(base, found.subjects, asked, wanted=why)
    write(Forms(blocks, rows_of, drawn.ROW, rows_of, answer, "Compared", reasons=reasons), format_, safe=safe_csv)
