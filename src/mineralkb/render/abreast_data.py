"""Records side by side as data; docs/schemas/abreast.json describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.abreast.seats import HERE
from mineralkb.questions.asked import NOTICE

if TYPE_CHECKING:
    from mineralkb.questions.abreast.answer import Abreast, Group, Money, Topic
    from mineralkb.questions.abreast.money import Sum
    from mineralkb.questions.abreast.parts import Key, Part
    from mineralkb.questions.abreast.seats import Seat
    from mineralkb.questions.abreast.sides import Row, Side
    from mineralkb.questions.card import Card


def abreast_data(found: Abreast) -> dict[str, Any]:
    """The whole answer."""
    return {
        "kind": found.cards[0].found.kind,
        "section": found.section,
        "asked": found.asked.as_data(),
        "differs": found.differs,
        "records": [_record(card) for card in found.cards],
        "fields": [_row(row) for row in found.rows],
        "sums": [_money(money) for money in found.money],
        "topics": [_topic(topic) for topic in found.topics],
        "matched": [_group(found, group) for group in found.groups if group.matched],
        "unmatched": [_group(found, group) for group in found.groups if not group.matched],
        "notice": NOTICE,
    }


def _record(card: Card) -> dict[str, Any]:
    own = [event for event in card.events if event.subject == card.found.record and not event.caused]
    events = [
        {"name": event.name, "kind": event.data["kind"], "first": event.first, "last": event.last} for event in own
    ]
    return {
        "id": card.found.record,
        "path": card.found.path,
        "title": card.found.title,
        "standing": card.standing.as_data() if card.standing else None,
        "events": events,
        "partial": list(card.found.data.get("partial", ())),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "field": row.field,
        "differs": row.differs,
        "common": list(row.common) if row.several else [],
        "sides": [_side(side) for side in row.sides],
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "words": list(side.words),
        "whole": side.whole,
        "disputed": side.disputed,
        "unsure": side.unsure,
        "inherited": side.inherited,
        "days": list(side.days) if side.days else None,
        "rule": side.rule or None,
    }


def _money(money: Money) -> dict[str, Any]:
    head = {"firmness": money.firmness, "currency": money.currency, "differs": money.row.differs}
    sides = zip(money.row.sides, money.sums, strict=True)
    return head | {
        "sides": [{"whole": side is None or side.whole, "sums": [_sum(one) for one in sums]} for side, sums in sides]
    }


def _sum(one: Sum) -> dict[str, Any]:
    return {"route": one.route, "data": one.data}


def _topic(topic: Topic) -> dict[str, Any]:
    return _key(topic.key) | {"differs": topic.differs, "seats": [_seat(seat) for seat in topic.seats]}


def _key(key: Key) -> dict[str, Any]:
    return {"word": key.word, "measure": key.measure or None}


def _seat(seat: Seat) -> dict[str, Any]:
    return {"answer": seat.answer, "names": [part.name for part in seat.parts]}


def _group(found: Abreast, group: Group) -> dict[str, Any]:
    parts = [_part(found, seat.parts[0]) if seat.answer == HERE else None for seat in group.seats]
    return _key(group.key) | {
        "differs": group.differs,
        "seats": [_seat(seat) for seat in group.seats],
        "parts": parts,
        "fields": [_row(row) for row in group.rows],
    }


def _part(found: Abreast, part: Part) -> dict[str, Any]:
    told = part.told
    return {
        "id": f"{found.cards[part.column].found.record}/{part.name}",
        "title": part.title,
        "standing": told.standing.as_data() if told.standing and told.standing.first else None,
        "due": list(told.due) if told.due else None,
        "data": told.data,
    }
