"""Codes that say something else than the rest of what is given: neither side is taken for the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.applying.three import UNKNOWN, YES, Told, all_of, any_of, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from mineralkb.applying.shipment import Code, Said, Shipment
    from mineralkb.applying.three import Way

    # A material with everything that it belongs to.
    Above = Callable[[str], Collection[str]]

_WHY = "the codes that are given say something else than the rest"


def contrary_codes(shipment: Shipment, above: Above) -> tuple[Code, ...]:
    """Codes of another material or form than is given; without a material, of another than the first code says."""
    first = next((said for said in shipment.said if said.minerals), None)
    own = first.code if first and not shipment.minerals else None
    minerals = shipment.minerals or (first.minerals if first else ())
    found = (
        said.code
        for said in shipment.said
        if _of_other_form(said, shipment.form) or (said.code != own and _of_others(said.minerals, minerals, above))
    )
    return tuple(dict.fromkeys(found))


def sides(shipment: Shipment, above: Above) -> tuple[Shipment, Shipment]:
    """What is given without those codes, and what they tell without what they are contrary to."""
    without = _with(shipment, [code for code in (*shipment.codes, *shipment.hs) if code not in shipment.contrary])
    coded = _with(shipment, shipment.contrary)
    if any(_of_other_form(said, coded.form) for said in coded.said):
        coded = coded._replace(form="")
    if any(_of_others(said.minerals, coded.minerals, above) for said in coded.said):
        coded = coded._replace(minerals=())
    return without, coded._replace(contrary=contrary_codes(coded, above))


def either(shipment: Shipment, without: Told, coded: Told) -> Told:
    """The answers of both sides as one: where they differ, it hangs on which is right."""
    if without.answer == coded.answer != UNKNOWN:
        return without
    shared = tuple(way for way in without.ways if way in coded.ways)
    codes = " and ".join(code.code for code in shipment.contrary)
    told = (
        (without, unknown("as-given", (f"it is as given, and not as {codes} says",), _WHY)),
        (coded, unknown("as-coded", (f"it is as {codes} says",), _WHY)),
    )
    apart = [all_of(_beyond(one, shared), need) for one, need in told if one.answer == YES or {*one.ways} - {*shared}]
    return any_of(*([Told(UNKNOWN, without.why, shared)] if shared else []), *apart)


def _beyond(one: Told, shared: tuple[Way, ...]) -> Told:
    """The answer without the ways that hold on both sides."""
    return one._replace(ways=tuple(way for way in one.ways if way not in shared))


def _with(shipment: Shipment, codes: Collection[Code]) -> Shipment:
    return shipment._replace(
        codes=tuple(code for code in shipment.codes if code in codes),
        hs=tuple(code for code in shipment.hs if code in codes),
        said=tuple(said for said in shipment.said if said.code in codes),
        contrary=(),
    )


def _of_other_form(said: Said, form: str) -> bool:
    return bool(form and said.forms) and form not in said.forms


def _of_others(minerals: Collection[str], others: Collection[str], above: Above) -> bool:
    """Whether both are told, and none is or belongs to one of the others."""
    kin = (one in above(other) or other in above(one) for one in minerals for other in others)
    return bool(minerals and others) and not any(kin)
