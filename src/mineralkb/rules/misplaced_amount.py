"""An amount that is said to be within, or the same as, what it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._circles import arrows, circles
from mineralkb.rules._nodes import in_section, walked
from mineralkb.rules._noted import noted, those
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node

_LINKS = ("within", "same_as")


def linked(_record: Record, nodes: list[Node]) -> Iterator[bool]:
    """Whether the record has amounts that are linked to others."""
    if any(field in amount for _, amount in in_section(nodes, "amounts") for field in _LINKS):
        yield True


NOTES = (linked,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Links between amounts that lead nowhere, to another currency, to a smaller sum, or in a circle."""
    links: dict[str, dict[str, Route]] = {}
    for record in those(base, noted(base, linked).get(True, ())):
        for route, amount in in_section(walked(record.data), "amounts"):
            for field in (field for field in _LINKS if field in amount):
                here = (*route, field)
                links.setdefault("/".join((record.id, *route)), {})[amount[field]] = here
                yield from _one(base, record.id, here, amount)
    for circle in circles(links):
        record_id = circle[0].partition("/")[0]
        route = links[circle[0]][[*circle, circle[0]][1]]
        yield Hit(
            record_id,
            route,
            f"the amount lies within itself: {brief(arrows(circle))}",
            "take out the link that is wrong",
        )


def _one(base: KnowledgeBase, record_id: str, here: Route, amount: dict[str, Any]) -> Iterator[Hit]:
    field = here[-1]
    target, *steps = amount[field].split("/")
    if target not in base.records and target in base.claimed:
        return
    other = base.records[target].at(tuple(steps)) if target in base.records else None
    if not isinstance(other, dict) or steps[-2:-1] != ["amounts"]:
        hint = "name it by the id of its record and its route, as in us-japan-2025/amounts/loan"
        yield Hit(record_id, here, f"no amount stands at '{brief(amount[field])}'", hint)
        return
    elsewhere = (Elsewhere(target, tuple(steps), "the other amount"),)
    if amount["currency"] != other["currency"]:
        message, hint = "the other amount is in another currency", "state both in the currency of the source"
        yield Hit(record_id, here, message, hint, elsewhere=elsewhere)
    elif field == "within" and _least(amount) > _most(other):
        message, hint = "the amount is larger than the one it is within", "correct the sums, or the link"
        yield Hit(record_id, here, message, hint, elsewhere=elsewhere)


def _least(amount: dict[str, Any]) -> float:
    """What it is at least; an upper limit may stand for less."""
    values = [] if amount.get("up_to") else [amount.get("value"), amount.get("least")]
    return min((value for value in values if isinstance(value, int | float)), default=0)


def _most(amount: dict[str, Any]) -> float:
    """What it is at most; a lower limit may stand for more."""
    value = amount.get("value", amount.get("most"))
    return value if isinstance(value, int | float) else float("inf")
