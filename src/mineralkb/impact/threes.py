"""Lines of yes, no and cannot tell, and how they are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.impact.runs import Line, Word, abreast, always, joined
from mineralkb.status.changes import next_day
from mineralkb.values.dates import BEGINNING, END
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.values.dates import Window

YES, NO, MAYBE = Word("yes", ("yes",)), Word("no", ("no",)), Word(CANNOT_TELL, ("no", "yes"))
NEVER, PERHAPS, ALWAYS = always(NO), always(MAYBE), always(YES)
_RANKS = (NO, MAYBE, YES)


def least(*words: Word) -> Word:
    """Yes where all are, no where one is."""
    return min(words, key=_RANKS.index)


def both(*lines: Line) -> Line:
    """Yes where all say so, no where one says so."""
    return joined((first, least(*words)) for first, _, words in abreast(*lines))


def either(*lines: Line) -> Line:
    """Yes where one says so, no where all say so."""
    return joined((first, max(words, key=_RANKS.index)) for first, _, words in abreast(*lines))


def inverse(line: Line) -> Line:
    """Yes for no."""
    return tuple((first, _RANKS[2 - _RANKS.index(word)]) for first, word in line)


def during(since: Window, until: Window) -> Line:
    """Yes from the last day on which it may have begun to the first that may be its last."""
    days = {BEGINNING, since.first, since.last, next_day(until.first), next_day(until.last)} - {END}

    def on(day: date) -> Word:
        if since.last <= day <= until.first:
            return YES
        return MAYBE if since.first <= day <= until.last else NO

    return joined((day, on(day)) for day in sorted(days))
