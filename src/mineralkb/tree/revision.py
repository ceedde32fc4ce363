"""Files of a git revision, read without a checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.tree.files import MOST_BYTES, Refusal, UnreadableError, decode, inner_folder, refusal, too_large
from mineralkb.tree.git import GitError, git, listing, text
from mineralkb.tree.history import id_of, place_of

if TYPE_CHECKING:
    from pathlib import Path

_LINK, _SUBMODULE = "120000", "160000"

# Blobs are small in the repository and large in memory.
_MOST_TOTAL = 512 * 1024 * 1024


class Revision:
    """The data folder as it was in a commit; identities are git's blob ids."""

    def __init__(self, folder: Path, commit: str) -> None:
        self.folder = folder
        self.commit = commit
        self.top, self.prefix = place_of(folder)
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
        if not (root := id_of(self.top, f"{self.commit}^{{tree}}")):
            raise MkbError(f"there is no commit {self.commit}", "see: git log --oneline")
        self._require("tree", root)
        folder = id_of(self.top, f"{self.commit}:{self.prefix.rstrip('/')}")
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


def _left_out(commit: str) -> MkbError:
    return MkbError(f"this clone lacks files of {commit[:12]}", "clone the repository without --filter")
