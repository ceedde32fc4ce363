"""Text that strangers wrote: what is unsafe in it, how it is shown, and what was probably meant."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

_SIGNS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab, LF and CR
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"  # invisible,
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # bidirectional
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
)


@cache
def _unsafe(more: str = "") -> re.Pattern[str]:
    return re.compile(f"[{_SIGNS}{more}]")


# A shorter piece of a word tells nothing of what was meant.
_TELLING = 4


def unsafe_character(text: str) -> tuple[int, str] | None:
    """Where the first character stands that a reader cannot see or that acts, and its name `U+202E`."""
    if text.isascii() and text.isprintable():  # variation selectors count as printable
        return None
    found = _unsafe().search(text)
    return (found.start(), f"U+{ord(found.group()):04X}") if found else None


def visible(text: str) -> str:
    r"""The text with every such character written out, as `\u202e`."""
    return replaced(text, lambda sign: sign.encode("unicode_escape").decode())


def replaced(text: str, write: Callable[[str], str]) -> str:
    """The text with every such character written another way."""
    if text.isascii() and text.isprintable():
        return text
    return _unsafe("\r").sub(lambda found: write(found.group()), text)


def brief(text: str, most: int = 80) -> str:
    """A stranger's text for use inside a message: on one line, with nothing unsafe in it, and not long."""
    shown = visible(text[:most]).replace("\n", "\\n").replace("\t", "\\t")
    return shown if len(text) <= most else f"{shown}..."


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate that begins with the word, else the one most like it, else one that holds it; or nothing."""
    from difflib import get_close_matches  # only mistakes need it

    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    folded = word.casefold()
    begun = [candidate for candidate in by_folded if len(folded) >= _TELLING and candidate.startswith(folded)]
    held = [candidate for candidate in by_folded if len(folded) >= _TELLING and folded in candidate]
    like = get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    found = sorted(begun, key=len)[:1] or like or sorted(held, key=len)[:1]
    return by_folded[found[0]] if found else ""


def nearest_or_all(word: str, known: Collection[str], lead: str = "one of") -> str:
    """A hint that names the nearest of the known words, or else all of them."""
    return did_you_mean(word, known) or f"{lead}: {', '.join(known)}"


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """A hint that names the nearest candidate, or nothing."""
    meant = nearest(word, candidates)
    return f"did you mean '{meant}'?" if meant else ""


def storable(text: str) -> str:
    """A text that a database takes: a name on disk or on the command line may hold bytes that are no text."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
