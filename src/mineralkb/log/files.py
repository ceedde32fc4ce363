"""Which commits touched a record, under all ids it ever had, and what each of them held."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.kb import KnowledgeBase, load
from mineralkb.schema import KINDS
from mineralkb.tree.commits import NOTHING, Commit, commits, elsewhere, tree_of, versions
from mineralkb.tree.files import MARK
from mineralkb.tree.folder import Some
from mineralkb.tree.history import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mineralkb.place import Place
    from mineralkb.reading import Memory

# Every id is a path in each folder, and a command line has an end.
_MOST_IDS = 60
WORK = ""


class _Paths(NamedTuple):
    """Every path that the record may have: a data folder, and a name below it."""

    folders: tuple[str, ...]
    names: set[str]


class Touched(NamedTuple):
    """The commits, newest first, each with the base of the files that matter; and the old ids of every id."""

    commits: tuple[Commit, ...]
    bases: dict[str, KnowledgeBase]
    former: dict[str, tuple[str, ...]]


def touched(place: Place, identity: str, start: str, shown: str, *, work: bool) -> Touched:
    """All commits up to `start` that touched the record, and with `work` the folder as it stands, as a commit `WORK`.

    What a version says of its old ids, and where the data folder stood before, leads to further commits.
    """
    top, prefix = place_of(place.folder)
    memory: Memory = {}
    ids: tuple[str, ...] = (identity,)
    folders: tuple[str, ...] = (prefix,)
    while True:
        names = {f"{kind}/{one}.yaml" for one in ids for kind in KINDS}
        found = _read(top, start, _Paths(folders, names), shown, memory)
        if work:
            here = load(Some(place.folder, {*names, MARK}, shown), memory)
            line = (Commit(WORK, parents=(start,)), *found.commits)
            found = Touched(line, {WORK: here, **found.bases}, _former([here, *found.bases.values()]))
        older = tuple(one for one in chain(identity, found.former) if one not in ids)
        more = (*ids, *older), _folders(top, prefix, found, folders)
        if more == (ids, folders):
            return found
        ids, folders = more


def _read(top: Path, start: str, paths: _Paths, shown: str, memory: Memory) -> Touched:
    """The commits that touched one of the paths; `start` is the first of them in any case."""
    line = commits(top, start, sorted(f"{folder}{name}" for folder in paths.folders for name in paths.names))
    if start not in {one.id for one in line}:
        line = [Commit(start, tree_of(top, start), tuple(one.id for one in line[:1])), *line]
    there = versions(top, [one.tree for one in line], paths.folders, paths.names, shown)
    bases = {one.id: load(then, memory) for one, then in zip(line, there, strict=True)}
    nothing = {NOTHING: KnowledgeBase()} if any(NOTHING in one.parents for one in line) else {}
    return Touched((*line, *map(Commit, nothing)), bases | nothing, _former(bases.values()))


def _former(bases: Iterable[KnowledgeBase]) -> dict[str, tuple[str, ...]]:
    """Every id with the ids that a version of it says it had."""
    found: dict[str, dict[str, None]] = {}
    for base in bases:
        for record in base.records.values():
            found.setdefault(record.id, {}).update(dict.fromkeys(record.data.get("formerly", [])))
    return {identity: tuple(named) for identity, named in found.items()}


def chain(identity: str, former: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The id, its old ones, theirs, and so on."""
    found = {identity: None}
    waiting = [identity]
    while waiting:
        new = [one for one in former.get(waiting.pop(0), ()) if one not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    if len(found) > _MOST_IDS:
        raise MkbError(f"'{identity}' had more than {_MOST_IDS} ids, says 'formerly'", "correct 'formerly'")
    return tuple(found)


def _folders(top: Path, prefix: str, found: Touched, known: tuple[str, ...]) -> tuple[str, ...]:
    """The data folder, and where it stood before: told by the commits that seem to make the record."""
    made = [
        one.id
        for one in found.commits
        if one.id != WORK
        and found.bases[one.id].claimed
        and not any(found.bases[parent].claimed for parent in one.parents)
    ]
    before = (elsewhere(top, commit, prefix) for commit in made)
    return tuple(dict.fromkeys([*known, *(folder for folder in before if folder is not None)]))
