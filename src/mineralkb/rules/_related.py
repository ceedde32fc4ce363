"""How records say that they stand to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.rules._noted import noted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node

WHOLE = "part of"


def relations(record: Record, _nodes: list[Node]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Every relation of the record: to whom, and of which kind."""
    if found := record.data.get("relations"):
        yield tuple((str(target), relation["kind"]) for target, relation in found.items())


def related(base: KnowledgeBase) -> dict[str, dict[str, str]]:
    """The relations of each record that has some."""
    return {one: dict(found) for found, ids in noted(base, relations).items() for one in ids}
