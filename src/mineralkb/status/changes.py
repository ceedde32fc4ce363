"""Single changes and spans of time, and what is possible of them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mineralkb.values.dates import BEGINNING, END, Window

_DAY = timedelta(days=1)
BEFORE, DURING, AFTER = "before", "during", "after"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that becomes so on one day of the window: the event it comes from, and its part in it.

    `role` is the word for it in an explanation, such as `start`, `end`, `suspension`, `resumption`.
    """

    event: str
    role: str
    window: Window

    def possible(self, day: date, evidence: date) -> set[bool]:
        """Whether it has happened by the day. What lies after the last evidence is expected, not known."""
        if self.window.first > day:
            return {False}
        if self.window.last <= min(day, evidence):
            return {True}
        return {True, False}

    def boundaries(self) -> set[date]:
        """Days on which the answer can change."""
        return {self.window.first, self.window.last}


@dataclass(frozen=True, slots=True)
class Span:
    """A state with a beginning and, perhaps, ends; the earliest end counts."""

    start: Change
    ends: tuple[Change, ...] = ()

    def possible(self, day: date, evidence: date) -> set[str]:
        """Before, during or after; never ended before it began."""
        begun = self.start.possible(day, evidence)
        over = {False}
        for end in self.ends:
            happened = end.possible(day, evidence)
            over = {a or b for a in over for b in happened}
        found = {BEFORE} if False in begun and False in over else set()
        if True in begun:
            found |= {AFTER if passed else DURING for passed in over}
        return found

    def changes(self) -> tuple[Change, ...]:
        """Its beginning and its ends."""
        return (self.start, *self.ends)


def any_of(changes: tuple[Change, ...], day: date, evidence: date) -> set[bool]:
    """Whether at least one of them has happened."""
    found = {False}
    for change in changes:
        happened = change.possible(day, evidence)
        found = {a or b for a in found for b in happened}
    return found


def together(spans: tuple[Span, ...], day: date, evidence: date) -> set[str]:
    """One state made of several spans: during any, else after one, else before."""
    found = {BEFORE}
    for span in spans:
        found = {_stronger(a, b) for a in found for b in span.possible(day, evidence)}
    return found


def _stronger(one: str, other: str) -> str:
    for state in (DURING, AFTER):
        if state in (one, other):
            return state
    return BEFORE


def day_after(window: Window) -> Window:
    """The first day that is no longer in: `until` names the last day that is."""
    return Window(_next(window.first), _next(window.last))


def _next(day: date) -> date:
    return day if day in (BEGINNING, END) else day + _DAY
