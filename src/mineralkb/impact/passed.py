"""Answers that only time changed: the older state asked on its day, the newer on its own, and no record says otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mineralkb.impact.answer import MEMBERSHIP, PASSED, Answer
from mineralkb.impact.memberships import membership, people
from mineralkb.impact.runs import Run, at, line_of
from mineralkb.impact.standings import standing, subjects
from mineralkb.record import walk
from mineralkb.status.happenings import window_of
from mineralkb.status.pledges import due_window
from mineralkb.values.marked import DateText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from mineralkb.impact.runs import Line
    from mineralkb.impact.sides import Sides
    from mineralkb.record import Record

_DAY = timedelta(days=1)


def passed(sides: Sides, touched: Collection[str], days: tuple[date, date]) -> Iterator[Answer]:
    """Whatever has another word on the second day than on the first, while both states say the same on both days.

    The run is the days up to the second on which the word stands.
    """
    for name in sides.stating() if days[0] < days[1] else ():
        record = sides.new.record(name)
        if record and sides.old.record(name) and _turns(record, *days):
            yield from _of_record(sides, name, days, same=name not in touched)


def _of_record(sides: Sides, name: str, days: tuple[date, date], *, same: bool) -> Iterator[Answer]:
    for route in subjects(sides, name):
        now = line_of(standing(sides.new, name, route))
        was = now if same else line_of(standing(sides.old, name, route))
        yield from (Answer("/".join((name, *route[1:])), run, PASSED) for run in _run(was, now, days))
    for person in people(sides, name):
        now = membership(sides.new, name, person)
        was = now if same else membership(sides.old, name, person)
        yield from (Answer(name, run, PASSED, MEMBERSHIP, (person,)) for run in _run(was, now, days))


def _run(was: Line, now: Line, days: tuple[date, date]) -> Iterator[Run]:
    first, last = days
    old, new = at(now, first), at(now, last)
    if old.word != new.word and (at(was, first), at(was, last)) == (old, new):
        others = [day for day, word in now if first < day <= last and word.word != new.word]
        since = next(day for day, word in now if day > max((first, *others)) and word.word == new.word)
        yield Run(since, last, old, new)


def _turns(record: Record, first: date, last: date) -> bool:
    """Whether a day on which its answers can change lies near: most records have none, and need not be asked."""
    dates = (window_of(text) for _, text in walk(record.data) if isinstance(text, DateText))
    dues = (due_window(record, pledge) for route, pledge in record.parts() if route[0] == "pledges")
    return any(first - _DAY <= day <= last + _DAY for window in (*dates, *dues) if window for day in window)
