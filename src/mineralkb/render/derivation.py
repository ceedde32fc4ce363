"""Why a claim on several records holds, as blocks and as data: leaf by leaf its facts, their lines and sources."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from mineralkb.questions.provenance import locator_text
from mineralkb.render.blocks import DIM, STRONG, Block, Cell, Fields, Paragraph
from mineralkb.render.why import cited_data, fact_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.questions.why.derivation import Derivation, Ground

# Leaves that are drawn; more are in the JSON.
_MOST = 8


def derivation_blocks(one: Derivation) -> list[Block]:
    """The claim, and for each leaf the facts by which it counts."""
    leaves = [list(some) for _, some in groupby(one.grounds, key=lambda ground: ground.leaf)]
    rows = [(str(some[0].leaf), tuple(_cells(some))) for some in leaves[:_MOST]]
    if rest := leaves[_MOST:]:
        rows.append(("and", (Cell(f"{len(rest)} more: --format json has them", DIM),)))
    if one.not_needed:
        said = f"it is the same without {', '.join(one.not_needed)}"
        rows.append(("not needed", (Cell(said, DIM),)))
    return [Paragraph(Cell("")), Paragraph(Cell(one.text, STRONG)), Fields(tuple(rows))]


def _cells(some: list[Ground]) -> Iterator[Cell]:
    """The facts of a leaf, a line for each, under the name of whose they are."""
    before = ""
    for ground in some:
        if ground.of != before:
            yield Cell(ground.of, STRONG)
            before = ground.of
        at = ground.source.locator if ground.source else None
        said = f", says {ground.source.id}" if ground.source else ""
        said += f" [{locator_text(at)}]" if at else ""
        yield Cell(f"{ground.rule}  [{ground.place.file}:{ground.fact.line}]{said}")
    yield Cell(f"without it: {some[0].without}", DIM)


def derivation_data(one: Derivation) -> dict[str, Any]:
    """The same in the shape of every derivation: a step for each fact."""
    return {
        "claim": one.text,
        "subject": one.subject,
        "standing": None,
        "due": None,
        "steps": [_step(ground) for ground in one.grounds],
        "held": [],
        "missing": [],
        "not_needed": list(one.not_needed),
        "rests_on": list(one.standings),
    }


def _step(ground: Ground) -> dict[str, Any]:
    head = {"leaf": ground.leaf, "rule": ground.rule, "of": ground.of, **dict.fromkeys(("event", "kind", "through"))}
    return {**head, **fact_data(ground.fact, ground.place), **cited_data(ground.source), "without": ground.without}
