"""Which files of the data folder differ between two points of its history, and both sides of them as trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.tree.blobs import picked
from mineralkb.tree.folder import Some
from mineralkb.tree.git import GitError, git, text
from mineralkb.tree.history import id_of, is_shallow, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mineralkb.tree.files import Tree

MARK = "kb.yaml"
_NOTHING, _NO_MODE = "0", "000000"
# Path below the data folder to the mode and blob on each side; no blob where the file is not there.
_Pairs = dict[str, tuple[tuple[str, str], tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Sides:
    """The files that differ, on the older and on the newer side; both hold kb.yaml too, which gives the format."""

    paths: frozenset[str]
    old: Tree
    new: Tree


def changed(folder: Path, old: str, new: str, shown: str) -> Sides:
    """Both sides of what differs between two commits; '' as `new` is the folder as it stands.

    Cost follows the change: git compares trees by their ids, and only files that differ are read.
    """
    top, prefix = place_of(folder)
    before, now = _root(top, old, prefix), _root(top, new or "HEAD", prefix)
    pairs = _of_trees(top, before, now)
    if not new:
        for path, (was, _) in _of_work(folder, prefix).items():
            pairs.setdefault(path, (was, was))
    paths = frozenset(pairs)
    mark = _mark(top, before), _mark(top, now)
    left = {path: pair[0] for path, pair in pairs.items() if _there(pair[0])} | mark[0]
    right = {path: pair[1] for path, pair in pairs.items() if _there(pair[1])} | mark[1]
    newer: Tree = picked(top, new[:12], shown, right) if new else Some(folder, {*paths, MARK}, shown)
    return Sides(paths, picked(top, old[:12], shown, left), newer)


def merge_base(folder: Path, one: str, other: str) -> str:
    """The commit that two commits come from, as git's `...` means it."""
    top, _ = place_of(folder)
    try:
        return text(top, "merge-base", "--end-of-options", one, other).split("\n", 1)[0]
    except GitError:
        cure = "run: git fetch --unshallow" if is_shallow(folder) else "compare them with .. instead of ..."
        raise MkbError(f"{one[:12]} and {other[:12]} have no common ancestor here", cure) from None


def _root(top: Path, commit: str, prefix: str) -> str:
    """The tree of the data folder in a commit; where it stood elsewhere then, the one place that has a kb.yaml."""
    if found := _tree(top, f"{commit}:{prefix.rstrip('/')}", commit):
        return found
    listed = git(top, "ls-tree", "-r", "-z", "--name-only", "--full-tree", f"{commit}^{{tree}}").split(b"\0")
    folders = [name.rpartition(b"/")[0] for name in listed if name.rpartition(b"/")[2] == MARK.encode()]
    if len(folders) != 1:
        return git(top, "hash-object", "-t", "tree", "--stdin", given=b"").decode().strip()
    return _tree(top, f"{commit}:{folders[0].decode('utf-8', 'surrogateescape')}", commit)


def _tree(top: Path, name: str, commit: str) -> str:
    if not id_of(top, f"{commit}^{{tree}}"):
        raise MkbError(f"there is no commit {commit}", "see: git log --oneline")
    found = id_of(top, name)
    return found if found and text(top, "cat-file", "-t", found) == "tree" else ""


def _of_trees(top: Path, before: str, now: str) -> _Pairs:
    """Path to the old and new mode and blob, for what differs between two trees."""
    printed = git(top, "diff-tree", "-r", "-z", "--no-renames", "--ignore-submodules=none", before, now, "--")
    return dict(_pairs(printed, ""))


def _of_work(folder: Path, prefix: str) -> _Pairs:
    """What differs between HEAD and the folder as it stands: the index is only asked where to look."""
    top, _ = place_of(folder)
    where = prefix.rstrip("/") or "."
    printed = git(top, "diff-index", "-z", "--no-renames", "--ignore-submodules=all", "HEAD", "--", where)
    pairs = dict(_pairs(printed, prefix))
    for name in git(top, "ls-files", "-z", "--others", "--", where).split(b"\0")[:-1]:
        path = name.decode("utf-8", "surrogateescape").removeprefix(prefix)
        pairs.setdefault(path, ((_NO_MODE, _NOTHING), (_NO_MODE, _NOTHING)))
    return pairs


def _pairs(printed: bytes, prefix: str) -> Iterator[tuple[str, tuple[tuple[str, str], tuple[str, str]]]]:
    fields = printed.split(b"\0")[:-1]
    for attributes, name in zip(fields[::2], fields[1::2], strict=True):
        old_mode, new_mode, old, new, _ = attributes.decode().removeprefix(":").split()
        path = name.decode("utf-8", "surrogateescape").removeprefix(prefix)
        yield path, ((old_mode, old), (new_mode, new))


def _there(side: tuple[str, str]) -> bool:
    return side[0] != _NO_MODE


def _mark(top: Path, tree: str) -> dict[str, tuple[str, str]]:
    """Where the tree has a kb.yaml, its mode and blob."""
    line = git(top, "ls-tree", "-z", "--full-tree", tree, MARK).decode("utf-8", "surrogateescape").rstrip("\0")
    if not line:
        return {}
    mode, kind, blob = line.partition("\t")[0].split()
    return {MARK: (mode, blob)} if kind == "blob" else {}
