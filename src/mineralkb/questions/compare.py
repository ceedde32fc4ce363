"""`mkb compare ID ID`: what several records hold on each topic, or on each material and measure, and how strongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.questions.abreast.answer import read_together, topics_of, whole_records
from mineralkb.questions.abreast.parts import SECTIONS, Key
from mineralkb.questions.abreast.seats import HERE, NONE
from mineralkb.questions.coverage import Point, best, claims, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.index import Base
    from mineralkb.questions.abreast.parts import Part
    from mineralkb.questions.abreast.seats import Seat
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.card import Card
    from mineralkb.questions.coverage import Claim
    from mineralkb.questions.find import Found

COMPARED = ("agreements", "policies", "controls")


class Held(NamedTuple):
    """What one record holds on a topic: `here`, `elsewhere`, `none` or `cannot tell`, its parts, what claims say of the rest."""

    answer: str
    parts: tuple[Part, ...]
    coverage: str


class Line(NamedTuple):
    """A topic, or a material under a measure, and what each record holds on it."""

    key: Key
    differs: str
    held: tuple[Held, ...]


class Compared(NamedTuple):
    """The records, and a line for each topic that one of them has."""

    cards: tuple[Card, ...]
    section: str
    lines: tuple[Line, ...]
    asked: Asked

    @property
    def subjects(self) -> tuple[str, ...]:
        """The records, and the parts that stand under a topic."""
        cells = (
            (card, part)
            for line in self.lines
            for card, held in zip(self.cards, line.held, strict=True)
            for part in held.parts
        )
        parts = dict.fromkeys(f"{card.found.record}/{part.name}" for card, part in cells)
        return (*(card.found.record for card in self.cards), *parts)

    @property
    def evidence(self) -> str:
        """The newest evidence of a standing among the records."""
        return max((card.standing.evidence for card in self.cards if card.standing), default="")


def compared(base: Base, records: Sequence[Found], asked: Asked) -> Compared:
    """The records topic by topic on the day asked; agreements and policies go together, controls by themselves."""
    whole_records(records)
    _comparable(records)
    together, known = read_together(base, records, asked), claims(base)
    lines = []
    for topic in topics_of(together):
        held = [_held(one, topic.key, seat, known) for one, seat in zip(together.cards, topic.seats, strict=True)]
        lines.append(Line(topic.key, topic.differs, tuple(held)))
    return Compared(together.cards, together.section, tuple(lines), asked)


def _comparable(records: Sequence[Found]) -> None:
    for found in records:
        if found.kind not in COMPARED:
            hint = f"{', '.join(COMPARED)} are compared; lists and groups side by side: mkb diff ID ID"
            raise MkbError(f"'{found.record}' is one of the {found.kind}", hint)
    if len({SECTIONS[found.kind] for found in records}) > 1:
        said_of = ", ".join(f"'{found.record}' is one of the {found.kind}" for found in records)
        raise MkbError(
            f"promises and rules have no topic in common: {said_of}", "set them against each other: mkb tensions"
        )
    if len(records) == 1:
        raise MkbError("one record is compared with nothing", "name two or more ids")


def _held(one: Card, key: Key, seat: Seat, known: tuple[Claim, ...]) -> Held:
    """What a record holds; that it holds nothing is said only as far as a claim of coverage reaches."""
    if seat.answer != NONE:
        return Held(seat.answer, seat.parts if seat.answer == HERE else (), "")
    data, kind = one.found.data, one.found.kind
    about = {"mineral": key.word} if key.measure else {"topic": key.word}
    parties = {**data.get("parties", {}), **data.get("issuers", {})}
    claim = best(known, [Point(kind, party, **about) for party in parties], one.asked.on.isoformat())
    return Held(NONE, (), said(claim, empty=True))
