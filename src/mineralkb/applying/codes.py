"""HS, tariff and control codes against those that a rule prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.applying.three import NO, UNKNOWN, YES

if TYPE_CHECKING:
    from mineralkb.applying.shipment import Code

# Digits that all tariffs of one edition of the HS share.
_SHARED = 6
# The edition of the HS that a country's tariff rests on, by the tariff's first year.
_EDITIONS = {"CN": ((2022, "HS2022"), (2017, "HS2017"), (2012, "HS2012"), (2007, "HS2007"), (2002, "HS2002"))}
# Years in which the next edition of the HS may begin: a tariff of such a year is not told by this table.
_TABLE_ENDS = 2028


def hs_match(given: Code, printed: str, edition: str) -> str:
    """Whether a code falls under a printed one: by six digits of one edition, else cannot tell."""
    digits = min(len(given.code), len(printed), _SHARED)
    if not _one_edition(given.of, edition):
        return UNKNOWN
    if given.code[:digits] != printed[:digits]:
        return NO
    if len(given.code) < min(len(printed), _SHARED):
        return UNKNOWN
    if given.of == edition and given.code[: len(printed)] != printed[: len(given.code)]:
        return NO
    return YES


def exact(given: Code, printed: str, edition: str) -> bool:
    """Whether all that falls under the given code falls under the printed one."""
    if hs_match(given, printed, edition) != YES:
        return False
    return len(printed) <= _SHARED or (given.of == edition and given.code.startswith(printed))


def control_match(given: Code, listed: str, codes: tuple[str, ...]) -> str:
    """Whether a control code falls under one of a list's codes; one that stands above them may."""
    if given.of != listed:
        return UNKNOWN
    code = given.code.casefold()
    folded = [one.casefold() for one in codes]
    if any(code == one or code.startswith(f"{one}.") for one in folded):
        return YES
    return UNKNOWN if any(one.startswith(f"{code}.") for one in folded) else NO


def printed_codes(item: dict[str, Any]) -> tuple[str, ...]:
    """The HS or tariff codes of an item without those that look like misprints."""
    return tuple(code for code in item.get("hs", ()) if code not in item.get("sic", ()))


def edition_of(text: str) -> str:
    """The edition of the HS that an edition or tariff stands for, where that is known; else ''."""
    if text.startswith("HS"):
        return text
    country, _, year = text.partition("-")
    if not year or int(year) >= _TABLE_ENDS:
        return ""
    return next((edition for first, edition in _EDITIONS.get(country, ()) if int(year) >= first), "")


def _one_edition(one: str, other: str) -> bool:
    if not one or not other:
        return False
    return one == other or (bool(edition_of(one)) and edition_of(one) == edition_of(other))
