"""The filters of lists as options, from one table."""

from __future__ import annotations

import inspect
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mineralkb.cli.completion import ids, words
from mineralkb.cli.options import PANEL

if TYPE_CHECKING:
    from collections.abc import Callable

# Names that are in use for the same elsewhere; another filter of that name comes before.
_ALSO = {"party": "country", "status": "standing"}
FILTERS = {
    "party": ("CODE", "A party of the agreement: a country code or id."),
    "by": ("CODE", "Who owes the pledge."),
    "to": ("CODE", "To whom the pledge is owed."),
    "issuer": ("CODE", "Who issued the measure."),
    "authority": ("ID", "The authority that issued it."),
    "destination": ("CODE", "Rules that reach exports to this country: by name, through a group, or everywhere."),
    "mineral": ("ID", "A material, with everything narrower."),
    "form": ("WORD", "Form of the material or of the instrument."),
    "hs": ("DIGITS", "HS or tariff code, compared by its leading digits."),
    "code": ("CODE", "Control code, with everything below it."),
    "list": ("ID", "Rules that take their scope from this list."),
    "topic": ("WORD", "Topic of a pledge."),
    "stage": ("WORD", "Step from the ground to the product."),
    "sector": ("WORD", "Industry."),
    "strength": ("WORD", "How strongly a pledge is put."),
    "measure": ("WORD", "Kind of measure."),
    "object": ("WORD", "Goods, technology, software or service."),
    "policy": ("WORD", "Licensing policy."),
    "binding": ("WORD", "Binding force of an agreement."),
    "project": ("ID", "A project that is named."),
    "type": ("WORD", "Type of material, list, organization or project."),
    "country": ("CODE", "Country of an organization or project."),
    "member": ("CODE", "Member of a group."),
    "publisher": ("ID", "Publisher of a source."),
    "kind": ("WORD", "Kind of a source."),
    "extent": ("WORD", "How much of a source was read."),
    "language": ("CODE", "Language of a source."),
    "record": ("ID", "The record of a part, or that an event befell."),
    "event": ("WORD", "Kind of event."),
    "status": ("WORD", "Standing on the day, as 'in effect'."),
}


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """The command with an option for each filter; it gets those that were used as `filters`."""
    return with_these_filters(*FILTERS)(command)


def with_these_filters(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The same for the filters of these names."""
    return lambda command: _filtered(command, names)


def _filtered(command: Callable[..., None], names: tuple[str, ...]) -> Callable[..., None]:
    @wraps(command)
    def run(**arguments: Any) -> None:
        used = {name: tuple(given) for name in names if (given := arguments.pop(_parameter(name)))}
        command(filters=used, **arguments)

    signature = inspect.signature(command, eval_str=True)
    plain = [parameter for parameter in signature.parameters.values() if parameter.name != "filters"]
    options = [
        inspect.Parameter(
            _parameter(name), inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_annotation(name, names)
        )
        for name in names
    ]
    made = signature.replace(parameters=[*plain, *options])
    run.__signature__ = made  # type: ignore[attr-defined]  # what inspect.signature looks for first
    run.__annotations__ = {name: parameter.annotation for name, parameter in made.parameters.items()}
    return run


def _parameter(name: str) -> str:
    return f"filter_{name}"


def _annotation(name: str, names: tuple[str, ...]) -> Any:
    metavar, text = FILTERS[name]
    also = _ALSO.get(name, name)
    declared = [f"--{name}", *(() if also in names else (f"--{also}",))]
    completion = words(name) if metavar == "WORD" else ids
    option = typer.Option(*declared, metavar=metavar, help=text, rich_help_panel=PANEL, autocompletion=completion)
    return Annotated[list[str] | None, option]
