"""What of the events of a control or an agreement belongs on which track."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.status.changes import Change
from mineralkb.status.spans import Span, Term
from mineralkb.status.terms import terms
from mineralkb.status.tracks import Tracks
from mineralkb.values.dates import BEGINNING, END, Window

if TYPE_CHECKING:
    from mineralkb.status.happenings import Bearing


UNKNOWN_START = "start, which no source gives"

_CONTROL_ENDS = ("repealed", "expired", "annulled", "replaced")
_AGREEMENT_ENDS = ("terminated", "expired", "replaced")
_STAGES = ("announced", "concluded", "initialled", "signed")


def control_tracks(found: Bearing) -> Tracks:
    """Tracks of a control, a provision or a policy.

    A rule that was issued while no source gives its start, or says that it came to nothing, may have begun or not.
    """
    issued = _changes(found, "issue", "announced", "adopted", "published")
    running = terms(found, "effective", "start", "end of the term")
    failures = _changes(found, "failure", "never adopted")
    if issued and not running and not failures:
        unknown = Window(min(change.window.first for change in issued), END)
        running = (Term((Span(Change(issued[0].event, UNKNOWN_START, unknown)),)),)
    running = running or _seen_standing(found)
    return Tracks(
        steps=(("proposed", _changes(found, "proposal", "proposed")), ("planned", issued)),
        running=running,
        running_word="in effect",
        ends=_changes(found, "end", *_CONTROL_ENDS),
        failures=failures,
        failure_word="never adopted",
        suspensions=terms(found, "suspended", "suspension", "end of the suspension"),
        nothing="not issued",
    )


def _seen_standing(found: Bearing) -> tuple[Term, ...]:
    """What was seen standing had begun by then, though no source gives a start or an issue."""
    seen = found.of_kind("confirmed")
    if not seen or len(seen) < len(found.happenings):
        return ()
    first = min(seen, key=lambda event: event.window.last)
    return (Term((Span(Change(first.route, UNKNOWN_START, Window(BEGINNING, first.window.last), reported=True)),)),)


def agreement_tracks(found: Bearing, *, binding: bool) -> Tracks:
    """Tracks of an agreement. Only what binds is in force; the rest operates, from its signing or conclusion on."""
    beginning = _beginning(found, binding=binding)
    role = {"signed": "signing", "entered into force": "entry into force"}.get(beginning, beginning)
    steps = tuple((kind, _changes(found, kind, kind)) for kind in _STAGES if kind != beginning)
    provisional = ("provisionally applied", _changes(found, "provisional application", "provisionally applied"))
    return Tracks(
        steps=(*steps, provisional),
        running=terms(found, beginning, role, "end of the term") or _seen_standing(found),
        running_word="in force" if binding else "operating",
        ends=_changes(found, "end", *_AGREEMENT_ENDS),
        failures=_changes(found, "failure", "never concluded"),
        failure_word="never concluded",
        suspensions=(),
        nothing="not concluded",
    )


def _beginning(found: Bearing, *, binding: bool) -> str:
    """The kind of event with which it begins to hold."""
    if not binding and not found.of_kind("entered into force"):
        reached = [kind for kind in _STAGES[1:] if found.of_kind(kind)]
        return reached[-1] if reached else "entered into force"
    return "entered into force"


def _changes(found: Bearing, role: str, *kinds: str) -> tuple[Change, ...]:
    return tuple(Change(event.route, role, event.window, event.reported) for event in found.of_kind(*kinds))
