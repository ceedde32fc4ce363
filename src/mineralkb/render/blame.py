"""Where each fact of a record comes from, as blocks, rows and data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.render.blocks import DIM, PLAIN, UNSURE, Block, Cell, Fields, Heading, Paragraph, Table
from mineralkb.render.log import NOT_YET, commit_data, subject_data
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from mineralkb.log.origins import Blame, Origin
    from mineralkb.questions.texts import Value

COLUMNS = ("route", "value", "day", "author", "commit", "subject", "at_or_before", "sources", "path", "line")
_MOST = 60


def blame_blocks(found: Blame) -> list[Block]:
    """A table of facts, as the file has them, and of the sources, which have numbers in it."""
    headings = ("fact", "changed", "author", "commit", "sources", "line", "value")
    numbers: dict[str, str] = {}
    for origin in found.origins:
        for source in origin.sources:
            numbers.setdefault(source, str(len(numbers) + 1))
    rows = tuple(_row(origin, len(found.subject.route), numbers) for origin in found.origins)
    blocks: list[Block] = [
        Heading(f"Blame of {found.subject.identity}", 1),
        Table(headings, rows, keep=5, firm=(1, 3)),
    ]
    if numbers:
        legend = tuple((number, (Cell(source),)) for source, number in numbers.items())
        blocks += [Heading("Sources"), Fields(legend)]
    if not found.complete:
        blocks += [
            Paragraph(Cell("")),
            Paragraph(Cell("^ in this commit or before it: the clone has no older history", DIM)),
        ]
    return blocks


def blame_data(found: Blame) -> dict[str, Any]:
    """The same for machines; docs/schemas/blame.json describes it."""
    return {
        **subject_data(found.subject, {}),
        "kind": found.record.kind,
        "path": found.path,
        "complete": found.complete,
        "facts": [_fact(origin) for origin in found.origins],
    }


def blame_rows(found: Blame) -> list[dict[str, Value]]:
    """A row for each fact, with the columns `COLUMNS`."""
    return [
        {
            "route": "/".join(one.route),
            "value": str(one.value),
            "day": one.commit.committed[:10],
            "author": one.commit.author,
            "commit": one.commit.id,
            "subject": one.commit.subject,
            "at_or_before": "yes" if one.older else "no",
            "sources": list(one.sources),
            "path": found.path,
            "line": str(one.line),
        }
        for one in found.origins
    ]


def _row(origin: Origin, depth: int, numbers: dict[str, str]) -> tuple[Cell, ...]:
    """A fact; the heading has the first `depth` steps of its route."""
    commit = origin.commit
    made = f"{'^' if origin.older else ''}{commit.id[:11]}" if commit.id else NOT_YET
    return (
        Cell("/".join(origin.route[depth:] or origin.route[-1:])),
        Cell(commit.committed[:10]),
        Cell(commit.author),
        Cell(made, PLAIN if commit.id else UNSURE),
        Cell(" ".join(numbers[source] for source in origin.sources)),
        Cell(str(origin.line), DIM),
        Cell(brief(str(origin.value), _MOST)),
    )


def _fact(origin: Origin) -> dict[str, Any]:
    return {
        "route": "/".join(origin.route),
        "value": origin.value,
        "line": origin.line,
        "commit": commit_data(origin.commit),
        "at_or_before": origin.older,
        "sources": origin.sources,
    }
