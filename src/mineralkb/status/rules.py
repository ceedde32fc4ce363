"""How controls and agreements stand: three tracks computed apart (begun, ended, suspended), combined last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from mineralkb.status.changes import AFTER, BEFORE, DURING, Change, Span, any_of, together
from mineralkb.status.terms import terms
from mineralkb.values.dates import END, Window

if TYPE_CHECKING:
    from mineralkb.status.happenings import Bearing

CONTROL_WORDS = ("not issued", "proposed", "planned", "in effect", "suspended", "ended", "never adopted")
AGREEMENT_WORDS = (
    *("not concluded", "announced", "concluded", "initialled", "signed", "provisionally applied"),
    *("in force", "operating", "ended", "never concluded"),
)

_CONTROL_ENDS = ("repealed", "expired", "annulled", "replaced")
_AGREEMENT_ENDS = ("terminated", "expired", "replaced")
_STAGES = ("announced", "concluded", "initialled", "signed")


@dataclass(frozen=True, slots=True)
class Tracks:
    """What bears on a standing, sorted by track. `steps` are (word, changes), weakest word first."""

    steps: tuple[tuple[str, tuple[Change, ...]], ...]
    running: tuple[Span, ...]
    running_word: str
    ends: tuple[Change, ...]
    failures: tuple[Change, ...]
    failure_word: str
    suspensions: tuple[Span, ...]
    nothing: str

    def words(self, day: date, evidence: date) -> set[str]:
        """Every word that some filling of the uncertain dates gives for the day."""
        step_states = [any_of(changes, day, evidence) for _, changes in self.steps]
        return {
            self._word(*combination)
            for combination in product(
                together(self.running, day, evidence),
                any_of(self.ends, day, evidence),
                any_of(self.failures, day, evidence),
                together(self.suspensions, day, evidence),
                product(*step_states),
            )
        }

    def _word(self, running: str, ended: bool, failed: bool, suspended: str, steps: tuple[bool, ...]) -> str:
        if failed and running == BEFORE:
            return self.failure_word
        if ended or running == AFTER:
            return "ended"
        reached = [word for (word, _), happened in zip(self.steps, steps, strict=True) if happened]
        if suspended == DURING and (running == DURING or reached):
            return "suspended"
        if running == DURING:
            return self.running_word
        return reached[-1] if reached else self.nothing

    def changes(self) -> tuple[Change, ...]:
        """All changes of all tracks."""
        spans = (*self.running, *self.suspensions)
        of_steps = (change for _, changes in self.steps for change in changes)
        return (*of_steps, *(c for span in spans for c in span.changes()), *self.ends, *self.failures)


def control_tracks(found: Bearing) -> Tracks:
    """Tracks of a control, a provision or a policy.

    A rule that was issued while no source gives its start may or may not have begun.
    """
    issued = _changes(found, "issue", "announced", "adopted", "published")
    running = terms(found, "effective", "start", "end of the term")
    if issued and not running:
        unknown = Window(min(change.window.first for change in issued), END)
        running = (Span(Change(issued[0].event, "start, which no source gives", unknown)),)
    return Tracks(
        steps=(("proposed", _changes(found, "proposal", "proposed")), ("planned", issued)),
        running=running,
        running_word="in effect",
        ends=_changes(found, "end", *_CONTROL_ENDS),
        failures=_changes(found, "failure", "never adopted"),
        failure_word="never adopted",
        suspensions=terms(found, "suspended", "suspension", "end of the suspension"),
        nothing="not issued",
    )


def agreement_tracks(found: Bearing, *, binding: bool) -> Tracks:
    """Tracks of an agreement. Only what binds is in force; the rest operates, from its signing or conclusion on."""
    running = terms(found, "entered into force", "entry into force", "end of the term")
    if not running and not binding:
        for kind in reversed(_STAGES[1:]):
            running = terms(found, kind, kind if kind != "signed" else "signing", "end of the term")
            if running:
                break
    steps = tuple((kind, _changes(found, kind, kind)) for kind in _STAGES)
    provisional = ("provisionally applied", _changes(found, "provisional application", "provisionally applied"))
    return Tracks(
        steps=(*steps, provisional),
        running=running,
        running_word="in force" if binding else "operating",
        ends=_changes(found, "end", *_AGREEMENT_ENDS),
        failures=_changes(found, "failure", "never concluded"),
        failure_word="never concluded",
        suspensions=(),
        nothing="not concluded",
    )


def _changes(found: Bearing, role: str, *kinds: str) -> tuple[Change, ...]:
    return tuple(Change(event.route, role, event.window) for event in found.of_kind(*kinds))
