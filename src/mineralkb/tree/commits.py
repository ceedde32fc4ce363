"""The commits that touched some files, and those files as they were in each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.tree.blobs import Blobs, left_out, picked
from mineralkb.tree.files import MARK
from mineralkb.tree.git import GitError, git
from mineralkb.tree.history import id_of, is_shallow, place_of
from mineralkb.tree.raw import empty_tree, marked_folder, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mineralkb.tree.files import Refusal

# Neither names nor dates can hold a NUL; the subject, which strangers write, is the last.
_SHAPE = "--format=%H%x00%T%x00%P%x00%an%x00%ad%x00%cd%x00%s"
_TIME = "--date=format-local:%Y-%m-%dT%H:%M:%SZ"
_LABEL = "the history"
# Stands for a side of a merge on which the files never were.
NOTHING = "-"
_Listed = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; `parents` are the nearest before it that touched the files. Times are UTC. No id: not committed."""

    id: str
    tree: str = ""
    parents: tuple[str, ...] = ()
    author: str = ""
    authored: str = ""
    committed: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Then:
    """Some files of the data folder as a commit has them; the contents of all commits were read at once."""

    shown: str
    files: dict[str, str]
    blobs: Blobs

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """Path to content, and what is refused."""
        refused = self.blobs.refused
        there = {path: key for path, key in self.files.items() if key not in refused}
        return there, [replace(refused[key], path=path) for path, key in self.files.items() if key in refused]

    def read(self, path: str) -> str:
        """The text of one file."""
        return self.blobs.read(self.files[path])


def newest(folder: Path) -> str:
    """The commit that is checked out; MkbError where there is none."""
    place_of(folder)
    if found := id_of(folder, "HEAD^{commit}"):
        return found
    raise MkbError("the folder has no history yet", "commit the data first")


def commits(top: Path, start: str, paths: Sequence[str]) -> list[Commit]:
    """The commits up to `start` that touched one of the paths, the newest first, children before parents.

    All of them: git's own shortening of the history would drop what a deleted file went through. `NOTHING` is a parent
    of merges with a side that never had the files.
    """
    order = ("--date-order", "--full-history", "--simplify-merges", "--no-commit-header", "--encoding=UTF-8")
    try:
        printed = git(top, "rev-list", *order, _TIME, _SHAPE, "--end-of-options", start, "--", *paths)
    except GitError:
        raise left_out(_LABEL) from None
    found = [_commit(line) for line in printed.decode("utf-8", "replace").split("\n")[:-1]]
    return list(_with_all_sides(top, found, paths)) if found else []


def versions(top: Path, trees: Sequence[str], folders: Sequence[str], names: Iterable[str], shown: str) -> list[Then]:
    """The named files of each tree, and the mark beside them, from the first of the data folders that has some."""
    names = frozenset(names)
    wanted = {f"{folder}{name}" for folder in folders for name in (*names, MARK)}
    listed = _listed(top, trees, wanted)
    kept = {f"{mode} {blob}": (mode, blob) for files in listed.values() for mode, blob in files.values()}
    blobs = picked(top, _LABEL, shown, kept)
    return [Then(shown, _in_folder(listed[tree], folders, names), blobs) for tree in trees]


def cut_off(top: Path, start: str) -> frozenset[str]:
    """The commits at which a shallow clone ends: they have parents, which are not here."""
    if not is_shallow(top):
        return frozenset()
    ends = git(top, "rev-list", "--max-parents=0", "--end-of-options", start, "--").decode().split()
    return frozenset(end for end in ends if _has_parents(git(top, "cat-file", "commit", end)))


def tree_of(top: Path, commit: str) -> str:
    """The tree of a commit."""
    return id_of(top, f"{commit}^{{tree}}")


def elsewhere(top: Path, commit: str, prefix: str) -> str | None:
    """Where the data folder stood before a commit, if not yet at `prefix`: the one place that has the mark."""
    if not (root := tree_of(top, f"{commit}^1")) or id_of(top, f"{root}:{prefix}{MARK}"):
        return None
    try:
        return marked_folder(top, root)
    except GitError:
        raise left_out(_LABEL) from None


def _commit(line: str) -> Commit:
    identity, tree, parents, author, authored, committed, subject = line.split("\0", 6)
    return Commit(identity, tree, tuple(parents.split()), author, authored, committed, subject)


def _with_all_sides(top: Path, found: list[Commit], paths: Sequence[str]) -> Iterator[Commit]:
    """Merges with all their sides: git leaves out one that is an ancestor of another, or has none of the files."""
    known = {one.id for one in found}
    asked = "".join(f"{one.id}\n" for one in found).encode()
    lines = git(top, "rev-list", "--no-walk=unsorted", "--parents", "--stdin", given=asked).decode().splitlines()
    parents = {commit: real for commit, *real in map(str.split, lines)}
    for one in found:
        real = parents[one.id]
        if len(real) > max(len(one.parents), 1):
            sides = (side if side in known else _last(top, side, paths) for side in real)
            yield replace(one, parents=tuple(dict.fromkeys(sides)))
        else:
            yield one


def _last(top: Path, commit: str, paths: Sequence[str]) -> str:
    """The last commit up to this one that touched the files: it has them as this one has."""
    return git(top, "rev-list", "-1", "--end-of-options", commit, "--", *paths).decode().strip() or NOTHING


def _listed(top: Path, trees: Sequence[str], paths: set[str]) -> dict[str, _Listed]:
    """Tree to path to mode and blob: each tree is compared with an empty one, all in one process."""
    empty = empty_tree(top)
    asked = "".join(f"{empty} {tree}\n" for tree in dict.fromkeys(trees)).encode()
    try:
        printed = git(top, "diff-tree", "--stdin", "-r", "-z", "--no-renames", "--", *sorted(paths), given=asked)
    except GitError:
        raise left_out(_LABEL) from None
    found: dict[str, _Listed] = {tree: {} for tree in trees}
    for pair in pairs(printed):
        if pair.new and pair.path in paths:
            found[pair.trees[1]][pair.path] = pair.new
    return found


def _in_folder(files: _Listed, folders: Sequence[str], names: frozenset[str]) -> dict[str, str]:
    """Path below the data folder to what its content is kept under."""
    folder = next((one for one in folders for name in names if f"{one}{name}" in files), None)
    if folder is None:
        return {}
    there = {name: files[f"{folder}{name}"] for name in (*sorted(names), MARK) if f"{folder}{name}" in files}
    return {name: f"{mode} {blob}" for name, (mode, blob) in there.items()}


def _has_parents(raw: bytes) -> bool:
    return b"\nparent " in raw.partition(b"\n\n")[0]
