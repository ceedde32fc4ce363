"""HS, tariff and control codes against those that a rule prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.applying.editions import SHARED, crossed, edition_of
from mineralkb.applying.three import NO, UNKNOWN, YES

if TYPE_CHECKING:
    from mineralkb.applying.editions import Tables
    from mineralkb.applying.shipment import Code


def hs_match(given: Code, printed: str, edition: str, tables: Tables) -> str:
    """Whether a code falls under a printed one: by six digits of one edition; across editions where a table says so."""
    digits = min(len(given.code), len(printed), SHARED)
    mine, yours = edition_of(given.of), edition_of(edition)
    if given.of != edition and mine != yours:
        return crossed(given.code, mine, printed, yours, tables) if mine and yours else UNKNOWN
    if not given.of or not (given.of == edition or mine):
        return UNKNOWN
    if given.code[:digits] != printed[:digits]:
        return NO
    if len(given.code) < min(len(printed), SHARED):
        return UNKNOWN
    if given.of == edition and given.code[: len(printed)] != printed[: len(given.code)]:
        return NO
    return YES


def exact(given: Code, printed: str, edition: str, tables: Tables) -> bool:
    """Whether all that falls under the given code falls under the printed one."""
    if hs_match(given, printed, edition, tables) != YES:
        return False
    return len(printed) <= SHARED or (given.of == edition and given.code.startswith(printed))


def control_match(given: Code, listed: str, codes: tuple[str, ...]) -> str:
    """Whether a control code falls under one of a list's codes; one that stands above them may."""
    if given.of != listed:
        return UNKNOWN
    code = given.code.casefold()
    folded = [one.casefold() for one in codes]
    if any(code == one or code.startswith(f"{one}.") for one in folded):
        return YES
    return UNKNOWN if any(one.startswith(f"{code}.") for one in folded) else NO


def unlisted(given: Code, name: str, codes: tuple[str, ...]) -> bool:
    """Whether a control code stands under the name of an entry, and under none of the codes that the entry spells out."""
    code, above = given.code.casefold(), f"{name.casefold()}."
    spelled = [one.casefold() for one in codes if one.casefold().startswith(above)]
    kin = (f"{code}.".startswith(f"{one}.") or f"{one}.".startswith(f"{code}.") for one in spelled)
    return bool(spelled) and code.startswith(above) and not any(kin)


def printed_codes(item: dict[str, Any]) -> tuple[str, ...]:
    """The HS or tariff codes of an item without those that look like misprints."""
    return tuple(code for code in item.get("hs", ()) if code not in item.get("sic", ()))
