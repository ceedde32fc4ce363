"""`mkb tensions`: promises on exports set against the measures of the same party."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.completion import ids
from mineralkb.cli.options import Data, Format, Known, On, Verbose
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, write

app = typer.Typer()


@app.command("tensions")
def tensions_command(
    *,
    party: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Whose promise and measure; can be repeated.", autocompletion=ids),
    ] = None,
    partner: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="To whom it is promised.", autocompletion=ids)
    ] = None,
    mineral: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A material, with everything narrower.", autocompletion=ids),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also where one side is over, kept, or was not known yet.")
    ] = False,
    format_: Annotated[Format, typer.Option("--format", help="How to write the answer.")] = Format.table,
    safe_csv: Annotated[bool, typer.Option(help="CSV in which no text can be a formula.")] = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Show where a party's promise on exports and its own measure meet on material, partner and day, with both places.

    Possible: both hold. Latent: one does not hold. Excepted: an exception names the case.
    """
    from mineralkb.questions.filter_values import checked
    from mineralkb.questions.tensions.answer import Wanted, tensions
    from mineralkb.questions.tensions.places import spots
    from mineralkb.render import tensions as drawn
    from mineralkb.render.lists import silence_lines

    base = session.opened(data, known, verbose=verbose)
    wanted = Wanted(
        checked(base, "party", tuple(party or ())),
        checked(base, "to", tuple(partner or ())),
        checked(base, "mineral", tuple(mineral or ())),
        everything,
    )
    asked = session.asked(base, on, known, wanted.as_data(), sealed=format_ is Format.json)
    found = tensions(base, wanted, asked)
    places = spots(base, [side for one in found.found for side in (one.promise, one.rule)])
    if found.silence:
        remark(found.emptied)
        for line in silence_lines(found.silence):
            remark(line)
    data_of = partial(drawn.tensions_data, found, places)
    forms = Forms(
        lambda _: drawn.tensions_blocks(found, places),
        lambda: drawn.tension_rows(found, places),
        drawn.ROW,
        lambda: data_of()["tensions"],
        data_of,
        "Tensions",
    )
    write(forms, format_, safe=safe_csv)
