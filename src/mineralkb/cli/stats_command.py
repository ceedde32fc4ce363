"""`mkb stats`: how much the base holds, how well it is sourced, how old its evidence is."""

from __future__ import annotations

from functools import partial

import typer

from mineralkb.cli import session
from mineralkb.cli.options import Data, Known, On, SafeCsv, Verbose
from mineralkb.cli.written import AsFull, Forms, FullFormat, write
from mineralkb.questions.statistics import statistics

app = typer.Typer()


@app.command("stats")
def stats_command(
    *,
    format_: AsFull = FullFormat.table,
    safe_csv: SafeCsv = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Count records, parts and sources; say how many facts are cited and how old the evidence is."""
    from mineralkb.render import statistics as drawn

    base = session.opened(data, known, verbose=verbose)
    found = statistics(base, session.asked(base, on, known, {}, sealed=format_ is FullFormat.json))
    rows, counts = partial(drawn.statistics_rows, found), partial(drawn.statistics_data, found)
    forms = Forms(lambda _: drawn.statistics_blocks(found), rows, drawn.ROW, rows, counts, "Statistics")
    write(forms, format_, safe=safe_csv)
