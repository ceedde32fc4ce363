"""From one edition of the Harmonized System to another: by the tables that are recorded, and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.applying.three import NO, UNKNOWN, YES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    # The records of editions, by edition.
    Tables = Mapping[str, Mapping[str, Any]]

# Digits that all tariffs of one edition of the HS share.
SHARED = 6
# The edition of the HS that a country's tariff rests on, by the tariff's first year.
_EDITIONS = {"CN": ((2022, "HS2022"), (2017, "HS2017"), (2012, "HS2012"), (2007, "HS2007"), (2002, "HS2002"))}
# Years in which the next edition of the HS may begin: a tariff of such a year is not told by this table.
_TABLE_ENDS = 2028


def edition_of(text: str) -> str:
    """The edition of the HS that an edition or tariff stands for, where that is known; else ''."""
    if text.startswith("HS"):
        return text
    country, _, year = text.partition("-")
    if not year or int(year) >= _TABLE_ENDS:
        return ""
    return next((edition for first, edition in _EDITIONS.get(country, ()) if int(year) >= first), "")


def crossed(code: str, edition: str, printed: str, other: str, tables: Tables) -> str:
    """Whether goods of a code of one edition are under a printed code of another."""
    code, printed = code[:SHARED], printed[:SHARED]
    newer, older = sorted((edition, other), reverse=True)
    table = tables.get(newer, {})
    if {code, printed} & set(table.get("same", {}).get(older, ())):
        return _by_digits(code, printed)
    row = table.get("headings", {}).get(printed if newer == other else code, {}).get("earlier", {}).get(older)
    if row is None:
        return UNKNOWN
    whole, part = row.get("whole", ()), row.get("part", ())
    return _into(code, whole, part) if newer == other else _out_of(printed, (*whole, *part))


def _by_digits(code: str, printed: str) -> str:
    """As within one edition: what has fewer digits may be what is meant."""
    if code.startswith(printed):
        return YES
    return UNKNOWN if printed.startswith(code) else NO


def _into(code: str, whole: Collection[str], part: Collection[str]) -> str:
    """Whether goods of an earlier code came into the later one, with the others or in part."""
    if any(code.startswith(one) for one in whole):
        return YES
    return UNKNOWN if any(code.startswith(one) or one.startswith(code) for one in (*whole, *part)) else NO


def _out_of(printed: str, drawn_on: Collection[str]) -> str:
    """Whether all goods of a later code stood under the earlier one."""
    answers = {_by_digits(one, printed) for one in drawn_on}
    return answers.pop() if len(answers) == 1 else UNKNOWN


def heading_of(code: str, edition: str, tables: Tables) -> Mapping[str, Any]:
    """What is recorded of the code, or of the nearest heading above it; also where that means the same in a later edition."""
    for newer in sorted(tables, reverse=True):
        headings: Mapping[str, Mapping[str, Any]] = tables[newer].get("headings", {})
        known = _known(code[:SHARED], tables[newer].get("same", {}).get(edition, ()), own=newer == edition)
        above = [one for one in headings if known.startswith(one)]
        if above:
            return headings[max(above, key=len)]
    return {}


def _known(code: str, same: Collection[str], *, own: bool) -> str:
    """The code where it is of the table's own edition, else what of it means the same there; '' where nothing does."""
    return code if own else max((one for one in same if code.startswith(one)), key=len, default="")
