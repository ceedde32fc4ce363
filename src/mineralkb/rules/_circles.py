"""Links that lead back to where they began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._noted import noted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node

# Target by the route that names it, for each thing.
Links = dict[str, dict[str, "Route"]]

_MOST_SHOWN = 5
_FIELDS = {"groups": "members", "minerals": "broader", "organizations": "part_of", "sources": "mirror_of"}


def circles(links: Mapping[str, Mapping[str, object]]) -> Iterator[list[str]]:
    """Circles, each beginning at the first of its names; without recursion, so that no chain is too long."""
    done: set[str] = set()
    for start in sorted(links):
        path: dict[str, Iterator[str]] = {} if start in done else {start: iter(links[start])}
        while path:
            name = next(reversed(path))
            target = next(path[name], None)
            if target is None:
                done.add(path.popitem()[0])
            elif target in path:
                names = list(path)
                yield _from_first(names[names.index(target) :])
            elif target in links and target not in done:
                path[target] = iter(links[target])


def arrows(circle: list[str]) -> str:
    """The circle in a line: `a > b > a`."""
    shown = circle if len(circle) <= _MOST_SHOWN else [*circle[:_MOST_SHOWN], "..."]
    return " > ".join([*shown, circle[0]])


def hits(found: Links, message: str, hint: str) -> Iterator[Hit]:
    """A hit for each circle of records, at the link of the first, with those of the others."""
    for circle in circles(found):
        steps = list(zip(circle, [*circle[1:], circle[0]], strict=True))
        others = tuple(Elsewhere(name, found[name][target], "and back") for name, target in steps[1:_MOST_SHOWN])
        first, target = steps[0]
        yield Hit(first, found[first][target], f"{message}: {arrows(circle)}", hint, elsewhere=others)


def links(record: Record, _nodes: list[Node]) -> Iterator[tuple[str, tuple[tuple[str, Route], ...]]]:
    """Whom the record names in the field through which records of its kind can form a circle, and where."""
    field = _FIELDS.get(record.kind, "")
    if isinstance(named := record.data.get(field, ()), str):
        yield record.kind, ((str(named), (field,)),)
    elif named:
        yield record.kind, tuple((str(target), (field, str(target))) for target in named)


def in_field(base: KnowledgeBase, kind: str, message: str, hint: str) -> Iterator[Hit]:
    """Circles among the records of a kind, through the field that names one other, a list, or others as its keys."""
    found = {one: dict(named) for (of, named), ids in noted(base, links).items() if of == kind for one in ids}
    yield from hits(found, message, hint)


def _from_first(circle: list[str]) -> list[str]:
    at = circle.index(min(circle))
    return circle[at:] + circle[:at]
