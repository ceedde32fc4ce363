"""What one record says in a comparison, as a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.questions.abreast.seats import ELSEWHERE, HERE, NONE
from mineralkb.questions.abreast.sides import NO, YES
from mineralkb.questions.texts import span, stated
from mineralkb.render.blocks import DIM, PLAIN, STRONG, UNSURE, Cell, word_cell
from mineralkb.vocabulary.standing import CANNOT_TELL
from mineralkb.wording import standing_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.questions.abreast.answer import Topic
    from mineralkb.questions.abreast.parts import Part
    from mineralkb.questions.abreast.seats import Seat
    from mineralkb.questions.abreast.sides import Row, Side
    from mineralkb.questions.card import Card


class Names(NamedTuple):
    """What a part is called, what its title says and what it is about, further columns, and headings."""

    unit: str
    what: str
    about: str
    more: tuple[str, ...]
    overview: str
    # Whether its parts are many and short: then only those are shown that are not alike in all.
    many: bool = False


NAMES = {
    "pledges": Names("pledge", "promise", "topics", ("strength", "due"), "Topics"),
    "provisions": Names("rule", "content", "covers", ("to", "policy"), "What the rules cover"),
    "entries": Names("entry", "what", "", (), "Entries, but for those alike in all", many=True),
    "members": Names("member", "title", "", ("role",), "Members, but for those alike in all", many=True),
}
# Events of a record's beginning, in the words of the table.
_MILESTONES = {
    "signed": ("signed",),
    "announced": ("announced", "published"),
    "adopted": ("adopted",),
    "start": ("entered into force", "provisionally applied", "effective"),
}
_KINDS = {
    "agreements": ("signed", "start"),
    "controls": ("announced", "start"),
    "policies": ("announced", "adopted", "start"),
}
# Codes are for reference only; the rest of them is in the JSON.
_CODES, _MOST = "HS codes", 4
_MARKS = {YES: "≠", NO: "=", CANNOT_TELL: "?"}
_MEANINGS = {YES: STRONG, NO: DIM, CANNOT_TELL: UNSURE}


def label(name: str, differs: str) -> Cell:
    """A field's name with the mark that says whether it differs."""
    return Cell(f"{_MARKS[differs]} {name}", _MEANINGS[differs])


def beyond(row: Row) -> str:
    """The field's name; where all have some words in common, only the others are shown."""
    return f"{row.field}, not in all" if row.several and row.common else row.field


def said(row: Row, side: Side | None) -> Cell:
    """What one record says of the field."""
    if side is None:
        return Cell("")
    common = row.common if row.several else ()
    words = [word for word in side.shown or side.words if word not in common]
    if not words:
        return Cell(NONE, DIM) if side.whole else Cell(CANNOT_TELL, UNSURE)
    if row.field == "standing":
        return _standing(side, words)
    if side.days and side.rule:
        return Cell(f"{side.rule}: {span(*side.days)}")
    if side.disputed:
        return Cell(" or ".join(words))
    if row.field == _CODES and len(words) > _MOST:
        words = [*words[:_MOST], f"and {len(words) - _MOST} more"]
    return Cell(("; " if any(", " in word or " (" in word for word in words) else ", ").join(words))


def standing_of(card: Card) -> Cell:
    """The standing of the whole record, with its days."""
    return word_cell(card.standing.word, standing_line(card.standing)) if card.standing else Cell(NONE, DIM)


def known(seat: Seat) -> Cell:
    """The parts that a record has on a topic: by name, a member with how and since when it is one."""
    if seat.answer != HERE:
        return elsewhere(seat)
    return Cell(", ".join(_membership(part) if part.told.section == "members" else part.name for part in seat.parts))


def _membership(part: Part) -> str:
    data = part.told.data
    standing = part.told.standing.word if part.told.standing else ""
    since = f"since {stated(data['since'])}" if "since" in data else ""
    return " ".join(text for text in (str(stated(data.get("role", standing))), since) if text)


def seat_cell(seat: Seat) -> Cell:
    """What a record has in a group: the part's name and title, or what can be said without."""
    if seat.answer != HERE:
        return elsewhere(seat)
    part = seat.parts[0]
    return Cell(part.title if part.name == part.title.casefold() else f"{part.name}: {part.title}", STRONG)


def elsewhere(seat: Seat) -> Cell:
    """What a record has that is not in the group: where else to look, none, or cannot tell."""
    if seat.answer == ELSEWHERE:
        return Cell(f"see {', '.join(part.name for part in seat.parts)}", UNSURE)
    return Cell(seat.answer, DIM if seat.answer == NONE else UNSURE)


def word_of(topic: Topic) -> str:
    """What a topic is called; where a title is all that is known of a party, as it is written."""
    parts = [part for seat in topic.seats for part in seat.parts if part.told.section == "entries"]
    named = [
        part.title for part in parts if part.title.casefold() == topic.key.word and "minerals" not in part.told.data
    ]
    return min(named, default=topic.key.word)


def milestones(cards: Sequence[Card]) -> list[tuple[str, list[str]]]:
    """The days on which records of this kind begin, as they are written; a row for each that one of them has."""
    rows = []
    for name in _KINDS.get(cards[0].found.kind, ()):
        days = [_days(card, _MILESTONES[name]) for card in cards]
        if any(days):
            rows.append((name, days))
    return rows


def _days(card: Card, kinds: tuple[str, ...]) -> str:
    own = (event for event in card.events if event.subject == card.found.record and not event.caused)
    return "; ".join(str(stated(event.data["date"])) for event in own if event.data["kind"] in kinds)


def _standing(side: Side, words: list[str]) -> Cell:
    if side.disputed:
        return word_cell(CANNOT_TELL, f"{CANNOT_TELL}: {' or '.join(words)}")
    return word_cell(words[0]) if side.words != ("as its record",) else Cell(f"{words[0]}, as its record", PLAIN)
