"""Files on disk. Links, pipes and devices are refused, never opened."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from mineralkb.tree.files import MOST_BYTES, Refusal, UnreadableError, decode, refusal

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = {stat.S_IFLNK: "a link", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device"}


class Folder:
    """The data folder at `root`; identities are size and time of change."""

    def __init__(self, root: Path, shown: str = "") -> None:
        self.root = root
        self._shown = shown or root.name

    @property
    def shown(self) -> str:
        """The data folder as findings name it."""
        return self._shown

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """All files below the folder, one level of folders deep."""
        found: dict[str, str] = {}
        refused: list[Refusal] = []
        for entry in _sorted(self.root):
            if entry.is_dir(follow_symlinks=False):
                for inner in _sorted(entry.path):
                    _sort_in(f"{entry.name}/{inner.name}", inner, found, refused)
            else:
                _sort_in(entry.name, entry, found, refused)
        return found, refused

    def read(self, path: str) -> str:
        """The text of one file."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(self.root / path, flags)
        except OSError as error:
            raise UnreadableError(f"the file cannot be opened: {error.strerror}") from None
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableError("this is not a plain file")
            return decode(file.read(MOST_BYTES + 1))


def _sorted(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _sort_in(path: str, entry: os.DirEntry[str], found: dict[str, str], refused: list[Refusal]) -> None:
    status = entry.stat(follow_symlinks=False)
    kind = stat.S_IFMT(status.st_mode)
    if kind == stat.S_IFDIR:
        refused.append(Refusal(path, "a folder inside a folder of records is not read", "move the records up"))
    elif kind != stat.S_IFREG:
        refused.append(refusal(path, _KINDS.get(kind, "a special file")))
    elif status.st_size > MOST_BYTES:
        too_large = f"the file is larger than {MOST_BYTES // 1024} kB"
        refused.append(Refusal(path, too_large, "split the record, or shorten it"))
    else:
        found[path] = f"{status.st_size}-{status.st_mtime_ns}"
