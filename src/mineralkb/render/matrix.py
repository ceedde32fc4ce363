"""A matrix as blocks for a width, as rows, and as data."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.coverage import NOT_COVERED
from mineralkb.questions.kinds import KINDS
from mineralkb.questions.matrix.answer import HOLDS
from mineralkb.render.blocks import DIM, STRONG, UNSURE, Block, Cell, Heading, Paragraph, Table
from mineralkb.render.plain import cells_wide
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mineralkb.questions.matrix.answer import Cell as Found
    from mineralkb.questions.matrix.answer import Matrix

# Words for a cell that has room for few signs.
SHORT = {
    "obligation": "must",
    "best endeavour": "try",
    "intention": "aim",
    "binding": "bind",
    "non-binding": "non-b",
    "partly": "part",
    "unstated": "open",
    "export prohibition": "ban",
    "prohibition except under permit": "permit",
    "licensing requirement": "licence",
    "export quota": "quota",
    "export tax": "tax",
    "tariff-rate quota": "trq",
    "minimum export price": "price",
    "dual pricing": "dual",
    "VAT-rebate withdrawal": "vat",
    "domestic market obligation": "home",
    "local-processing requirement": "process",
    "qualified exporters list": "firms",
    "state trading": "state",
    "customs-point restriction": "port",
    "captive mining": "captive",
    "reporting requirement": "report",
    "other": "other",
}
_SAME, _NONE_KNOWN, _NOT_COVERED = "—", "·", "?"
_GAP = 2
_SHORT_NAME = 3
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROW = ("row", "column", "count", "strongest", "strengths", "standing", "ids", "wider", "maybe", "coverage", "claim")


def matrix_blocks(found: Matrix, width: int | None = None) -> list[Block]:
    """The whole matrix; without a width, as for a pipe or a page, in one table."""
    heading = Heading(f"{found.kind.capitalize()}: {found.rows.name} by {found.columns.name}, on {found.asked.on}", 1)
    if not found.rows.values or not found.columns.values:
        return [heading, *_foot(found)]
    columns = found.columns.values
    cells = {(cell.row, cell.column): cell for cell in found.cells}
    margin = max(map(cells_wide, found.rows.values))
    texts = {place: cells_wide(_text(cell)) for place, cell in cells.items()}
    full = {name: max(cells_wide(name), *(texts[row, name] for row in found.rows.values)) for name in columns}
    heads = dict.fromkeys(columns, "")
    blocks: list[Block] = [heading]
    if width is None or margin + sum(wide + _GAP for wide in full.values()) <= width:
        heads = {name: name for name in columns}
    else:
        heads = _heads(columns, {name: max(texts[row, name] for row in found.rows.values) for name in columns})
        full = {name: max(len(heads[name]), *(texts[row, name] for row in found.rows.values)) for name in columns}
    parts = _parts(columns, full, None if width is None else width - margin)
    for number, part in enumerate(parts):
        if number:
            blocks.append(Paragraph(Cell("")))
        keyed = [f"{heads[name]} {name}" for name in part if heads[name] != name]
        if keyed:
            blocks.append(Paragraph(Cell(", ".join(keyed), DIM)))
        rows = tuple((Cell(row), *(_drawn(cells[row, name]) for name in part)) for row in found.rows.values)
        blocks.append(Table(("", *(heads[name] for name in part)), rows, keep=len(part) + 1, firm=()))
    return [*blocks, *_legend(found), *_foot(found)]


def matrix_rows(found: Matrix) -> list[dict[str, Any]]:
    """A row for each cell, as for a spreadsheet; the same party against itself is none."""
    return [
        {
            "row": cell.row,
            "column": cell.column,
            "count": len(cell.ids),
            "strongest": cell.strongest or None,
            "strengths": _counts(cell.strengths),
            "standing": _counts(cell.standing),
            "ids": list(cell.ids),
            "wider": list(cell.wider),
            "maybe": list(cell.maybe),
            "coverage": cell.coverage,
            "claim": cell.claim or None,
        }
        for cell in found.cells
        if not cell.same
    ]


def _counts(words: dict[str, int]) -> list[str]:
    return [f"{number} {word}" for word, number in words.items()]


def matrix_data(found: Matrix) -> dict[str, Any]:
    """The whole answer; docs/schemas/matrix.json describes it."""
    cells = [
        {**row, "strengths": cell.strengths, "standing": cell.standing}
        for row, cell in zip(matrix_rows(found), (cell for cell in found.cells if not cell.same), strict=True)
    ]
    return {
        "kind": found.kind,
        "asked": found.asked.as_data(),
        "row_dimension": found.rows.name,
        "column_dimension": found.columns.name,
        "rows": list(found.rows.values),
        "columns": list(found.columns.values),
        "cells": cells,
        "claims": {claim.id: claim.until for claim in found.claims},
        "last_evidence": found.evidence or None,
        "notice": NOTICE,
    }


def _text(cell: Found) -> str:
    """How many are the strongest of how many that hold, how many more there are, how many may be: `1 ban of 3 +1 ~2`."""
    if cell.same:
        return _SAME
    maybe = [f"~{len(cell.maybe)}"] if cell.maybe else []
    if not cell.ids:
        return "".join(maybe) or (_NOT_COVERED if cell.coverage == NOT_COVERED else _NONE_KNOWN)
    holds = sum(number for word, number in cell.standing.items() if word in HOLDS)
    strongest = cell.strengths.get(cell.strongest, 0)
    held = [f"{strongest} {SHORT[cell.strongest]}"] if strongest else []
    held += ["of"] if 0 < strongest < holds else []
    held += [str(holds)] if strongest < holds else []
    more = [f"+{len(cell.ids) - holds}"] if len(cell.ids) > holds else []
    mark = "*" if len(cell.wider) == len(cell.ids) else ""
    return " ".join([" ".join([*held, *more]) + mark, *maybe])


def _drawn(cell: Found) -> Cell:
    text = _text(cell)
    if cell.ids:
        return Cell(text, STRONG if cell.strongest else DIM)
    return Cell(text, UNSURE if cell.maybe or text == _NOT_COVERED else DIM)


def _heads(columns: Sequence[str], room: dict[str, int]) -> dict[str, str]:
    """A name that is no wider than its cells stays; the others have letters, which are no names of columns."""
    letters = (letter for place in count() if (letter := _letters(place)) not in columns)
    return {name: name if cells_wide(name) <= max(room[name], _SHORT_NAME) else next(letters) for name in columns}


def _letters(place: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    head, last = divmod(place, len(_LETTERS))
    return (_letters(head - 1) if head else "") + _LETTERS[last]


def _parts(columns: Sequence[str], wide: dict[str, int], room: int | None) -> list[list[str]]:
    """The columns in blocks that fit the room beside the rows' names."""
    if room is None:
        return [list(columns)]
    found: list[list[str]] = [[]]
    left = room
    for name in columns:
        if found[-1] and wide[name] + _GAP > left:
            found.append([])
            left = room
        found[-1].append(name)
        left -= wide[name] + _GAP
    return found


def _legend(found: Matrix) -> Iterable[Block]:
    """Only the signs that occur."""
    texts = {_text(cell) for cell in found.cells}
    strongest = dict.fromkeys(cell.strongest for cell in found.cells if cell.strongest)
    said = [f"{SHORT[word]} = {word}" for word in SHORT if word in strongest]
    what = {
        "pledges": "strongest",
        "provisions": "gravest",
        "agreements": "most binding",
    }
    several = any(set(cell.standing) - set(HOLDS) for cell in found.cells)
    of = f"n of m: of m {found.kind} that hold on the day, n are the {what[found.kind]}" if said else ""
    lines = [of or f"a number: {found.kind} that hold on the day"]
    lines += [", ".join(said)] if said else []
    lines += ["+1: one more that is planned, suspended, signed only, or cannot be told"] if several else []
    lines += (
        ["*: only through a wider material, as rules on rare earths cover dysprosium"]
        if any(cell.wider and cell.wider == cell.ids for cell in found.cells)
        else []
    )
    lines += (
        ["~1: one that may belong here, as its scope or day is known in part"]
        if any(cell.maybe for cell in found.cells)
        else []
    )
    if _NONE_KNOWN in texts:
        days = sorted({cell.coverage.rpartition(" ")[2] for cell in found.cells if _text(cell) == _NONE_KNOWN})
        lines.append(f"{_NONE_KNOWN}: none known, covered to {days[0] if len(days) == 1 else f'{days[0]} or later'}")
    lines += [f"{_NOT_COVERED}: not covered: nobody claims to have looked"] if _NOT_COVERED in texts else []
    lines += [f"{_SAME}: the same party"] if _SAME in texts else []
    return [Paragraph(Cell("")), *(Paragraph(Cell(line, DIM)) for line in lines)]


def _foot(found: Matrix) -> list[Block]:
    ids = {unit for cell in found.cells for unit in cell.ids}
    text = f"{counted(len(ids), KINDS[found.kind].unit)} on {found.asked.on}"
    if found.evidence:
        text += f", by evidence up to {found.evidence}"
    if found.claims:
        text += f"; coverage: {', '.join(f'{claim.id} to {claim.until}' for claim in found.claims)}"
    return [Paragraph(Cell(text, DIM)), Paragraph(Cell(NOTICE, DIM))]
