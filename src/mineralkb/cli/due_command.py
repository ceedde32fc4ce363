"""`mkb due`: what is due in the days to come, and what has passed without evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.options import AsRows, Data, Format, Known, Minerals, On, Parties, Records, SafeCsv, Verbose, Why
from mineralkb.cli.reasons import Reasons, reasons_for
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, write
from mineralkb.questions.asked import given

if TYPE_CHECKING:
    from mineralkb.ledger.due import Due

app = typer.Typer()

Within = Annotated[
    str,
    typer.Option(
        "--within", "--until", metavar="SPAN|DATE", help="How far to look ahead, as 90d, 12w, 6m or 1y; or to a day."
    ),
]
Since = Annotated[
    str, typer.Option(metavar="SPAN|DATE", help="How far to look back for what has passed; or from which day on.")
]


@app.command("due")
def due_command(
    *,
    within: Within = "90d",
    since: Since = "30d",
    party: Parties = None,
    mineral: Minerals = None,
    record: Records = None,
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
    why: Why = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """List due days, starts, and ends of suspensions, terms and quotas: what is to come, and what passed without evidence.

    A day that is known to the month stays a month. A pledge that comes back is there with its next day.
    """
    from mineralkb.ledger.due import due
    from mineralkb.ledger.spans import typed_reach
    from mineralkb.questions.chosen import Filters

    base = session.opened(data, known, verbose=verbose)
    filters = Filters(tuple(party or ()), tuple(mineral or ()), (), tuple(record or ()))
    plain = {"within": within, "since": since, "party": party, "mineral": mineral, "record": record}
    asked = session.asked(base, on, known, given(plain), sealed=why or format_ is Format.json)
    spans = typed_reach(within, "--within", asked.on, ahead=True), typed_reach(since, "--since", asked.on, ahead=False)
    found = due(base, filters, spans, asked)
    reasons = reasons_for(base, [row.subject for row in found.rows], asked, wanted=why)
    _answer(found, format_, reasons, safe=safe_csv)


def _answer(found: Due, format_: Format, reasons: Reasons, *, safe: bool) -> None:
    from mineralkb.render import ledger_due as drawn

    for text in drawn.due_remarks(found):
        remark(text)
    forms = Forms(
        lambda _: drawn.due_blocks(found),
        lambda: drawn.flat_rows(found),
        drawn.COLUMNS,
        lambda: drawn.due_data(found)["rows"],
        partial(drawn.due_data, found),
        "What is due",
        reasons=reasons,
    )
    write(forms, format_, safe=safe)
