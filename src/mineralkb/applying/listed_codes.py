"""The control codes of a list as they are recorded, against one that is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.index import decoded
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from mineralkb.applying.shipment import Code
    from mineralkb.index import Base

_ITEMS = "SELECT data FROM part WHERE kind = 'provision' AND data LIKE '%' || ? || '%'"


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


def _codes(base: Base, listed: str) -> set[str]:
    """Every code of the list that an entry or an item of a rule has."""
    entries = base.rows("SELECT data FROM part WHERE record = ? AND kind = 'entry'", (listed,))
    items = [decoded(row["data"]) for row in entries]
    for row in base.rows(_ITEMS, (listed,)):
        items += [item for item in decoded(row["data"]).get("items", {}).values() if item.get("code_list") == listed]
    return {code for item in items for code in item.get("codes", ())}


def _bare(code: str) -> str:
    return "".join(sign for sign in code.casefold() if sign.isalnum())
