"""`mkb why ID`: the shortest derivation of an answer, down to the lines of the files and their sources."""

from __future__ import annotations

import typer

from mineralkb.cli import session
from mineralkb.cli.options import AsPage, Data, Id, Known, On, PageFormat, Verbose
from mineralkb.questions.find import find

app = typer.Typer()


@app.command("why")
def why_command(
    identity: Id,
    *,
    format_: AsPage = PageFormat.table,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Tell why a record, pledge, rule or entry stands as it is said to: rule, event, fact, file and line, source.

    Only what the answer needs is shown: without any step it would be another, or weaker; without all the rest it is
    the same.
    """
    from mineralkb.questions.why import why
    from mineralkb.render.why import claim, why_answer, why_page

    base = session.opened(data, known, verbose=verbose)
    found = why(base, find(base, identity), session.asked(base, on, known, {"id": identity}))
    if format_ is PageFormat.json:
        from mineralkb.render.json import to_json

        typer.echo(to_json(why_answer(found)))
    else:
        session.write(why_page(found), format_.value, claim(found))
