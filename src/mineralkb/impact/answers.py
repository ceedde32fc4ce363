"""All answers that differ between two states of the base, ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.impact.answer import CLASSES, CORRECTED, LATE, PASSED, SHARPENED, SORTS, WORLD, Answer
from mineralkb.impact.corrections import unexplained
from mineralkb.impact.coverage import coverage
from mineralkb.impact.memberships import memberships
from mineralkb.impact.passed import passed
from mineralkb.impact.sides import sides
from mineralkb.impact.standings import standings
from mineralkb.impact.terms import terms
from mineralkb.impact.untold import begins

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.kb import KnowledgeBase

__all__ = [
    "CLASSES",
    "CORRECTED",
    "LATE",
    "PASSED",
    "SHARPENED",
    "WORLD",
    "Answer",
    "changed_answers",
    "unexplained",
]

_KINDS = (standings, memberships, coverage, terms)


def changed_answers(old: KnowledgeBase, new: KnowledgeBase, asked_on: tuple[date, date] | None = None) -> list[Answer]:
    """All answers that differ on some day; the gravest first, then by record and day.

    None where the base only begins with the newer state. Where it is said on which days the two states are asked, also those that differ only because time passed, last.
    Between the older and the newer state two more are asked: the newer without its news, and with those of them only
    that lie on or before the older evidence. What each step changes has its own reason.
    """
    if begins(old):
        return []
    both = sides(old, new)
    touched = both.touched()
    found = [answer for name in touched for kind in _KINDS for answer in kind(both, name)]
    if asked_on:
        found += passed(both, set(touched), asked_on)
    return sorted(found, key=_rank)


def _rank(one: Answer) -> tuple[int, str, int, date, tuple[tuple[str, str], ...]]:
    return CLASSES.index(one.cause), one.subject, SORTS.index(one.sort), one.run.first, one.about
