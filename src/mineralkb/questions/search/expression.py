"""Terms as an expression of FTS5 in which everything is quoted, so that nothing typed can act."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Never an empty expression: no word of the index is this.
NOTHING = '"\ufffd\ufffd"'
_NAMES = "title names"


def phrase(words: Iterable[str], *, begins: bool = False) -> str:
    """Words one after the other."""
    return '"' + " ".join(word.replace('"', '""') for word in words) + '"' + ("*" if begins else "")


def every(expressions: Iterable[str]) -> str:
    """All of them."""
    return _joined(" AND ", expressions)


def either(expressions: Iterable[str]) -> str:
    """One of them at least."""
    return _joined(" OR ", dict.fromkeys(expressions))


def without(expression: str, unwanted: Iterable[str]) -> str:
    """The one, and none of the others."""
    out = either(unwanted)
    return f"({expression}) NOT ({out})" if out != NOTHING else expression


def in_names(expression: str) -> str:
    """The same in titles and names alone."""
    return f"{{{_NAMES}}} : ({expression})"


def outside(column: str, expression: str) -> str:
    """The same anywhere but in one column."""
    return f"- {{{column}}} : ({expression})"


def _joined(word: str, expressions: Iterable[str]) -> str:
    given = list(expressions)
    return "(" + word.join(given) + ")" if len(given) > 1 else given[0] if given else NOTHING
