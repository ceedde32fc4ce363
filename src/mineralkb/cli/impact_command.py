"""`mkb impact BASE [HEAD]`: not the changed fields but the changed answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.main import DONE, FOUND
from mineralkb.cli.options import AsPage, Data, PageFormat

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.place import Place

app = typer.Typer()


@app.command("impact")
def impact_command(
    what: Annotated[
        list[str],
        typer.Argument(metavar="BASE [HEAD]", help="Two revisions or days, or BASE...HEAD; HEAD is the working tree."),
    ],
    *,
    format_: AsPage = PageFormat.table,
    data: Data = None,
) -> None:
    """Show which answers read otherwise, on which days and why. Exit 1 where the past is rewritten without a reason."""
    from mineralkb.diff.points import points
    from mineralkb.impact.answers import changed_answers, unexplained
    from mineralkb.impact.untold import untold
    from mineralkb.render.impact import impact_blocks, impact_data
    from mineralkb.validation import both

    place = session.place_of(data)
    asked = points(place, what)
    old, new = both(place, asked)
    days = (
        _asked_on(place, asked.old, "" if asked.part else asked.old_name),
        _asked_on(place, asked.new, asked.new_name),
    )
    answers = changed_answers(old, new, days)
    owed, left = unexplained(answers, old, new), untold(old, new)
    if format_ is PageFormat.json:
        from mineralkb.render.json import to_json

        typer.echo(to_json(impact_data(asked, answers, owed, days, left)))
    else:
        blocks = impact_blocks(asked, answers, owed, days, left)
        session.write(blocks, format_.value, f"From {asked.begin} to {asked.new_name}")
    raise typer.Exit(FOUND if owed else DONE)


def _asked_on(place: Place, commit: str, name: str) -> date:
    """The day on which a side is asked: the one that was typed, else the commit's; of the working tree, today."""
    from mineralkb.tree.history import committed
    from mineralkb.values.dates import read_day

    if not commit:
        return session.today()
    try:
        return read_day(name)
    except ValueError:
        return read_day(committed(place.folder, commit))
