"""Links that lead back to where they began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase

# Target by the route that names it, for each thing.
Links = dict[str, dict[str, "Route"]]

_MOST_SHOWN = 5


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


def hits(links: Links, message: str, hint: str) -> Iterator[Hit]:
    """A hit for each circle of records, at the link of the first, with those of the others."""
    for circle in circles(links):
        steps = list(zip(circle, [*circle[1:], circle[0]], strict=True))
        others = tuple(Elsewhere(name, links[name][target], "and back") for name, target in steps[1:_MOST_SHOWN])
        first, target = steps[0]
        yield Hit(first, links[first][target], f"{message}: {arrows(circle)}", hint, elsewhere=others)


def in_field(base: KnowledgeBase, kind: str, field: str, message: str, hint: str) -> Iterator[Hit]:
    """Circles among the records of a kind through a field that names one other, a list, or others as its keys."""
    links: Links = {}
    for record in base.of_kind(kind):
        named = record.data.get(field, ())
        links[record.id] = (
            {named: (field,)} if isinstance(named, str) else {target: (field, target) for target in named}
        )
    yield from hits(links, message, hint)


def _from_first(circle: list[str]) -> list[str]:
    at = circle.index(min(circle))
    return circle[at:] + circle[:at]
