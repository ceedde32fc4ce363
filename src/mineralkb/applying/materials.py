"""The materials of a shipment against those that a rule or list names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mineralkb.applying.three import MORE, Told, no, unknown, yes

if TYPE_CHECKING:
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.store import Store

_ELEMENTS = re.compile(r"[A-Z][a-z]?")


def material(named: tuple[str, ...], shipment: Shipment, store: Store, *, partly: bool = False) -> Told:
    """Yes for what is named or narrower; what is wider may be; `partly` says that more may be covered than is named."""
    if not shipment.minerals:
        return unknown("mineral", named, "the mineral is not given")
    for mine in shipment.minerals:
        hits = [there for there in named if there in store.above(mine)]
        if hits:
            return yes(mine if mine == hits[0] else f"{mine} belongs to {hits[0]}")
    narrower = [there for there in named for mine in shipment.minerals if mine in store.above(there)]
    asked = " and ".join(shipment.minerals)
    if narrower:
        return unknown("mineral", narrower, f"{asked} is wider than {_some(narrower)}")
    if partly:
        return unknown("items", (MORE,), "its materials are known in part")
    return no(f"{asked} is not {_some(named)}")


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
