"""Answers as lines over all days, and the runs of days on which two of them differ."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.values.dates import BEGINNING, END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.status import Standing

UNRECORDED = "not recorded"


class Word(NamedTuple):
    """An answer: its word, and the words that are possible where it cannot be told; none where any is."""

    word: str
    possible: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The answer in one text."""
        return f"{self.word}: {' or '.join(self.possible)}" if len(self.possible) > 1 else self.word


class Run(NamedTuple):
    """Days, first to last, on which one answer became another."""

    first: date
    last: date
    old: Word
    new: Word


# The answer from each of some days on; the first is the first day there is.
Line = tuple[tuple[date, Word], ...]


def always(word: Word) -> Line:
    """One answer on all days."""
    return ((BEGINNING, word),)


SILENT = always(Word(UNRECORDED))


def line_of(standing: Standing | None) -> Line:
    """A standing as a line; None says nothing on any day."""
    if standing is None:
        return SILENT
    return tuple((segment.first, Word(segment.word, segment.possible)) for segment in standing.segments)


def at(line: Line, day: date) -> Word:
    """The answer on a day."""
    return line[bisect_right(line, day, key=itemgetter(0)) - 1][1]


def joined(stretches: Iterable[tuple[date, Word]]) -> Line:
    """A line of stretches that follow each other; those of one answer become one."""
    found: list[tuple[date, Word]] = []
    for first, word in stretches:
        if not found or found[-1][1] != word:
            found.append((first, word))
    return tuple(found)


def abreast(*lines: Line) -> Iterator[tuple[date, date, tuple[Word, ...]]]:
    """The stretches of days on which none of the lines changes, first to last, with the answer of each."""
    starts = sorted({first for line in lines for first, _ in line})
    for place, first in enumerate(starts):
        last = starts[place + 1] - timedelta(days=1) if place + 1 < len(starts) else END
        yield first, last, tuple(at(line, first) for line in lines)


def differing(old: Line, new: Line) -> Iterator[Run]:
    """The runs of days on which two lines differ, each as long as the two answers stay."""
    pending: Run | None = None
    for first, last, (was, now) in abreast(old, new):
        if pending and (pending.old, pending.new) == (was, now):
            pending = pending._replace(last=last)
            continue
        if pending and pending.old != pending.new:
            yield pending
        pending = Run(first, last, was, now)
    if pending and pending.old != pending.new:
        yield pending
