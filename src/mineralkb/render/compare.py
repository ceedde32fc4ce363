"""Records topic by topic, as blocks, as rows and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.abreast.seats import ELSEWHERE, HERE, NONE
from mineralkb.questions.asked import NOTICE
from mineralkb.questions.texts import stated
from mineralkb.render.blocks import DIM, UNSURE, Block, Cell, Heading, Paragraph, Table
from mineralkb.vocabulary.standing import CANNOT_TELL
from mineralkb.wording import due_text, standing_line

if TYPE_CHECKING:
    from mineralkb.questions.abreast.parts import Part
    from mineralkb.questions.card import Card
    from mineralkb.questions.compare import Compared, Held

_MARKS = {"yes": "≠ ", "no": "= ", CANNOT_TELL: "? "}
_NARROW = 24
ROW = ("topic", "measure", "record", "answer", "id", "title", "strength", "due", "standing", "coverage")


def compared_blocks(found: Compared, width: int | None = None) -> list[Block]:
    """A column for each record; where the width does not do, a line for each."""
    ids = [card.found.record for card in found.cards]
    names = tuple((Cell(card.found.record), Cell(card.found.title), Cell(_standing(card))) for card in found.cards)
    wide = width is None or (width - _NARROW) // len(ids) >= _NARROW
    headings = ("", *ids) if wide else ("", "of", "recorded")
    rows: list[tuple[Cell, ...]] = []
    for line in found.lines:
        label = Cell(f"{_MARKS[line.differs]}{line.key}")
        cells = [_cell(found, held) for held in line.held]
        if wide:
            rows.append((label, *cells))
        else:
            rows += [(label if not n else Cell(""), Cell(ids[n], DIM), cell) for n, cell in enumerate(cells)]
    return [
        Heading(f"{', '.join(ids)} compared, on {found.asked.on}", 1),
        Table(("record", "title", "standing"), names, keep=3, firm=(0,)),
        Heading("By topic" if found.section == "pledges" else "By material and measure"),
        Table(headings, tuple(rows), keep=len(headings)),
        Paragraph(Cell("")),
        Paragraph(
            Cell(
                f"≠ only some have it, = all have it, ? cannot tell. Side by side in full: mkb diff {' '.join(ids)}",
                DIM,
            )
        ),
        *([Paragraph(Cell(f"last evidence {found.evidence}", DIM))] if found.evidence else []),
        Paragraph(Cell(NOTICE, DIM)),
    ]


def compared_rows(found: Compared) -> list[dict[str, Any]]:
    """A row for each pledge or rule under each topic, and one for each record that has none there."""
    rows = []
    for line in found.lines:
        for card, held in zip(found.cards, line.held, strict=True):
            head = {"topic": line.key.word, "measure": line.key.measure or None, "record": card.found.record}
            head |= {"answer": _answer(held), "coverage": held.coverage or None}
            empty = dict.fromkeys(ROW[4:9])
            rows += [head | _flat(card, part) for part in held.parts] or [head | empty]
    return rows


def compared_data(found: Compared) -> dict[str, Any]:
    """The whole answer; docs/schemas/compare.json describes it."""
    return {
        "section": found.section,
        "asked": found.asked.as_data(),
        "records": [
            {
                "id": card.found.record,
                "kind": card.found.kind,
                "title": card.found.title,
                "standing": card.standing.word if card.standing else None,
            }
            for card in found.cards
        ],
        "topics": [
            {
                "word": line.key.word,
                "measure": line.key.measure or None,
                "differs": line.differs,
                "cells": [_held(card, held) for card, held in zip(found.cards, line.held, strict=True)],
            }
            for line in found.lines
        ],
        "last_evidence": found.evidence or None,
        "notice": NOTICE,
    }


def _held(card: Card, held: Held) -> dict[str, Any]:
    parts = [_part(card, part) for part in held.parts]
    return {"record": card.found.record, "answer": _answer(held), "coverage": held.coverage or None, "parts": parts}


def _answer(held: Held) -> str:
    return "nothing recorded" if held.answer == NONE else held.answer


def _part(card: Card, part: Part) -> dict[str, Any]:
    told = part.told
    return {
        "id": f"{card.found.record}/{part.name}",
        "title": part.title,
        "strength": stated(told.data.get("strength")),
        "due": list(told.due) if told.due else None,
        "standing": told.standing.word if told.standing else None,
    }


def _flat(card: Card, part: Part) -> dict[str, Any]:
    return _part(card, part) | {"due": due_text(part.told.data.get("due"), part.told.due) or None}


def _standing(card: Card) -> str:
    return standing_line(card.standing) if card.standing else ""


def _cell(found: Compared, held: Held) -> Cell:
    if held.answer == HERE:
        return Cell("; ".join(_said(found, part) for part in held.parts))
    if held.answer == ELSEWHERE:
        return Cell("on something wider or narrower", DIM)
    return Cell(CANNOT_TELL, UNSURE) if held.answer == CANNOT_TELL else Cell(held.coverage, DIM)


def _said(found: Compared, part: Part) -> str:
    data = part.told.data
    due = due_text(data.get("due"), part.told.due)
    word = part.told.standing.word if part.told.standing else ""
    plain = word in ("open", "in effect", "")
    said = [
        str(stated(data["strength"])) if found.section == "pledges" else "",
        f"due {due}" if due else "",
        "" if plain else word,
    ]
    more = ", ".join(text for text in said if text)
    return f"{part.name} ({more})" if more else part.name
