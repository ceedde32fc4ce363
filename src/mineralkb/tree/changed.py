"""Which files of the data folder differ between two points of its history, and both sides of them as trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.tree.blobs import left_out, picked, sizes_of
from mineralkb.tree.files import MARK
from mineralkb.tree.folder import Some
from mineralkb.tree.git import GitError, git, text
from mineralkb.tree.history import is_shallow, place_of
from mineralkb.tree.raw import Side, differing, differing_work, empty_tree
from mineralkb.tree.root import roots_of

if TYPE_CHECKING:
    from pathlib import Path

    from mineralkb.tree.files import Tree

# Path below the data folder to the file on each side.
_Pairs = dict[str, tuple[Side, Side]]


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
    was, then = roots_of(top, (old, new or "HEAD"), prefix)
    before, now = (root.tree or empty_tree(top) for root in (was, then))
    try:
        found: _Pairs = {pair.path: (pair.old, pair.new) for pair in differing(top, before, now)}
    except GitError:
        raise left_out(f"{old[:12]} or {(new or 'HEAD')[:12]}") from None
    if not new:
        for path, side in _of_work(top, prefix).items():
            found.setdefault(path, (side, side))
    same = {} if MARK in found else _mark(top, before)
    left = {path: side for path, (side, _) in found.items() if side} | same
    right = {path: side for path, (_, side) in found.items() if side} | same
    known = sizes_of(top, old[:12], (*left.values(), *(right.values() if new else ())))
    newer: Tree = picked(top, new[:12], shown, right, known) if new else Some(folder, {*found, MARK}, shown)
    stood = shown if was.prefix == prefix else was.prefix.rstrip("/")
    return Sides(frozenset(found), picked(top, old[:12], stood, left, known), newer)


def merge_base(folder: Path, one: str, other: str) -> str:
    """The commit that two commits come from, as git's `...` means it."""
    top, _ = place_of(folder)
    try:
        return text(top, "merge-base", "--end-of-options", one, other).split("\n", 1)[0]
    except GitError:
        cure = "run: git fetch --unshallow" if is_shallow(folder) else "compare them with .. instead of ..."
        raise MkbError(f"{one[:12]} and {other[:12]} have no common ancestor here", cure) from None


def _of_work(top: Path, prefix: str) -> dict[str, Side]:
    """Where the folder as it stands may differ from HEAD, with the file in HEAD: the index only says where to look."""
    where = prefix.rstrip("/") or "."
    found = {pair.path.removeprefix(prefix): pair.old for pair in differing_work(top, "HEAD", where)}
    for name in git(top, "ls-files", "-z", "--others", "--", where).split(b"\0")[:-1]:
        found.setdefault(name.decode("utf-8", "surrogateescape").removeprefix(prefix), None)
    return found


def _mark(top: Path, tree: str) -> dict[str, tuple[str, str]]:
    """Where the tree has a kb.yaml, its mode and blob."""
    line = git(top, "ls-tree", "-z", "--full-tree", tree, MARK).decode("utf-8", "surrogateescape").rstrip("\0")
    if not line:
        return {}
    mode, kind, blob = line.partition("\t")[0].split()
    return {MARK: (mode, blob)} if kind == "blob" else {}
