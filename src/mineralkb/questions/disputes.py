"""Values on which sources disagree, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.record import walk

if TYPE_CHECKING:
    from mineralkb.questions.find import Found


class Dispute(NamedTuple):
    """A route, and what each source says there."""

    route: str
    sides: dict[str, str]


def disputes(found: Found) -> tuple[Dispute, ...]:
    """All disputed values of the record or part."""
    return tuple(
        Dispute("/".join((*found.route, *route)), {source: str(value) for source, value in node["disputed"].items()})
        for route, node in walk(found.own)
        if isinstance(node, dict) and isinstance(node.get("disputed"), dict)
    )
