"""Single pieces of news as lines that any format can draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.changes.world import DIGEST, EXPECTED
from mineralkb.questions.texts import span
from mineralkb.status.happenings import SHOWN_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mineralkb.changes.ours import Learned
    from mineralkb.changes.world import Happened
    from mineralkb.questions.ahead import Coming

_NOTES = {EXPECTED: "expected: no source saw it yet", DIGEST: "only machine digests say so"}
_FRESH = "learned in these days"
# From so many parts of a record on, what befell them alike is one line.
_MANY = 3


class Line(NamedTuple):
    """One piece of news: its day, what it is, of what, what must be known of it, its sources, and what was said."""

    day: str
    what: str
    record: str
    subject: str
    title: str
    part: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    summary: str = ""

    @property
    def whose(self) -> str:
        """The title of the record, and of its part."""
        return f"{self.title}: {self.part}" if self.part else self.title

    @property
    def sentence(self) -> str:
        """What it is, and of what, where that does not say it."""
        summary = f". {self.summary}" if self.summary else ""
        return f"{self.what}: {self.whose}{summary}{self._noted}" if self.title else self.told

    @property
    def told(self) -> str:
        """What it is, with what must be known of it."""
        return f"{self.what}{self._noted}"

    @property
    def _noted(self) -> str:
        return f" ({'; '.join(self.notes)})" if self.notes else ""


def of_events(events: Sequence[Happened]) -> tuple[Line, ...]:
    """One line for each event, by day."""
    return _together(_event(one) for one in sorted(events, key=lambda one: (one.first, one.last, one.name)))


def of_things(things: Sequence[Coming], *, past: bool = False) -> tuple[Line, ...]:
    """One line for each dated thing, as they come; of past ones it is said how their subject stands now."""
    return _together(_thing(one, past=past) for one in things)


def of_learned(learned: Iterable[Learned]) -> tuple[Line, ...]:
    """One line for each difference, as they come; what differs alike in many places of a record is told once."""
    alike: dict[tuple[Any, ...], list[Learned]] = {}
    for one in learned:
        alike.setdefault(_kind_of(one), []).append(one)
    found: list[Line] = []
    for some in alike.values():
        lines = [_learned(one) for one in some]
        found += lines if len(some) < _MANY else [_alike(some[0], lines)]
    return tuple(found)


def _kind_of(one: Learned) -> tuple[Any, ...]:
    """What the differences have in common that are told together."""
    difference = one.difference
    head = (difference.record, difference.sort, one.days, one.reason)
    if difference.sort in ("part added", "part removed"):
        return (*head, difference.route[0])
    return (*head, difference.route[-1:], repr(difference.old), repr(difference.new))


def _alike(first: Learned, lines: list[Line]) -> Line:
    difference = first.difference
    if difference.sort in ("part added", "part removed"):
        names = [line.subject.partition("/")[2] for line in lines]
        shown = ", ".join([*names[:_MANY], "..."] if len(names) > _MANY else names)
        state = "new" if difference.sort == "part added" else "gone"
        told = f"{len(names)} {difference.route[0]} are {state}: {shown}"
    else:
        told = f"{lines[0].what}; and {len(lines) - 1} more alike"
    return lines[0]._replace(what=told, subject=difference.record)


def _together(lines: Iterable[Line]) -> tuple[Line, ...]:
    """What befell many parts of a record alike is told once."""
    alike: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        alike.setdefault((line.day, line.what, line.record, line.summary, *line.notes), []).append(line)
    found: list[Line] = []
    for some in alike.values():
        found += some if len(some) < _MANY else [_joined(some)]
    return tuple(found)


def _joined(some: list[Line]) -> Line:
    sources = tuple(dict.fromkeys(source for line in some for source in line.sources))
    subject = f"{some[0].record} ({len(some)} parts)"
    return some[0]._replace(subject=subject, part="", sources=sources)


def _event(one: Happened) -> Line:
    notes = tuple(note for note in (_NOTES.get(one.certainty, ""), _FRESH if one.learned else "") if note)
    # Of a statement, what was said is the news.
    summary = one.summary if one.event in SHOWN_ONLY else ""
    return Line(one.date, one.told, one.record, one.subject, one.title, one.part_title, notes, one.sources, summary)


def _thing(one: Coming, *, past: bool) -> Line:
    thing = one.thing
    notes = (f"now: {one.standing}",) if past and one.standing else ()
    day = span(*one.days) or ""
    return Line(day, thing.what, thing.record, thing.subject, thing.title, thing.part_title, notes, one.sources)


def _learned(one: Learned) -> Line:
    difference = one.difference
    # The sentence of a whole record names it.
    title = "" if difference.sort in ("record added", "record removed") else one.title
    notes = (f"why: {one.reason}",) if one.reason else ()
    return Line(one.days, difference.sentence, difference.record, difference.subject, title, "", notes)
