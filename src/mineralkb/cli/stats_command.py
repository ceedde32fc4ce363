"""`mkb stats`: how much the base holds, how well it is sourced, how old its evidence is."""

from __future__ import annotations

import typer

from mineralkb.cli import session
from mineralkb.cli.options import AsPage, Data, Known, On, PageFormat, Verbose
from mineralkb.questions.statistics import statistics

app = typer.Typer()


@app.command("stats")
def stats_command(
    *,
    format_: AsPage = PageFormat.table,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Count records, parts and sources; say how many facts are cited and how old the evidence is."""
    from mineralkb.render import statistics as drawn

    base = session.opened(data, known, verbose=verbose)
    found = statistics(base, session.asked(base, on, known, {}, sealed=format_ is PageFormat.json))
    if format_ is PageFormat.json:
        from mineralkb.render.json import to_json

        typer.echo(to_json(drawn.statistics_data(found)))
    else:
        session.write(drawn.statistics_blocks(found), format_.value, "Statistics")
