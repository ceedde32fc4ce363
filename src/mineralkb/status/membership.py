"""Whether a party belongs to an agreement, a group or a list on a day, from the stated days of joining and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.status.changes import Change, day_after
from mineralkb.status.happenings import window_of
from mineralkb.status.spans import DURING, Span
from mineralkb.values.dates import BEGINNING, Window

if TYPE_CHECKING:
    from datetime import date

YES, NO, CANNOT_TELL = "yes", "no", "cannot tell"


def member_on(since: Any, until: Any, day: date) -> str:
    """Yes, no or cannot tell; `since` is the first day in, `until` the last, None where nothing is stated.

    Either may be disputed: then every day that a source gives is possible.
    """
    joined = Window(BEGINNING, BEGINNING) if since is None else window_of(since)
    left = None if until is None else Change("until", "leaving", day_after(window_of(until)), reported=True)
    possible = Span(Change("since", "joining", joined, reported=True), left).possible(day, day)
    if DURING not in possible:
        return NO
    return YES if len(possible) == 1 else CANNOT_TELL
