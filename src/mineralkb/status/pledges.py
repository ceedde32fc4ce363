"""How a pledge stands: from its own events, its due day, and the agreement it is part of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from mineralkb.status.changes import Change, any_of
from mineralkb.status.happenings import window_of
from mineralkb.values.dates import BEGINNING, END, Window
from mineralkb.values.periods import after, read_period

if TYPE_CHECKING:
    from mineralkb.record import Record
    from mineralkb.status.happenings import Bearing
    from mineralkb.status.rules import Tracks

PLEDGE_WORDS = (
    *("not made", "open", "due", "partly delivered", "delivered", "delivered late"),
    *("missed", "overdue", "due date passed, not checked", "withdrawn", "ended"),
)
_RESULTS = ("withdrawn", "delivered", "delivered late", "missed", "partly delivered")
_UNMADE = {"not concluded", "announced", "concluded", "initialled", "never concluded"}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PledgeTracks:
    """A pledge's own results, its due day, later sightings, and the tracks of its agreement."""

    agreement: Tracks
    agreement_evidence: date
    results: tuple[tuple[str, tuple[Change, ...]], ...]
    due: Change | None
    passed: Change | None
    sightings: tuple[Change, ...]

    def words(self, day: date, evidence: date) -> set[str]:
        """Every word that some filling of the uncertain dates gives for the day."""
        states = [any_of(changes, day, evidence) for _, changes in self.results]
        due = self.due.possible(day, day) if self.due else {False}
        passed = self.passed.possible(day, day) if self.passed else {False}
        seen = any_of(self.sightings, day, evidence)
        around = self.agreement.words(day, self.agreement_evidence)
        return {
            self._word(*combination)
            for combination in product(around, product(*states), due, passed, seen)
            if combination[2] or not combination[3]
        }

    def _word(self, around: str, results: tuple[bool, ...], due: bool, passed: bool, seen: bool) -> str:
        for (word, _), happened in zip(self.results, results, strict=True):
            if happened:
                return word
        if around in _UNMADE:
            return "not made"
        if around == "ended":
            return "ended"
        if passed:
            return "overdue" if seen else "due date passed, not checked"
        return "due" if due else "open"

    def changes(self) -> tuple[Change, ...]:
        """All changes that bear on it."""
        own = tuple(change for _, changes in self.results for change in changes)
        dated = tuple(change for change in (self.due, self.passed) if change)
        return (*own, *dated, *self.sightings, *self.agreement.changes())


def due_window(record: Record, pledge: dict[str, Any]) -> Window | None:
    """The due day, or the days it may be: written, or a period after an event of the pledge or its record."""
    due = pledge.get("due")
    if isinstance(due, str):
        return window_of(due)
    if not isinstance(due, dict) or "within" not in due:
        return None
    events = {**(record.at(("events",)) or {}), **pledge.get("events", {})}
    event = events.get(due.get("of", ""))
    return after(window_of(event["date"]), read_period(due["within"])) if event else None


def pledge_tracks(found: Bearing, around: Tracks, around_evidence: date, due: Window | None) -> PledgeTracks:
    """Tracks of a pledge, given those of its agreement."""
    results = []
    for kind in _RESULTS:
        changes = tuple(Change(event.route, kind, event.window) for event in found.of_kind(kind))
        if kind == "delivered" and due:
            late = tuple(change for change in changes if change.window.first > due.last)
            results.append(("delivered late", late))
            changes = tuple(change for change in changes if change not in late)
        results.append((kind, changes))
    passed_on = Window(_next(due.first), _next(due.last)) if due else None
    sightings = tuple(
        Change(event.route, "sighting", event.window)
        for event in found.of_kind("confirmed")
        if due and "pledges" in event.route and event.window.first > due.last
    )
    return PledgeTracks(
        agreement=around,
        agreement_evidence=around_evidence,
        results=tuple(results),
        due=Change("due", "due day", due) if due else None,
        passed=Change("due", "end of the due day", passed_on) if passed_on else None,
        sightings=sightings,
    )


def _next(day: date) -> date:
    return day if day in (BEGINNING, END) else day + _ONE_DAY
