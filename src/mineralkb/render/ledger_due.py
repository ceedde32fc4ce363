"""What is due, as blocks and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.render.blocks import BAD, DIM, PLAIN, Block, Cell, Heading, Paragraph, Table, filled, word_cell
from mineralkb.render.json import silence_data
from mineralkb.render.lists import silence_lines
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.ledger.due import Due, DueRow
    from mineralkb.questions.texts import Value

COLUMNS = (
    *("first", "last", "what", "subject", "title", "record", "kind", "standing", "evidence", "passed", "seen"),
    *("left_first", "left_last", "names", "sources"),
)
_HEADINGS = ("day", "days left", "what", "of", "last evidence", "title", "standing")


def due_blocks(found: Due) -> list[Block]:
    """What passed without evidence, what passed with it, and what is to come."""
    unseen = tuple(row for row in found.rows if row.passed and not row.seen)
    seen = tuple(row for row in found.rows if row.passed and row.seen)
    ahead = tuple(row for row in found.rows if not row.passed)
    blocks = [
        *_section(f"Passed since {found.first}, and nothing recorded of that day or later", unseen),
        *_section(f"Passed since {found.first}, with evidence", seen),
        *_section(f"To come up to {found.last}", ahead),
    ]
    blocks = [Heading(f"What is due on {found.asked.on}", 1), *blocks]
    return [*blocks, Paragraph(Cell(_footer(found), DIM)), Paragraph(Cell(NOTICE, DIM))]


def due_remarks(found: Due) -> list[str]:
    """What a reader must know besides."""
    texts = []
    if not found.rows:
        near = "; ".join(f"{row.what} of {row.subject} on {_day(row)}" for row in found.near)
        texts.append(f"nothing is dated from {found.first} to {found.last}{f'; nearest: {near}' if near else ''}")
    if found.silence:
        texts += silence_lines(found.silence)
    if found.older:
        verb, were = ("has a due day", "was") if found.older == 1 else ("have due days", "were")
        texts.append(
            f"{counted(found.older, 'further pledge')} {verb} before {found.first} that passed and {were} not checked "
            "(--since 5y shows them)"
        )
    if found.overtaken:
        texts.append(f"not shown: {counted(found.overtaken, 'day')} that cannot come any more, as what ends is over")
    return texts


def _section(heading: str, rows: tuple[DueRow, ...]) -> list[Block]:
    if not rows:
        return []
    drawn = tuple(_row(*alike) for alike in _together(rows))
    number = str(len(rows)) if len(rows) == len(drawn) else f"{len(rows)} in {len(drawn)} rows"
    return [Heading(f"{heading} ({number})"), filled(Table(_HEADINGS, drawn, keep=4, firm=(0, 3, 4)))]


def _together(rows: tuple[DueRow, ...]) -> Iterator[tuple[DueRow, int]]:
    """The rows, those of one list's entries that say the same as one, and of how many each is."""
    alike: dict[tuple[Any, ...], list[DueRow]] = {}
    for place, row in enumerate(rows):
        own: tuple[Any, ...] = () if row.kind == "lists" and "/" in row.subject else (place,)
        alike.setdefault((row.record, row.days, row.what, row.standing, row.evidence, row.seen, *own), []).append(row)
    yield from ((found[0], len(found)) for found in alike.values())


def _row(row: DueRow, count: int) -> tuple[Cell, ...]:
    word = "last use of a quota" if row.says == "last day to use the quota" else row.what
    what = f"{word} ({', '.join(row.names)})" if row.names else word
    return (
        Cell(_day(row)),
        Cell(_left(row)),
        Cell(what, BAD if row.passed and not row.seen else PLAIN),
        Cell(row.subject if count == 1 else row.record),
        Cell(row.evidence or "none dated"),
        Cell(row.title if count == 1 else f"{count} entries of the list"),
        word_cell(row.standing),
    )


def _day(row: DueRow) -> str:
    first, last = row.days
    return first if first and first == last else f"{first or ''}..{last or ''}"


def _left(row: DueRow) -> str:
    """Days left, or since: `17`, `9 to 38`, `11 or more`, `13 ago`."""
    first, last = row.days_left
    if first is None or last is None:
        known = last if first is None else first
        return "" if known is None else f"{known} or {'less' if first is None else 'more'}"
    if row.passed:
        return f"{-last} ago" if first == last else f"{-last} to {-first} ago"
    if first == last:
        return "today" if first == 0 else str(first)
    return f"{max(first, 0)} to {last}"


def _footer(found: Due) -> str:
    until = f", by evidence up to {found.evidence}" if found.evidence else ""
    passed = sum(row.passed for row in found.rows)
    unseen = sum(row.passed and not row.seen for row in found.rows)
    ahead = len(found.rows) - passed
    of_these = f" ({unseen} of them without evidence)" if unseen else ""
    return f"{ahead} to come, {passed} passed{of_these}, on {found.asked.on}{until}"


def due_data(found: Due) -> dict[str, Any]:
    """The same as data."""
    return {
        "asked": found.asked.as_data(),
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "count": len(found.rows),
        "overtaken": found.overtaken,
        "older": found.older,
        "last_evidence": found.evidence or None,
        "near_misses": [_row_data(row) for row in found.near],
        "coverage": silence_data(found.silence) if found.silence else None,
        "rows": [_row_data(row) for row in found.rows],
        "notice": NOTICE,
    }


def _row_data(row: DueRow) -> dict[str, Any]:
    return {
        "day": list(row.days),
        "what": row.what,
        "says": row.says,
        "subject": row.subject,
        "title": row.title,
        "record": row.record,
        "kind": row.kind,
        "names": list(row.names),
        "standing": row.standing or None,
        "evidence": row.evidence or None,
        "passed": row.passed,
        "seen": row.seen,
        "days_left": list(row.days_left),
        "sources": list(row.sources),
    }


def flat_rows(found: Due) -> list[dict[str, Value]]:
    """The rows with one value in each column, for CSV."""
    return [_flat(row) for row in found.rows]


def _flat(row: DueRow) -> dict[str, Value]:
    data = _row_data(row)
    ends = {"first": row.days[0], "last": row.days[1], "left_first": row.days_left[0], "left_last": row.days_left[1]}
    words = {name: None if data[name] is None else str(data[name]).lower() for name in ("passed", "seen")}
    return {name: (ends | words)[name] if name in ends | words else data[name] for name in COLUMNS}
