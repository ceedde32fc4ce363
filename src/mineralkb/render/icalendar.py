"""Dated things as an iCalendar file (RFC 5545): all-day events, stable names, folded lines, escaped text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.texts import span
from mineralkb.render.links import page_of
from mineralkb.render.plain import one_line
from mineralkb.status.changes import next_day
from mineralkb.values.dates import BEGINNING, END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mineralkb.changes.answer import Changes
    from mineralkb.changes.calendar import Entry

_MOST_OCTETS = 75
_SPECIAL = re.compile(r"([\\;,])")
# What a job's log would take for a command, at the beginning of a line or anywhere.
_COMMAND = re.compile(r"[ \t]*::[\w-]")
# A calendar without a component is no calendar.
_NOTHING = (
    *("BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"),
)


def icalendar(found: Changes, entries: Sequence[Entry], link: str) -> str:
    """The calendar; its lines end with CRLF."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mineralkb//mkb changes//EN", "CALSCALE:GREGORIAN"),
        f"X-WR-CALNAME:{_text(found.title)}",
        f"X-WR-CALDESC:{_text(NOTICE)}",
        *(line for entry in entries for line in _event(found, entry, link)),
        *(() if entries else _NOTHING),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, the later ones behind a blank; no piece reads as a command."""
    pieces: list[str] = []
    rest = line
    while rest:
        cut = _cut(rest, _MOST_OCTETS - (1 if pieces else 0))
        pieces.append(rest[:cut])
        rest = rest[cut:]
    return "\r\n ".join(pieces)


def _cut(text: str, most: int) -> int:
    """How many signs the next piece takes."""
    size = 0
    for place, sign in enumerate(text):
        size += len(sign.encode())
        if size > most:
            return _harmless(text, place)
        if sign == "[" and text[:place].endswith("##"):
            return place - 1
    return len(text)


def _harmless(text: str, place: int) -> int:
    """The place, or the nearest one before it where no command begins."""
    while place > 1 and _COMMAND.match(text[place:]):
        place -= 1
    return place


def _event(found: Changes, entry: Entry, link: str) -> Iterator[str]:
    thing = entry.coming.thing
    first, after = _days(thing.window.first, thing.window.last)
    stamp = entry.changed.strftime("%Y%m%dT%H%M%SZ")
    page = page_of(link, thing.record)
    yield from ("BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}")
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY:{_text(_summary(entry))}"
    yield "DESCRIPTION:" + "\\n".join(_text(line) for line in _description(found, entry))
    yield from (f"CATEGORIES:{_text(thing.what)}", f"STATUS:{entry.status}", "TRANSP:TRANSPARENT")
    if page:
        yield f"URL:{page}"
    yield "END:VEVENT"


def _summary(entry: Entry) -> str:
    """What comes, whose it is, and where the day is uncertain between which days."""
    thing = entry.coming.thing
    what = "due" if thing.role == "due" else thing.what
    days = "" if thing.window.exact else f" (day not certain: {span(*entry.coming.days)})"
    return f"{what[0].upper()}{what[1:]}: {thing.part_title or thing.title}{days}"


def _description(found: Changes, entry: Entry) -> Iterator[str]:
    one = entry.coming
    yield one.thing.title
    yield one.thing.subject
    if one.standing:
        yield f"On {found.clocks.now}: {one.standing}"
    if one.evidence:
        yield f"Last evidence: {one.evidence}"
    for source in one.sources:
        if source in found.sources:
            told = found.sources[source]
            yield f"Source: {told.title} {told.url}".rstrip()


def _days(first: date, last: date) -> tuple[date, date]:
    """The first day and the day after the last; of an open side only the other is known."""
    begin = last if first == BEGINNING else first
    end = first if last == END else last
    return begin, next_day(end)


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))
