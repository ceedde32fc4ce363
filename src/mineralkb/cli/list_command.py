"""`mkb list KIND`: records and parts of one kind, filtered, sorted, in columns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mineralkb.cli import session
from mineralkb.cli.completion import kinds
from mineralkb.cli.filters import with_filters
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
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, column_names, write
from mineralkb.questions.asked import given, typed_edge
from mineralkb.questions.listing import list_kind
from mineralkb.questions.wanted import Wanted

if TYPE_CHECKING:
    from mineralkb.cli.reasons import Reasons
    from mineralkb.index import Base
    from mineralkb.questions.listing import Listing

app = typer.Typer()


@app.command("list")
@with_filters
def list_command(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="agreements, pledges, controls, provisions, policies, events, minerals, countries, groups, lists, entries, organizations, projects, sources or coverage.",
            autocompletion=kinds,
        ),
    ],
    *,
    filters: dict[str, tuple[str, ...]],
    since: Annotated[
        str,
        typer.Option(metavar="DATE", help="Signed, issued, due or happened from this day on.", rich_help_panel=PANEL),
    ] = "",
    until: Annotated[
        str,
        typer.Option(metavar="DATE", help="Signed, issued, due or happened up to this day.", rich_help_panel=PANEL),
    ] = "",
    text: Text = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Also proposals, rules of no state, and those that ease or administer.")
    ] = False,
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
    """List agreements, pledges, controls, provisions, policies, minerals and other kinds.

    Filters of different names must all hold; one that is given twice holds for either value.
    """
    base = session.opened(data, known, verbose=verbose)
    status = filters.pop("status", ())
    wanted = Wanted(
        kind,
        filters,
        status,
        typed_edge(since, "--since", last=False) if since else "",
        typed_edge(until, "--until", last=True) if until else "",
        text,
        tuple(sort or ()),
        column_names(columns),
        everything,
        limit,
        possible,
    )
    asked = session.asked(base, on, known, _parameters(wanted), sealed=why or format_ is Format.json)
    found = list_kind(base, wanted, asked)
    _answer(found, format_, _reasons(base, found) if why else None, safe=safe_csv)


def _reasons(base: Base, found: Listing) -> Reasons:
    from mineralkb.cli.reasons import reasons_for

    return reasons_for(base, found.subjects, found.asked, wanted=True)


def _parameters(wanted: Wanted) -> dict[str, Any]:
    """What was asked for, without what was left as it is."""
    return given(
        {
            "kind": wanted.kind,
            "filters": {name: list(values) for name, values in wanted.filters.items()},
            "status": list(wanted.status),
            "since": wanted.since,
            "until": wanted.until,
            "text": wanted.text,
            "sort": list(wanted.sort),
            "columns": list(wanted.columns),
            "all": wanted.everything,
            "limit": wanted.most,
            "possible": wanted.possible,
        }
    )


def _answer(found: Listing, format_: Format, reasons: Reasons | None, *, safe: bool) -> None:
    from mineralkb.render import lists

    for text in lists.remarks(found):
        remark(text)
    columns = [name for name, _ in found.columns]
    blocks, data = partial(lists.list_blocks, found), partial(_data, found)
    forms = Forms(lambda _: blocks(), lambda: found.rows, columns, lambda: found.rows, data, reasons=reasons)
    write(forms, format_, safe=safe)


def _data(found: Listing) -> dict[str, Any]:
    from mineralkb.render.json import listing_data

    return listing_data(found)
