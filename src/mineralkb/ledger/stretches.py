"""The stretches of days on which a subject stands in one way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mineralkb.index import Base

# Values bound in one query; SQLite takes at most 32,766.
_MOST_VALUES = 10_000


class Segment(NamedTuple):
    """A stretch of days, as ISO text, and the word for how the subject stands on them."""

    first: str
    last: str
    word: str


def stretches(base: Base, subjects: list[str]) -> dict[str, tuple[Segment, ...]]:
    """By subject its stretches in order, neighbours of one word joined; nothing for what has no standing."""
    found: dict[str, list[Segment]] = {}
    for start in range(0, len(subjects), _MOST_VALUES):
        some = subjects[start : start + _MOST_VALUES]
        marks = ", ".join("?" * len(some))
        query = f"SELECT subject, first, last, word FROM standing WHERE subject IN ({marks}) ORDER BY subject, first"
        for row in base.rows(query, some):
            _add(found.setdefault(row["subject"], []), Segment(row["first"], row["last"], row["word"]))
    return {subject: tuple(segments) for subject, segments in found.items()}


def _add(known: list[Segment], one: Segment) -> None:
    if known and known[-1].word == one.word and _next(known[-1].last) == one.first:
        known[-1] = Segment(known[-1].first, one.last, one.word)
    else:
        known.append(one)


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
