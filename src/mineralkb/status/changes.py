"""Single changes, what is possible of them on a day, and the days around a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mineralkb.values.dates import BEGINNING, END, Window

if TYPE_CHECKING:
    from datetime import date

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that becomes so on one day of the window: the event it comes from, and its part in it.

    `role` is the word for it in an explanation, such as `start`, `end`, `suspension`, `resumption`.
    What is `reported` needs no later evidence: only its day can be uncertain.
    """

    event: str
    role: str
    window: Window
    reported: bool = False

    def possible(self, day: date, evidence: date) -> set[bool]:
        """Whether it has happened by the day. What lies after the last evidence is expected, not known."""
        if self.window.first > day:
            return {False}
        if self.window.last <= (day if self.reported else min(day, evidence)):
            return {True}
        return {True, False}

    def boundaries(self) -> set[date]:
        """Days on which the answer can change."""
        return {self.window.first, self.window.last}


def any_of(changes: tuple[Change, ...], day: date, evidence: date) -> set[bool]:
    """Whether at least one of them has happened."""
    found = {False}
    for change in changes:
        happened = change.possible(day, evidence)
        found = {a or b for a in found for b in happened}
    return found


def day_after(window: Window) -> Window:
    """The first day that is no longer in: `until` names the last day that is."""
    return Window(next_day(window.first), next_day(window.last))


def next_day(day: date) -> date:
    """The day after; none comes after the last, and the first stands for no day."""
    return day if day in (BEGINNING, END) else day + _DAY


def previous_day(day: date) -> date:
    """The day before; none comes before the first, and the last stands for no day."""
    return day if day in (BEGINNING, END) else day - _DAY


def around(days: set[date]) -> set[date]:
    """The days, and the days before and after them."""
    return {near for day in days for near in (previous_day(day), day, next_day(day))}
