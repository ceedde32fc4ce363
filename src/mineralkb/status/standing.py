"""The standing of every part over all days, as segments that each give one answer."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mineralkb.status.causes import OPERATES, causes
from mineralkb.status.entries import entry_bearing, entry_tracks
from mineralkb.status.happenings import bearing, with_starts_of_parts
from mineralkb.status.pledges import due_window, pledge_tracks
from mineralkb.status.sorting import agreement_tracks, control_tracks
from mineralkb.status.tracks import Either
from mineralkb.values.dates import BEGINNING, END
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.finding import Route
    from mineralkb.record import Record
    from mineralkb.status.causes import Cause
    from mineralkb.status.changes import Change
    from mineralkb.status.happenings import Bearing, SourceFacts
    from mineralkb.status.pledges import PledgeTracks
    from mineralkb.status.tracks import Tracks

_DAY = timedelta(days=1)
_ACTING = ("agreements", "controls", "policies")


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
    if part[:1] == ("entries",):
        listed = entry_bearing(record, part, sources)
        return _standing(entry_tracks(listed), listed.evidence)
    found = bearing(record, part, sources)
    if part[:1] == ("pledges",):
        whole = bearing(record, (), sources)
        around = _tracks(record, whole)
        own = record.at(part)
        tracks = pledge_tracks(found, around, whole.evidence, due_window(record, own)) if around else None
        return _standing(tracks, found.evidence, operates=False) if tracks else None
    if record.kind == "controls" and not part and not found.of_kind("effective"):
        found = with_starts_of_parts(record, found, sources)
    around = _tracks(record, found)
    if around and found.happenings:
        return _standing(around, found.evidence)
    # Of what acts, something is always so, even where no event that counts is recorded.
    unknown = Standing((Segment(BEGINNING, END, CANNOT_TELL, (), ()),), BEGINNING)
    return unknown if record.kind in _ACTING else None


def _tracks(record: Record, found: Bearing) -> Tracks | Either | None:
    if record.kind == "agreements":
        stated = record.data["binding"]
        words = stated["disputed"].values() if isinstance(stated, dict) else [stated]
        readings = [agreement_tracks(found, binding=binding) for binding in {word == "binding" for word in words}]
        return Either(*readings) if len(readings) > 1 else readings[0]
    if record.kind in ("controls", "policies", "projects", "groups", "lists"):
        return control_tracks(found)
    return None


def _standing(tracks: Tracks | Either | PledgeTracks, evidence: date, *, operates: bool = True) -> Standing:
    """All segments; a pledge is kept or not, and never operates."""
    changes = tuple(dict.fromkeys(tracks.changes()))
    days = sorted({BEGINNING, *tracks.turns()} - {END})
    segments: list[Segment] = []
    for day in days:
        segment = _segment(tracks, changes, day, evidence, operated=not operates or _operated(segments))
        if segments and _same(segments[-1], segment):
            continue
        if segments:
            segments[-1] = replace(segments[-1], last=day - _DAY)
        segments.append(segment)
    return Standing(tuple(segments), evidence)


def _segment(
    tracks: Tracks | Either | PledgeTracks, changes: tuple[Change, ...], day: date, evidence: date, *, operated: bool
) -> Segment:
    words = tracks.words(day, evidence)
    word = next(iter(words)) if len(words) == 1 else CANNOT_TELL
    never = word in ("suspended", "ended") and not operated
    return Segment(day, END, word, tuple(sorted(words)), causes(changes, day, evidence, words), never)


def _operated(segments: list[Segment]) -> bool:
    return any(word in OPERATES for segment in segments for word in segment.possible)


def _same(one: Segment, other: Segment) -> bool:
    return (one.word, one.possible, one.causes) == (other.word, other.possible, other.causes)
