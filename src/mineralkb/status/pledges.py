"""How a pledge stands: from its own events, its due day, and the agreement it is part of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mineralkb.status.changes import Change, around, day_after
from mineralkb.status.happenings import window_of
from mineralkb.values.periods import after, read_period

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.record import Record
    from mineralkb.status.happenings import Bearing
    from mineralkb.status.tracks import Either, Tracks
    from mineralkb.values.dates import Window

# The first that has happened counts.
_RESULTS = ("withdrawn", "delivered", "delivered late", "missed", "partly delivered", "")
_UNMADE = {
    *("not concluded", "announced", "concluded", "initialled", "never concluded"),
    *("not issued", "proposed", "never adopted"),
}


@dataclass(frozen=True, slots=True)
class PledgeTracks:
    """A pledge's own results, its due day, later sightings, and the tracks of its agreement."""

    agreement: Tracks | Either
    agreement_evidence: date
    results: tuple[Change, ...]
    due: Change | None
    passed: Change | None
    sightings: tuple[Change, ...]

    def words(self, day: date, evidence: date) -> set[str]:
        """Every word that some filling of the uncertain dates gives for the day."""
        standings = self.agreement.words(day, self.agreement_evidence)
        return {
            _word(standing, result, _waiting(day, due, seen=seen))
            for due in self._due_days(day)
            for standing in standings
            for result in self._reached(day, evidence, due)
            for seen in self._seen(day, due)
        }

    def changes(self) -> tuple[Change, ...]:
        """All changes that bear on it."""
        dated = tuple(change for change in (self.due, self.passed) if change)
        return (*self.results, *dated, *self.sightings, *self.agreement.changes())

    def turns(self) -> set[date]:
        """Days on which the word can change."""
        own = {day for change in (*self.results, *self.sightings) for day in change.boundaries()}
        if not self.due or not self.passed:
            return own | self.agreement.turns()
        dated = self.due.boundaries() | self.passed.boundaries()
        return dated | (own if self.due.window.exact else around(own)) | self.agreement.turns()

    def _due_days(self, day: date) -> set[date | None]:
        """Of the days on which it may be due, those that can differ in what they mean for the day."""
        if not self.due:
            return {None}
        window = self.due.window
        compared = {day, *(near for change in (*self.results, *self.sightings) for near in change.boundaries())}
        inside = {near for near in around(compared) if window.first <= near <= window.last}
        return {window.first, window.last, *inside}

    def _reached(self, day: date, evidence: date, due: date | None) -> set[str]:
        found = {""}
        for change in self.results:
            outcomes = _outcomes(change, day, evidence, due)
            found = {min(one, other, key=_RESULTS.index) for one in found for other in outcomes}
        return found

    def _seen(self, day: date, due: date | None) -> set[bool]:
        """Whether a source saw it undone after the due day."""
        found = {False}
        for change in self.sightings if due else ():
            outcomes = _outcomes(change, day, day, due)
            found = {one or other == "seen late" for one in found for other in outcomes}
        return found


def _outcomes(change: Change, day: date, evidence: date, due: date | None) -> set[str]:
    """What the change comes to by the day, given the due day: nothing, its own word, or its word for being late."""
    happened = change.possible(day, evidence)
    found = {""} if False in happened else set()
    if True in happened:
        late = {"delivered": "delivered late", "seen": "seen late"}.get(change.role, change.role)
        found |= {change.role} if due is None or change.window.first <= due else set()
        found |= {late} if due is not None and min(change.window.last, day) > due else set()
    return found


def _waiting(day: date, due: date | None, *, seen: bool) -> str:
    """The word for what is not done."""
    if due is None or day < due:
        return "open"
    if day == due:
        return "due"
    return "overdue" if seen else "due date passed, not checked"


def _word(standing: str, result: str, waiting: str) -> str:
    if result:
        return result
    if standing in _UNMADE:
        return "not made"
    return "ended" if standing == "ended" else waiting


def due_window(record: Record, pledge: dict[str, Any]) -> Window | None:
    """The due day, or the days it may be: written, or a period after an event of the pledge or its record."""
    due = pledge.get("due")
    if isinstance(due, str) or (isinstance(due, dict) and "disputed" in due):
        return window_of(due)
    if not isinstance(due, dict) or "within" not in due:
        return None
    event = named_event(record, pledge)
    return after(window_of(event["date"]), read_period(due["within"])) if event else None


def named_event(record: Record, pledge: dict[str, Any]) -> dict[str, Any] | None:
    """The event that a due day is counted from: one of the pledge, or of its record."""
    events = {**(record.at(("events",)) or {}), **pledge.get("events", {})}
    found: dict[str, Any] | None = events.get(pledge["due"].get("of", ""))
    return found


def pledge_tracks(found: Bearing, agreement: Tracks | Either, evidence: date, due: Window | None) -> PledgeTracks:
    """Tracks of a pledge, given those of its agreement. A due day passes by itself."""
    results = found.of_kind(*(kind for kind in _RESULTS if kind))
    sightings = (event for event in found.of_kind("confirmed") if event.route.startswith("pledges/"))
    return PledgeTracks(
        agreement=agreement,
        agreement_evidence=evidence,
        results=tuple(Change(event.route, event.kind, event.window, event.reported) for event in results),
        due=Change("due", "due day", due, reported=True) if due else None,
        passed=Change("due", "end of the due day", day_after(due), reported=True) if due else None,
        sightings=tuple(Change(event.route, "seen", event.window, event.reported) for event in sightings),
    )
