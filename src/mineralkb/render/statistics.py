"""Statistics as blocks and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.render.blocks import DIM, Block, Cell, Heading, Paragraph, Table

if TYPE_CHECKING:
    from mineralkb.questions.statistics import Counts, Statistics


def statistics_blocks(found: Statistics) -> list[Block]:
    """A table for each count, and what the shares mean."""
    return [
        *_table("Records", found.records),
        *_table("Parts and events", found.parts),
        *_table("Sources, how near to the origin", found.source_kinds),
        *_table("Sources, how much was read", found.source_extents),
        *_table(f"Last evidence of agreements, controls and policies, on {found.asked.on}", found.evidence),
        Heading("How well sourced"),
        Paragraph(
            Cell(f"{_share(found.cited, found.facts)} of the facts of agreements, controls and policies are cited")
        ),
        Paragraph(
            Cell(f"{_share(found.two_publishers, found.stating)} of these records cite two independent publishers")
        ),
        Paragraph(
            Cell(
                "A fact is cited by the nearest mapping that names sources; a copy counts as its originator's page.",
                DIM,
            )
        ),
    ]


def statistics_data(found: Statistics) -> dict[str, Any]:
    """The same as data."""
    return {
        "asked": found.asked.as_data(),
        "records": dict(found.records),
        "parts": dict(found.parts),
        "source_kinds": dict(found.source_kinds),
        "source_extents": dict(found.source_extents),
        "facts": found.facts,
        "facts_cited": found.cited,
        "stating_records": found.stating,
        "with_two_publishers": found.two_publishers,
        "last_evidence": dict(found.evidence),
    }


ROW = ("of", "name", "number")


def statistics_rows(found: Statistics) -> list[dict[str, Any]]:
    """A row for each number: what it is of, as in the data, and its name."""
    data = statistics_data(found)
    return [
        dict(zip(ROW, (of, name, number), strict=True))
        for of, counts in data.items()
        if of != "asked"
        for name, number in (counts.items() if isinstance(counts, dict) else ((None, counts),))
    ]


def _table(heading: str, counts: Counts) -> list[Block]:
    rows = tuple((Cell(name), Cell(f"{number:,}")) for name, number in counts)
    total = (Cell("in all"), Cell(f"{sum(number for _, number in counts):,}"))
    return [Heading(heading), Table(("", "number"), (*rows, total), keep=2)]


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({part / whole:.0%})" if whole else "0 of 0"
