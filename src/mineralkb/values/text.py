"""Text that strangers wrote: what is unsafe in it, how it is shown, and what was probably meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab, LF and CR
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible, bidirectional
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"  # no characters at all, and tags
)
_SHOWN_UNSAFE = re.compile(_UNSAFE.pattern[:-1] + "\r]")


def unsafe_character(text: str) -> tuple[int, str] | None:
    """Where the first character stands that a reader cannot see or that acts, and its name `U+202E`."""
    found = _UNSAFE.search(text)
    return (found.start(), f"U+{ord(found.group()):04X}") if found else None


def visible(text: str) -> str:
    """The text with every such character written out, as `\\u202e`."""
    return _SHOWN_UNSAFE.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate most like the word, or nothing."""
    from difflib import get_close_matches  # only mistakes need it

    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """A hint that names the nearest candidate, or nothing."""
    meant = nearest(word, candidates)
    return f"did you mean '{meant}'?" if meant else ""
