"""Files of a git revision, read without a checkout."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.tree.files import MOST_BYTES, Refusal, UnreadableError, decode, refusal
from mineralkb.tree.git import GitError, git, text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_LINK, _SUBMODULE = "120000", "160000"


class Revision:
    """The data folder as it was in a commit; identities are git's blob ids."""

    def __init__(self, folder: Path, commit: str) -> None:
        self.folder = folder
        self.commit = commit
        self.top, self.prefix = _place(folder)
        self._texts: dict[str, bytes] = {}

    @property
    def shown(self) -> str:
        """The data folder as findings name it."""
        return self.prefix.rstrip("/") or self.folder.name

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """All files below the data folder in that commit, one level of folders deep; none where it did not exist."""
        found: dict[str, str] = {}
        refused: list[Refusal] = []
        where = f"{self.commit}:{self.prefix.rstrip('/')}"
        try:
            listed = git(self.top, "ls-tree", "-r", "-z", "-l", "--full-tree", where)
        except GitError:
            return found, refused
        for line in listed.split(b"\0")[:-1]:
            attributes, _, name = line.partition(b"\t")
            mode, _, blob, size = attributes.decode().split()
            path = name.decode("utf-8", "surrogateescape")
            if mode in (_LINK, _SUBMODULE):
                refused.append(refusal(path, "a link" if mode == _LINK else "a submodule"))
            elif path.count("/") > 1:
                refused.append(Refusal(path, "a folder inside a folder of records is not read", "move the records up"))
            elif int(size) > MOST_BYTES:
                too_large = f"the file is larger than {MOST_BYTES // 1024} kB"
                refused.append(Refusal(path, too_large, "split the record, or shorten it"))
            else:
                found[path] = blob
        self._read_all(found)
        return found, refused

    def read(self, path: str) -> str:
        """The text of one file."""
        if path not in self._texts:
            raise UnreadableError("the file is not in that revision")
        return decode(self._texts[path])

    def _read_all(self, found: dict[str, str]) -> None:
        """One process for all blobs: it answers each id with a line and the content."""
        answer = git(self.top, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in found.values()).encode())
        at = 0
        for path in found:
            end = answer.index(b"\n", at)
            header = answer[at:end].split()
            if header[-1] == b"missing":
                at = end + 1
                continue
            size = int(header[2])
            self._texts[path] = answer[end + 1 : end + 1 + size]
            at = end + 1 + size + 1


def resolve(folder: Path, name: str) -> str:
    """The commit that a revision's name stands for; MkbError where there is none."""
    _place(folder)
    try:
        return text(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except GitError:
        cure = "the history is shallow: git fetch --unshallow" if is_shallow(folder) else "see: git log --oneline"
        raise MkbError(f"there is no revision '{name}'", cure) from None


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
    return _listed(folder, "-1", commit).split()[1]


def blob_id(content: str) -> str:
    """The identity that git gives this text, where it keeps files under SHA-1."""
    body = content.encode()
    return hashlib.sha1(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest()


def _listed(folder: Path, *arguments: str) -> str:
    shape = ("--no-commit-header", "--format=%H %cd", "--date=format-local:%Y-%m-%d")
    return text(folder, "rev-list", *shape, *arguments)


def _place(folder: Path) -> tuple[Path, str]:
    try:
        top = text(folder, "rev-parse", "--show-toplevel")
        prefix = text(folder, "rev-parse", "--show-prefix")
    except GitError:
        raise MkbError(
            f"{folder} is not in a git repository, so it has no history",
            "clone the repository of the knowledge base, and run mkb there",
        ) from None

    return type(folder)(top), prefix
