"""From what a user types to two windows: days of the world, and commits of this base."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.tree import history, known_commit
from mineralkb.tree.versions import beginning
from mineralkb.values.dates import read_day
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.place import Place

USUAL_DAYS = 30
_LIKE_A_DAY = re.compile(r"[12][0-9]{3}([-/.Q].*)?")


class Point(NamedTuple):
    """One end of the windows: as it was typed, its day, its commit ('' where there is none), and why there is none."""

    typed: str
    day: date
    commit: str
    why_none: str = ""


class Clocks(NamedTuple):
    """Both windows. `until.commit` is '' for the folder as it stands; `today` is the last day that can have happened."""

    since: Point
    until: Point
    today: date

    @property
    def now(self) -> date:
        """The last day of the world of which something can have happened."""
        return min(self.until.day, self.today)

    @property
    def why_none(self) -> str:
        """Why nothing can be said of what this base learned and corrected; '' where that can be said."""
        return self.since.why_none or self.until.why_none


def clocks(place: Place, since: str | None, until: str | None, today: date) -> Clocks:
    """The windows from `since` to `until`: each a day or a revision, 30 days ago and now where nothing is typed."""
    begin = _point(place, since or (today - timedelta(days=USUAL_DAYS)).isoformat(), "--since")
    end = _end(place, until, today)
    if begin.day > end.day:
        raise MkbError(f"--since ({begin.day}) lies after --until ({end.day})", "the earlier of the two is --since")
    return Clocks(begin, end, today)


def _end(place: Place, until: str | None, today: date) -> Point:
    """The later end; today and later, it is the folder as it stands."""
    day = _day(until) if until else today
    if day is None or day < today:
        return _point(place, until or "", "--until")
    return Point(until or "", day, "")


def _point(place: Place, typed: str, name: str) -> Point:
    day = _day(typed)
    if day is None:
        commit = _revision(place, typed, name)
        return Point(typed, read_day(history.committed(place.folder, commit)), commit)
    try:
        return Point(typed, day, known_commit(place.folder, typed, packaged=place.packaged))
    except MkbError as error:
        return Point(typed, day, "", f"{error.message} ({_cure(place, error)})")


def _revision(place: Place, typed: str, name: str) -> str:
    try:
        return known_commit(place.folder, typed, packaged=place.packaged)
    except MkbError as error:
        if _LIKE_A_DAY.fullmatch(typed):
            raise MkbError(f"{name}: '{visible(typed)}' is no day", "write a day as 2025-10-28") from None
        raise MkbError(f"{name}: {error.message}", error.hint) from None


def _cure(place: Place, error: MkbError) -> str:
    """What to do; for a day before the first commit, the first commit is where to begin."""
    if not error.message.startswith("the base began"):
        return error.hint
    return f"for all that it learned and corrected since then: --since rev:{beginning(place.folder)[:12]}"


def _day(typed: str) -> date | None:
    try:
        return read_day(typed)
    except ValueError:
        return None
