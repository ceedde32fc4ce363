"""What is claimed of several records together, and the facts it rests on, each with its line and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index import decoded
from mineralkb.questions.find import find
from mineralkb.questions.why.answer import why
from mineralkb.questions.why.places import Written, written
from mineralkb.questions.why.shortest import ranked
from mineralkb.questions.why.steps import Cited, Fact
from mineralkb.record import sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mineralkb.finding import Route
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.find import Found
    from mineralkb.questions.why.answer import Why


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
        self._whys: dict[str, Why] = {}

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

    def why(self, identity: str) -> Why:
        """Why the record or part stands as it does on the day."""
        if identity not in self._whys:
            found = self.found(identity)
            self._whys[identity] = why(self.base, found, self.asked, self.written(found.path))
        return self._whys[identity]

    def standing(self, identity: str, said: str, leaf: int, without: str) -> Iterator[Ground]:
        """The facts on which its standing rests; the part itself where none is recorded."""
        told = self.why(identity)
        for step in told.steps:
            for fact in () if step.only_evidence else step.facts:
                source = next((one for one in step.sources if not fact.disputed or one.id == fact.route[-1]), None)
                yield Ground(leaf, f"{said}; {step.rule}", identity, fact, source, told.place, without)
        if all(step.only_evidence for step in told.steps):
            yield self.ground(identity, (), said, leaf, without)

    def ground(self, identity: str, route: Route, rule: str, leaf: int, without: str) -> Ground:
        """The fact at a route of the record; no route is the part itself, of a record its title."""
        found = self.found(identity)
        place = self.written(found.path)
        route = route or found.route or ("title",)
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
