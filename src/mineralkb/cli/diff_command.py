"""`mkb diff`: what differs between two states of the base, or between records side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import abreast, session
from mineralkb.cli.main import DONE, FOUND
from mineralkb.cli.options import AsPage, Data, Known, On, PageFormat
from mineralkb.cli.remarks import remark

if TYPE_CHECKING:
    from mineralkb.diff.points import Comparison
    from mineralkb.render.blocks import Block

app = typer.Typer()


@app.command("diff")
def diff_command(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHAT]",
            help="Nothing (HEAD and the working tree), REV, REV1 REV2, REV1...REV2; a day is the state of that day; "
            "rev:NAME is always a revision. Two or more ids: those records side by side.",
        ),
    ] = None,
    *,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ID", help="Differences of this record only; can be repeated.")
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 where something differs.")] = False,
    format_: AsPage = PageFormat.table,
    on: On = None,
    known: Known = None,
    data: Data = None,
) -> None:
    """Show what differs, as facts: order, comments and quoting are none. Exit 0 done, 2 could not run.

    Two or more ids: those records side by side, on the day of `--on`, as known at `--known`.
    """
    if abreast.wanted(what or [], data, on, known):
        abreast.alone(only)
        differs = abreast.answer(what or [], format_.value, data, on, known)
        raise typer.Exit(abreast.ended(differs, exit_code=exit_code))
    from mineralkb.diff.points import comparison, points
    from mineralkb.validation import shown

    place = session.place_of(data)
    found = comparison(place, points(place, what or []), shown(place.folder))
    if only:
        found = found._replace(differences=tuple(one for one in found.differences if one.record in only))
    _write(found, format_, only or [])
    raise typer.Exit(FOUND if exit_code and found.differences else DONE)


def _write(found: Comparison, format_: PageFormat, only: list[str]) -> None:
    from mineralkb.render.diff import comparison_blocks, comparison_data

    if format_ is PageFormat.json:
        from mineralkb.render.json import to_json

        typer.echo(to_json(comparison_data(found, only)))
        return
    blocks: list[Block] = comparison_blocks(found)
    session.write(blocks, format_.value, f"From {found.points.begin} to {found.points.new_name}")
    unread = [one for one in found.differences if one.sort == "unreadable"]
    if unread:
        remark(f"{len(unread)} of them could not be compared: a file does not read; see mkb validate")
