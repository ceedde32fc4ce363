"""Files of a git revision, read without a checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.tree.blobs import Blobs, left_out
from mineralkb.tree.git import GitError, listing, text
from mineralkb.tree.history import id_of, place_of

if TYPE_CHECKING:
    from pathlib import Path

    from mineralkb.tree.files import Refusal


class Revision:
    """The data folder as it was in a commit; identities are git's blob ids."""

    def __init__(self, folder: Path, commit: str) -> None:
        self.folder = folder
        self.commit = commit
        self.top, self.prefix = place_of(folder)
        self._blobs = Blobs(self.top, commit[:12], self.shown)

    @property
    def shown(self) -> str:
        """The data folder as findings name it."""
        return self.prefix.rstrip("/") or self.folder.name

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """All files below the data folder in that commit, one level of folders deep; none where it did not exist."""
        self._blobs = Blobs(self.top, self.commit[:12], self.shown)
        for line in self._listed():
            attributes, _, name = line.partition(b"\t")
            mode, _, blob, size = attributes.decode().split()
            self._blobs.take(name.decode("utf-8", "surrogateescape"), mode, blob, size)
        return self._blobs.paths()

    def read(self, path: str) -> str:
        """The text of one file."""
        return self._blobs.read(path)

    def _listed(self) -> list[bytes]:
        """What git lists of the data folder, one file each; nothing where the commit has no such folder."""
        if not (root := id_of(self.top, f"{self.commit}^{{tree}}")):
            if self._kind(self.commit) == "commit":
                raise left_out(self.commit[:12])
            raise MkbError(f"there is no commit {self.commit}", "see: git log --oneline")
        self._require("tree", root)
        folder = id_of(self.top, f"{self.commit}:{self.prefix.rstrip('/')}")
        if not folder or self._kind(folder) == "blob":
            return []
        self._require("tree", folder)
        try:
            return listing(self.top, "ls-tree", "-r", "-z", "-l", "--full-tree", folder).split(b"\0")[:-1]
        except GitError:
            raise left_out(self.commit[:12]) from None

    def _kind(self, identity: str) -> str:
        try:
            return text(self.top, "cat-file", "-t", identity)
        except GitError:
            return "missing"

    def _require(self, kind: str, identity: str) -> None:
        """A clone made with --filter leaves things out, and would seem to hold nothing."""
        if self._kind(identity) != kind:
            raise left_out(self.commit[:12])
