"""The stretches of days on which a subject stands in one way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.questions.rows import rows_of

if TYPE_CHECKING:
    from mineralkb.index import Base


class Segment(NamedTuple):
    """A stretch of days, as ISO text, and the word for how the subject stands on them."""

    first: str
    last: str
    word: str


def stretches(base: Base, subjects: list[str]) -> dict[str, tuple[Segment, ...]]:
    """By subject its stretches in order, neighbours of one word joined; nothing for what has no standing."""
    found: dict[str, list[Segment]] = {}
    query = "SELECT subject, first, last, word FROM standing WHERE subject IN ({}) ORDER BY subject, first"
    for row in rows_of(base, query, subjects):
        _add(found.setdefault(row["subject"], []), Segment(row["first"], row["last"], row["word"]))
    return {subject: tuple(segments) for subject, segments in found.items()}


def _add(known: list[Segment], one: Segment) -> None:
    if known and known[-1].word == one.word and _next(known[-1].last) == one.first:
        known[-1] = Segment(known[-1].first, one.last, one.word)
    else:
        known.append(one)


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
