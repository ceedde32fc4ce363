"""The history of the data folder: which commit changed which files, and what the files held, in few processes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.tree import raw
from mineralkb.tree.blobs import left_out
from mineralkb.tree.files import MARK, MOST_BYTES, Refusal, UnreadableError, decode, inner_folder, refusal
from mineralkb.tree.git import GitError, git
from mineralkb.tree.history import place_of
from mineralkb.tree.root import root_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mineralkb.tree.raw import Side

_PLAIN = ("100644", "100755")
# Contents are read in parts, so that a long history does not fill the memory.
_MANY = 500
_LATEST = 253_402_300_799


class Step(NamedTuple):
    """One commit: its times (committed; authored, in seconds), its author, and the files that it changed, by path.

    `marks` are the blobs of kb.yaml before and after it, which say in which format the files are written.
    """

    commit: str
    when: datetime
    authored: int
    author: str
    files: dict[str, tuple[Side, Side]]
    marks: tuple[str, str]


class Listed(NamedTuple):
    """One commit as git lists it."""

    commit: str
    when: datetime
    authored: int
    parent: str
    author: str


def steps(folder: Path, new: str, old: str = "") -> list[Step]:
    """The first-parent commits after `old` (or from the first on) up to `new` that changed the folder, oldest first."""
    top, prefix = place_of(folder)
    listed = _commits(top, new, old)
    trees, marks = _trees(top, prefix, listed)
    pairs = [(trees[one.parent], trees[one.commit]) for one in listed]
    found = _differences(top, {pair for pair in pairs if pair[0] != pair[1]})
    return [
        Step(one.commit, one.when, one.authored, one.author, found[pair], (marks[one.parent], marks[one.commit]))
        for one, pair in zip(listed, pairs, strict=True)
        if pair in found
    ]


def beginning(folder: Path, new: str = "HEAD") -> str:
    """The first commit of the history that leads to `new`."""
    return _commits(place_of(folder)[0], new, "")[0].commit


def plain(step: Step) -> Iterator[str]:
    """The blobs of plain files on both sides of a commit."""
    for sides in step.files.values():
        yield from filter(None, map(plain_blob, sides))
    yield from filter(None, step.marks)


def plain_blob(side: Side) -> str:
    """The blob of a plain file; '' where there is none, or a link or a submodule."""
    return side[1] if side and side[0] in _PLAIN else ""


def contents(folder: Path, blobs: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Each blob with what it holds; one that is too large for a record is left out."""
    wanted = sorted(blobs)
    top, _ = place_of(folder)
    for start in range(0, len(wanted), _MANY):
        some = wanted[start : start + _MANY]
        lengths = raw.sizes(top, some)
        if "" in lengths.values():
            raise left_out("the history")
        small = {blob: int(length) for blob, length in lengths.items() if int(length) <= MOST_BYTES}
        yield from raw.contents(top, small).items()


class Held:
    """A tree of files whose contents are at hand: one side of a commit."""

    def __init__(self, shown: str, files: dict[str, Side], held: dict[str, bytes]) -> None:
        self.shown = shown
        self._files = {path: side for path, side in files.items() if side}
        self._held = held

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """Path to blob, and what is refused."""
        found: dict[str, str] = {}
        refused: list[Refusal] = []
        for path, (mode, blob) in self._files.items():
            if path.count("/") > 1:
                refused.append(inner_folder("/".join(path.split("/")[:2])))
            elif mode in _PLAIN:
                found[path] = blob
            else:
                refused.append(refusal(path, "a link"))
        return found, refused

    def read(self, path: str) -> str:
        """The text of one file."""
        side = self._files.get(path)
        if not side or side[1] not in self._held:
            raise UnreadableError(f"the file is larger than {MOST_BYTES // 1024} kB")
        return decode(self._held[side[1]])


def _commits(top: Path, new: str, old: str) -> list[Listed]:
    shape = ("--no-commit-header", "--format=%H %ct %at %P%n%an")
    printed = git(top, "rev-list", *shape, "--first-parent", "--reverse", f"{old}..{new}" if old else new, "--")
    lines = printed.decode("utf-8", "surrogateescape").split("\n")
    found = []
    for head, author in zip(lines[0::2], lines[1::2], strict=False):
        commit, when, authored, *parents = head.split(" ")
        moment = datetime.fromtimestamp(min(max(int(when), 0), _LATEST), UTC)
        found.append(Listed(commit, moment, int(authored), parents[0] if parents else "", author))
    return found


def _trees(top: Path, prefix: str, listed: list[Listed]) -> tuple[dict[str, str], dict[str, str]]:
    """The data folder's tree, and the blob of kb.yaml, in each commit and its parent; '' is no commit.

    Commits that lack the folder are asked where the newest of them has it, and so on back to the beginning.
    """
    empty = raw.empty_tree(top)
    left = list(dict.fromkeys(name for one in reversed(listed) for name in (one.commit, one.parent) if name))
    trees, marks = dict.fromkeys(["", *left], empty), dict.fromkeys(["", *left], "")
    stood = None
    while left and stood != prefix:
        stood = prefix
        for commit, tree, mark in _there(top, prefix, left):
            trees[commit], marks[commit] = tree, mark
        left = [commit for commit in left if trees[commit] == empty]
        prefix = root_of(top, left[0], prefix).prefix if left else prefix
    return trees, marks


def _there(top: Path, prefix: str, commits: list[str]) -> Iterator[tuple[str, str, str]]:
    """Of the commits that have the folder there, its tree and the blob of kb.yaml in it, or ''."""
    names = (name for one in commits for name in (f"{one}:{prefix.rstrip('/')}", f"{one}:{prefix}{MARK}"))
    try:
        found = list(raw.named(top, names))
    except GitError:
        raise left_out("the history") from None
    for commit, (tree, kind), (mark, of_mark) in zip(commits, found[::2], found[1::2], strict=True):
        if kind == "tree":
            yield commit, tree, mark if of_mark == "blob" else ""


def _differences(top: Path, asked: set[tuple[str, str]]) -> dict[tuple[str, str], dict[str, tuple[Side, Side]]]:
    """What differs between the trees of each pair, by path."""
    given = "".join(f"{old} {new}\n" for old, new in sorted(asked)).encode()
    options = ("--stdin", "-r", "-z", "--no-renames", "--ignore-submodules=none")
    found: dict[tuple[str, str], dict[str, tuple[Side, Side]]] = {pair: {} for pair in asked}
    for pair in raw.pairs(git(top, "diff-tree", *options, given=given)):
        found[pair.trees][pair.path] = pair.old, pair.new
    return found
