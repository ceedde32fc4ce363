"""`mkb tensions`: promises on exports set against the measures of the same party."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.completion import ids
from mineralkb.cli.options import AsRows, Data, Format, Known, Minerals, On, SafeCsv, Verbose
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, write

if TYPE_CHECKING:
    from mineralkb.questions.tensions.answer import Tensions

app = typer.Typer()
_PANEL = "Filters"


@app.command("tensions")
def tensions_command(
    *,
    party: Annotated[
        list[str] | None,
        typer.Option(
            "--party",
            "--country",
            metavar="CODE",
            help="Whose promise and measure.",
            rich_help_panel=_PANEL,
            autocompletion=ids,
        ),
    ] = None,
    partner: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="To whom it is promised.", rich_help_panel=_PANEL, autocompletion=ids),
    ] = None,
    mineral: Minerals = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also where one side is over, kept, or was not known yet.")
    ] = False,
    details: Annotated[
        bool, typer.Option("--details", help="Rule by rule, with exceptions, days and lines in the files.")
    ] = False,
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
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
    from mineralkb.render.tensions_short import short_blocks

    base = session.opened(data, known, verbose=verbose)
    parties, partners = (checked(base, "party", tuple(some or ())) for some in (party, partner))
    wanted = Wanted(parties, partners, checked(base, "mineral", tuple(mineral or ())), everything)
    asked = session.asked(base, on, known, wanted.as_data(), sealed=format_ is Format.json)
    found = tensions(base, wanted, asked)
    _remarks(found)
    # Files are read for the forms that show lines in them.
    places = partial(spots, base, [side for one in found.found for side in (one.promise, one.rule)])
    forms = Forms(
        lambda _: drawn.tensions_blocks(found, places()) if details else short_blocks(found),
        lambda: drawn.tension_rows(found, places()),
        drawn.ROW,
        lambda: drawn.tensions_data(found, places())["tensions"],
        lambda: drawn.tensions_data(found, places()),
        "Tensions",
    )
    write(forms, format_, safe=safe_csv)


def _remarks(found: Tensions) -> None:
    """Of an empty answer, which filter emptied it and what was looked at."""
    from mineralkb.render.lists import silence_lines

    if found.silence:
        for line in (found.emptied, *silence_lines(found.silence)):
            remark(line)
