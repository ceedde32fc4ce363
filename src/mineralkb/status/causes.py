"""Why a day's answer is what it is: the changes that make it so, or that leave it open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.status.changes import Change

KNOWN, EXPECTED, UNCERTAIN = "known", "expected", "uncertain"
OPERATES = ("in effect", "in force", "operating", "listed")

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
    "overdue": ("seen",),
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


def causes(changes: tuple[Change, ...], day: date, evidence: date, words: set[str]) -> tuple[Cause, ...]:
    """Where the answer is known, the newest change that makes it so; where not, all that leave it open."""
    possible = {change: change.possible(day, evidence) for change in changes}
    if len(words) > 1:
        unsure = [change for change in changes if len(possible[change]) > 1]
        unsure = unsure or [change for change in changes if not change.window.exact]
        return tuple(_cause(change, evidence) for change in unsure)
    roles = _ROLES.get(next(iter(words)), ())
    known = [c for c in changes if possible[c] == {True} and c.role.removeprefix("extension of the ") in roles]
    newest = max(known, key=lambda change: change.window.last, default=None)
    return (Cause(newest.event, newest.role, KNOWN, (newest.window.first, newest.window.last)),) if newest else ()


def _cause(change: Change, evidence: date) -> Cause:
    window = change.window
    certainty = EXPECTED if window.first > evidence and not change.reported else UNCERTAIN
    return Cause(change.event, change.role, certainty, (window.first, window.last))
