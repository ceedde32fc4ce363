"""The one answer of `mkb changes`: both windows, and what each clock has to say of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.changes.ours import Ours, narrowed, ours
from mineralkb.changes.world import SAID, happenings, newest_evidence, surely
from mineralkb.index import decoded, open_base
from mineralkb.questions.ahead import coming
from mineralkb.questions.chosen import chosen
from mineralkb.status.dated import START
from mineralkb.tree import history
from mineralkb.tree.changed import changed
from mineralkb.values.dates import END

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mineralkb.changes import calendar, feed
    from mineralkb.changes.clocks import Clocks
    from mineralkb.changes.world import Happened
    from mineralkb.index import Base
    from mineralkb.questions.ahead import Coming
    from mineralkb.questions.chosen import Filters


class Source(NamedTuple):
    """A source that is cited: its id, title and address ('' where there is none)."""

    id: str
    title: str
    url: str


class Changes(NamedTuple):
    """News of both clocks; `ours` is None where the base has no history to tell them from.

    `happened` surely lies in the window and `possible` may; `said` is what was said or seen of a standing, apart.
    `fell` are due days and last days in the window, `ahead` what is dated after it; `evidence` is the newest of all.
    """

    base: Base
    clocks: Clocks
    filters: Filters
    horizon: date
    chosen: frozenset[str] | None
    happened: tuple[Happened, ...]
    said: tuple[Happened, ...]
    possible: tuple[Happened, ...]
    fell: tuple[Coming, ...]
    ahead: tuple[Coming, ...]
    evidence: str
    ours: Ours | None
    sources: dict[str, Source]

    @property
    def title(self) -> str:
        """What the base calls itself."""
        return self.base.meta("title") or "A knowledge base"


def changes(base: Base, clocks: Clocks, filters: Filters, days: int, shown: str) -> Changes:
    """News between the two points; `days` is how far to look ahead, `shown` the data folder as places name it."""
    whole = _ours(base, clocks, shown)
    older = open_base(base.place, clocks.since.commit) if whole and whole.gone and any(filters) else None
    wanted = chosen(base, older, filters, clocks.now)
    told = narrowed(whole, wanted) if whole else None
    found = [_marked(one, told) for one in happenings(base, clocks.since.day, clocks.now, wanted)]
    sure, possible = surely(found, clocks.since.day, clocks.now)
    horizon = later(clocks.until.day, days)
    fell = [one for one in coming(base, clocks.since.day, clocks.now, clocks.now, wanted) if one.thing.role != START]
    ahead = [one for one in coming(base, later(clocks.now, 1), horizon, clocks.now, wanted) if not one.overtaken]
    return Changes(
        base,
        clocks,
        filters,
        horizon,
        wanted,
        tuple(one for one in sure if one.event not in SAID),
        tuple(one for one in sure if one.event in SAID),
        tuple(possible),
        tuple(one for one in fell if one.thing.window.last <= clocks.now),
        tuple(ahead),
        newest_evidence(base, wanted),
        told,
        _sources(base, [*found, *fell, *ahead]),
    )


def feed_entries(found: Changes) -> list[feed.Entry]:
    """The entries of a feed: by commit where there is a history of our window, else by event."""
    from mineralkb.changes import feed

    clocks = found.clocks
    if found.ours is None:
        return feed.of_events([*found.happened, *found.said], clocks.now)
    until = clocks.until.commit or "HEAD"
    return feed.of_commits(found.base.place, clocks.since.commit, until, found.chosen, found.filters.kind)


def calendar_entries(found: Changes) -> tuple[list[calendar.Entry], str]:
    """The entries of a calendar from the window's first day to the horizon, and why SEQUENCE is not to be relied on."""
    from mineralkb.changes import calendar

    clocks = found.clocks
    things = coming(found.base, clocks.since.day, found.horizon, clocks.now, found.chosen)
    place = found.base.place
    if place.packaged or not history.head(place.folder):
        return calendar.without_history(found.base, things, clocks.now), "there is no history here: every SEQUENCE is 0"
    shallow = "the history here is shallow: a SEQUENCE counts less than there was"
    days = (clocks.since.day, found.horizon, clocks.now)
    entries = calendar.with_history(found.base, clocks.until.commit or "HEAD", things, days, found.chosen)
    return entries, shallow if history.is_shallow(place.folder) else ""


def uncommitted(found: Changes) -> bool:
    """Whether the answer speaks of data that no commit holds yet, as it stands in the folder."""
    place, until = found.base.place, found.clocks.until.commit
    here = None if until or place.packaged else history.head(place.folder)
    return bool(here and changed(place.folder, here[0], "", "").paths)


def later(day: date, days: int) -> date:
    """So many days later; the calendar ends somewhere."""
    return day + timedelta(min(days, (END - day).days))


def _ours(base: Base, clocks: Clocks, shown: str) -> Ours | None:
    if clocks.why_none:
        return None
    from mineralkb.diff.points import WORK, Points

    since, until = clocks.since, clocks.until
    points = Points(since.commit, until.commit, since.typed, until.typed or WORK)
    return ours(base.place, points, shown, since.day, clocks.now)


def _marked(one: Happened, told: Ours | None) -> Happened:
    return one._replace(learned=not told.knew(one.record, one.route)) if told else one


def _sources(base: Base, cited: Iterable[Happened | Coming]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for name in sorted({source for one in cited for source in one.sources}):
        row = base.one("SELECT title, data FROM record WHERE id = ?", (name,))
        if row:
            found[name] = Source(name, row["title"], str(decoded(row["data"]).get("url", "")))
    return found
