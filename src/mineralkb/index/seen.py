"""What was seen of the files of a data folder at one time, which tells whether one changed without reading it."""

from __future__ import annotations

import marshal
from functools import cached_property
from typing import TYPE_CHECKING

from mineralkb.values.text import storable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# So many are compared by a digest first, which takes a fourth of the time.
_DIGESTED = 2_000

# What tells one state of a file from another without reading it: kind and size, and the time of its last change.
Stamp = tuple[str, int]
Stamps = dict[str, Stamp]
# The newest change in nanoseconds, and name, kind, size and last change of each file, packed.
Piece = tuple[int, bytes]
Packable = list[tuple[str, int | str, int, int]]


class Look:
    """What was seen of the files at one time, by folder, packed; '' is the top."""

    def __init__(self, seen: dict[str, list[Piece]], count: int) -> None:
        self.seen = seen
        self.count = count
        self._opened: dict[str, Stamps] = {}

    @cached_property
    def stamps(self) -> Stamps:
        """Path to stamp of every file; a folder that cannot be listed is one that cannot be read."""
        return {path: stamp for folder in self.seen for path, stamp in self.inside(folder).items()}

    def inside(self, folder: str) -> Stamps:
        """Path to stamp of the files in one folder, which are unpacked once."""
        if folder not in self._opened:
            self._opened[folder] = dict(_unpacked(folder, self.seen.get(folder, ())))
        return self._opened[folder]

    def of(self, paths: Collection[str]) -> Stamps:
        """The stamps of those of the files that are there."""
        found = ((path, self.inside(path.rpartition("/")[0]).get(path)) for path in paths)
        return {path: stamp for path, stamp in found if stamp}

    def newest(self, folder: str) -> int:
        """When a file of the folder changed last, in nanoseconds."""
        return max((changed for changed, _ in self.seen[folder]), default=0)

    @cached_property
    def digests(self) -> dict[str, str]:
        """A digest of what was seen in each folder, in the order of listing; nothing for few files, which cost little."""
        if self.count <= _DIGESTED:
            return {}
        from hashlib import sha256

        return {
            folder: sha256(b"".join(packed for _, packed in pieces)).hexdigest() for folder, pieces in self.seen.items()
        }


def _unpacked(folder: str, pieces: Iterable[Piece]) -> Iterator[tuple[str, Stamp]]:
    start = f"{folder}/" if folder else ""
    for _, packed in pieces:
        for name, kind, size, changed in marshal.loads(packed):  # noqa: S302 - packed by this process or its copy
            yield storable(start + name), (f"{kind}-{size}", changed)


def packed(found: Packable) -> bytes:
    """What is known of some files; the second form of marshal depends on the values alone."""
    return marshal.dumps(found, 2)
