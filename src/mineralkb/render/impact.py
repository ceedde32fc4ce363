"""Changed answers as blocks and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.impact.answer import MEMBERSHIP
from mineralkb.impact.answers import CLASSES, PASSED, Answer
from mineralkb.impact.untold import ALL_TOLD
from mineralkb.questions.asked import NOTICE
from mineralkb.render.blocks import DIM, Block, Cell, Heading, Paragraph, Table, word_cell
from mineralkb.render.diff import points_data
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from mineralkb.diff.points import Points
    from mineralkb.impact.runs import Run
    from mineralkb.impact.untold import Unread, Untold

    Days = tuple[date, date]

_MEANINGS = {
    "record corrected": "The past reads differently",
    "learned late": "Learned late: it was so before our evidence",
    "world changed": "The world changed after our evidence",
    "sharpened": "What could not be told now can be, or nearer",
    "only time passed": "Only time passed",
}
_UNREAD = "Cannot be told: see mkb validate"
_OPEN = {"0001-01-01": "", "9999-12-31": ""}


def impact_blocks(
    points: Points,
    answers: Sequence[Answer],
    unexplained: Sequence[str],
    days: Days | None = None,
    left: Untold = ALL_TOLD,
) -> list[Block]:
    """A table for each reason, the gravest first; then the records that owe a correction's reason.

    `days` are those on which the two sides were asked, `left` is what cannot be told.
    """
    blocks: list[Block] = [Heading(f"Answers from {points.begin} to {points.new_name}", 1)]
    if left.begins is not None:
        said = f"The base begins here, with {counted(left.begins, 'record')}: there is no older answer."
        return [*blocks, Paragraph(Cell(said)), *_unread_blocks(left.unread)]
    if not answers and not unexplained:
        said = "No answer that can be told reads otherwise." if left.unread else "No answer reads otherwise on any day."
        return [*blocks, Paragraph(Cell(said)), *_unread_blocks(left.unread)]
    blocks += [*answer_blocks(answers, days), *_unread_blocks(left.unread)]
    if unexplained:
        said = f"{counted(len(unexplained), 'record')} without a new entry in `corrections` or `withdrawn` to say why"
        blocks += [Heading(said), Paragraph(Cell(", ".join(unexplained)))]
    return [*blocks, Paragraph(Cell("")), Paragraph(Cell(NOTICE, DIM))]


def _unread_blocks(unread: Sequence[Unread]) -> list[Block]:
    rows = tuple((Cell(one.record), Cell(one.why), Cell(f"{one.path}:{one.line}", DIM)) for one in unread)
    heading = Heading(f"{_UNREAD} ({len(rows)})")
    return [heading, Table(("of what", "why", "where"), rows, keep=3, firm=(0,))] if rows else []


def answer_blocks(answers: Sequence[Answer], days: Days | None = None) -> list[Block]:
    """A table for each reason, the gravest first."""
    blocks: list[Block] = []
    for cause in CLASSES:
        found = [one for one in answers if one.cause == cause]
        rows = tuple(_row(name, one.run) for name, one in _told(found, parts=cause == PASSED))
        if rows:
            on = [f" on {day}" for day in days] if days and cause == PASSED else ["", ""]
            headings = ("of what", "days", f"was{on[0]}", f"is{on[1]}")
            blocks += [Heading(f"{_MEANINGS[cause]} ({len(rows)})"), Table(headings, rows, keep=4, firm=(0,))]
    return blocks


def _told(answers: Iterable[Answer], *, parts: bool) -> Iterator[tuple[str, Answer]]:
    """What each row is of: all who come to belong at once; where it is asked for, a record with its parts."""
    rows: dict[tuple[Any, ...], list[Answer]] = {}
    for one in answers:
        whole = one.subject.partition("/")[0] if parts else one.subject
        alike = one._replace(subject=whole, about=() if one.sort == MEMBERSHIP else one.about, roots=())
        rows.setdefault(alike, []).append(one)
    for (subject, *_), found in rows.items():
        if parts and len(found) > 1 and found[0].subject == subject and found[0].sort != MEMBERSHIP:
            yield f"{found[0].subject} and {counted(len(found) - 1, 'part')} of it", found[0]
        elif found[0].sort == MEMBERSHIP:
            together = tuple(pair for one in found for pair in one.about)
            yield found[0]._replace(about=together).question, found[0]
        else:
            yield from ((one.question, one) for one in found)


def impact_data(
    points: Points,
    answers: Sequence[Answer],
    unexplained: Sequence[str],
    days: Days | None = None,
    left: Untold = ALL_TOLD,
) -> dict[str, Any]:
    """The same for machines; docs/schemas/impact.json describes it."""
    old_day, new_day = (day.isoformat() for day in days) if days else (None, None)
    return {
        "asked": {**points_data(points), "old_day": old_day, "new_day": new_day},
        "answers": [answer_data(one) for one in answers],
        "unexplained": list(unexplained),
        "unread": [one._asdict() for one in left.unread],
        "begins": left.begins,
        "notice": NOTICE,
    }


def answer_data(one: Answer) -> dict[str, Any]:
    """A changed answer as data."""
    return {
        "subject": one.subject,
        "sort": one.sort,
        "question": one.question,
        "about": [{"kind": kind, "value": value} for kind, value in one.about],
        "to": list(one.places),
        "excluded": list(one.spared),
        "cause": one.cause,
        "first": one.run.first.isoformat(),
        "last": one.run.last.isoformat(),
        "old": {"word": one.run.old.word, "possible": list(one.run.old.possible)},
        "new": {"word": one.run.new.word, "possible": list(one.run.new.possible)},
    }


def _row(name: str, run: Run) -> tuple[Cell, ...]:
    first, last = (_OPEN.get(day.isoformat(), day.isoformat()) for day in (run.first, run.last))
    days = f"{first}..{last}" if run.first != run.last else first
    told = days if days != ".." else "all days"
    return (Cell(name), Cell(told), word_cell(run.old.word, run.old.told), word_cell(run.new.word, run.new.told))
