"""Why a cell of a matrix says what it says: the units that are counted in it, and the facts that put each there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.index.marks import PARTIAL
from mineralkb.questions.matrix.answer import HOLDS, STRENGTH_OF, counted
from mineralkb.questions.matrix.through import above, through
from mineralkb.questions.why.derivation import Derivation
from mineralkb.questions.why.links import chain, known_in_part, through_a_list
from mineralkb.questions.why.routes import route_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.questions.matrix.answer import Cell, Matrix
    from mineralkb.questions.matrix.axes import Axis
    from mineralkb.questions.matrix.through import Through
    from mineralkb.questions.why.derivation import Files, Ground

# The fields that say a value of a facet.
_FIELDS = {
    "party": ("parties", "by", "to"),
    "by": ("by",),
    "to": ("to",),
    "issuer": ("issuers",),
    "topic": ("topics",),
    "mineral": ("minerals", "mineral"),
    "measure": ("measure",),
    "strength": ("strength",),
    "form": ("forms",),
    "kind": ("form",),
}


def cells_with_units(found: Matrix) -> list[Cell]:
    """The cells in which something is, or may be."""
    return [cell for cell in found.cells if cell.ids or cell.maybe]


def why_cell(files: Files, found: Matrix, cell: Cell) -> Derivation:
    """The units of the cell, each with what puts it in its row and its column; without any it says less."""
    units = (*cell.ids, *cell.maybe)
    grounds = [ground for leaf, unit in enumerate(units, 1) for ground in _of_unit(files, found, cell, unit, leaf)]
    text = f"{found.kind} of {cell.row} and {cell.column} on {found.asked.on}: {said_of(cell)}"
    return Derivation(text, f"{cell.row} {cell.column}", tuple(grounds), units)


def said_of(cell: Cell) -> str:
    """What the cell says, in words."""
    holds = {word: number for word, number in cell.standing.items() if word in HOLDS}
    words = ", ".join(f"{number} {word}" for word, number in (cell.strengths or holds).items())
    parts = [f"{sum(holds.values())} hold ({words})"] if holds else []
    parts += [f"{number} {word or 'without standing'}" for word, number in cell.standing.items() if word not in HOLDS]
    parts += ["all through something wider only"] if cell.wider and cell.wider == cell.ids else []
    parts += [f"{len(cell.maybe)} may belong here"] if cell.maybe else []
    return "; ".join(parts) if parts else cell.coverage


def without(cell: Cell, found: Matrix, unit: str) -> Cell:
    """The same cell if the unit were not recorded."""
    ids, wider, maybe = (tuple(one for one in some if one != unit) for some in (cell.ids, cell.wider, cell.maybe))
    claim = next((one for one in found.claims if one.id == cell.claim), None)
    return counted(cell._replace(ids=ids, wider=wider, maybe=maybe), found.kind, found.units, claim)


def _of_unit(files: Files, found: Matrix, cell: Cell, unit: str, leaf: int) -> Iterator[Ground]:
    otherwise = said_of(without(cell, found, unit))
    day = found.asked.on.isoformat()
    one = found.units[unit]
    field = STRENGTH_OF.get(found.kind, ("",))[0]
    thing = files.found(unit)
    counts = f"it counts as {one.strength}, and stands as" if one.strength else "it stands as"
    unsure = "" if one.sure else "; whether it matches the filters cannot be told"
    route = (*thing.route, field) if field in thing.own else ()
    yield files.ground(unit, route, f"{counts}: {one.standing or 'nothing'}{unsure}", leaf, otherwise)
    for axis, value, place in ((found.rows, cell.row, "row"), (found.columns, cell.column, "column")):
        link = through(files.base, axis, value, unit, day)
        for identity, route, rule in _facts(files, axis, value, unit, link) if link else ():
            yield files.ground(identity, route, f"in the {place} of {value}: {rule}", leaf, otherwise)


def _facts(files: Files, axis: Axis, value: str, unit: str, link: Through) -> Iterator[tuple[str, Route, str]]:
    """The facts by which the link holds: whose they are, their routes, and the rule by which they count."""
    thing = files.found(unit)
    if link.facet == "record":
        yield unit, (), f"it is a part of {value}"
    elif link.facet == PARTIAL:
        yield from known_in_part(files, thing, link.value)
    elif link.listed:
        yield from through_a_list(files, thing, link.value)
    else:
        yield unit, route_of(thing, _FIELDS[axis.facet], link.value), f"it names {link.value}"
    if link.facet == "mineral" and link.value != value:
        wider = value in above(files.base, link.value)
        yield from chain(files, *((link.value, value) if wider else (value, link.value)))
