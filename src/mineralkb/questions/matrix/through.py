"""Through which of its facts a unit stands in a row or column: it names the value, something narrower or wider, or a list does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index.marks import KNOWN_IN_PART, PARTIAL
from mineralkb.questions.matrix.axes import MAYBE, SURE, WIDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.index import Base
    from mineralkb.questions.matrix.axes import Axis

_RANKS = (SURE, WIDER, MAYBE)


class Through(NamedTuple):
    """A value of a facet; how surely it puts the unit there; whether it comes from a list that the unit names."""

    facet: str
    value: str
    how: str
    listed: bool = False


def through(base: Base, axis: Axis, value: str, unit: str, day: str) -> Through | None:
    """The surest and plainest of the facts that put the unit there; nothing where none is found."""
    if axis.facet == "record":
        return Through("record", value, SURE)
    found = [*_named(base, axis.facet, value, unit), *_listed(base, axis.facet, value, unit, day)]
    found += _in_part(base, axis.facet, unit)
    return min(found, key=lambda one: (_RANKS.index(one.how), one.listed, one.value != value, one), default=None)


def above(base: Base, mineral: str) -> set[str]:
    """Everything that the material belongs to."""
    rows = base.rows("SELECT broader FROM closure WHERE mineral = ? AND broader <> mineral", (mineral,))
    return {row["broader"] for row in rows}


def _named(base: Base, facet: str, value: str, unit: str) -> Iterator[Through]:
    rows = base.rows("SELECT value FROM facet WHERE subject = ? AND facet = ?", (unit, facet))
    for row in rows:
        if how := _how(base, facet, row["value"], value):
            yield Through(facet, row["value"], how)


def _listed(base: Base, facet: str, value: str, unit: str, day: str) -> Iterator[Through]:
    """What a list holds on the day that the unit names; an axis of other facets has none."""
    query = "SELECT * FROM listed WHERE subject = ? AND facet = ? AND since_first <= ? AND until_last >= ?"
    for row in base.rows(query, (unit, facet, day, day)) if facet == "mineral" else ():
        sure = row["since_last"] <= day <= row["until_first"]
        if how := _how(base, facet, row["value"], value):
            yield Through(facet, row["value"], how if sure else MAYBE, listed=True)


def _in_part(base: Base, facet: str, unit: str) -> Iterator[Through]:
    fields = KNOWN_IN_PART.get(facet, ())
    for row in base.rows("SELECT value FROM facet WHERE subject = ? AND facet = ? ORDER BY value", (unit, PARTIAL)):
        if row["value"] in fields:
            yield Through(PARTIAL, row["value"], MAYBE)


def _how(base: Base, facet: str, named: str, value: str) -> str:
    """How surely what names one is of the other; '' where they have nothing in common."""
    if named == value:
        return SURE
    if facet != "mineral":
        return ""
    return SURE if value in above(base, named) else WIDER if named in above(base, value) else ""
