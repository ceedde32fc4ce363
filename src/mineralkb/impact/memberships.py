"""Who belongs to a group or is a party of an agreement, and in what role, where that reads otherwise."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mineralkb.impact.answer import CORRECTED, MEMBERSHIP, STEPS, Answer, reason
from mineralkb.impact.runs import SILENT, Line, Word, abreast, always, differing, joined
from mineralkb.impact.threes import ALWAYS, NO, YES, during
from mineralkb.status.changes import previous_day
from mineralkb.status.happenings import bearing, window_of
from mineralkb.values.dates import BEGINNING, END, Window
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.impact.sides import Side, Sides
    from mineralkb.record import Record

# Where those who belong to a record stand, and the word for one of them without a role.
SECTIONS = {"groups": ("members", "member"), "agreements": ("parties", "party")}
_FROM, _TO = Window(BEGINNING, BEGINNING), Window(END, END)
_COMING, _GOING = ("acceded",), ("withdrew",)


def people(both: Sides, name: str) -> list[tuple[str, str]]:
    """Who belongs to the record on either side: the word for such a one, and the id."""
    return list(dict.fromkeys(one for side in (both.new, both.old) for one in _people(side.record(name))))


def membership(side: Side, name: str, person: tuple[str, str]) -> Line:
    """How somebody belongs to a record; where that knows its members in part only, a miss is no `no`."""
    record = side.record(name)
    if record is None:
        return SILENT
    section, word = SECTIONS.get(record.kind, ("", ""))
    node = record.at((section, person[1])) if word == person[0] else None
    if node is None:
        return always(Word(CANNOT_TELL) if section in record.data.get("partial", ()) else NO)
    dated = during(*_window(node, "since", "until"))
    inside, in_role = (_inside(record, side, person[1], node), dated) if word == "party" else (dated, ALWAYS)
    return joined((first, _word(node, word, *words)) for first, _, words in abreast(inside, in_role))


def memberships(both: Sides, name: str) -> Iterator[Answer]:
    """All who belong to a record otherwise on some day."""
    for person in people(both, name):
        lines = _steps(both, name, person)
        for step, (one, other) in zip(STEPS, pairwise(lines), strict=True):
            for run in differing(one, other):
                cause = reason(step, run)
                roots = tuple((name, route) for route in _routes(both, name, person[1])) if cause == CORRECTED else ()
                yield Answer(name, run, cause, MEMBERSHIP, (person,), roots=roots)


def _people(record: Record | None) -> Iterator[tuple[str, str]]:
    section, word = SECTIONS.get(record.kind, ("", "")) if record else ("", "")
    yield from ((word, str(name)) for name in (record.data.get(section, {}) if record else {}))


def _steps(both: Sides, name: str, person: tuple[str, str]) -> list[Line]:
    """Of a record that is on one side only, nothing is told of on the other where the answer is a no here."""
    lines = [membership(side, name, person) for side in both.steps]
    if both.old.record(name) and both.new.record(name):
        return lines
    there = lines[0] if both.old.record(name) else lines[-1]
    silent = joined((first, NO if word == NO else SILENT[0][1]) for first, word in there)
    if both.old.record(name):
        return [there, silent, silent, silent]
    section = "members" if person[0] == "member" else "parties"
    return [silent, silent, silent if both.untold(name, (section, person[1])) else there, there]


def _inside(record: Record, side: Side, name: str, party: dict[str, Any]) -> Line:
    """The days on which one is a party, by the stated days, else by the events of acceding and withdrawing."""
    joined_on, left_on = party.get("joined"), party.get("left")
    came = window_of(joined_on) if joined_on else _day(record, side, name, _COMING)
    went = window_of(left_on) if left_on else _day(record, side, name, _GOING)
    last = Window(previous_day(went.first), previous_day(went.last)) if went else _TO
    return during(came or _FROM, last)


def _day(record: Record, side: Side, name: str, kinds: tuple[str, ...]) -> Window | None:
    found = (event for event in bearing(record, (), side.sources).of_kind(*kinds))
    days = [event.window for event in found if record.at((*event.route.split("/"), "party")) == name]
    return max(days, default=None)


def _window(node: dict[str, Any], begin: str, end: str) -> tuple[Window, Window]:
    return (window_of(node[begin]) if begin in node else _FROM, window_of(node[end]) if end in node else _TO)


def _word(node: dict[str, Any], word: str, inside: Word, in_role: Word) -> Word:
    """No, the role, or the plain word outside of the days of the role."""
    role = node.get("role", word)
    roles = set(role["disputed"].values()) if isinstance(role, dict) else {role}
    possible = {NO.word} if inside != YES else set()
    if inside != NO:
        possible |= (roles if in_role != NO else set()) | ({word} if in_role != YES else set())
    return Word(next(iter(possible)) if len(possible) == 1 else CANNOT_TELL, tuple(sorted(possible)))


def _routes(both: Sides, name: str, person: str) -> Iterator[tuple[str, ...]]:
    """Where a correction would explain it: the member, and its events of coming and going."""
    for side in (both.new, both.old):
        record = side.record(name)
        if record and record.kind in SECTIONS:
            yield SECTIONS[record.kind][0], person
            yield from (
                route
                for route, event in record.events()
                if event["kind"] in (*_COMING, *_GOING) and event.get("party") == person
            )
