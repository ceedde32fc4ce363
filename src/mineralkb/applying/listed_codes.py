"""The control codes of a list as they are recorded, against one that is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.errors import MkbError
from mineralkb.index import decoded
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.applying.shipment import Code
    from mineralkb.index import Base

# Digits of a heading, a subheading, and of national codes.
_DIGITS = (4, 6, 8, 10)
_ITEMS = "SELECT data FROM part WHERE kind = 'provision' AND data LIKE '%' || ? || '%' ORDER BY id"


def checked_code(base: Base, code: Code) -> Code:
    """The code as it is; MkbError where only its points or dashes differ from one recorded, as no rule would have it."""
    if recorded(base, code):
        return code
    bare = _bare(code.code)
    meant = next((one for one in sorted(_codes(base, code.of)) if _bare(one) == bare), "")
    if meant:
        raise MkbError(f"--code: {code.of} has no code '{brief(code.code)}'", f"did you mean '{code.of}:{meant}'?")
    return code


def recorded(base: Base, code: Code) -> bool:
    """Whether the code, one above or one below it is recorded for its list."""
    mine = code.code.casefold()
    codes = [one.casefold() for one in _codes(base, code.of)]
    return any(one == mine or one.startswith(f"{mine}.") or mine.startswith(f"{one}.") for one in codes)


def coded_items(base: Base, listed: str) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Entries of the list, and items of rules that have codes of it, with their codes."""
    for row in base.rows("SELECT name, data FROM part WHERE record = ? AND kind = 'entry' ORDER BY id", (listed,)):
        entry = decoded(row["data"])
        yield tuple(dict.fromkeys((row["name"], *entry.get("codes", ())))), entry
    for row in base.rows(_ITEMS, (listed,)):
        for item in decoded(row["data"]).get("items", {}).values():
            if item.get("code_list") == listed and "codes" in item:
                yield tuple(item["codes"]), item


def printing_items(base: Base, code: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Items of rules and entries of lists that print the HS or tariff code, or one above it, and not as a misprint."""
    above = tuple(code[:digits] for digits in _DIGITS if digits <= len(code))
    marks = ", ".join("?" * len(above))
    query = f"SELECT data FROM part WHERE id IN (SELECT subject FROM facet WHERE facet = 'hs' AND value IN ({marks}))"
    for row in base.rows(f"{query} ORDER BY id", above):
        part = decoded(row["data"])
        for item in (part, *part.get("items", {}).values()):
            printed = [one for one in above if one in item.get("hs", ()) and one not in item.get("sic", ())]
            if printed:
                yield max(printed, key=len), item


def _codes(base: Base, listed: str) -> set[str]:
    """Every code of the list that an entry or an item of a rule has."""
    return {code for codes, item in coded_items(base, listed) for code in codes if code in item.get("codes", ())}


def _bare(code: str) -> str:
    return "".join(sign for sign in code.casefold() if sign.isalnum())
