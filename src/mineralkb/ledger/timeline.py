"""Timelines: events in order, and for each subject the stretches of days with one standing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.ledger.nothing import silent
from mineralkb.ledger.stretches import Segment, stretches
from mineralkb.ledger.subjects import Subject, named_subject, subjects_of
from mineralkb.questions.find import find
from mineralkb.questions.timeline import EventLine, events_of
from mineralkb.values.dates import BEGINNING, END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.chosen import Filters
    from mineralkb.questions.coverage import Silence
    from mineralkb.questions.find import Found

_OPEN = (BEGINNING.isoformat(), END.isoformat())
# Of the days that the events take up, so much is left free after the last: what comes then must be seen.
_MARGIN = 30


class Bar(NamedTuple):
    """A subject and how it stood, stand and will stand, as far as is known."""

    subject: str
    title: str
    record: str
    segments: tuple[Segment, ...]


class Timeline(NamedTuple):
    """Events by day, bars, and the days that both are drawn for. `evidence` is the newest of the subjects'.

    Of an empty answer, `emptied_by` is the filter without which it would not be, and `silence` what claims say.
    """

    first: date
    last: date
    events: tuple[EventLine, ...]
    bars: tuple[Bar, ...]
    evidence: str
    asked: Asked
    emptied_by: str = ""
    silence: Silence | None = None


def timeline(base: Base, ids: tuple[str, ...], filters: Filters, ends: tuple[str, str], asked: Asked) -> Timeline:
    """The timeline of records or parts, of what the filters choose, or of everything; `ends` are days or ''."""
    subjects = subjects_of(base, ids, filters, asked)
    events = _between(_events(base, subjects, ids), ends)
    known = stretches(base, [subject.id for subject in subjects])
    first, last = _range(events, (known[one.id] for one in subjects if one.id in known), ends, asked.on)
    bars = [Bar(one.id, one.title, one.record, known[one.id]) for one in subjects if one.id in known]
    shown = tuple(bar for bar in bars if _stands(bar, first, last))
    evidence = max((one.evidence for one in subjects), default="")
    found = Timeline(first, last, events, shown, evidence, asked)
    if events or shown:
        return found
    emptied = _emptied_by(base, ids, filters, ends, asked)
    return found._replace(emptied_by=emptied, silence=silent(base, filters, asked.on))


def _emptied_by(base: Base, ids: tuple[str, ...], filters: Filters, ends: tuple[str, str], asked: Asked) -> str:
    """The one filter without which there would be events, or all of them together."""
    used = {
        "party": filters._replace(party=()) if filters.party else None,
        "mineral": filters._replace(mineral=()) if filters.mineral else None,
    }
    for name, rest in used.items():
        if rest and _between(_events(base, subjects_of(base, ids, rest, asked), ids), ends):
            return name
    if any(ends) and _events(base, subjects_of(base, ids, filters, asked), ids):
        return "since and until"
    return ", ".join(name for name, rest in used.items() if rest)


def _events(base: Base, subjects: tuple[Subject, ...], ids: tuple[str, ...]) -> list[EventLine]:
    """The events of the subjects; of records and parts that were named, also those that they caused elsewhere."""
    found: dict[tuple[str, ...], EventLine] = {}
    wanted = {one.id for one in subjects} | {one.record for one in subjects}
    for one in _asked(base, subjects, ids):
        for line in events_of(base, one):
            if ids or (line.subject in wanted and not line.caused):
                found.setdefault((line.subject, *line.route), line)
    return sorted(found.values(), key=lambda line: (line.first, line.last, line.subject, line.name))


def _asked(base: Base, subjects: tuple[Subject, ...], ids: tuple[str, ...]) -> Iterator[Found]:
    """The records and parts that were named, of lists with their entries; else the records of the subjects."""
    for name in ids:
        found = named_subject(base, name)
        yield found
        if found.kind == "lists" and not found.route:
            entries = found.data.get("entries", {})
            yield from (found._replace(route=("entries", name)) for name, one in entries.items() if "events" in one)
    if not ids:
        yield from (find(base, record) for record in dict.fromkeys(one.record for one in subjects))


def _between(events: list[EventLine], ends: tuple[str, str]) -> tuple[EventLine, ...]:
    """The events that may fall between two days."""
    first, last = ends
    return tuple(line for line in events if (not first or line.last >= first) and (not last or line.first <= last))


def _range(
    events: Iterable[EventLine], bars: Iterable[tuple[Segment, ...]], ends: tuple[str, str], on: date
) -> tuple[date, date]:
    """The days that hold all events, all changes and the day asked, or those that were asked for."""
    days = {day for line in events for day in (line.first, line.last, line.until_last)}
    days |= {day for segments in bars for one in segments for day in (one.first, one.last)}
    known = sorted(date.fromisoformat(day) for day in days - {None, *_OPEN} if day)
    known = sorted([*known, on])
    first = date.fromisoformat(ends[0]) if ends[0] else known[0]
    last = date.fromisoformat(ends[1]) if ends[1] else _with_margin(first, max(known[-1], first))
    if first > last:
        raise MkbError(f"the days asked for end before they begin: {first} to {last}", "mend --since and --until")
    return first, last


def _with_margin(first: date, last: date) -> date:
    return last + timedelta(min((last - first).days // _MARGIN + 1, (END - last).days))


def _stands(bar: Bar, first: date, last: date) -> bool:
    """Whether anything is to be seen of it in these days."""
    return any(word for word in _words(bar, first.isoformat(), last.isoformat()) if word not in NOTHING)


def _words(bar: Bar, first: str, last: str) -> Iterator[str]:
    return (one.word for one in bar.segments if one.first <= last and one.last >= first)


# What is not there yet.
NOTHING = ("", "not issued", "not concluded", "not listed", "not made")
