"""One answer that differs: to which question, on which days, from what to what, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.impact.runs import UNRECORDED
from mineralkb.index.marks import EVERYWHERE
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.finding import Route
    from mineralkb.impact.runs import Run

# Why an answer differs, the gravest first.
CORRECTED, LATE, WORLD, SHARPENED, PASSED = CLASSES = (
    *("record corrected", "learned late", "world changed", "sharpened"),
    "only time passed",
)
# What the steps from the older state to the newer change: all but the news, the late news, the rest of them.
STEPS = (CORRECTED, LATE, WORLD)
# What was asked: how it stands, who belongs to it, what it covers, on what terms.
STANDING, MEMBERSHIP, COVERAGE, TERMS = SORTS = ("standing", "membership", "coverage", "terms")
# More things than this are counted, where they are told in words.
_MANY = 6
_WORDS = {"hs": "HS {}", "form": "the form {}", "list": "the list {}"}

Pair = tuple[str, str]
Root = tuple[str, "Route"]


class Answer(NamedTuple):
    """One answer that differs.

    `about` are the members, or the things covered, each with what it is; `places` the destinations, and `spared` the
    excluded ones. `roots` are the records and routes at which a correction would explain it; none where another
    answer's do.
    """

    subject: str
    run: Run
    cause: str
    sort: str = STANDING
    about: tuple[Pair, ...] = ()
    places: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    roots: tuple[Root, ...] = ()

    @property
    def question(self) -> str:
        """What was asked: `us-x/y`, `QA in msp`, `cn-x/y covers dysprosium to US`, or `measure of cn-x/y`."""
        if self.sort == STANDING:
            return self.subject
        about = _brief(_WORDS.get(kind, "{}").format(value) for kind, value in self.about)
        if self.sort == MEMBERSHIP:
            return f"{about} in {self.subject}"
        if self.sort == TERMS:
            return f"{about} of {self.subject}"
        spared = f" but {_brief(self.spared)}" if self.spared else ""
        places = _brief("everywhere" if place == EVERYWHERE else place for place in self.places)
        return f"{self.subject} covers {about or 'what it says'} to {places}{spared}"


def reason(step: str, run: Run) -> str:
    """What the first step changes is a correction, but for what was only made sharper, or was not told at all."""
    if step == CORRECTED and run.old.word == UNRECORDED:
        return LATE
    return SHARPENED if step == CORRECTED and _sharper(run) else step


def _sharper(run: Run) -> bool:
    """Whether the answer could not be told, and now is one of those that were possible, or fewer are."""
    told = run.new.word != UNRECORDED and (not run.old.possible or set(run.new.possible) <= set(run.old.possible))
    return run.old.word == CANNOT_TELL and told


def _brief(words: Iterable[str]) -> str:
    """The words, the first of them where they are many."""
    told = list(words)
    more = [f"{len(told) - _MANY} more"] if len(told) > _MANY else []
    return ", ".join([*told[: _MANY if more else None], *more])
