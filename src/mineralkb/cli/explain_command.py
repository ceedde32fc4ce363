"""`mkb explain RULE`: what a rule is for, with examples."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.errors import MkbError
from mineralkb.values.text import did_you_mean, visible

if TYPE_CHECKING:
    from mineralkb.render.blocks import Table

app = typer.Typer()


def _names(incomplete: str) -> list[str]:
    from mineralkb.rules import SEVERITIES

    return [name for name in SEVERITIES if name.startswith(incomplete)]


@app.command("explain")
def explain_command(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE", help="A rule's name; all are listed where none is given.", autocompletion=_names
        ),
    ] = None,
) -> None:
    """Explain a rule that 'mkb validate' applies, with examples of what breaks and what keeps it."""
    from mineralkb.rules import SEVERITIES, page

    if rule is None:
        session.show([_table()])
        return
    if rule not in SEVERITIES:
        hint = did_you_mean(rule, SEVERITIES) or "see them all with: mkb explain"
        raise MkbError(f"there is no rule '{visible(rule)}'", hint)
    if sys.stdout.isatty():
        from mineralkb.render.terminal import console, page_of

        console().print(page_of(page(rule)))
        return
    typer.echo(page(rule), nl=False)


def _table() -> Table:
    from mineralkb.render.blocks import Cell, Table
    from mineralkb.rules import SEVERITIES, page

    rows = tuple(
        (Cell(name), Cell(severity), Cell(page(name).splitlines()[2])) for name, severity in SEVERITIES.items()
    )
    return Table(("rule", "severity", "what it finds"), rows, keep=3, firm=(0, 1))
