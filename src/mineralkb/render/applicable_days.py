"""The days on which the answer for a shipment changes, as blocks and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.render.applicable import outcome_cell
from mineralkb.render.applicable_data import verdict_data
from mineralkb.render.applicable_words import conditions, shipment_line
from mineralkb.render.blocks import DIM, Block, Cell, Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.days import Days, Run

_MOST = 3


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
    return [
        Heading(title(found), 1),
        Table(("from", "to", "outcome", "rests on", "possible too"), rows, keep=4, firm=(0, 1)),
        Paragraph(Cell("")),
        Paragraph(Cell(f"{evidence} What may make an answer graver: ask with --on.", DIM)),
        Paragraph(Cell(NOTICE, DIM)),
    ]


def days_data(found: Days) -> dict[str, Any]:
    """The runs of days as data, in the documented shape."""
    return {
        "asked": found.asked.as_data(),
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
    """The first conditions, where nothing is sure."""
    return "; ".join(f"{branch.outcome} if {conditions(branch.needs)}" for branch in run.verdict.branches[:_MOST])
