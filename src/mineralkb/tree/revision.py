"""Files of a git revision, read without a checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.tree.blobs import Blobs, left_out
from mineralkb.tree.git import GitError, listing
from mineralkb.tree.history import place_of
from mineralkb.tree.root import Root, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from mineralkb.tree.files import Refusal


class Revision:
    """The data folder as it was in a commit, wherever it stood then; identities are git's blob ids."""

    def __init__(self, folder: Path, commit: str) -> None:
        self.commit = commit
        self.top, self.prefix = place_of(folder)
        self._root: Root | None = None
        self._blobs = Blobs(self.top, commit[:12], "")

    @property
    def root(self) -> Root:
        """Where the folder stood in that commit."""
        if self._root is None:
            self._root = root_of(self.top, self.commit, self.prefix)
        return self._root

    @property
    def shown(self) -> str:
        """The data folder as findings name it: from the top of the repository, as the commit has it."""
        return self.root.prefix.rstrip("/")

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
        if not self.root.tree:
            return []
        try:
            return listing(self.top, "ls-tree", "-r", "-z", "-l", "--full-tree", self.root.tree).split(b"\0")[:-1]
        except GitError:
            raise left_out(self.commit[:12]) from None
