"""What is claimed of several records together, and the facts it rests on, each with its line and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index import decoded
from mineralkb.questions.find import find
from mineralkb.questions.why.places import Written, written
from mineralkb.questions.why.shortest import ranked
from mineralkb.questions.why.steps import Cited, Fact
from mineralkb.record import PROVENANCE, STANDING_PARTS, sources_of, walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

    from mineralkb.finding import Route
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.find import Found


class Ground(NamedTuple):
    """A fact of a leaf: the rule by which it counts, whose it is, where it is written, the source nearest to it."""

    leaf: int
    rule: str
    of: str
    fact: Fact
    source: Cited | None
    place: Written
    # What would be claimed without the leaf.
    without: str


class Derivation(NamedTuple):
    """A claim, the facts of its leaves, and the records and parts on whose standing it rests."""

    text: str
    subject: str
    grounds: tuple[Ground, ...]
    standings: tuple[str, ...]
    not_needed: tuple[str, ...] = ()


class Files:
    """Records and the lines of their files, each read once for all that is told of them."""

    def __init__(self, base: Base, asked: Asked) -> None:
        self.base = base
        self.asked = asked
        self._found: dict[str, Found] = {}
        self._places: dict[str, Written] = {}

    def found(self, identity: str) -> Found:
        """The record or part of that id."""
        if identity not in self._found:
            self._found[identity] = find(self.base, identity)
        return self._found[identity]

    def written(self, path: str) -> Written:
        """The file at the path below the data folder."""
        if path not in self._places:
            self._places[path] = written(self.base, path, self.asked)
        return self._places[path]

    def ground(self, identity: str, route: Route, rule: str, leaf: int, without: str) -> Ground:
        """The fact at a route of the record; no route is the title of the part."""
        found = self.found(identity)
        place = self.written(found.path)
        route = route or (*found.route, "title")
        fact = Fact(route, _value(found, route), place.line(route))
        return Ground(leaf, rule, found.identity, fact, self._nearest(found, route), place, without)

    def _nearest(self, found: Found, route: Route) -> Cited | None:
        cited = sources_of(found.data, route)
        marks = ", ".join("?" * len(cited))
        rows = self.base.rows(f"SELECT id, data FROM record WHERE kind = 'sources' AND id IN ({marks})", tuple(cited))
        data = {row["id"]: decoded(row["data"]) for row in rows}
        return next((Cited(name, data[name], cited[name].get("at")) for name in ranked(data, data)), None)


def _value(found: Found, route: Route) -> str:
    """The fact as it is written; of a key its name."""
    node: Any = found.data
    for step in route:
        node = node[step] if isinstance(node, dict) and step in node else step
    return str(route[-1] if isinstance(node, dict) else node)


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
