"""`mkb changes`: news between two points of either clock."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.options import PANEL, Data, Minerals, Parties, Records, SafeCsv, Verbose
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, write
from mineralkb.errors import MkbError

if TYPE_CHECKING:
    from mineralkb.changes.answer import Changes
    from mineralkb.place import Place

app = typer.Typer()
# How far ahead news look, and a calendar, in days.
_NEWS, _YEAR = 90, 365


class ChangesFormat(StrEnum):
    """How news are written."""

    table = "table"
    markdown = "markdown"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    atom = "atom"
    icalendar = "icalendar"


def _kinds(incomplete: str) -> list[str]:
    from mineralkb.questions.chosen import RECORD_KINDS

    return [kind for kind in RECORD_KINDS if kind.startswith(incomplete)]


Kind = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KIND",
        help="Records of this kind, as agreements or controls.",
        rich_help_panel=PANEL,
        autocompletion=_kinds,
    ),
]


@app.command("changes")
def changes_command(
    *,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE|REV", help="From this day or git revision on (rev:NAME forces one); 30 days ago."),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE|REV", help="Up to this day or revision; now.")] = None,
    ahead: Annotated[
        int | None,
        typer.Option(min=0, max=36500, metavar="DAYS", help="How far to look ahead; 90 days, a calendar 365."),
    ] = None,
    party: Parties = None,
    mineral: Minerals = None,
    kind: Kind = None,
    record: Records = None,
    format_: Annotated[ChangesFormat, typer.Option("--format", help="How to write the news.")] = ChangesFormat.table,
    safe_csv: SafeCsv = False,
    link: Annotated[
        str,
        typer.Option(metavar="URL", help="Where the feed is published; a record's page is its id beside it."),
    ] = "",
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Tell what happened, and what this base learned and corrected, between two days or revisions.

    What the world did and what we corrected stand apart. Exit 0 done, also where there is no news; 2 could not run.
    """
    from mineralkb.changes.answer import changes
    from mineralkb.changes.clocks import clocks
    from mineralkb.questions.chosen import Filters

    _checked(link)
    place = session.place_of(data)
    both = clocks(place, since, until, session.today())
    base = session.opened(data, f"rev:{both.until.commit}" if both.until.commit else None, verbose=verbose)
    filters = Filters(tuple(party or ()), tuple(mineral or ()), tuple(kind or ()), tuple(record or ()))
    days = ahead if ahead is not None else _YEAR if format_ is ChangesFormat.icalendar else _NEWS
    _write(changes(base, both, filters, days, "" if both.why_none else _shown(place)), format_, link, safe=safe_csv)


def _shown(place: Place) -> str:
    from mineralkb.validation import shown

    return shown(place.folder)


def _checked(link: str) -> None:
    from mineralkb.render.blocks import Cell, address

    if link and not address(Cell("", link=link)):
        raise MkbError("--link: this is no address of the web", "write one as https://example.org/changes.atom")


def _write(found: Changes, format_: ChangesFormat, link: str, *, safe: bool) -> None:
    from mineralkb.render import changes as drawn

    for text in drawn.remarks(found):
        remark(text)
    match format_:
        case ChangesFormat.atom:
            _write_feed(found, link)
        case ChangesFormat.icalendar:
            _write_calendar(found, link)
        case _:
            write(_forms(found, link), format_, safe=safe)


def _forms(found: Changes, link: str) -> Forms:
    from mineralkb.render import changes as drawn
    from mineralkb.render.changes_data import COLUMNS, changes_data, changes_rows
    from mineralkb.render.release_notes import release_notes

    rows, notes = partial(changes_rows, found), partial(release_notes, found, link)
    return Forms(lambda _: drawn.blocks(found), rows, COLUMNS, rows, partial(changes_data, found), markdown=notes)


def _write_feed(found: Changes, link: str) -> None:
    from mineralkb.changes.answer import feed_entries, uncommitted
    from mineralkb.render.atom import atom

    if found.ours is not None and uncommitted(found):
        remark("what is not committed is not in the feed")
    _echo(f"{atom(found, feed_entries(found), link)}\n")


def _write_calendar(found: Changes, link: str) -> None:
    from mineralkb.changes.answer import calendar_entries
    from mineralkb.render.icalendar import icalendar

    entries, unreliable = calendar_entries(found)
    if unreliable:
        remark(f"{unreliable} (make calendars in a full clone of the repository)")
    _echo(icalendar(found, entries, link))


def _echo(text: str) -> None:
    """As both formats want it, whatever the terminal or system has: UTF-8, and line ends as they are."""
    typer.echo(text.encode(), nl=False)
