"""States that have a beginning and an end, and what is possible of them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mineralkb.status.changes import any_of, around, next_day, previous_day

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.status.changes import Change

BEFORE, DURING, AFTER = "before", "during", "after"


@dataclass(frozen=True, slots=True)
class Span:
    """A state with a beginning and, perhaps, an end, which comes after the beginning."""

    start: Change
    end: Change | None = None

    def possible(self, day: date, evidence: date) -> set[str]:
        """Before, during or after."""
        begun = self.start.possible(day, evidence)
        over = self._over(day, evidence)
        # What has yet to begin on the next day at the earliest ends later than on that day.
        found = {BEFORE} if False in begun and False in self._over(next_day(day), evidence) else set()
        found |= {DURING} if True in begun and False in over else set()
        # What is over on this day had begun on the day before.
        found |= {AFTER} if True in over and True in self.start.possible(previous_day(day), evidence) else set()
        return found or {AFTER if True in begun else BEFORE}

    def _over(self, day: date, evidence: date) -> set[bool]:
        return self.end.possible(day, evidence) if self.end else {False}

    def changes(self) -> tuple[Change, ...]:
        """Its beginning and its end."""
        return (self.start, self.end) if self.end else (self.start,)


@dataclass(frozen=True, slots=True)
class Term:
    """A span, the spans that carry it on, and the changes that end them all whatever their own end."""

    spans: tuple[Span, ...]
    ends: tuple[Change, ...] = ()

    def possible(self, day: date, evidence: date) -> set[str]:
        """Before, during or after; an end comes after the beginning of the first span."""
        over = any_of(self.ends, day, evidence)
        found = together(self.spans, day, evidence) if False in over else set()
        if False not in any_of(self.ends, next_day(day), evidence):
            found = found - {BEFORE}
        begun = self.spans[0].start.possible(previous_day(day), evidence)
        found |= {AFTER} if True in over and True in begun else set()
        return found or {AFTER if True in self.spans[0].start.possible(day, evidence) else BEFORE}

    def changes(self) -> tuple[Change, ...]:
        """All beginnings and ends."""
        return (*(change for span in self.spans for change in span.changes()), *self.ends)

    def turns(self) -> set[date]:
        """Days on which the answer can change; beside an uncertain day, the days around each."""
        changes = self.changes()
        days = {day for change in changes for day in change.boundaries()}
        return days if all(change.window.exact for change in changes) else around(days)


def together(spans: tuple[Span, ...] | tuple[Term, ...], day: date, evidence: date) -> set[str]:
    """One state made of several: during any, else after one, else before."""
    found = {BEFORE}
    for span in spans:
        found = {_stronger(a, b) for a in found for b in span.possible(day, evidence)}
    return found


def _stronger(one: str, other: str) -> str:
    for state in (DURING, AFTER):
        if state in (one, other):
            return state
    return BEFORE
