"""The dated things of a record: due days, first days of rules, last days of terms, suspensions and quotas."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.record import STANDING_PARTS
from mineralkb.status.changes import previous_day
from mineralkb.status.happenings import window_of
from mineralkb.status.pledges import due_window, named_event
from mineralkb.values.dates import BEGINNING, END, Window, read_window
from mineralkb.values.periods import Period, after, read_period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mineralkb.finding import Route
    from mineralkb.record import Record

DUE, START, LAST, LAST_USE = "due", "start", "end", "last use"
# The fewest days of a month.
_SHORTEST = 28
_STARTS = {
    "effective": "takes effect",
    "entered into force": "enters into force",
    "provisionally applied": "is provisionally applied",
}
# What is only seen or said has no term of its own.
_TERMLESS = ("confirmed", "statement", "proceeding")
_CARRIED_ON = ("extended", "resumed")


class Dated(NamedTuple):
    """One thing with its days: where it stands, its role, in words what comes then, and the sources' route."""

    record: str
    kind: str
    title: str
    subject: str
    part_title: str
    route: Route
    role: str
    what: str
    window: Window

    @property
    def name(self) -> str:
        """What names it, whatever is reworded or corrected."""
        return "/".join((self.record, *self.route, self.role))


def dated(record: Record) -> Iterator[Dated]:
    """All dated things of a record, its parts and entries."""
    for place, node, events in _places(record):
        if place[:1] == ("pledges",) and (due := due_window(record, node)):
            yield _thing(record, place, place, (DUE, "due"), due)
        for name, tranche in node.get("tranches", {}).items():
            yield from _ends(record, place, (*place, "tranches", name), tranche)
        for name, event in events.items():
            here = (*place, "events", name)
            if event["kind"] in _STARTS:
                yield _thing(record, place, here, (START, _STARTS[event["kind"]]), window_of(event["date"]))
            if not _carries_on(events, event) and (last := _last_day(events, name)):
                yield _thing(record, place, here, (LAST, f"last day of the {_state(event['kind'])}"), last)


def recurring(record: Record, now: date) -> Iterator[Dated]:
    """Of each pledge that comes back, the turn before the day and the next from it on, as far as they can be counted."""
    for name, pledge in record.data.get("pledges", {}).items():
        due, place = pledge.get("due"), ("pledges", name)
        first = _counted_from(record, pledge)
        if first and isinstance(due, dict):
            every = read_period(due["every"])
            turn = _turn(first, every, now)
            for number in (turn - 1, turn):
                if number:
                    here = (*place, DUE, str(number))
                    yield _thing(record, place, here, (DUE, "due"), after(first, _times(every, number)))


def _counted_from(record: Record, pledge: dict[str, Any]) -> Window | None:
    """The day from which a duty that comes back is counted: its first due day, or the event that it names."""
    due = pledge.get("due")
    if not isinstance(due, dict) or "every" not in due:
        return None
    event = named_event(record, pledge)
    window = due_window(record, pledge) or (window_of(event["date"]) if event else None)
    return window if window and window.first != BEGINNING and window.last != END else None


def _turn(first: Window, every: Period, now: date) -> int:
    """Which turn is the first that does not end before the day."""
    most = max((now - first.first).days, 0) // (every.days or _SHORTEST * every.months) + 2
    return 1 + bisect_left(range(1, most), now, key=lambda number: after(first, _times(every, number)).last)


def _times(period: Period, number: int) -> Period:
    return Period(period.days * number, period.months * number)


def near(window: Window, first: date, last: date) -> bool:
    """Whether the day may lie between two days; of one without a first or last possible day, the other must."""
    begin, end = window
    if begin == BEGINNING or end == END:
        known = end if begin == BEGINNING else begin
        return known not in (BEGINNING, END) and first <= known <= last
    return begin <= last and end >= first


def _places(record: Record) -> Iterator[tuple[Route, dict[str, Any], dict[str, Any]]]:
    """Wherever events stand: the record, its parts and entries."""
    yield (), record.data, record.data.get("events", {})
    for section in STANDING_PARTS:
        for name, node in record.data.get(section, {}).items():
            yield (section, name), node, node.get("events", {})


def _ends(record: Record, place: Route, here: Route, tranche: dict[str, Any]) -> Iterator[Dated]:
    """The last day of a quota or rate, and the last on which a quota can be used."""
    word = "rate" if "rate" in tranche and "volume" not in tranche else "quota"
    period = tranche["period"]
    texts = period["disputed"].values() if isinstance(period, dict) else (period,)
    last = [read_window(text).last for text in texts]
    if max(last) < END:
        yield _thing(record, place, here, (LAST, f"last day of the {word}"), Window(min(last), max(last)))
    if "valid_until" in tranche:
        yield _thing(record, place, here, (LAST_USE, f"last day to use the {word}"), window_of(tranche["valid_until"]))


def _thing(record: Record, place: Route, route: Route, role: tuple[str, str], window: Window) -> Dated:
    part = record.at(place) if place else {}
    subject = f"{record.id}/{place[1]}" if place else record.id
    title = part.get("title", place[1]) if place else ""
    return Dated(record.id, record.kind, record.title, subject, title, route, *role, window)


def _carries_on(events: dict[str, Any], event: dict[str, Any]) -> bool:
    return event["kind"] in _CARRIED_ON and event.get("of") in events


def _last_day(events: dict[str, Any], name: str) -> Window | None:
    """The last day of what an event began, however often it was extended; None where no text gives one.

    What was resumed early ended the day before.
    """
    if events[name]["kind"] in _TERMLESS:
        return None
    chain = _chain(events, name)
    resumed = [window_of(link["date"]) for link in chain if link["kind"] == "resumed"]
    if resumed and events[name]["kind"] != "resumed":
        back = min(resumed)
        return Window(previous_day(back.first), previous_day(back.last))
    if any("until" not in link for link in chain[1:]):
        return None
    ends = [window_of(link["until"]) for link in chain if "until" in link]
    return max(ends, key=lambda window: (window.last, window.first), default=None)


def _chain(events: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The event, and those that extend it or resume from it, or from its extensions."""
    names = [name]
    for known in names:
        names += [
            other
            for other, event in events.items()
            if other not in names and event["kind"] in _CARRIED_ON and event.get("of") == known
        ]
    return [events[one] for one in names]


def _state(kind: str) -> str:
    return {"suspended": "suspension", "extended": "extension"}.get(kind, "term")
