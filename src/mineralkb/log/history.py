"""The life of one record: a version for each commit, and from which versions it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.diff.spots import why
from mineralkb.log.files import chain, touched
from mineralkb.tree.commits import Commit, cut_off
from mineralkb.tree.history import place_of

if TYPE_CHECKING:
    from mineralkb.kb import KnowledgeBase
    from mineralkb.log.files import Touched
    from mineralkb.place import Place
    from mineralkb.record import Record

# A commit, and the id that the record had in it.
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """The record in one commit: None where it is not there; as it last read where this version does not.

    `unread` says why this version does not read. At a `cut` the clone ends, so nothing is known of what was before.
    """

    commit: Commit
    identity: str
    base: KnowledgeBase
    parents: tuple[Node, ...]
    record: Record | None
    unread: str = ""
    cut: bool = False


class History(NamedTuple):
    """All versions that led to the present one, the newest first; not `complete` where the clone is shallow."""

    identity: str
    nodes: tuple[Node, ...]
    complete: bool

    @property
    def tip(self) -> Node:
        """The present version."""
        return self.nodes[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that the record had, the newest first."""
        return tuple(dict.fromkeys(node.identity for node in self.nodes if node.record or node.unread))


def history(place: Place, identity: str, start: str, shown: str, *, work: bool) -> History:
    """The record up to the commit `start`, and with `work` the folder as it stands."""
    found = touched(place, identity, start, shown, work=work)
    cut = cut_off(place_of(place.folder)[0], start)
    parents = _followed(found, identity)
    commits = {one.id: one for one in found.commits}
    made: dict[_Key, Node] = {}
    for key in reversed(parents):
        before = tuple(made[one] for one in parents[key])
        made[key] = _node(commits[key[0]], key[1], found.bases[key[0]], before, cut=key[0] in cut)
    return History(identity, tuple(made[key] for key in parents), not cut)


def _followed(found: Touched, identity: str) -> dict[_Key, tuple[_Key, ...]]:
    """Each version with the ones before it: the same id, or an old one where the id is not there yet."""
    wanted: dict[str, dict[str, None]] = {found.commits[0].id: {identity: None}}
    parents: dict[_Key, tuple[_Key, ...]] = {}
    for commit in found.commits:
        for name in wanted.get(commit.id, ()):
            before = tuple((one, _before(found, name, one)) for one in commit.parents)
            parents[commit.id, name] = before
            for parent, older in before:
                wanted.setdefault(parent, {})[older] = None
    return parents


def _before(found: Touched, identity: str, commit: str) -> str:
    there = found.bases[commit].claimed
    return next((one for one in chain(identity, found.former) if one in there), identity)


def _node(commit: Commit, identity: str, base: KnowledgeBase, parents: tuple[Node, ...], *, cut: bool) -> Node:
    record = base.records.get(identity)
    unread = "" if record or identity not in base.claimed else _why(base, identity)
    if unread:
        record = next((parent.record for parent in parents if parent.record), None)
    return Node(commit, identity, base, parents, record, unread, cut)


def _why(base: KnowledgeBase, identity: str) -> str:
    """The first finding says why; `mkb validate` says all."""
    found = why(base, identity)
    return found.message if found else "it does not read"
