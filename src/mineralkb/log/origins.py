"""Where each fact of a record comes from: the commit since which it stands as it is, and the sources that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.record import Record, facts, sources_of
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.log.history import History, Node
    from mineralkb.log.subject import Subject
    from mineralkb.tree.commits import Commit

_Fact = tuple["Route", Any]


class Origin(NamedTuple):
    """One fact, the commit that wrote it so, its sources, and its line; `older`: that commit or one before it."""

    route: Route
    value: Any
    commit: Commit
    older: bool
    sources: dict[str, Any]
    line: int


class Blame(NamedTuple):
    """Every fact of the record or part, in the order of the file."""

    subject: Subject
    record: Record
    path: str
    origins: tuple[Origin, ...]

    @property
    def complete(self) -> bool:
        """Whether every fact's own commit is known."""
        return not any(origin.older for origin in self.origins)


def blame(subject: Subject) -> Blame:
    """The facts of the present version at the subject's route or below it."""
    tip = subject.history.tip
    record = _present(subject)
    path = tip.base.path_of(record.id)
    wanted = [fact for fact in facts(record.data) if fact[0][: len(subject.route)] == subject.route]
    nodes = _origins(subject.history, wanted)
    found = (
        Origin(route, value, node.commit, node.cut, _sources(record, route), tip.base.locate(path, route).line)
        for (route, value), node in zip(wanted, nodes, strict=True)
    )
    return Blame(subject, record, tip.base.shown_path(path), tuple(sorted(found, key=lambda one: one.line)))


def _origins(history: History, wanted: list[_Fact]) -> Iterator[Node]:
    """For each fact the version that has it and came from none that had it."""
    pending: dict[Node, list[_Fact]] = {history.tip: wanted}
    there = {node: frozenset(facts(node.record.data)) if node.record else frozenset() for node in history.nodes}
    found: dict[_Fact, Node] = {}
    for node in history.nodes:
        for fact in pending.pop(node, ()):
            heir = next((parent for parent in node.parents if fact in there[parent]), None)
            if heir:
                pending.setdefault(heir, []).append(fact)
            else:
                found[fact] = node
    return (found[fact] for fact in wanted)


def _sources(record: Record, route: Route) -> dict[str, Any]:
    """The sources of a fact; each side of a disputed value has its own."""
    return {route[-1]: {}} if route[-2:-1] == ("disputed",) else sources_of(record.data, route)


def _present(subject: Subject) -> Record:
    """The record as it is now, and the part in it; MkbError where either is not there, or does not read."""
    tip, typed = subject.history.tip, visible(subject.typed)
    if tip.unread:
        raise MkbError(f"'{tip.identity}' does not read: {tip.unread}", "see: mkb validate")
    if not tip.record:
        raise MkbError(f"'{tip.identity}' is no longer in the base", f"see when it went: mkb log {typed}")
    if subject.route and tip.record.at(subject.route) is None:
        raise MkbError(f"'{tip.identity}' has no such part any more", f"see when it went: mkb log {typed}")
    return tip.record
