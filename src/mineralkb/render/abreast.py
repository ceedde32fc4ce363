"""Records side by side as blocks: a column for each record, or where the width does not do, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.questions.abreast.seats import HERE, NONE
from mineralkb.questions.abreast.sides import NO, YES, joined
from mineralkb.questions.asked import NOTICE
from mineralkb.render.abreast_cells import (
    NAMES,
    beyond,
    elsewhere,
    known,
    label,
    milestones,
    said,
    seat_cell,
    standing_of,
    word_of,
)
from mineralkb.render.blocks import DIM, STRONG, Block, Cell, Heading, Paragraph, Table, filled
from mineralkb.render.plain import cells_wide
from mineralkb.vocabulary.standing import CANNOT_TELL
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mineralkb.questions.abreast.answer import Abreast, Group, Topic
    from mineralkb.questions.abreast.sides import Row

    Line = tuple[Cell, tuple[Cell, ...]]

# A column narrower than this is hard to read, beside a margin of this width.
_NARROW, _MARGIN = 28, 22
# Fields that are shown although they are alike.
_ALWAYS = {"pledges": {"strength", "due", "standing"}, "provisions": {"policy", "to", "standing"}}
# What needs no telling where it is so in all.
_PLAIN = {("open",), ("as its record",), ()}
_LEGEND = (
    "≠ differs, = alike, ? cannot tell. 'none' means that nothing of it is recorded. It is not said of a record that is known "
    "in part, or that has something on the same: then it is 'cannot tell', or 'see' with what to look at."
)


def abreast_blocks(found: Abreast, width: int | None = None) -> list[Block]:
    """The whole answer; without a width, as for a pipe or a page, always in columns."""
    ids = [card.found.record for card in found.cards]
    return [
        Heading(heading(found), 1),
        Paragraph(Cell(summary(found))),
        Paragraph(Cell(_LEGEND, DIM)),
        Heading("The records"),
        _table(ids, _records(found), width),
        *_common(found),
        *_topics(found, ids, width),
        *_matched(found, width),
        *([] if NAMES[found.section].many else _only(found)),
        Paragraph(Cell("")),
        Paragraph(Cell(NOTICE, DIM)),
    ]


def heading(found: Abreast) -> str:
    """What the page is called."""
    return f"{_joined([card.found.record for card in found.cards])} side by side"


def summary(found: Abreast) -> str:
    """How many parts there are, how many go together, and how many of these differ."""
    unit = NAMES[found.section].unit
    sizes = [sum(group.seats[place].answer == HERE for group in found.groups) for place in range(len(found.cards))]
    own = [f"{card.found.record} has {counted(size, unit)}" for card, size in zip(found.cards, sizes, strict=True)]
    matched = [group for group in found.groups if group.matched]
    differ = sum(group.differs == YES for group in matched)
    unsure = sum(group.differs == CANNOT_TELL for group in matched)
    how = [f"{number} {word}" for number, word in ((differ, "differ"), (unsure, "cannot be told")) if number]
    tail = f"{len(matched)} ({', '.join(how)})" if how else str(len(matched))
    return f"On {found.asked.on}. {_joined(own)}; matched: {tail}."


def _records(found: Abreast) -> list[Line]:
    cards = found.cards
    lines: list[Line] = [(Cell("title", DIM), tuple(Cell(card.found.title) for card in cards))]
    lines += [
        (Cell(name, DIM), tuple(Cell(days) if days else Cell(NONE, DIM) for days in dates))
        for name, dates in milestones(cards)
    ]
    evidence = [card.standing.evidence if card.standing else "" for card in cards]
    lines.append((Cell("last evidence", DIM), tuple(Cell(day) if day else Cell(NONE, DIM) for day in evidence)))
    if any("partial" in card.found.data for card in cards):
        known_in_part = tuple(Cell(", ".join(card.found.data.get("partial", ()))) for card in cards)
        lines.append((Cell("known in part", DIM), known_in_part))
    standing, *others = found.rows
    lines.append((label(standing.field, standing.differs), tuple(map(standing_of, cards))))
    lines += [
        (label(beyond(row), row.differs), tuple(said(row, side) for side in row.sides))
        for row in others
        if not row.several or row.differs != NO
    ]
    for money in found.money:
        name = f"{money.currency} ({money.firmness})"
        lines.append((label(name, money.row.differs), tuple(said(money.row, side) for side in money.row.sides)))
    return lines


def _common(found: Abreast) -> list[Block]:
    """The words that all records have."""
    shared = [f"{row.field} {', '.join(row.common)}" for row in found.rows if row.several and row.common]
    return [Paragraph(Cell("")), Paragraph(Cell(f"In all: {'; '.join(shared)}."))] if shared else []


def _topics(found: Abreast, ids: list[str], width: int | None) -> list[Block]:
    """Topics, materials or members, each with what the records have; those of which they say the same in one line."""
    many = NAMES[found.section].many
    shown = [topic for topic in found.topics if not many or topic.differs != NO]
    rows: dict[tuple[str, tuple[Cell, ...]], list[Topic]] = {}
    for topic in shown:
        rows.setdefault((topic.key.measure, tuple(map(known, topic.seats))), []).append(topic)
    lines = [(_topic_label(topics), cells) for (_, cells), topics in rows.items()]
    alike = [topic.key.word for topic in found.topics if topic not in shown]
    blocks: list[Block] = []
    if lines:
        blocks += [Heading(NAMES[found.section].overview), _table(ids, lines, width)]
    if alike:
        blocks += [Heading(f"In all ({len(alike)})"), Paragraph(Cell(", ".join(alike)))]
    return blocks


def _topic_label(topics: Sequence[Topic]) -> Cell:
    first = topics[0]
    words = ", ".join(map(word_of, topics))
    return label(f"{words}: {first.key.measure}" if first.key.measure else words, first.differs)


def _matched(found: Abreast, width: int | None) -> list[Block]:
    many = NAMES[found.section].many
    blocks: list[Block] = []
    before = ""
    for group in found.groups:
        if not group.matched or (many and _fields_of(group) != YES):
            continue
        under = "Where the fields differ" if many else str(group.key)
        blocks += [Heading(under) if under != before else Paragraph(Cell("")), _group(found, group, width)]
        before = under
    return blocks


def _fields_of(group: Group) -> str:
    return joined(row.differs for row in group.rows)


def _group(found: Abreast, group: Group, width: int | None) -> Table:
    always = _ALWAYS.get(found.section, set())
    lines: list[Line] = [(Cell(NAMES[found.section].unit, STRONG), tuple(map(seat_cell, group.seats)))]
    for row in group.rows:
        telling = any(side.words not in _PLAIN for side in row.present)
        if row.differs != NO or (row.field in always and telling):
            lines.append((label(beyond(row), row.differs), tuple(said(row, side) for side in row.sides)))
    return _table([card.found.record for card in found.cards], lines, width)


def _only(found: Abreast) -> list[Block]:
    """What no other record has a match for, record by record."""
    blocks: list[Block] = []
    names = NAMES[found.section]
    others = "in the others" if found.cards[2:] else "in the other"
    headings = tuple(word for word in (names.unit, names.what, others, names.about, *names.more) if word)
    for column, card in enumerate(found.cards):
        alone = [group for group in found.groups if not group.matched and group.seats[column].answer == HERE]
        rows = tuple(_alone(found, group, column) for group in alone)
        if rows:
            under = f"Matched in no other: {card.found.record} ({len(rows)})"
            blocks += [Heading(under), filled(Table(headings, rows, keep=3, firm=(0,)))]
    return blocks


def _alone(found: Abreast, group: Group, column: int) -> tuple[Cell, ...]:
    names, part = NAMES[found.section], group.seats[column].parts[0]
    others = [(card.found.record, elsewhere(seat)) for card, seat in zip(found.cards, group.seats, strict=True)]
    del others[column]
    alike = len({cell.text for _, cell in others}) == 1
    there = others[0][1] if alike else Cell("; ".join(f"{record}: {cell.text}" for record, cell in others))
    cells = {row.field: said(row._replace(several=False), row.sides[column]) for row in group.rows if _telling(row)}
    what = [part.title, *(cells[field].text for field in ("amounts", "prices") if field in cells)]
    about = [Cell(", ".join(key.word for key in part.keys))] if names.about else []
    more = [cells.get(field, Cell("")) for field in names.more]
    return (Cell(part.name), Cell("; ".join(what)), there, *about, *more)


def _telling(row: Row) -> bool:
    return any(side.words for side in row.present)


def _table(headings: Sequence[str], lines: Iterable[Line], width: int | None) -> Table:
    """A column for each record; where these would be too narrow, a row for each."""
    lines = list(lines)
    columns = len(headings)
    firm = (0,) if width is None or max(cells_wide(name.text) for name, _ in lines) * 3 <= width else ()
    if width is None or (width - _MARGIN) // columns >= _NARROW:
        rows = tuple((name, *cells) for name, cells in lines)
        return Table(("", *headings), rows, keep=columns + 1, firm=firm)
    rows = tuple(
        (name if place == 0 else Cell(""), Cell(of, DIM), cell)
        for name, cells in lines
        for place, (of, cell) in enumerate(zip(headings, cells, strict=True))
    )
    return Table(("", "of", "recorded"), rows, keep=3, firm=firm)


def _joined(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"
