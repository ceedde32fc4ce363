"""`mkb tensions`: promises on exports set against the measures of the same party."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.options import AsRows, Data, Format, Known, Minerals, On, SafeCsv, Verbose, Why, of_ids
from mineralkb.cli.reasons import Reasons, reasons_for
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, write

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.tensions.answer import Tension, Tensions
    from mineralkb.questions.why.derivation import Derivation, Files

app = typer.Typer()

Party = Annotated[list[str] | None, of_ids("--party", "--country", metavar="CODE", said="Whose promise and measure.")]
Partner = Annotated[list[str] | None, of_ids("--partner", metavar="CODE", said="To whom it is promised.")]


@app.command("tensions")
def tensions_command(
    *,
    party: Party = None,
    partner: Partner = None,
    mineral: Minerals = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also where one side is over, kept, or was not known yet.")
    ] = False,
    details: Annotated[
        bool, typer.Option("--details", help="Rule by rule, with exceptions, days and lines in the files.")
    ] = False,
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
    why: Why = False,
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
    asked = session.asked(base, on, known, wanted.as_data(), sealed=why or format_ is Format.json)
    found = tensions(base, wanted, asked)
    _remarks(found)
    # Files are read for the forms that show lines in them.
    places = partial(spots, base, [side for one in found.found for side in (one.promise, one.rule)])
    forms = Forms(
        lambda width: drawn.tensions_blocks(found, places()) if details else short_blocks(found, width),
        lambda: drawn.tension_rows(found, places()),
        drawn.ROW,
        lambda: drawn.tensions_data(found, places())["tensions"],
        lambda: drawn.tensions_data(found, places()),
        "Tensions",
        reasons=_reasons(base, found) if why else None,
    )
    write(forms, format_, safe=safe_csv)


def _reasons(base: Base, found: Tensions) -> Reasons:
    from mineralkb.questions.tensions.leaves import pair_of
    from mineralkb.questions.tensions.reasons import why_state
    from mineralkb.questions.tensions.world import World

    world, day = World(base), found.asked.on.isoformat()

    def claim(files: Files, one: Tension) -> Derivation:
        return why_state(files, pair_of(one, world, day))

    claims = [partial(claim, one=one) for one in found.found]
    return reasons_for(base, (), found.asked, wanted=True, claims=claims)


def _remarks(found: Tensions) -> None:
    """Of an empty answer, which filter emptied it and what was looked at."""
    from mineralkb.render.lists import silence_lines

    if found.silence:
        for line in (found.emptied, *silence_lines(found.silence)):
            remark(line)
