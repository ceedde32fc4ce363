"""Changed answers as blocks and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.impact.answers import CLASSES
from mineralkb.questions.asked import NOTICE
from mineralkb.render.blocks import DIM, Block, Cell, Heading, Paragraph, Table, word_cell
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.diff.points import Points
    from mineralkb.impact.answers import Answer

_MEANINGS = {
    "record corrected": "The past reads differently",
    "learned late": "Learned late: it was so before our evidence",
    "world changed": "The world changed after our evidence",
    "sharpened": "What could not be told now can be, or nearer",
}
_OPEN = {"0001-01-01": "", "9999-12-31": ""}


def impact_blocks(points: Points, answers: Sequence[Answer], unexplained: Sequence[str]) -> list[Block]:
    """A table for each reason, the gravest first; then the records that owe a correction's reason."""
    blocks: list[Block] = [Heading(f"Answers from {points.old_name} to {points.new_name}", 1)]
    if not answers:
        return [*blocks, Paragraph(Cell("No standing reads otherwise on any day."))]
    for cause in CLASSES:
        rows = tuple(_row(one) for one in answers if one.cause == cause)
        if rows:
            heading = Heading(f"{_MEANINGS[cause]} ({len(rows)})")
            blocks += [heading, Table(("of what", "days", "was", "is"), rows, keep=4, firm=(0,))]
    if unexplained:
        said = f"{counted(len(unexplained), 'record')} without a new entry in `corrections` to say why"
        blocks += [Heading(said), Paragraph(Cell(", ".join(unexplained)))]
    return [*blocks, Paragraph(Cell("")), Paragraph(Cell(NOTICE, DIM))]


def impact_data(points: Points, answers: Sequence[Answer], unexplained: Sequence[str]) -> dict[str, Any]:
    """The same for machines; docs/schemas/impact.json describes it."""
    return {
        "asked": {
            "old": points.old_name,
            "new": points.new_name,
            "old_commit": points.old,
            "new_commit": points.new or None,
        },
        "answers": [
            {
                "subject": one.subject,
                "cause": one.cause,
                "first": one.run.first.isoformat(),
                "last": one.run.last.isoformat(),
                "old": {"word": one.run.old.word, "possible": list(one.run.old.possible)},
                "new": {"word": one.run.new.word, "possible": list(one.run.new.possible)},
            }
            for one in answers
        ],
        "unexplained": list(unexplained),
        "notice": NOTICE,
    }


def _row(one: Answer) -> tuple[Cell, ...]:
    old, new = one.run.old, one.run.new
    first, last = (_OPEN.get(day.isoformat(), day.isoformat()) for day in (one.run.first, one.run.last))
    days = first if first == last else f"{first}..{last}"
    return (Cell(one.subject), Cell(days), word_cell(old.word, old.told), word_cell(new.word, new.told))
