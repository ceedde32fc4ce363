"""What kind of measure a rule is, and how licences are decided, where that reads otherwise while the rule is in effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.impact.answer import CORRECTED, TERMS, Answer, reason
from mineralkb.impact.coverage import applies
from mineralkb.impact.runs import UNRECORDED, Line, Word, abreast, differing, joined
from mineralkb.impact.threes import NO
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.impact.sides import Sides

# The fields of a rule that decide an outcome, and what they are called.
_DECIDING = {"measure": "measure", "policy": "licensing policy"}
_UNKNOWN = ("unknown", "unstated")


def terms(sides: Sides, name: str) -> Iterator[Answer]:
    """The deciding words of each rule that both states have. What a rule says is no news: where it differs, we erred."""
    was, now = sides.old.record(name), sides.new.record(name)
    if not (was and now and was.kind == now.kind == "controls"):
        return
    for rule, told in now.data["provisions"].items():
        before = was.data["provisions"].get(rule, told)
        for field, called in _DECIDING.items():
            if before.get(field) != told.get(field):
                days = applies(sides.old, name, rule), applies(sides.bare, name, rule)
                for run in differing(*_lines(*days, _word(before.get(field)), _word(told.get(field)))):
                    cause = reason(CORRECTED, run)
                    roots = ((name, ("provisions", rule)),) if cause == CORRECTED else ()
                    yield Answer(f"{name}/{rule}", run, cause, TERMS, (("term", called),), roots=roots)


def _lines(before: Line, after: Line, old: Word, new: Word) -> tuple[Line, Line]:
    """Both words on the days on which the rule may be in effect in one of the states."""
    words = [(first, (NO, NO) if both == (NO, NO) else (old, new)) for first, _, both in abreast(before, after)]
    left, right = (joined((first, pair[side]) for first, pair in words) for side in (0, 1))
    return left, right


def _word(value: Any) -> Word:
    if value is None:
        return Word(UNRECORDED)
    if isinstance(value, dict):
        return Word(CANNOT_TELL, tuple(sorted(set(value["disputed"].values()))))
    return Word(CANNOT_TELL) if value in _UNKNOWN else Word(value)
