"""A comparison as blocks and as data."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from mineralkb.diff.difference import HIGH, LOW, SEVERITIES
from mineralkb.render.blocks import BAD, DIM, PLAIN, STRONG, Block, Cell, Heading, Paragraph, Table
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mineralkb.diff.difference import Difference, Spot
    from mineralkb.diff.points import Comparison, Points

_DRESS = {HIGH: BAD, LOW: DIM}


def comparison_blocks(found: Comparison) -> list[Block]:
    """A heading, and for each record a table of what differs."""
    points = found.points
    blocks: list[Block] = [Heading(f"From {points.begin} to {points.new_name}", 1)]
    if not found.differences:
        return [*blocks, Paragraph(Cell("No fact differs."))]
    return [*blocks, Paragraph(Cell(summary(found.differences))), *difference_blocks(found.differences)]


def difference_blocks(differences: Sequence[Difference]) -> list[Block]:
    """What came, what went, and for each record that stayed a table of its own."""
    stayed = [one for one in differences if not _whole(one)]
    return [
        *_wholes("New records", [one for one in differences if _whole(one) and one.old is None]),
        *_wholes("Records that are gone", [one for one in differences if _whole(one) and one.new is None]),
        *(block for record, group in groupby(stayed, key=lambda one: one.record) for block in _record(record, group)),
    ]


def _whole(one: Difference) -> bool:
    return not one.route and (one.old is None or one.new is None) and one.sort != "unreadable"


def _wholes(heading: str, differences: list[Difference]) -> list[Block]:
    rows = tuple(
        (Cell(one.record, STRONG), Cell(one.kind), Cell(str(one.new or one.old)), Cell(where(one), DIM))
        for one in differences
    )
    headings = ("id", "kind", "title", "where")
    return [Heading(f"{heading} ({len(rows)})"), Table(headings, rows, keep=3, firm=(0, 1))] if rows else []


def _record(record: str, differences: Iterable[Difference]) -> list[Block]:
    headings = ("weight", "class", "what differs", "where")
    rows = tuple(_row(one) for one in differences)
    return [Paragraph(Cell("")), Paragraph(Cell(record, STRONG)), Table(headings, rows, keep=3, firm=(0,))]


def summary(differences: Sequence[Difference]) -> str:
    """How many differences of which weight, in how many records."""
    counts = Counter(one.severity for one in differences)
    weights = ", ".join(f"{counts[weight]} {weight}" for weight in SEVERITIES if counts[weight])
    records = len({one.record for one in differences})
    return f"{counted(len(differences), 'difference')} in {counted(records, 'record')}: {weights}"


def comparison_data(found: Comparison, only: Sequence[str]) -> dict[str, Any]:
    """The same for machines; docs/schemas/diff.json describes it."""
    counts = Counter(one.severity for one in found.differences)
    return {
        "asked": {**points_data(found.points), "only": list(only)},
        "counts": {weight: counts[weight] for weight in SEVERITIES},
        "differences": [difference_data(one) for one in found.differences],
    }


def points_data(points: Points) -> dict[str, Any]:
    """What was compared, as data."""
    return {
        "old": points.old_name,
        "new": points.new_name,
        "old_commit": points.old,
        "new_commit": points.new or None,
        "merge_base": points.part,
    }


def difference_data(one: Difference) -> dict[str, Any]:
    """One difference as data."""
    return {
        "record": one.record,
        "kind": one.kind,
        "subject": one.subject,
        "route": "/".join(one.route) or None,
        "class": one.sort,
        "severity": one.severity,
        "sentence": one.sentence,
        "old": one.old,
        "new": one.new,
        "old_spot": spot_data(one.old_spot),
        "new_spot": spot_data(one.new_spot),
        "renamed_from": one.renamed_from or None,
        "fingerprint": one.fingerprint,
    }


def where(one: Difference) -> str:
    """The place of a difference in one text: the newer side, or the older where nothing stands any more."""
    spot = one.new_spot or one.old_spot
    gone = "" if one.new_spot or not one.old_spot else " (before)"
    return f"{spot.path}:{spot.line}{gone}" if spot else ""


def _row(one: Difference) -> tuple[Cell, ...]:
    dress = _DRESS.get(one.severity, PLAIN)
    return (Cell(one.severity, dress), Cell(one.sort, dress), Cell(one.sentence), Cell(where(one), DIM))


def spot_data(spot: Spot | None) -> dict[str, Any] | None:
    """A place as data."""
    return {"path": spot.path, "line": spot.line} if spot else None
