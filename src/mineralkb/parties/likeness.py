"""How like two names are that are not the same: one within the other, or a letter apart."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.parties.names import wordset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.parties.names import Plain

# Below this, letters that two names share are chance.
ALIKE = 0.86
# Of shorter names a letter more or less is another name.
_SHORTEST = 5
_FEWEST_TYPED, _FEWEST_LISTED, _FEWEST_NATIVE = 3, 3, 2
# Words that many firms have in their names.
_COMMON = wordset(
    "aerospace america american asia aviation center centre china company defence defense dynamics "
    "electronics engineering for general global group heavy holding holdings industrial industries "
    "industry institute international japan laboratory manufacturing materials national of products "
    "research science services solutions system systems technologies technology the trading united "
    "university us usa"
)


class Likeness(NamedTuple):
    """How like, from 0 to 1, and in what way."""

    score: float
    way: str


SAME = Likeness(1.0, "the same name")


class Typed:
    """A name that was typed, compared with many."""

    def __init__(self, name: Plain) -> None:
        self.name = name
        self._letters = SequenceMatcher(None, autojunk=False)
        self._letters.set_seq2(name.joined)
        self._sorted = "".join(sorted(name.words))

    def like(self, listed: Plain) -> Likeness | None:
        """How like the listed name is; None where nothing speaks for it."""
        if not self.name.joined or not listed.joined:
            return None
        if self.name.joined == listed.joined:
            return SAME
        if self.name.native or listed.native:
            return self._within(listed) if self.name.native == listed.native else None
        if _numbers(self.name.words) != _numbers(listed.words):
            return None
        found = [one for one in (self._words_of(listed), self._spelled(listed)) if one]
        return max(found, default=None)

    def _within(self, listed: Plain) -> Likeness | None:
        """Names in another script: letter by letter, no other spelling is guessed."""
        mine, other = self.name.joined, listed.joined
        if len(mine) >= _FEWEST_NATIVE and mine in other:
            return Likeness(_share(mine, other), "stands within the listed name")
        if len(other) > _FEWEST_NATIVE and other in mine:
            return Likeness(_share(mine, other), "holds the listed name")
        return None

    def _words_of(self, listed: Plain) -> Likeness | None:
        """All words of one within the other, in any order, where they say who it is."""
        mine, other = set(self.name.words), set(listed.words)
        score = _share(self.name.joined, listed.joined)
        if mine <= other and _tells(mine, _FEWEST_TYPED):
            same = mine == other
            return Likeness(0.99 if same else score, "the same words" if same else "stands within the listed name")
        if other < mine and _tells(other, _FEWEST_LISTED):
            return Likeness(score, "holds the listed name")
        return None

    def _spelled(self, listed: Plain) -> Likeness | None:
        mine, other = self.name.joined, listed.joined
        if min(len(mine), len(other)) < _SHORTEST:
            return None
        score = self._ratio(other)
        if score < ALIKE and len(self.name.words) == len(listed.words) > 1:
            score = SequenceMatcher(None, "".join(sorted(listed.words)), self._sorted, autojunk=False).ratio()
        return Likeness(round(min(score, 0.99), 2), "spelled like it") if score >= ALIKE else None

    def _ratio(self, other: str) -> float:
        """The share of common letters in their order; 0 where a cheaper bound says that it is too small."""
        if 2 * min(len(other), len(self.name.joined)) < ALIKE * (len(other) + len(self.name.joined)):
            return 0
        self._letters.set_seq1(other)
        return self._letters.ratio() if self._letters.quick_ratio() >= ALIKE else 0


def _share(one: str, other: str) -> float:
    """How much of the two the shorter is."""
    return min(0.98, round(2 * min(len(one), len(other)) / (len(one) + len(other)), 2))


def _tells(words: Iterable[str], fewest: int) -> bool:
    """Whether the words say who it is, and not only what it does."""
    telling = [word for word in words if word not in _COMMON]
    return sum(len(word) for word in telling) >= fewest


def _numbers(words: tuple[str, ...]) -> list[str]:
    """Numbers tell one works or institute from another."""
    return sorted(word for word in words if word.isdecimal())
