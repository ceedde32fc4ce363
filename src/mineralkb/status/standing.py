"""The standing of every part over all days, as segments that each give one answer."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mineralkb.status.happenings import Bearing, SourceFacts, bearing
from mineralkb.status.pledges import PledgeTracks, due_window, pledge_tracks
from mineralkb.status.rules import Tracks, agreement_tracks, control_tracks
from mineralkb.values.dates import BEGINNING, END

if TYPE_CHECKING:
    from mineralkb.finding import Route
    from mineralkb.record import Record
    from mineralkb.status.changes import Change

CANNOT_TELL = "cannot tell"
KNOWN, EXPECTED, UNCERTAIN = "known", "expected", "uncertain"
OPERATES = ("in effect", "in force", "operating")
_DAY = timedelta(days=1)

_BEGINNINGS = ("start", "entry into force", "signing", "concluded", "initialled", "resumption")
# The changes that make a word true.
_ROLES = {
    "proposed": ("proposal",),
    "planned": ("issue",),
    **dict.fromkeys(OPERATES, _BEGINNINGS),
    "suspended": ("suspension",),
    "ended": ("end", "end of the term"),
    "never adopted": ("failure",),
    "never concluded": ("failure",),
    "provisionally applied": ("provisional application",),
    **{kind: (kind,) for kind in ("announced", "concluded", "initialled", "signed")},
    "open": _BEGINNINGS,
    "due": ("due day",),
    "due date passed, not checked": ("end of the due day",),
    "overdue": ("sighting",),
    **{kind: (kind,) for kind in ("delivered", "partly delivered", "missed", "withdrawn")},
    "delivered late": ("delivered late", "delivered"),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why: an event's route, its part in the answer, and whether it is known, expected or uncertain."""

    event: str
    role: str
    certainty: str
    window: tuple[date, date]


@dataclass(frozen=True, slots=True)
class Segment:
    """Days, first to last, with one answer; `possible` names the words it may be where it cannot be told."""

    first: date
    last: date
    word: str
    possible: tuple[str, ...]
    causes: tuple[Cause, ...]
    never_operated: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """All segments of one part, in order and without gaps, and the day of its last evidence."""

    segments: tuple[Segment, ...]
    evidence: date

    def on(self, day: date) -> Segment:
        """The segment that holds the day."""
        return self.segments[bisect_right([segment.first for segment in self.segments], day) - 1]


def timeline_of(record: Record, part: Route, sources: SourceFacts) -> Standing | None:
    """The standing of a record (empty route) or of one of its parts; None for kinds that have none."""
    found = bearing(record, part, sources)
    if part[:1] == ("pledges",):
        whole = bearing(record, (), sources)
        around = _tracks(record, whole)
        own = record.at(part)
        tracks = pledge_tracks(found, around, whole.evidence, due_window(record, own)) if around else None
        return _standing(tracks, found.evidence) if tracks else None
    around = _tracks(record, found)
    return _standing(around, found.evidence) if around and found.happenings else None


def _tracks(record: Record, found: Bearing) -> Tracks | None:
    if record.kind == "agreements":
        return agreement_tracks(found, binding=record.data["binding"] == "binding")
    if record.kind in ("controls", "policies", "projects", "groups", "lists"):
        return control_tracks(found)
    return None


def _standing(tracks: Tracks | PledgeTracks, evidence: date) -> Standing:
    changes = tuple(dict.fromkeys(tracks.changes()))
    days = sorted({BEGINNING, *_turns(changes)})
    segments: list[Segment] = []
    for day in days:
        segment = _segment(tracks, changes, day, evidence, operated=_operated(segments))
        if segments and _same(segments[-1], segment):
            continue
        if segments:
            segments[-1] = _until(segments[-1], day - _DAY)
        segments.append(segment)
    return Standing(tuple(segments), evidence)


def _turns(changes: tuple[Change, ...]) -> set[date]:
    """The days on which an answer can change: a window's first day, and its last, when all of it has passed."""
    return {day for change in changes for day in change.boundaries() if day != END}


def _segment(
    tracks: Tracks | PledgeTracks, changes: tuple[Change, ...], day: date, evidence: date, *, operated: bool
) -> Segment:
    words = tracks.words(day, evidence)
    word = next(iter(words)) if len(words) == 1 else CANNOT_TELL
    causes = _causes(changes, day, evidence, words)
    never = word in ("suspended", "ended") and not operated
    return Segment(day, END, word, tuple(sorted(words)), causes, never)


def _causes(changes: tuple[Change, ...], day: date, evidence: date, words: set[str]) -> tuple[Cause, ...]:
    """Where the answer is known, the newest change that makes it so; where not, all that leave it open."""
    possible = {change: change.possible(day, _sight(change, day, evidence)) for change in changes}
    if len(words) > 1:
        return tuple(_cause(change, evidence) for change in changes if len(possible[change]) > 1)
    roles = _ROLES.get(next(iter(words)), ())
    known = [c for c in changes if possible[c] == {True} and c.role.removeprefix("extension of the ") in roles]
    newest = max(known, key=lambda change: change.window.last, default=None)
    return (Cause(newest.event, newest.role, KNOWN, (newest.window.first, newest.window.last)),) if newest else ()


def _sight(change: Change, day: date, evidence: date) -> date:
    """A due day passes by itself; everything else needs evidence."""
    return day if change.event == "due" else evidence


def _cause(change: Change, evidence: date) -> Cause:
    window = change.window
    certainty = EXPECTED if window.first > evidence else UNCERTAIN
    return Cause(change.event, change.role, certainty, (window.first, window.last))


def _operated(segments: list[Segment]) -> bool:
    return any(word in OPERATES for segment in segments for word in segment.possible)


def _same(one: Segment, other: Segment) -> bool:
    return (one.word, one.possible, one.causes) == (other.word, other.possible, other.causes)


def _until(segment: Segment, last: date) -> Segment:
    return Segment(segment.first, last, segment.word, segment.possible, segment.causes, segment.never_operated)


