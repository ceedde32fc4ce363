"""Which records are asked about, as lists would find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.questions.asked import Asked
from mineralkb.questions.filter_values import checked
from mineralkb.questions.find import find
from mineralkb.questions.kinds import KINDS
from mineralkb.questions.listing import list_kind
from mineralkb.questions.wanted import Wanted
from mineralkb.values.text import nearest_or_all, visible

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.index import Base

RECORD_KINDS = tuple(name for name, kind in KINDS.items() if kind.table == "record")
# Under which filter a list of a kind finds what concerns a country or body.
_OF_PARTY = {
    "agreements": "party",
    "controls": "issuer",
    "policies": "issuer",
    "lists": "issuer",
    "organizations": "country",
    "projects": "country",
}


class Filters(NamedTuple):
    """What is asked about; nothing is everything. Of one filter either value will do, of several each must hold."""

    party: tuple[str, ...] = ()
    mineral: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    record: tuple[str, ...] = ()


def chosen(base: Base, old: Base | None, filters: Filters, day: date) -> frozenset[str] | None:
    """The ids of the records asked about, in the base or in the older one; None where no filter is given."""
    for kind in filters.kind:
        if kind not in RECORD_KINDS:
            raise MkbError(f"--kind: '{visible(kind)}' is no kind of record", nearest_or_all(kind, RECORD_KINDS))
    found = [
        _either(base, old, name, values, day) for name, values in zip(filters._fields, filters, strict=True) if values
    ]
    return frozenset.intersection(*found) if found else None


def _either(base: Base, old: Base | None, name: str, values: tuple[str, ...], day: date) -> frozenset[str]:
    """By one filter, in both bases; what only the older one knows is no mistake."""
    try:
        found = _matching(base, name, values, day)
    except MkbError:
        if old is None:
            raise
        return _matching(old, name, values, day)
    try:
        return found | _matching(old, name, values, day) if old else found
    except MkbError:
        return found


def _matching(base: Base, name: str, values: tuple[str, ...], day: date) -> frozenset[str]:
    match name:
        case "record":
            return frozenset(find(base, value).record for value in values)
        case "kind":
            marks = ", ".join("?" * len(values))
            rows = base.rows(f"SELECT id FROM record WHERE kind IN ({marks})", values)
            return frozenset(row["id"] for row in rows)
        case "mineral":
            wanted = checked(base, name, values)
            kinds = [kind for kind in RECORD_KINDS if "mineral" in KINDS[kind].filters]
            return frozenset(one for kind in kinds for one in _listed(base, kind, name, wanted, day))
        case _:
            return _of_party(base, checked(base, "party", values), day)


def _of_party(base: Base, values: tuple[str, ...], day: date) -> frozenset[str]:
    """What the party signed or issued, what is in that country, and its own record."""
    places = tuple(value for value in values if not _is_body(base, value))
    found = {
        one
        for kind, name in _OF_PARTY.items()
        if (given := places if name == "country" else values)
        for one in _listed(base, kind, name, given, day)
    }
    return frozenset({*found, *values})


def _is_body(base: Base, value: str) -> bool:
    return base.one("SELECT 1 FROM record WHERE id = ? AND kind = 'organizations'", (value,)) is not None


def _listed(base: Base, kind: str, name: str, values: tuple[str, ...], day: date) -> list[str]:
    wanted = Wanted(kind, {name: values}, columns=("id",), everything=True)
    return [str(row["id"]) for row in list_kind(base, wanted, Asked(day)).rows]
