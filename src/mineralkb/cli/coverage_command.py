"""`mkb coverage`: what was looked at, up to which day, and what was looked for in vain."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.completion import ids, words
from mineralkb.cli.options import AsRows, Data, Format, Known, On, SafeCsv, Verbose
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, write

app = typer.Typer()


@app.command("coverage")
def coverage_command(
    *,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="Agreements, controls, policies, lists or projects.")
    ] = None,
    party: Annotated[
        list[str] | None,
        typer.Option("--party", "--country", metavar="CODE", help="A party or issuer.", autocompletion=ids),
    ] = None,
    mineral: Annotated[list[str] | None, typer.Option(metavar="ID", help="A material.", autocompletion=ids)] = None,
    topic: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="A topic of pledges.", autocompletion=words("topic"))
    ] = None,
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Show what was looked at, by claim and by party, up to which day, and what was looked for and not found."""
    from mineralkb.questions.ledger import ledger, wanted_of
    from mineralkb.render import coverage as drawn

    base = session.opened(data, known, verbose=verbose)
    wanted = wanted_of(base, *(tuple(some or ()) for some in (kind, party, mineral, topic)))
    asked = session.asked(base, on, known, wanted.as_data(), sealed=format_ is Format.json)
    found = ledger(base, wanted, asked)
    if not found.entries:
        remark("not covered: no claim speaks of it; without filters all claims are shown")
    rows_of = partial(drawn.ledger_rows, found)
    blocks = drawn.ledger_blocks(found)
    forms = Forms(lambda _: blocks, rows_of, drawn.ROW, rows_of, partial(drawn.ledger_data, found), "Coverage")
    write(forms, format_, safe=safe_csv)
