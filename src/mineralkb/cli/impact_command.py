"""`mkb impact BASE [HEAD]`: not the changed fields but the changed answers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.main import DONE, FOUND
from mineralkb.cli.options import Data

app = typer.Typer()


class ImpactFormat(StrEnum):
    """How changed answers are written."""

    table = "table"
    json = "json"
    markdown = "markdown"
    html = "html"


@app.command("impact")
def impact_command(
    what: Annotated[
        list[str],
        typer.Argument(metavar="BASE [HEAD]", help="Two revisions or days, or BASE...HEAD; HEAD is the working tree."),
    ],
    *,
    format_: Annotated[ImpactFormat, typer.Option("--format", help="How to write the answer.")] = ImpactFormat.table,
    data: Data = None,
) -> None:
    """Show which standings read otherwise, on which days and why. Exit 1 where the past is rewritten without a reason."""
    from mineralkb.diff.points import points
    from mineralkb.impact.answers import changed_answers, unexplained
    from mineralkb.kb import load
    from mineralkb.reading import Memory
    from mineralkb.render.impact import impact_blocks, impact_data
    from mineralkb.tree import Folder, Revision
    from mineralkb.validation import shown

    place = session.place_of(data)
    asked = points(place, what)
    memory: Memory = {}
    old = load(Revision(place.folder, asked.old), memory)
    new = load(Revision(place.folder, asked.new) if asked.new else Folder(place.folder, shown(place.folder)), memory)
    answers = changed_answers(old, new)
    owed = unexplained(answers, old, new)
    if format_ is ImpactFormat.json:
        from mineralkb.render.json import to_json

        typer.echo(to_json(impact_data(asked, answers, owed)))
    else:
        session.write(impact_blocks(asked, answers, owed), format_.value, f"From {asked.old_name} to {asked.new_name}")
    raise typer.Exit(FOUND if owed else DONE)
