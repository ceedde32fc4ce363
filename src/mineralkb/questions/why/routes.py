"""Where a record or part says a value in one of some fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.record import PROVENANCE, STANDING_PARTS, walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

    from mineralkb.finding import Route
    from mineralkb.questions.find import Found


def route_of(found: Found, fields: Collection[str], value: str) -> Route:
    """Where the record or part says this value in one of these fields; nothing where it does not."""
    return next((route for route, node in _own_first(found) if _says(route, node, fields, value)), ())


def _own_first(found: Found) -> Iterator[tuple[Route, Any]]:
    """What is written below the part, then of its record what belongs to no other part; of a record, all."""
    if not found.route:
        yield from walk(found.data)
        return
    yield from walk(found.own, found.route)
    yield from walk({name: node for name, node in found.data.items() if name not in STANDING_PARTS})


def _says(route: Route, node: Any, fields: Collection[str], value: str) -> bool:
    """Whether it is the value of the field, one of its words or keys, or what a side of a dispute says."""
    if PROVENANCE.intersection(route):
        return False
    if route[-1] == value and route[-2:-1] and route[-2] in fields:
        return True
    named = route[-3:-2] if route[-2:-1] == ("disputed",) else route[-1:]
    return bool(node == value and named and named[0] in fields)
