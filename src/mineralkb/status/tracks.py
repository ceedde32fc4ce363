"""The three tracks of a standing (begun, ended, suspended), computed apart and combined last."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from mineralkb.status.changes import any_of
from mineralkb.status.spans import AFTER, BEFORE, DURING, together

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.status.changes import Change
    from mineralkb.status.spans import Term


@dataclass(frozen=True, slots=True)
class Tracks:
    """What bears on a standing, sorted by track. `steps` are (word, changes), weakest word first."""

    steps: tuple[tuple[str, tuple[Change, ...]], ...]
    running: tuple[Term, ...]
    running_word: str
    ends: tuple[Change, ...]
    failures: tuple[Change, ...]
    failure_word: str
    suspensions: tuple[Term, ...]
    nothing: str

    def words(self, day: date, evidence: date) -> set[str]:
        """Every word that some filling of the uncertain dates gives for the day."""
        step_states = [any_of(changes, day, evidence) for _, changes in self.steps]
        return {
            self._word(*combination)
            for combination in product(
                together(self.running, day, evidence),
                any_of(self.ends, day, evidence),
                any_of(self.failures, day, evidence),
                together(self.suspensions, day, evidence),
                product(*step_states),
            )
        }

    def _word(self, running: str, ended: bool, failed: bool, suspended: str, steps: tuple[bool, ...]) -> str:
        if failed and running == BEFORE:
            return self.failure_word
        if ended or running == AFTER:
            return "ended"
        reached = [word for (word, _), happened in zip(self.steps, steps, strict=True) if happened]
        if suspended == DURING and (running == DURING or reached not in ([], ["proposed"])):
            return "suspended"
        if running == DURING:
            return self.running_word
        return reached[-1] if reached else self.nothing

    def changes(self) -> tuple[Change, ...]:
        """All changes of all tracks."""
        of_terms = (change for term in (*self.running, *self.suspensions) for change in term.changes())
        return (*self._single(), *of_terms)

    def turns(self) -> set[date]:
        """Days on which the word can change."""
        days = {day for change in self._single() for day in change.boundaries()}
        return days.union(*(term.turns() for term in (*self.running, *self.suspensions)))

    def _single(self) -> tuple[Change, ...]:
        return (*(change for _, changes in self.steps for change in changes), *self.ends, *self.failures)


@dataclass(frozen=True, slots=True)
class Either:
    """Tracks of one subject under two readings, where sources disagree on what it is."""

    one: Tracks
    other: Tracks

    def words(self, day: date, evidence: date) -> set[str]:
        """Every word that either reading allows."""
        return self.one.words(day, evidence) | self.other.words(day, evidence)

    def changes(self) -> tuple[Change, ...]:
        """All changes of both."""
        return (*self.one.changes(), *self.other.changes())

    def turns(self) -> set[date]:
        """Days on which the word can change."""
        return self.one.turns() | self.other.turns()
