"""`mkb timeline [ID ...]`: events in order, and bars of what was in effect, suspended or uncertain when."""

from __future__ import annotations

import sys
from functools import partial
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.completion import ids
from mineralkb.cli.options import Data, Known, Minerals, On, Parties, SafeCsv, Verbose, Why
from mineralkb.cli.reasons import Reasons, reasons_for
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import AsFull, Forms, FullFormat, write
from mineralkb.questions.asked import given, typed_edge

if TYPE_CHECKING:
    from mineralkb.ledger.timeline import Timeline

app = typer.Typer()
# Between these the drawing follows the terminal; elsewhere it has the third width.
_NARROW, _WIDE, _PAGE = 70, 200, 100

Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]...", help="Records or parts of them; else everything.", autocompletion=ids),
]
Since = Annotated[str, typer.Option(metavar="DATE", help="Draw from this day on.")]
Until = Annotated[str, typer.Option(metavar="DATE", help="Draw up to this day.")]
Width = Annotated[
    int, typer.Option(min=0, max=500, metavar="CELLS", help="How wide to draw; 0 is as wide as the terminal.")
]


@app.command("timeline")
def timeline_command(
    identities: Ids = None,
    *,
    party: Parties = None,
    mineral: Minerals = None,
    since: Since = "",
    until: Until = "",
    width: Width = 0,
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Draw with ASCII signs only.")] = False,
    format_: AsFull = FullFormat.table,
    safe_csv: SafeCsv = False,
    why: Why = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Draw events in order, and bars of what was in effect, suspended or uncertain when.

    Of a record that is named, a bar for it and for each part; else for agreements, policies and the rules of controls.
    """
    from mineralkb.ledger.timeline import timeline
    from mineralkb.questions.chosen import Filters
    from mineralkb.render.timelines import timeline_remarks

    ends = (
        typed_edge(since, "--since", last=False) if since else "",
        typed_edge(until, "--until", last=True) if until else "",
    )
    base = session.opened(data, known, verbose=verbose)
    plain = {"ids": identities, "party": party, "mineral": mineral, "since": ends[0], "until": ends[1]}
    asked = session.asked(base, on, known, given(plain), sealed=why or format_ is FullFormat.json)
    filters = Filters(tuple(party or ()), tuple(mineral or ()))
    found = timeline(base, tuple(identities or ()), filters, ends, asked)
    for text in timeline_remarks(found):
        remark(text)
    reasons = reasons_for(base, [one.subject for one in found.bars], asked, wanted=why)
    write(_forms(found, format_, width, reasons, ascii_only=ascii_only), format_, safe=safe_csv)


def _width(format_: FullFormat) -> int:
    if format_ is FullFormat.table and sys.stdout.isatty():
        return min(max(get_terminal_size().columns, _NARROW), _WIDE)
    return _PAGE


def _forms(found: Timeline, format_: FullFormat, width: int, reasons: Reasons, *, ascii_only: bool) -> Forms:
    from mineralkb.render import timelines as drawn

    page = format_ is not FullFormat.table
    return Forms(
        lambda _: drawn.timeline_blocks(found, width or _width(format_), ascii_only=ascii_only, page=page),
        partial(drawn.timeline_rows, found),
        drawn.ROW,
        partial(drawn.timeline_rows, found),
        partial(drawn.timeline_data, found),
        "Timeline",
        reasons=reasons,
    )
