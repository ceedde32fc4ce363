"""`mkb pledges`: who owes what by when, how it stands, and the money in it, each amount once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mineralkb.cli import session
from mineralkb.cli.completion import words
from mineralkb.cli.filters import with_these_filters
from mineralkb.cli.options import (
    PANEL,
    AsRows,
    Columns,
    Data,
    Format,
    Known,
    Limit,
    On,
    Possible,
    SafeCsv,
    Sort,
    Text,
    Verbose,
    Why,
)
from mineralkb.cli.reasons import Reasons, reasons_for
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, column_names, write
from mineralkb.ledger.pledges import FILTERS, ledger
from mineralkb.questions.asked import given, typed_edge
from mineralkb.questions.wanted import Wanted

if TYPE_CHECKING:
    from mineralkb.ledger.pledges import Ledger

app = typer.Typer()

DueAfter = Annotated[
    str,
    typer.Option("--due-after", "--since", metavar="DATE", help="Due on this day or later.", rich_help_panel=PANEL),
]
DueBefore = Annotated[
    str,
    typer.Option("--due-before", "--until", metavar="DATE", help="Due on this day or earlier.", rich_help_panel=PANEL),
]
Standing = Annotated[
    list[str] | None,
    typer.Option(
        "--standing",
        "--status",
        metavar="WORD",
        help="Standing on the day, as open or 'due date passed, not checked'.",
        rich_help_panel=PANEL,
        autocompletion=words("status"),
    ),
]


@app.command("pledges")
@with_these_filters(*FILTERS)
def pledges_command(
    *,
    filters: dict[str, tuple[str, ...]],
    due_after: DueAfter = "",
    due_before: DueBefore = "",
    standing: Standing = None,
    text: Text = "",
    possible: Possible = False,
    sort: Sort = None,
    columns: Columns = "",
    limit: Limit = 0,
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
    why: Why = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """List pledges with due day, standing and evidence, and sum their money: each amount once.

    Filters of different names must all hold; one that is given twice holds for either value.

    Summed are amounts of the pledges that match and of their records, by party and by topic.
    """
    base = session.opened(data, known, verbose=verbose)
    wanted = Wanted(
        "pledges",
        filters,
        tuple(standing or ()),
        typed_edge(due_after, "--due-after", last=False) if due_after else "",
        typed_edge(due_before, "--due-before", last=True) if due_before else "",
        text,
        tuple(sort or ()),
        column_names(columns),
        most=limit,
        possible=possible,
    )
    asked = session.asked(base, on, known, _parameters(wanted), sealed=why or format_ is Format.json)
    found = ledger(base, wanted, asked)
    reasons = reasons_for(base, found.listing.subjects, asked, wanted=why)
    _answer(found, format_, reasons, safe=safe_csv)


def _parameters(wanted: Wanted) -> dict[str, Any]:
    """What was asked for, without what was left as it is."""
    return given(
        {
            "filters": {name: list(values) for name, values in wanted.filters.items()},
            "standing": list(wanted.status),
            "due_after": wanted.since,
            "due_before": wanted.until,
            "text": wanted.text,
            "sort": list(wanted.sort),
            "columns": list(wanted.columns),
            "limit": wanted.most,
            "possible": wanted.possible,
        }
    )


def _answer(found: Ledger, format_: Format, reasons: Reasons, *, safe: bool) -> None:
    from mineralkb.render import ledger as drawn

    for text in drawn.pledge_remarks(found):
        remark(text)
    rows, columns = found.listing.rows, [name for name, _ in found.listing.columns]
    forms = Forms(
        lambda _: drawn.pledge_blocks(found),
        lambda: rows,
        columns,
        lambda: rows,
        partial(drawn.pledge_data, found),
        "Pledges",
        reasons=reasons,
    )
    write(forms, format_, safe=safe)
