"""`mkb applicable`: which provisions bear on a shipment on a day, and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mineralkb.cli import session
from mineralkb.cli.completion import ids
from mineralkb.cli.options import AsPage, Data, Known, On, PageFormat, Verbose, Why
from mineralkb.cli.reasons import reasons_for
from mineralkb.cli.remarks import remark
from mineralkb.errors import MkbError
from mineralkb.questions.asked import typed_day
from mineralkb.values.text import brief
from mineralkb.vocabulary.controls import OBJECTS
from mineralkb.vocabulary.materials import FORMS
from mineralkb.vocabulary.uses import USES

if TYPE_CHECKING:
    from mineralkb.applying.shipment import Shipment
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked

app = typer.Typer()
_PANEL = "The shipment"


# The words that options take, for the shell.
_WORDS = {"form": FORMS, "object": OBJECTS, "end-use": USES}


# What may be given more than once; where one value is meant, a second one is refused in its own words.
_Many = list[str] | None


def _option(name: str, metavar: str, text: str) -> Any:
    def begun(incomplete: str) -> list[str]:
        return [word for word in _WORDS[name] if word.startswith(incomplete)]

    completion = begun if name in _WORDS else ids
    return typer.Option(f"--{name}", metavar=metavar, help=text, rich_help_panel=_PANEL, autocompletion=completion)


@app.command("applicable")
def applicable_command(
    *,
    origin: Annotated[_Many, _option("origin", "CODE", "Where the goods are from; they leave from there.")] = None,
    destination: Annotated[_Many, _option("destination", "CODE", "Where they go.")] = None,
    reexport_from: Annotated[_Many, _option("reexport-from", "CODE", "The other country that they leave from.")] = None,
    mineral: Annotated[_Many, _option("mineral", "ID", "The material; again for what it contains.")] = None,
    form: Annotated[_Many, _option("form", "WORD", "Its form, as metal or oxide.")] = None,
    object_: Annotated[_Many, _option("object", "WORD", "Goods, or technology, software or a service.")] = None,
    hs: Annotated[_Many, _option("hs", "CODE[@EDITION]", "HS or tariff code, as 811292@HS2022.")] = None,
    code: Annotated[_Many, _option("code", "LIST:CODE", "Control code, as cn-dual-use-list:1C902.a.")] = None,
    end_use: Annotated[_Many, _option("end-use", "WORD", "What it is for, as civil or military.")] = None,
    end_user: Annotated[_Many, _option("end-user", "NAME", "The end user: civil, military, or a name.")] = None,
    exporter: Annotated[
        _Many, _option("exporter", "NAME", "Who exports: an id, a country of nationality, a name.")
    ] = None,
    content: Annotated[_Many, _option("content", "CODE=SHARE", "Share of a country, as CN=0.4%.")] = None,
    technology: Annotated[_Many, _option("technology-from", "CODE", "Whose technology it is made with.")] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option(metavar="DATE DATE", help="Instead of one day: when the answer changes.")
    ] = None,
    format_: AsPage = PageFormat.table,
    why: Why = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Tell which provisions bear on a shipment on a day, which may, and what to find out.

    What is not given is unknown, never assumed. Nothing found is not free.
    """
    from mineralkb.applying.given import shipment_of

    base = session.opened(data, known, verbose=verbose)
    given = {
        "origin": origin,
        "destination": destination,
        "reexport-from": reexport_from,
        "mineral": mineral,
        "form": form,
        "object": object_,
        "hs": hs,
        "code": code,
        "end-use": end_use,
        "end-user": end_user,
        "exporter": exporter,
        "content": content,
        "technology-from": technology,
    }
    used = {name: tuple(values) for name, values in given.items() if values and any(values)}
    shipment = shipment_of(base, used)
    _unrecorded(base, shipment)
    parameters = {name: list(values) for name, values in used.items()} | ({"between": list(between)} if between else {})
    asked = session.asked(base, on, known, parameters, sealed=why or format_ is PageFormat.json)
    if between:
        if on:
            raise MkbError("--on is one day, --between are two", "leave one of them away")
        _days(base, shipment, between, asked, format_, why=why)
    else:
        _answer(base, shipment, asked, format_, why=why)


def _unrecorded(base: Base, shipment: Shipment) -> None:
    """Say which control codes no item has, and which HS codes are of no edition: rules that are told by others miss the shipment."""
    from mineralkb.applying.listed_codes import recorded

    for one in shipment.codes:
        if not recorded(base, one):
            remark(
                f"no item recorded here has the code {brief(one.code)} of {one.of}: what is told by other codes is missed"
            )
    for one in shipment.hs:
        if not one.of:
            remark(f"{one.code} has no edition, and is compared with no code: write it as {one.code}@HS2022")


def _answer(base: Base, shipment: Shipment, asked: Asked, format_: PageFormat, *, why: bool) -> None:
    from mineralkb.applying.answer import applicable
    from mineralkb.render import applicable as render

    found = applicable(base, shipment, asked)
    reasons = reasons_for(base, [one.judged.rule.id for one in found.rules], asked, wanted=why)
    if format_ is PageFormat.json:
        from mineralkb.render.applicable_data import applicable_data
        from mineralkb.render.json import to_json

        typer.echo(to_json(applicable_data(found) | reasons.data()))
    else:
        session.write([*render.applicable_blocks(found), *reasons.blocks()], format_, render.title(found))


def _days(
    base: Base, shipment: Shipment, between: tuple[str, str], asked: Asked, format_: PageFormat, *, why: bool
) -> None:
    from mineralkb.applying.days import over_days
    from mineralkb.render import applicable_days as render

    if why:
        raise MkbError("--why is told for one day, not between two", "ask with --on DATE")

    first, last = (typed_day(day, "--between") for day in between)
    if first > last:
        raise MkbError(f"--between: {first} is after {last}", "give the earlier day first")
    found = over_days(base, shipment, first.isoformat(), last.isoformat(), asked)
    if format_ is PageFormat.json:
        from mineralkb.render.json import to_json

        typer.echo(to_json(render.days_data(found)))
    else:
        session.write(render.days_blocks(found), format_, render.title(found))
