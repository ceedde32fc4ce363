"""Words that stand nowhere, and what was probably meant: one that begins so, or one a typing error or two away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.index import Base

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Shorter words are like too many others; only longer ones may have two errors.
_ONE_ERROR, _TWO_ERRORS, _LONGEST = 4, 7, 40
_MOST_VALUES = 10_000


def near_words(base: Base, word: str) -> tuple[str, ...]:
    """The words of the index that are nearest to one that it has not; the most frequent first."""
    if not _ONE_ERROR <= len(word) <= _LONGEST or not word.isalpha():
        return ()
    if begun := _begun(base, word):
        return begun
    if near := _known(base, set(_edits(word)) if word.isascii() else ()):
        return near
    return _two_errors(base, word) if len(word) >= _TWO_ERRORS else ()


def known(base: Base, word: str) -> bool:
    """Whether the word stands anywhere."""
    return bool(base.one("SELECT 1 FROM vocabulary WHERE term = ?", (word,)))


def _begun(base: Base, word: str) -> tuple[str, ...]:
    query = "SELECT term FROM vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC, term LIMIT 3"
    return tuple(row["term"] for row in base.rows(query, (word, f"{word}\U0010ffff")))


def _known(base: Base, words: Iterable[str]) -> tuple[str, ...]:
    found: list[tuple[int, str]] = []
    for word in words:
        row = base.one("SELECT doc FROM vocabulary WHERE term = ?", (word,))
        found += [(-row["doc"], word)] if row else []
    return tuple(word for _, word in sorted(found))


def _edits(word: str) -> Iterator[str]:
    """Every word one typing error away: a letter missing, doubled or wrong, two letters exchanged."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]


def _two_errors(base: Base, word: str) -> tuple[str, ...]:
    """Words with the same first letter, or the same letters at their end, two errors away."""
    query = (
        "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? "
        "ORDER BY doc DESC LIMIT ?"
    )
    first = word[0]
    rows = base.rows(query, (first, f"{first}\U0010ffff", len(word) - 2, len(word) + 2, _MOST_VALUES))
    near = [(distance(word, row["term"]), -row["doc"], row["term"]) for row in rows if _alike(word, row["term"])]
    best = min((far for far, _, _ in near), default=3)
    return tuple(term for far, _, term in sorted(near) if far == best <= 2)  # noqa: PLR2004 - two errors


def _alike(word: str, other: str) -> bool:
    """Whether they may be two errors apart: most letters are the same."""
    return len(set(word) ^ set(other)) <= 4  # noqa: PLR2004 - each error changes two letters at most


def distance(one: str, other: str) -> int:
    """How many letters are missing, doubled, wrong or exchanged with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for here, letter in enumerate(one, 1):
        last, row = row, [here]
        for there, sign in enumerate(other, 1):
            cost = min(last[there] + 1, row[-1] + 1, last[there - 1] + (letter != sign))
            if before and there > 1 and letter == other[there - 2] and one[here - 2] == sign:
                cost = min(cost, before[there - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]
