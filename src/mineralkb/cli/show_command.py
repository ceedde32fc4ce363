"""`mkb show ID`: everything worth knowing of one record or part, on a day."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.options import Data, Id, Known, On, Verbose, Why
from mineralkb.cli.reasons import Reasons, reasons_for
from mineralkb.questions.card import card
from mineralkb.questions.find import find

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.card import Card
    from mineralkb.questions.find import Found

app = typer.Typer()


class CardFormat(StrEnum):
    """How a card is written."""

    table = "table"
    json = "json"
    yaml = "yaml"
    markdown = "markdown"


@app.command("show")
def show_command(
    identity: Id,
    *,
    format_: Annotated[CardFormat, typer.Option("--format", help="How to write the answer.")] = CardFormat.table,
    why: Why = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Show one record or part: what it is, how it stands and why, its parts, its life, its sources."""
    base = session.opened(data, known, verbose=verbose)
    asked = session.asked(base, on, known, {"id": identity}, sealed=why or format_ is CardFormat.json)
    found = find(base, identity)
    if format_ is CardFormat.yaml:
        typer.echo(_written(base, found), nl=False)
        return
    _answer(card(base, found, asked), format_, reasons_for(base, [found.subject], asked, wanted=why))


def _answer(found: Card, format_: CardFormat, reasons: Reasons) -> None:
    if format_ is CardFormat.json:
        from mineralkb.render.json import card_data, to_json

        typer.echo(to_json(card_data(found) | reasons.data()))
        return
    from mineralkb.render.cards import card_blocks

    session.write([*card_blocks(found), *reasons.blocks()], format_.value, found.found.title)


def _written(base: Base, found: Found) -> str:
    """The record as its file has it, or the lines of the part."""
    from mineralkb.document import lines_of

    tree = base.tree()
    tree.paths()  # a revision reads all its files at once, here
    text = tree.read(found.path)
    return lines_of(text, found.route) if found.route else text
