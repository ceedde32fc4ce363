"""Files of a git revision, read without a checkout."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.tree.files import MOST_BYTES, Refusal, UnreadableError, decode, inner_folder, refusal, too_large
from mineralkb.tree.git import GitError, git, listing, text
from mineralkb.values.dates import read_day

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_LINK, _SUBMODULE = "120000", "160000"
_IDENTITY = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")

# Blobs are small in the repository and large in memory.
_MOST_TOTAL = 512 * 1024 * 1024


class Revision:
    """The data folder as it was in a commit; identities are git's blob ids."""

    def __init__(self, folder: Path, commit: str) -> None:
        self.folder = folder
        self.commit = commit
        self.top, self.prefix = _place(folder)
        self._found: dict[str, str] = {}
        self._contents: dict[str, bytes] = {}

    @property
    def shown(self) -> str:
        """The data folder as findings name it."""
        return self.prefix.rstrip("/") or self.folder.name

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """All files below the data folder in that commit, one level of folders deep; none where it did not exist."""
        self._found = {}
        refused: dict[str, Refusal] = {}
        sizes: dict[str, int] = {}
        for line in self._listed():
            attributes, _, name = line.partition(b"\t")
            mode, _, blob, size = attributes.decode().split()
            path = name.decode("utf-8", "surrogateescape")
            if path.count("/") > 1:
                inner = "/".join(path.split("/")[:2])
                refused[inner] = inner_folder(inner)
            elif mode in (_LINK, _SUBMODULE):
                refused[path] = refusal(path, "a link" if mode == _LINK else "a submodule")
            elif not size.isdigit():
                raise _left_out(self.commit)
            elif int(size) > MOST_BYTES:
                refused[path] = too_large(path)
            else:
                self._found[path], sizes[blob] = blob, int(size)
        self._read_all(sizes)
        return dict(self._found), list(refused.values())

    def read(self, path: str) -> str:
        """The text of one file."""
        if path not in self._found:
            raise UnreadableError("the file is not in that revision")
        return decode(self._contents[self._found[path]])

    def _listed(self) -> list[bytes]:
        """What git lists of the data folder, one file each; nothing where the commit has no such folder."""
        if not (root := _id(self.top, f"{self.commit}^{{tree}}")):
            raise MkbError(f"there is no commit {self.commit}", "see: git log --oneline")
        self._require("tree", root)
        folder = _id(self.top, f"{self.commit}:{self.prefix.rstrip('/')}")
        if not folder or self._kind(folder) == "blob":
            return []
        self._require("tree", folder)
        try:
            return listing(self.top, "ls-tree", "-r", "-z", "-l", "--full-tree", folder).split(b"\0")[:-1]
        except GitError:
            raise _left_out(self.commit) from None

    def _kind(self, identity: str) -> str:
        try:
            return text(self.top, "cat-file", "-t", identity)
        except GitError:
            return "missing"

    def _require(self, kind: str, identity: str) -> None:
        """A clone made with --filter leaves things out, and would seem to hold nothing."""
        if self._kind(identity) != kind:
            raise _left_out(self.commit)

    def _read_all(self, sizes: dict[str, int]) -> None:
        """One process for all blobs: it answers each id with a line and the content."""
        if sum(sizes.values()) > _MOST_TOTAL:
            raise MkbError(f"the records of {self.commit[:12]} are larger than 512 MB", "ask for another revision")
        answer = git(self.top, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in sizes).encode())
        at = 0
        for blob, size in sizes.items():
            start = answer.index(b"\n", at) + 1
            self._contents[blob] = answer[start : start + size]
            at = start + size + 1


def resolve(folder: Path, name: str) -> str:
    """The commit that a revision's name stands for; MkbError where there is none."""
    _place(folder)
    if found := _id(folder, f"{name}^{{commit}}"):
        return found
    cure = "the history is shallow: git fetch --unshallow" if is_shallow(folder) else "see: git log --oneline"
    raise MkbError(f"there is no revision '{name}'", cure)


def as_of(folder: Path, day: date) -> str:
    """The last first-parent commit whose committer time is on or before the day (UTC), by its id."""
    _place(folder)
    try:
        listed = _listed(folder, "--first-parent", "HEAD")
    except GitError:
        raise MkbError("the folder has no history yet", "commit the data first") from None
    commits = [line.split() for line in listed.splitlines()]
    for commit, when in commits:
        if when <= day.isoformat():
            return commit
    if is_shallow(folder):
        raise MkbError(f"the history here is shallow and does not reach {day}", "run: git fetch --unshallow")
    raise MkbError(f"the base began on {commits[-1][1]}", "ask for that day or a later one")


def is_shallow(folder: Path) -> bool:
    """Whether the clone has only the newest part of the history."""
    return text(folder, "rev-parse", "--is-shallow-repository") == "true"


def head(folder: Path) -> tuple[str, str] | None:
    """The commit that is checked out, and its day (UTC); None outside of git or before the first commit."""
    try:
        commit, day = _listed(folder, "-1", "HEAD").split()
    except (GitError, MkbError, ValueError):
        return None
    return commit, day


def committed(folder: Path, commit: str) -> str:
    """The day (UTC) of a commit."""
    return _listed(folder, "-1", resolve(folder, commit)).split()[1]


def blob_id(content: str) -> str:
    """The identity that git gives this text, where it keeps files under SHA-1."""
    body = content.encode()
    return hashlib.sha1(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest()


def _id(folder: Path, name: str) -> str:
    """The id of what git knows by this name, or nothing."""
    try:
        found = text(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except GitError:
        return ""
    return found if _IDENTITY.fullmatch(found) else ""


def _left_out(commit: str) -> MkbError:
    return MkbError(f"this clone lacks files of {commit[:12]}", "clone the repository without --filter")


def _listed(folder: Path, *arguments: str) -> str:
    shape = ("--no-commit-header", "--format=%H %cd", "--date=format-local:%Y-%m-%d")
    return text(folder, "rev-list", *shape, *arguments, "--")


def _place(folder: Path) -> tuple[Path, str]:
    try:
        top = text(folder, "rev-parse", "--show-toplevel")
        prefix = text(folder, "rev-parse", "--show-prefix")
    except GitError as error:
        raise _without_history(folder, str(error)) from None
    return type(folder)(top), prefix


def _without_history(folder: Path, said: str) -> MkbError:
    """Why git sees no repository here, and the cure."""
    if "dubious ownership" in said:
        trust = next((line.strip() for line in said.splitlines() if "safe.directory" in line), "see: git help config")
        return MkbError(f"git does not trust {folder}: another user owns its repository", f"run: {trust}")
    if "bare repository" in said:
        cure = "delete the files HEAD and config and the folders objects and refs from it"
        return MkbError(f"{folder} poses as a repository of its own", cure)
    cure = "clone the repository of the knowledge base, and run mkb there"
    return MkbError(f"{folder} is not in a git repository, so it has no history", cure)


def known_commit(folder: Path, known: str, *, packaged: bool = False) -> str:
    """The commit that `--known` stands for: a full date is always a date, `rev:NAME` always a revision."""
    if packaged:
        raise MkbError(
            "the packaged data has no history", "clone the repository of the knowledge base, and run mkb there"
        )
    try:
        day = read_day(known)
    except ValueError:
        return resolve(folder, known.removeprefix("rev:"))
    return as_of(folder, day)
