"""`mkb diff ID ID`: records side by side, as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.questions.abreast.fields import PARTS, RECORDS
from mineralkb.questions.abreast.matching import heading, linked, matched
from mineralkb.questions.abreast.money import Sum, money_rows
from mineralkb.questions.abreast.parts import SECTIONS, Key, Part, parts_of
from mineralkb.questions.abreast.seats import HERE, Records, Seat, presence, seats
from mineralkb.questions.abreast.sides import Row, joined
from mineralkb.questions.abreast.told import Told
from mineralkb.questions.card import Card, card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.find import Found


class Group(NamedTuple):
    """Parts that go together, what they stand under, a seat for each record, and their fields."""

    key: Key
    seats: tuple[Seat, ...]
    rows: tuple[Row, ...]

    @property
    def matched(self) -> bool:
        """Whether more than one record has it."""
        return sum(seat.answer == HERE for seat in self.seats) > 1

    @property
    def differs(self) -> str:
        """Whether the records differ in it, or in having it."""
        return joined([presence(self.seats), *(row.differs for row in self.rows)])


class Topic(NamedTuple):
    """A topic, material or the like, and which parts of each record are about it."""

    key: Key
    seats: tuple[Seat, ...]

    @property
    def differs(self) -> str:
        """Whether only some of the records have something on it."""
        return presence(self.seats)


class Money(NamedTuple):
    """Sums of one firmness and one currency."""

    firmness: str
    currency: str
    row: Row
    sums: tuple[tuple[Sum, ...], ...]


class Abreast(NamedTuple):
    """Records side by side: their own fields, their sums, their topics, and their parts in groups."""

    cards: tuple[Card, ...]
    section: str
    rows: tuple[Row, ...]
    money: tuple[Money, ...]
    topics: tuple[Topic, ...]
    groups: tuple[Group, ...]
    asked: Asked

    @property
    def differs(self) -> str:
        """Whether anything that is compared differs."""
        compared: list[Any] = [*self.rows, *(one.row for one in self.money), *self.topics, *self.groups]
        return joined(one.differs for one in compared)


def abreast(base: Base, records: Sequence[Found], asked: Asked) -> Abreast:
    """The records side by side on the day asked."""
    _comparable(records)
    together = read_together(base, records, asked)
    cards, fields = together.cards, RECORDS[records[0].kind]
    tolds = [Told(one.found.data, one.found.data, "", one.standing) for one in cards]
    money = money_rows([(one.found.record, one.found.data) for one in cards])
    return Abreast(
        cards=cards,
        section=together.section,
        rows=tuple(Row(field.name, tuple(map(field.read, tolds)), field.several) for field in fields),
        money=tuple(Money(*sort, row, tuple(map(tuple, chosen))) for sort, row, chosen in money),
        topics=topics_of(together),
        groups=tuple(
            sorted((_group(together, group) for group in matched(together.parts)), key=lambda group: group.key.order)
        ),
        asked=asked,
    )


def read_together(base: Base, records: Sequence[Found], asked: Asked) -> Records:
    """The records of one section with all their parts, on the day asked."""
    cards = tuple(card(base, found, asked) for found in records)
    parts = tuple(part for column, one in enumerate(cards) for part in parts_of(base, one, column))
    return Records(cards, SECTIONS[records[0].kind], parts)


def whole_records(records: Sequence[Found]) -> None:
    """MkbError where a part is named, or a record twice."""
    for found in records:
        if found.route:
            raise MkbError(
                f"'{found.identity}' is a part, and whole records are set side by side",
                f"name the records, as {found.record}; its parts are matched with those of the others",
            )
    if len({found.record for found in records}) < len(records):
        raise MkbError("the same record is named twice", "name different records")


def _comparable(records: Sequence[Found]) -> None:
    whole_records(records)
    kinds = list(dict.fromkeys(found.kind for found in records))
    if len(kinds) > 1:
        said = ", ".join(f"'{found.record}' is one of the {found.kind}" for found in records)
        raise MkbError(f"records of different kinds have no fields in common: {said}", "name records of one kind")
    if kinds[0] not in SECTIONS:
        raise MkbError(
            f"{kinds[0]} cannot be set side by side", f"these can: {', '.join(SECTIONS)}; see one with: mkb show ID"
        )


def topics_of(records: Records) -> tuple[Topic, ...]:
    """Everything that a part of one of the records is about, and what each of them has on it."""
    owners: dict[Key, Part] = {}
    for part in records.parts:
        owners |= dict.fromkeys(part.keys, part)
    found = []
    for key in sorted(owners, key=lambda key: key.order):
        # A rule on what the key belongs to covers it too, and one on something narrower covers a part of it.
        wider = owners[key].wider[key]
        near = [part for part in records.parts if key in part.reach or not wider.isdisjoint(part.keys)]
        found.append(Topic(key, seats(records, [part for part in near if key in part.keys], near, key.measure)))
    return tuple(found)


def _group(records: Records, group: list[Part]) -> Group:
    key = heading(group)
    near = [part for part in records.parts if any(linked(part, member) for member in group)]
    seated = seats(records, group, near, key.measure)
    tolds = [seat.parts[0].told if seat.answer == HERE else None for seat in seated]
    fields = PARTS[records.section]
    rows = (Row(one.name, tuple(one.read(told) if told else None for told in tolds), one.several) for one in fields)
    return Group(key, seated, tuple(rows))
