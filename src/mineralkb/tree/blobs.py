"""Blobs of a git repository: which of the listed ones are plain files of records, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.tree.files import MOST_BYTES, Refusal, UnreadableError, decode, inner_folder, refusal, too_large
from mineralkb.tree.git import GitError
from mineralkb.tree.raw import contents, sizes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LINK, _SUBMODULE = "120000", "160000"

# Blobs are small in the repository and large in memory.
_MOST_TOTAL = 512 * 1024 * 1024


@dataclass(slots=True)
class Blobs:
    """Files by path below the data folder, each with its blob; `label` names the revision in messages."""

    top: Path
    label: str
    shown: str
    found: dict[str, str] = field(default_factory=dict)
    refused: dict[str, Refusal] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)
    _contents: dict[str, bytes] = field(default_factory=dict)

    def take(self, path: str, mode: str, blob: str, size: str) -> None:
        """One file that git lists; `size` is as git writes it."""
        if path.count("/") > 1:
            inner = "/".join(path.split("/")[:2])
            self.refused[inner] = inner_folder(inner)
        elif mode in (_LINK, _SUBMODULE):
            self.refused[path] = refusal(path, "a link" if mode == _LINK else "a submodule")
        elif not size.isdigit():
            raise left_out(self.label)
        elif int(size) > MOST_BYTES:
            self.refused[path] = too_large(path)
        else:
            self.found[path], self._sizes[blob] = blob, int(size)

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """Path to blob, and what is refused."""
        return dict(self.found), list(self.refused.values())

    def read(self, path: str) -> str:
        """The text of one file; all are fetched at the first."""
        if path not in self.found:
            raise UnreadableError("the file is not in that revision")
        if not self._contents:
            self._contents = self._read_all()
        return decode(self._contents[self.found[path]])

    def _read_all(self) -> dict[str, bytes]:
        """What all of them hold."""
        if sum(self._sizes.values()) > _MOST_TOTAL:
            raise MkbError(f"the records of {self.label} are larger than 512 MB", "ask for another revision")
        return contents(self.top, self._sizes)


def sizes_of(top: Path, label: str, listed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The size of each blob, asked in one process; submodules have none."""
    try:
        return sizes(top, list(dict.fromkeys(blob for mode, blob in listed if mode != _SUBMODULE)))
    except GitError:
        raise left_out(label) from None


def picked(
    top: Path, label: str, shown: str, listed: dict[str, tuple[str, str]], known: dict[str, str] | None = None
) -> Blobs:
    """The files named, each with its mode and blob; `known` are sizes that were asked before."""
    made = Blobs(top, label, shown)
    known = sizes_of(top, label, listed.values()) if known is None else known
    for path, (mode, blob) in listed.items():
        made.take(path, mode, blob, known.get(blob, ""))
    return made


def left_out(label: str) -> MkbError:
    """A clone made with --filter leaves things out, and would seem to hold nothing."""
    return MkbError(f"this clone lacks files of {label}", "clone the repository without --filter")
