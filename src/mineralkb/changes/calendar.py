"""Entries of a calendar: dated things with their stable names, and what history says of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.changes.sequence import Past, changes_of, past
from mineralkb.questions.ahead import Coming, by_day, of_record
from mineralkb.status.dated import DUE, near

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from mineralkb.index import Base
    from mineralkb.values.dates import Window

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """A dated thing, how often its day changed, when its record changed last, and its status."""

    coming: Coming
    sequence: int
    changed: datetime
    status: str

    @property
    def uid(self) -> str:
        """What names it for good: record, part, event and role."""
        return f"{self.coming.thing.name}@mineralkb"


def with_history(
    base: Base, new: str, found: list[Coming], days: tuple[date, date, date], chosen: Collection[str] | None
) -> list[Entry]:
    """The things of the window `days` (first, last, and today), and those that once lay in it.

    Of these, what only moved is there with its new day, and what the base no longer holds is cancelled.
    """
    known = past(base.place, new)
    moved = {name: thing for name, thing in known.last.items() if _once_near(known.days[name], days)}
    names = {one.thing.name for one in found}
    asked = {thing.record for thing in moved.values() if chosen is None or thing.record in chosen}
    present = {one.thing.name: one for record in asked for one in of_record(base, record, days[2])}
    entries = [_entry(one, known, days[2]) for one in found]
    for name, thing in moved.items():
        if thing.record in asked and name not in names:
            entry = _entry(present.get(name) or Coming(thing, (), ""), known, days[2])
            entries.append(entry if name in present else entry._replace(status=CANCELLED))
    return sorted(entries, key=lambda entry: by_day(entry.coming))


def _once_near(windows: tuple[Window | None, ...], days: tuple[date, date, date]) -> bool:
    return any(near(window, days[0], days[1]) for window in windows if window)


def without_history(base: Base, found: list[Coming], today: date) -> list[Entry]:
    """The same with what the data alone says: no changes, and the day of its commit or of the last evidence."""
    day = base.meta("commit_day")
    return [Entry(one, 0, _midnight(day or one.evidence), _status(one, today)) for one in found]


def _entry(one: Coming, known: Past, today: date) -> Entry:
    windows = known.days.get(one.thing.name, ())
    changed = known.changed.get(one.thing.record, known.newest or _NEVER)
    return Entry(one, changes_of(windows), changed, _status(one, today))


def _status(one: Coming, today: date) -> str:
    """Past and with evidence of that day, or still expected, or overtaken by what happened before it."""
    last = one.thing.window.last
    if one.overtaken and last > today:
        return CANCELLED
    evident = one.thing.role == DUE or one.evidence >= last.isoformat()
    return CONFIRMED if last <= today and evident else TENTATIVE


def _midnight(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else _NEVER
