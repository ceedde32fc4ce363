"""Standings as runs of days, and the runs on which two of them differ."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.values.dates import END

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mineralkb.status import Segment, Standing

UNRECORDED = "not recorded"


class Word(NamedTuple):
    """An answer: its word, and the words that are possible where it cannot be told."""

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


def differing(old: Standing | None, new: Standing | None) -> Iterator[Run]:
    """The runs of days on which two standings differ, longest first day to day; None says nothing on any day."""
    starts = sorted({segment.first for standing in (old, new) if standing for segment in standing.segments})
    pending: Run | None = None
    for place, first in enumerate(starts):
        last = starts[place + 1] - timedelta(days=1) if place + 1 < len(starts) else END
        was, now = _word(old, first), _word(new, first)
        if pending and (pending.old, pending.new) == (was, now):
            pending = pending._replace(last=last)
            continue
        if pending and pending.old != pending.new:
            yield pending
        pending = Run(first, last, was, now)
    if pending and pending.old != pending.new:
        yield pending


def _word(standing: Standing | None, day: date) -> Word:
    if standing is None:
        return Word(UNRECORDED)
    segment: Segment = standing.on(day)
    return Word(segment.word, segment.possible)
