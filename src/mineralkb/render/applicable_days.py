"""The days on which the answer for a shipment changes, as blocks and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.applying.beside import restricts
from mineralkb.applying.three import YES
from mineralkb.questions.asked import NOTICE
from mineralkb.render.applicable import outcome_cell
from mineralkb.render.applicable_data import told_by_codes, verdict_data
from mineralkb.render.applicable_words import codes_line, conditions, shipment_line
from mineralkb.render.blocks import DIM, UNSURE, Block, Cell, Fields, Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.beside import Beside
    from mineralkb.applying.days import Days, Run

_MOST_BESIDE = 4


def title(found: Days) -> str:
    """What was asked, and between which days."""
    return f"{shipment_line(found.shipment)}, {found.runs[0].first} to {found.runs[-1].last}"


def days_blocks(found: Days) -> list[Block]:
    """A row for each run of days with one answer."""
    rows = tuple(
        (Cell(first), Cell(last), outcome_cell(run.verdict.outcome), Cell(_rests(run)), Cell(_graver(run)))
        for first, last, run in _seen(found.runs)
    )
    evidence = f"Last evidence {found.evidence}." if found.evidence else "No dated source speaks of this."
    lines = list(codes_line(found.shipment))
    return [
        Heading(title(found), 1),
        *(Paragraph(Cell(line, DIM)) for line in (*lines, *[""][: len(lines)])),
        Table(("from", "to", "outcome", "rests on", "possible too"), rows, keep=4, firm=(0, 1)),
        *_beside(found),
        Paragraph(Cell("")),
        Paragraph(Cell(f"{evidence} What may make an answer graver: ask with --on.", DIM)),
        Paragraph(Cell(NOTICE, DIM)),
    ]


def _beside(found: Days) -> list[Block]:
    """What is practised or held without an act of a state, with its days; and what eases or administers."""
    practised = [one for one in found.beside if restricts(one.judged)]
    rest = [one for one in found.beside if one not in practised]
    blocks: list[Block] = []
    if practised:
        blocks += [Heading("In practice"), Fields(tuple((one.judged.outcome, tuple(_cells(one))) for one in practised))]
        blocks.append(Paragraph(Cell("No ground of the outcomes: practised without an act, or by no state.", DIM)))
    if rest:
        said = "; ".join(f"{one.judged.rule.id} ({_spans(one)})" for one in rest[:_MOST_BESIDE])
        more = f" and {len(rest) - _MOST_BESIDE} more" if rest[_MOST_BESIDE:] else ""
        blocks += [Paragraph(Cell("")), Paragraph(Cell(f"Beside these (they ease or administer): {said}{more}", DIM))]
    return blocks


def _cells(one: Beside) -> Iterable[Cell]:
    yield Cell(f"{one.judged.rule.id}: {one.judged.rule.title}")
    yield Cell(_spans(one), DIM)
    if one.judged.told.answer != YES:
        yield Cell(f"if {conditions(one.judged.told.ways[0])}", UNSURE)


def _spans(one: Beside) -> str:
    """The days; those on which its standing, and not its conditions, leaves it open are told apart."""
    surely = one.judged.told.answer == YES
    return ", ".join(
        f"{span.first} to {span.last}" + (" (cannot tell)" if surely and span.bears != YES else "")
        for span in one.spans
    )


def days_data(found: Days) -> dict[str, Any]:
    """The runs of days as data, in the documented shape."""
    return {
        "asked": found.asked.as_data(),
        "told_by_codes": told_by_codes(found.shipment),
        "days": [
            {
                "first": run.first,
                "last": run.last,
                **verdict_data(run.verdict),
                "rules": _rules(run),
                "cannot_tell": [one.rule.id for one in run.verdict.open],
            }
            for run in found.runs
        ],
        "beside_days": [
            {
                "id": one.judged.rule.id,
                "title": one.judged.rule.title,
                "outcome": one.judged.outcome,
                "effect": one.judged.rule.data.get("effect", "restricts"),
                "days": [span._asdict() for span in one.spans],
            }
            for one in found.beside
        ],
        "last_evidence": found.evidence or None,
        "notice": NOTICE,
    }


def _seen(runs: Iterable[Run]) -> list[tuple[str, str, Run]]:
    """The runs, with those that read alike as one: they differ in what may bear, which the data has."""
    found: list[tuple[str, str, Run]] = []
    for run in runs:
        if found and _read(found[-1][2]) == _read(run):
            found[-1] = (found[-1][0], run.last, run)
        else:
            found.append((run.first, run.last, run))
    return found


def _read(run: Run) -> tuple[str, str, str]:
    return run.verdict.outcome, _rests(run), _graver(run)


def _rests(run: Run) -> str:
    return "; ".join(_rules(run)) or _open(run)


def _graver(run: Run) -> str:
    return "; ".join(outcome for outcome in run.verdict.possible if outcome != run.verdict.outcome)


def _rules(run: Run) -> list[str]:
    return [one.rule.id for one in run.verdict.ground]


def _open(run: Run) -> str:
    """The first condition, where nothing is sure, and whether there are more."""
    first, *more = run.verdict.branches or [None]
    if first is None:
        return ""
    said = f"{first.outcome} if {conditions(first.needs)}"
    return f"{said}; or on further conditions" if more else said
