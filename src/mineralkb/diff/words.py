"""Two wordings of one text as a phrase: short ones whole, of long ones every stretch that differs, or how many do."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mineralkb.diff.lines import CONTEXT, groups, stretches
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from mineralkb.diff.lines import Stretch

# Two texts that are no longer than this together are shown whole; so much of long ones is.
_WHOLE = 240
_MOST = 300
# What words are paired with what words costs, at worst, the product of both numbers.
_MOST_PAIRS = 160_000
# What has no spaces is parted too, so that what differs at its end is not cut off.
_WORD = re.compile(r"\s*\S{1,20}|\s+")

# A stretch on the older and on the newer side, with some words around it; dots before it where it does not begin.
_Piece = tuple[str, str]


def worded(old: str, new: str) -> str:
    """What it reads, and what it read before: `'new words', was 'old words'`."""
    if len(old) + len(new) <= _WHOLE:
        return f"{quoted(new)}, was {quoted(old)}"
    was, now = _WORD.findall(old), _WORD.findall(new)
    often = {word for word, number in Counter(now).items() if number > 1}
    found = list(groups(stretches(was, now, _MOST_PAIRS, often)))
    pieces = _fitting([_piece(was, now, group) for group in found])
    ends = len(pieces) == len(found) and found[-1][-1].old[1] + CONTEXT >= len(was)
    left, right = (quoted(" ".join(piece[side] for piece in pieces) + ("" if ends else " ...")) for side in (0, 1))
    return f"{right}, was {left}{_further(len(found) - len(pieces))}"


def quoted(text: str) -> str:
    """A text in quotes; of a long one its beginning, and how much more there is."""
    rest = len(text) - _MOST
    shown = text if rest <= 0 else text[:_MOST]
    return f"'{brief(shown, _MOST)}'" + (f"... ({rest:,} characters more)" if rest > 0 else "")


def _piece(was: list[str], now: list[str], group: list[Stretch]) -> _Piece:
    first, last = group[0], group[-1]
    return _around(was, first.old[0], last.old[1]), _around(now, first.new[0], last.new[1])


def _around(words: list[str], first: int, end: int) -> str:
    """The words from one to another with some before and behind."""
    begin = max(first - CONTEXT, 0)
    shown = "".join(words[begin : end + CONTEXT])
    return f"... {shown.lstrip(' ')}" if begin else shown


def _fitting(found: list[_Piece]) -> list[_Piece]:
    """As many as there is room for, and at least one."""
    total = 0
    for place, piece in enumerate(found):
        total += sum(map(len, piece))
        if place and total > _MOST:
            return found[:place]
    return found


def _further(number: int) -> str:
    if not number:
        return ""
    return f"; {number} further {'stretches differ' if number > 1 else 'stretch differs'}"
