"""What the records say of the codes of a shipment: of which materials, and in which forms, whatever has them is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.applying.contrary import contrary_codes
from mineralkb.applying.editions import SHARED, edition_of, heading_of
from mineralkb.applying.listed_codes import coded_items, printing_items
from mineralkb.applying.shipment import Said
from mineralkb.applying.store import Store, tariffs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.editions import Tables
    from mineralkb.applying.shipment import Code, Shipment
    from mineralkb.index import Base

Item = dict[str, Any]
# Digits of a national code that are made for one kind of goods.
_LONGEST = 10


def read_codes(base: Base, shipment: Shipment) -> Shipment:
    """The shipment with what its codes say, those that items of different materials share, and those contrary to the rest."""
    tables = tariffs_of(base) if shipment.hs else {}
    printed = {code: _printing(base, code) for code in shipment.hs if code.of}
    told = [
        *(_by_list(base, code) for code in shipment.codes),
        *(_by_items(code, items) for code, items in printed.items()),
        *(_by_heading(code, tables) for code in shipment.hs),
    ]
    shared = tuple(code for code, items in printed.items() if len(_materials(items)) > 1)
    read = shipment._replace(said=tuple(one for one in told if one.minerals or one.forms), shared=shared)
    return read._replace(contrary=contrary_codes(read, Store(base).above))


def _by_list(base: Base, code: Code) -> Said:
    """What the entries of the list, and items of rules, that have the control code say; nothing where one is silent."""
    items = _nearest(code.code.casefold(), coded_items(base, code.of))
    return Said(code, _whole("minerals", items), _whole("forms", items))


def _by_items(code: Code, items: list[Item]) -> Said:
    """What items say that print one of a country's longest tariff codes, where all of them name the same materials."""
    if len(code.code) < _LONGEST or len(_materials(items)) != 1 or any(code.code not in item["hs"] for item in items):
        return Said(code, (), ())
    return Said(code, _whole("minerals", items), _whole("forms", items))


def _by_heading(code: Code, tables: Tables) -> Said:
    """What the recorded edition of the Harmonized System says."""
    heading = heading_of(code.code, edition_of(code.of), tables)
    known = "minerals" in heading
    return Said(code, tuple(heading["minerals"]) if known else (), tuple(heading.get("forms", ())) if known else ())


def _printing(base: Base, code: Code) -> list[Item]:
    """Items that print the code, or one above it: six digits in any tariff of its edition, more in its country's own."""
    return [
        item for printed, item in printing_items(base, code.code) if _alike(code.of, item.get("edition", ""), printed)
    ]


def _alike(edition: str, other: str, printed: str) -> bool:
    if edition_of(edition) != edition_of(other):
        return False
    return len(printed) <= SHARED or edition.partition("-")[0] == other.partition("-")[0]


def _materials(items: Iterable[Item]) -> set[frozenset[str]]:
    return {frozenset(item.get("minerals", ())) for item in items}


def _nearest(code: str, items: Iterable[tuple[tuple[str, ...], Item]]) -> list[Item]:
    """Those whose own code is the one given, or the nearest above it."""
    found: dict[int, list[Item]] = {}
    for codes, item in items:
        over = [len(one) for one in codes if code == one.casefold() or code.startswith(f"{one.casefold()}.")]
        if over:
            found.setdefault(max(over), []).append(item)
    return found[max(found)] if found else []


def _whole(field: str, items: list[Item]) -> tuple[str, ...]:
    """Every word of the field in any of the items; none where one of them names none, or is known in part."""
    if any(field not in item or field in item.get("partial", ()) for item in items):
        return ()
    return tuple(dict.fromkeys(word for item in items for word in item[field]))
