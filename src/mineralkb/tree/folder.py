"""Files on disk. Links, pipes and devices are refused, never opened."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.tree.files import MOST_BYTES, Refusal, UnreadableError, decode, inner_folder, refusal, too_large

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = {stat.S_IFLNK: "a link", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device"}


class Folder:
    """The data folder at `root`; identities are size and time of change."""

    def __init__(self, root: Path, shown: str | None = None) -> None:
        self.root = root
        self._shown = root.name if shown is None else shown

    @property
    def shown(self) -> str:
        """The data folder as findings name it."""
        return self._shown

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """All files below the folder, one level of folders deep."""
        found: dict[str, str] = {}
        refused: list[Refusal] = []
        try:
            entries = _sorted(self.root)
        except OSError as error:
            raise not_readable(self.root, error) from None
        for entry, status in entries:
            if not entry.is_dir(follow_symlinks=False):
                _sort_in(entry.name, status, found, refused)
            elif entry.name != ".git":
                _sort_in_folder(entry, found, refused)
        return found, refused

    def read(self, path: str) -> str:
        """The text of one file."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(f"{self.root}/{path}", flags)
        except OSError as error:
            raise UnreadableError(f"the file cannot be opened: {error.strerror}") from None
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise UnreadableError("this is not a plain file")
        with os.fdopen(handle, "rb") as file:
            return decode(file.read(MOST_BYTES + 1))


class Some(Folder):
    """Some files of the data folder, by their paths below it; one that is not there is left out."""

    def __init__(self, root: Path, paths: set[str], shown: str | None = None) -> None:
        super().__init__(root, shown)
        self._paths = paths

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """Those of the files that are there."""
        found: dict[str, str] = {}
        refused: list[Refusal] = []
        for path in sorted(self._paths):
            if path.count("/") > 1:
                refused.append(inner_folder("/".join(path.split("/")[:2])))
                continue
            status = self._status(path)
            if status:
                _sort_in(path, status, found, refused)
        return found, refused

    def _status(self, path: str) -> os.stat_result | None:
        """What the file is; nothing where it is not there, or only behind a link."""
        file = self.root / path
        try:
            return file.lstat() if file.parent == self.root or stat.S_ISDIR(file.parent.lstat().st_mode) else None
        except OSError:
            return None


def not_readable(folder: Path, error: OSError) -> MkbError:
    """The data folder itself cannot be read."""
    return MkbError(f"{folder} cannot be read: {error.strerror}", "name the folder with kb.yaml")


def _sorted(folder: str | Path) -> list[tuple[os.DirEntry[str], os.stat_result]]:
    """What stands in the folder, by name; what was taken away since it was listed is left out."""
    found = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            with suppress(FileNotFoundError):
                found.append((entry, entry.stat(follow_symlinks=False)))
    return found


def _sort_in_folder(folder: os.DirEntry[str], found: dict[str, str], refused: list[Refusal]) -> None:
    try:
        entries = _sorted(folder.path)
    except OSError as error:
        refused.append(Refusal(folder.name, f"the folder cannot be read: {error.strerror}", "let it be read"))
        return
    for entry, status in entries:
        _sort_in(f"{folder.name}/{entry.name}", status, found, refused)


def _sort_in(path: str, status: os.stat_result, found: dict[str, str], refused: list[Refusal]) -> None:
    kind = stat.S_IFMT(status.st_mode)
    if kind == stat.S_IFDIR:
        refused.append(inner_folder(path))
    elif kind != stat.S_IFREG:
        refused.append(refusal(path, _KINDS.get(kind, "a special file")))
    elif status.st_size > MOST_BYTES:
        refused.append(too_large(path))
    else:
        found[path] = f"{status.st_size}-{status.st_mtime_ns}"
