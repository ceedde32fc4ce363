"""What lies ahead in a base: the dated things of its records in a window of days, and whether they can still come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index import decoded
from mineralkb.record import Record, sources_of
from mineralkb.status.dated import DUE, Dated, dated, near, recurring

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from mineralkb.index import Base

_OVER = ("ended", "never adopted", "never concluded", "withdrawn", "delivered", "delivered late", "missed")
_STARTS = "'effective', 'entered into force', 'provisionally applied', 'resumed'"
# The records that can have a dated thing in a window; `dated` says which they are.
_NEAR = (
    f"SELECT record FROM event WHERE kind IN ({_STARTS}) AND first <= ? AND last >= ? "
    "UNION SELECT record FROM event WHERE until_first <= ? AND until_last >= ? "
    "UNION SELECT record FROM part WHERE kind = 'pledge' AND day_first <= ? AND day_last >= ? "
    "UNION SELECT record FROM part WHERE kind = 'pledge' AND data LIKE '%\"every\":%' "
    "UNION SELECT record FROM part WHERE kind = 'provision' AND data LIKE '%\"tranches\":%'"
)


class Coming(NamedTuple):
    """A dated thing, the sources that give its day, its last evidence, and how its subject stands on the day asked."""

    thing: Dated
    sources: tuple[str, ...]
    evidence: str
    standing: str = ""

    @property
    def overtaken(self) -> bool:
        """Whether what stands so cannot see that day any more, where it lies ahead."""
        return self.standing in _OVER

    @property
    def days(self) -> tuple[str, str]:
        """Its first and last possible day as text."""
        return self.thing.window.first.isoformat(), self.thing.window.last.isoformat()


def coming(base: Base, first: date, last: date, now: date, chosen: Collection[str] | None) -> list[Coming]:
    """The dated things that lie in the window, or may, by day; `now` is the day on which it is asked what is over."""
    found = base.rows(_NEAR, (last.isoformat(), first.isoformat()) * 3)
    names = [row["record"] for row in found if chosen is None or row["record"] in chosen]
    made = [one for name in names for one in of_record(base, name, now) if near(one.thing.window, first, last)]
    return sorted(made, key=by_day)


def of_record(base: Base, name: str, now: date) -> list[Coming]:
    """All dated things of a record, of what comes back the turns around the day; none where there is no such record."""
    return [_coming(base, one, now) for one in _things(base, name, now)]


def by_day(one: Coming) -> tuple[str, str, str]:
    """The order of a calendar: by the last possible day."""
    return (*one.days[::-1], one.thing.name)


def _things(base: Base, name: str, now: date) -> Iterator[tuple[Record, Dated]]:
    row = base.one("SELECT id, kind, path, data FROM record WHERE id = ?", (name,))
    if row:
        record = Record(row["kind"], row["id"], row["path"], decoded(row["data"]))
        yield from ((record, thing) for thing in (*dated(record), *recurring(record, now)))


def _coming(base: Base, found: tuple[Record, Dated], now: date) -> Coming:
    record, thing = found
    route = (*thing.route, "due") if thing.role == DUE else thing.route
    day = now.isoformat()
    standing = base.one(
        "SELECT word FROM standing WHERE subject = ? AND first <= ? AND last >= ?", (thing.subject, day, day)
    )
    word = standing["word"] if standing else ""
    return Coming(thing, tuple(sources_of(record.data, route)), _evidence(base, thing), word)


def _evidence(base: Base, thing: Dated) -> str:
    table = "part" if thing.part_title else "record"
    row = base.one(f"SELECT evidence FROM {table} WHERE id = ?", (thing.subject,))
    return (row["evidence"] or "") if row else ""
