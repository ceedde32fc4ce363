"""Whether each of the records has a part: here, matched otherwise, none, or cannot tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.questions.abreast.sides import NO, YES
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.questions.abreast.parts import Part
    from mineralkb.questions.card import Card

HERE, ELSEWHERE, NONE = "here", "elsewhere", "none"


class Seat(NamedTuple):
    """What a record has in a group or on a topic. Elsewhere: parts about the same that go with other parts."""

    answer: str
    parts: tuple[Part, ...] = ()


class Records(NamedTuple):
    """The cards of the records, the section that holds their parts, and all those parts."""

    cards: tuple[Card, ...]
    section: str
    parts: tuple[Part, ...]


def seats(records: Records, about: Sequence[Part], near: Sequence[Part], measure: str) -> tuple[Seat, ...]:
    """For each record the parts that are about it; else those near it; else whether it is known to have none."""
    return tuple(
        _seat(HERE, about, column) or _seat(ELSEWHERE, near, column) or Seat(_without(records, column, measure))
        for column in range(len(records.cards))
    )


def presence(found: Sequence[Seat]) -> str:
    """Whether only some of the records have it."""
    answers = {seat.answer for seat in found}
    if NONE in answers:
        return YES
    return CANNOT_TELL if answers & {CANNOT_TELL, ELSEWHERE} else NO


def _seat(answer: str, parts: Sequence[Part], column: int) -> Seat | None:
    own = tuple(part for part in parts if part.column == column)
    return Seat(answer, own) if own else None


def _without(records: Records, column: int, measure: str) -> str:
    """None, or cannot tell: the section is known in part, or what one of its rules covers is."""
    partial = records.cards[column].found.data.get("partial", ())
    unsure = any(part.column == column and measure and part.open_under == measure for part in records.parts)
    return CANNOT_TELL if unsure or records.section in partial else NONE
