"""What this base learned and corrected between two commits: each difference in one section."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index.days import principal_days
from mineralkb.questions.texts import span
from mineralkb.status.happenings import window_of
from mineralkb.values.dates import Window

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from mineralkb.diff.difference import Difference
    from mineralkb.diff.points import Comparison, Points
    from mineralkb.finding import Route
    from mineralkb.place import Place

HAPPENED, LATE, CORRECTED, NEW, SOURCES, WORDING = "happened", "late", "corrected", "new", "sources", "wording"
_SECTIONS = {
    **dict.fromkeys(("fact corrected", "fact removed", "fact sharpened", "unreadable"), CORRECTED),
    **dict.fromkeys(("event removed", "part removed", "record removed", "record renamed"), CORRECTED),
    **dict.fromkeys(("record added", "part added", "event added", "fact completed"), NEW),
    **dict.fromkeys(("source added", "source removed", "re-confirmed"), SOURCES),
    **dict.fromkeys(("wording only", "correction explained"), WORDING),
}
# Files that are no records: what marks the base, and what it waives.
_HOUSE = ("kb", "waivers")


class Learned(NamedTuple):
    """One difference, the title of its record, the section it is told in, and the reason that the record gives for it."""

    difference: Difference
    title: str
    section: str
    days: str = ""
    reason: str = ""


class Ours(NamedTuple):
    """All differences of our window, and the routes at which something is new, by record."""

    learned: tuple[Learned, ...]
    fresh: dict[str, tuple[Route, ...]]

    def of(self, section: str) -> list[Learned]:
        """Those of one section."""
        return [one for one in self.learned if one.section == section]

    @property
    def gone(self) -> bool:
        """Whether the base lost a record or an id, which only its older state can be asked for."""
        return any(one.difference.sort in ("record removed", "record renamed") for one in self.learned)

    def knew(self, record: str, route: Route) -> bool:
        """Whether the base had what stands at the route before."""
        return not any(route[: len(new)] == new for new in self.fresh.get(record, ()))


def ours(place: Place, points: Points, shown: str, since: date, now: date) -> Ours:
    """What the base learned and corrected; `since` and `now` are the days of the world that its events are set against."""
    from mineralkb.diff.points import comparison  # news of the world need nothing that reads files

    found = comparison(place, points, shown)
    told = [one for one in found.differences if one.record not in _HOUSE]
    fresh: dict[str, tuple[Route, ...]] = {}
    for one in told:
        if one.old is None and one.new is not None:
            fresh[one.record] = (*fresh.get(one.record, ()), one.route)
    return Ours(tuple(_learned(found, one, since, now) for one in told), fresh)


def narrowed(whole: Ours, chosen: AbstractSet[str] | None) -> Ours:
    """The same of the records that are asked about."""
    if chosen is None:
        return whole
    kept = (one for one in whole.learned if {one.difference.record, one.difference.renamed_from} & chosen)
    return Ours(tuple(kept), whole.fresh)


def _learned(found: Comparison, one: Difference, since: date, now: date) -> Learned:
    record = found.new.records.get(one.record) or found.old.records.get(one.renamed_from or one.record)
    title = record.title if record else one.record
    section = _SECTIONS[one.sort]
    window = _window(found, one) if section == NEW else None
    if window and window.last < since:
        section = LATE
    elif window and one.sort == "event added" and window.first >= since and window.last <= now:
        section = HAPPENED
    days = span(window.first.isoformat(), window.last.isoformat()) if window else None
    return Learned(one, title, section, days or "", _reason(found, one) if section == CORRECTED else "")


def _window(found: Comparison, one: Difference) -> Window | None:
    """The day of an event, or the principal day of a record that is new."""
    if one.sort == "event added":
        return window_of(one.new["date"])
    if one.sort != "record added":
        return None
    first, last = principal_days(found.new.records[one.record])
    return Window(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None


def _reason(found: Comparison, one: Difference) -> str:
    """The newest explanation in the record of a correction there, above or below; of a record that is gone, the base's."""
    if one.sort == "record removed":
        return str(found.new.settings.get("withdrawn", {}).get(one.record, {}).get("reason", ""))
    record = found.new.records.get(one.record)
    route = "/".join(one.route)
    given: list[dict[str, Any]] = [
        correction
        for correction in (record.data.get("corrections", {}) if record else {}).values()
        if f"{route}/".startswith(f"{correction['route']}/") or f"{correction['route']}/".startswith(f"{route}/")
    ]
    return str(max(given, key=lambda correction: correction["date"])["reason"]) if given and route else ""
