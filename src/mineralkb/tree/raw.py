"""What git's plumbing prints of trees and blobs, read in one place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.tree.files import MARK
from mineralkb.tree.git import GitError, git, listing
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

_NO_MODE = "000000"

# The mode and blob of a file on one side; None where it is not there.
Side = tuple[str, str] | None


class Pair(NamedTuple):
    """A file on both sides; `trees` are the ids of the two trees where git was asked about several."""

    trees: tuple[str, str]
    path: str
    old: Side
    new: Side


def pairs(printed: bytes) -> Iterator[Pair]:
    """What diff-tree and diff-index print with -z: the attributes and path of each file, after a line of both trees."""
    at, trees = 0, ("", "")
    while at < len(printed):
        if printed[at : at + 1] != b":":
            end = printed.index(b"\n", at)
            old, new = printed[at:end].decode().split(" ")
            trees = old, new
        else:
            middle = printed.index(b"\0", at)
            end = printed.index(b"\0", middle + 1)
            old_mode, new_mode, before, after, _ = printed[at + 1 : middle].decode().split(" ")
            path = printed[middle + 1 : end].decode("utf-8", "surrogateescape")
            yield Pair(trees, path, _side(old_mode, before), _side(new_mode, after))
        at = end + 1


@lru_cache(maxsize=16)
def empty_tree(top: Path) -> str:
    """The id of a tree without files, in the repository's kind of hash."""
    return git(top, "hash-object", "-t", "tree", "--stdin", given=b"").decode().strip()


def named(top: Path, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The id and the kind of what each name stands for, in one process; of one that git lacks the kind is `missing`.

    A name that holds a line end stands for nothing here. Raises GitError where a clone would have to fetch a part.
    """
    asked = "".join(("" if "\n" in name else name) + "\n" for name in names)
    given = asked.encode("utf-8", "surrogateescape")
    printed = git(top, "cat-file", "--batch-check=%(objectname) %(objecttype)", given=given)
    for line in printed.split(b"\n")[:-1]:
        identity, _, kind = line.decode("utf-8", "surrogateescape").rpartition(" ")
        yield identity, kind


def sizes(top: Path, blobs: Collection[str]) -> dict[str, str]:
    """The size of each blob as git writes it; '' of one that this clone lacks."""
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    answers = git(top, "cat-file", "--batch-check=%(objectsize)", given=asked).decode().splitlines()
    return {blob: size if size.isdigit() else "" for blob, size in zip(blobs, answers, strict=True)}


def contents(top: Path, lengths: Mapping[str, int]) -> dict[str, bytes]:
    """What each blob holds, given its length: one process answers each id with a line and the content."""
    answer = git(top, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in lengths).encode())
    found: dict[str, bytes] = {}
    at = 0
    for blob, length in lengths.items():
        start = answer.index(b"\n", at) + 1
        found[blob] = answer[start : start + length]
        at = start + length + 1
    return found


def marked_folder(top: Path, tree: str) -> str | None:
    """The one folder of a tree that has the mark of a base, as `data/` ('' is the top); None where none or several do.

    Raises GitError where the clone lacks a part of the tree.
    """
    listed = listing(top, "ls-tree", "-r", "-z", "--name-only", "--full-tree", tree).split(b"\0")
    parted = [name.decode("utf-8", "surrogateescape").rpartition("/") for name in listed]
    folders = [folder + slash for folder, slash, name in parted if name == MARK]
    return folders[0] if len(folders) == 1 else None


def differing(top: Path, old: str, new: str) -> Iterator[Pair]:
    """The files in which two trees differ; GitError where the clone lacks a part of one."""
    return pairs(listing(top, "diff-tree", "-r", "-z", "--no-renames", "--ignore-submodules=none", old, new, "--"))


def differing_work(top: Path, tree: str, *paths: str) -> Iterator[Pair]:
    """Where the files as they stand may differ from a tree; git's index says where to look.

    Where a time of change tells nothing, git reads the file, and through the filters that attributes name: commands
    of the repository's configuration, which are switched off.
    """
    options = ("-z", "--no-renames", "--ignore-submodules=all")
    return pairs(git(top, *_without_filters(top), "diff-index", *options, tree, "--", *paths))


def _without_filters(top: Path) -> Iterator[str]:
    """Options that take every filter its command."""
    try:
        names = git(top, "config", "-z", "--name-only", "--get-regexp", r"^filter\.").decode("utf-8", "surrogateescape")
    except GitError:  # none is configured
        return
    for name in {name.rpartition(".")[0] for name in names.split("\0")[:-1]}:
        if "=" in name:
            raise MkbError(f"a filter of this repository is called {brief(name)}", "rename it: git config --edit")
        for switch in ("clean=", "process=", "required=false"):
            yield from ("-c", f"{name}.{switch}")


def _side(mode: str, blob: str) -> Side:
    return None if mode == _NO_MODE else (mode, blob)
