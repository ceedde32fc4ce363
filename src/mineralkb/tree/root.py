"""Where the data folder stands in a commit: where it stands now, else the one folder that had the mark of a base."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.tree.blobs import left_out
from mineralkb.tree.git import GitError, text
from mineralkb.tree.history import id_of
from mineralkb.tree.raw import marked_folder, named

if TYPE_CHECKING:
    from pathlib import Path


class Root(NamedTuple):
    """The data folder in a commit: the id of its tree ('' where the commit has none), and its path, as `data/`."""

    tree: str
    prefix: str


def root_of(top: Path, commit: str, prefix: str) -> Root:
    """The data folder in a commit; MkbError where there is no such commit, or the clone lacks a part of it."""
    return roots_of(top, (commit,), prefix)[0]


def roots_of(top: Path, commits: tuple[str, ...], prefix: str) -> tuple[Root, ...]:
    """The data folder in each of some commits, mostly in one process."""
    trees = _at_once(top, tuple(f"{commit}:{prefix.rstrip('/')}" for commit in commits))
    asked = zip(commits, trees, strict=True)
    return tuple(Root(tree, prefix) if tree else _sought(top, commit, prefix) for commit, tree in asked)


def _sought(top: Path, commit: str, prefix: str) -> Root:
    """The data folder in a commit that does not have it there, or cannot say so at once."""
    whole = id_of(top, f"{commit}^{{tree}}")
    if not whole:
        if _kind(top, commit) == "commit":
            raise left_out(commit[:12])
        raise MkbError(f"there is no commit {commit}", "see: git log --oneline")
    if _kind(top, whole) != "tree":
        raise left_out(commit[:12])
    if found := _folder(top, commit, prefix):
        return Root(found, prefix)
    stood = _stood(top, whole, commit)
    return Root("", prefix) if stood is None else Root(_folder(top, commit, stood), stood)


def _at_once(top: Path, names: tuple[str, ...]) -> list[str]:
    """The trees of these names; '' where there is none, whatever the reason, which takes more processes to find out."""
    try:
        return [identity if kind == "tree" else "" for identity, kind in named(top, names)]
    except GitError:
        return [""] * len(names)


def _stood(top: Path, whole: str, commit: str) -> str | None:
    try:
        return marked_folder(top, whole)
    except GitError:
        raise left_out(commit[:12]) from None


def _folder(top: Path, commit: str, prefix: str) -> str:
    """The tree of a folder in a commit; '' where it has no such folder."""
    found = id_of(top, f"{commit}:{prefix.rstrip('/')}")
    kind = _kind(top, found) if found else ""
    if kind == "missing":
        raise left_out(commit[:12])
    return found if kind == "tree" else ""


def _kind(top: Path, identity: str) -> str:
    try:
        return text(top, "cat-file", "-t", identity)
    except GitError:
        return "missing"
