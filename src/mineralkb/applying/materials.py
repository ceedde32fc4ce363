"""The materials of a shipment against those that a rule or list names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mineralkb.applying.three import MORE, NO, UNKNOWN, YES, Told, any_of, no, unknown, yes

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.store import Store

Item = Mapping[str, Any]
NOTHING_MORE: Item = MappingProxyType({})
_ELEMENTS = re.compile(r"[A-Z][a-z]?")


def material(named: tuple[str, ...], shipment: Shipment, store: Store, item: Item = NOTHING_MORE) -> Told:
    """Yes for what is named or narrower; what is wider may be, and what the item, known in part, may cover besides."""
    if not shipment.minerals:
        return by_code(shipment, lambda one: material(named, one, store, item)) or unknown(
            "mineral", named, "the mineral is not given"
        )
    for mine in shipment.minerals:
        hits = [there for there in named if there in store.above(mine)]
        if hits:
            return yes(mine if mine == hits[0] else f"{mine} belongs to {hits[0]}")
    narrower = [there for there in named for mine in shipment.minerals if mine in store.above(there)]
    asked = " and ".join(shipment.minerals)
    if narrower:
        return unknown("mineral", narrower, f"{asked} is wider than {_some(narrower)}")
    return _unnamed(named, shipment, store, item)


def _unnamed(named: tuple[str, ...], shipment: Shipment, store: Store, item: Item) -> Told:
    """Whether the item may cover more materials than it names: any, or some of a group."""
    asked = " and ".join(shipment.minerals)
    if "minerals" not in item.get("partial", ()):
        return no(f"{asked} is not {_some(named)}")
    groups = tuple(item.get("some_of", ()))
    if not groups:
        return unknown("items", (MORE,), "its materials are known in part")
    for mine in shipment.minerals:
        near = [group for group in groups if group in store.above(mine) or mine in store.above(group)]
        if near:
            what = f"{mine} is among the {near[0]} that it covers"
            return unknown(
                "some-of", (what,), f"some of {near[0]} are covered, and whether {mine} is one is not recorded"
            )
    return no(f"{asked} is not {_some(named)}, nor of {_some(groups)}")


def by_code(shipment: Shipment, answer: Callable[[Shipment], Told]) -> Told | None:
    """The answer where codes alone tell the material; None where none does. What a code leaves open stays a branch."""
    found = None
    for said in shipment.said:
        if said.minerals:
            told = _of_one(said.minerals, [answer(shipment._replace(minerals=(one,))) for one in said.minerals])
            if told.answer != UNKNOWN:
                return told
            found = found or told
    return found


def _of_one(alternatives: tuple[str, ...], told: list[Told]) -> Told:
    """The answers for each material that it may be, as one: those that agree settle it."""
    if {one.answer for one in told} in ({YES}, {NO}):
        return told[0] if len(told) == 1 else told[0]._replace(why=(f"{told[0].why[0]}, by its code",))
    open_ = [
        unknown("mineral", (mine,), "its code covers several materials") if one.answer == YES else one
        for mine, one in zip(alternatives, told, strict=True)
        if one.answer != NO
    ]
    return any_of(*open_)


def contained(item: dict[str, Any], shipment: Shipment, store: Store) -> Told:
    """A product that is named beside an element in a form of that element is meant where it contains it.

    So `terbium, ndfeb-magnets` as `magnet` are such magnets as contain terbium.
    """
    if not shipment.minerals or "forms" not in item:
        return yes()
    named = item.get("minerals", ())
    elements = [there for there in named if store.record(there).get("type") == "element" and _takes(there, item, store)]
    if not elements or any(there in store.above(mine) for there in elements for mine in shipment.minerals):
        return yes()
    products = [there for there in named if store.record(there).get("type") == "product"]
    hits = [there for there in products for mine in shipment.minerals if there in store.above(mine)]
    if not hits or any(_holds(there, element, store) for there in hits for element in elements):
        return yes()
    return unknown("mineral", (f"{hits[0]} with {element}" for element in elements), "covered where it contains them")


def traded(shipment: Shipment, store: Store) -> list[set[str]]:
    """For each material of the shipment the forms that it is traded in; technology is no form of goods."""
    found = [set(store.record(mine).get("forms", ())) for mine in shipment.minerals]
    return [forms - {"technology"} if shipment.object == "goods" else forms for forms in found]


def _takes(element: str, item: dict[str, Any], store: Store) -> bool:
    return bool(set(item["forms"]) & set(store.record(element).get("forms", ())))


def _holds(product: str, element: str, store: Store) -> bool:
    symbols = _ELEMENTS.findall(store.record(product).get("symbol", ""))
    return store.record(element).get("symbol", "?") in symbols


def _some(names: tuple[str, ...] | list[str]) -> str:
    shown = list(dict.fromkeys(names))
    return ", ".join(shown[:4]) + (f" or {len(shown) - 4} more" if len(shown) > 4 else "")  # noqa: PLR2004
