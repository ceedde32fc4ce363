"""`mkb stats`: how much the base holds, how well it is sourced, how old its evidence is."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.options import Data, Known, On, Verbose
from mineralkb.questions.statistics import statistics

app = typer.Typer()


class StatsFormat(StrEnum):
    """How statistics are written."""

    table = "table"
    json = "json"
    markdown = "markdown"


@app.command("stats")
def stats_command(
    *,
    format_: Annotated[StatsFormat, typer.Option("--format", help="How to write the answer.")] = StatsFormat.table,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Count records, parts and sources; say how many facts are cited and how old the evidence is."""
    from mineralkb.render import statistics as drawn

    base = session.opened(data, known, verbose=verbose)
    found = statistics(base, session.asked(base, on, known, {}, sealed=format_ is StatsFormat.json))
    match format_:
        case StatsFormat.table:
            session.show(drawn.statistics_blocks(found))
        case StatsFormat.markdown:
            from mineralkb.render.markdown import markdown

            typer.echo(markdown(drawn.statistics_blocks(found)))
        case StatsFormat.json:
            from mineralkb.render.json import to_json

            typer.echo(to_json(drawn.statistics_data(found)))
