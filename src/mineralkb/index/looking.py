"""What every file of a data folder looks like from outside, which tells whether it changed without reading it."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mineralkb.values.text import storable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

# Files in one piece of the work, and from how many on half of the pieces are looked at by a process of their own.
_PIECE = 5_000
_MANY = 20_000
# So many are compared by a digest first, which takes a fourth of the time.
_DIGESTED = 2_000
# To name a file within an open folder takes half the time of its whole path.
_WITHIN = os.stat in os.supports_dir_fd and os.listdir in os.supports_fd

# What tells one state of a file from another without reading it: kind and size, and the time of its last change.
Stamp = tuple[str, int]
Stamps = dict[str, Stamp]
# The newest change in nanoseconds, and what is known of the files, packed.
_Piece = tuple[int, bytes]
_Work = tuple[str, list[str]]


class Look:
    """What was seen of the files at one time, by folder, packed; '' is the top."""

    def __init__(self, seen: dict[str, list[_Piece]], count: int) -> None:
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


def _unpacked(folder: str, pieces: Iterable[_Piece]) -> Iterator[tuple[str, Stamp]]:
    start = f"{folder}/" if folder else ""
    for _, packed in pieces:
        for name, kind, size, changed in marshal.loads(packed):  # noqa: S302 - packed by this process or its copy
            yield storable(start + name), (f"{kind}-{size}", changed)


def look(folder: Path) -> Look:
    """What every file looks like, one folder deep."""
    listed, closed = _listed(folder)
    work = [(inner, names[at : at + _PIECE]) for inner, names in listed.items() for at in range(0, len(names), _PIECE)]
    seen: dict[str, list[_Piece]] = {inner: [] for inner in listed}
    for (inner, _), piece in zip(work, _pieces(folder, work), strict=True):
        if piece:
            seen[inner].append(piece)
        else:
            closed.add(inner)
    if closed:
        seen[""].append((0, marshal.dumps([(inner, "closed", 0, 0) for inner in sorted(closed)], 2)))
    count = sum(len(names) for names in listed.values())
    return Look({storable(inner): pieces for inner, pieces in seen.items() if inner not in closed}, count)


def _listed(folder: Path) -> tuple[dict[str, list[str]], set[str]]:
    """The names of the files by folder, and the folders that cannot be listed."""
    found: dict[str, list[str]] = {"": []}
    closed = set()
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                found[""].append(entry.name)
            elif entry.name != ".git":
                try:
                    found[entry.name] = os.listdir(entry.path)  # noqa: PTH208 - a Path for each costs as much as to look
                except PermissionError:
                    closed.add(entry.name)
    return found, closed


def _pieces(folder: Path, work: list[_Work]) -> list[_Piece | None]:
    """Each piece of work done: of much, half by a copy of this process, which has all that is needed at once."""
    if sum(len(names) for _, names in work) < _MANY or not _can_copy():
        return [_piece(folder, one) for one in work]
    middle = len(work) // 2
    return _with_copy(folder, work[:middle], work[middle:])


def _can_copy() -> bool:
    """A process of one thread on Linux with a second core; others could copy a lock that nobody opens."""
    threading = sys.modules.get("threading")
    alone = not threading or threading.active_count() == 1
    return sys.platform == "linux" and alone and len(os.sched_getaffinity(0)) > 1


def _with_copy(folder: Path, mine: list[_Work], theirs: list[_Work]) -> list[_Piece | None]:
    here, there = os.pipe()
    copy = os.fork()
    if not copy:
        _told(folder, theirs, there)
    os.close(there)
    first = [_piece(folder, one) for one in mine]
    with os.fdopen(here, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(copy, 0)
    second: list[Any] = []
    with suppress(EOFError, ValueError, TypeError):
        second = marshal.loads(answer)  # noqa: S302 - from our own copy
    # What the copy could not do is done here, where an error can be told.
    return first + (second if len(second) == len(theirs) else [_piece(folder, one) for one in theirs])


def _told(folder: Path, work: list[_Work], there: int) -> None:
    """The life of the copy: it writes what it saw, and ends without what a program does at its end."""
    try:
        with os.fdopen(there, "wb") as pipe:
            pipe.write(marshal.dumps([_piece(folder, one) for one in work]))
    finally:
        os._exit(0)


def _piece(folder: Path, work: _Work) -> _Piece | None:
    """Kind, size and last change of these files of a folder; None where it is closed."""
    inner, names = work
    path = os.fspath(folder / inner)
    try:
        return _seen(path, names)
    except PermissionError:
        return None


def _seen(path: str, names: list[str]) -> _Piece:
    within = os.open(path, os.O_RDONLY) if _WITHIN else None
    start = "" if _WITHIN else path + os.sep
    found, newest = [], 0
    try:
        for name in names:
            try:
                status = os.stat(start + name, dir_fd=within, follow_symlinks=False)
            except FileNotFoundError:
                continue
            # Programs set the time of a file's content back, as when they copy it; that of its state they cannot.
            changed = max(status.st_mtime_ns, status.st_ctime_ns)
            found.append((name, status.st_mode >> 12, status.st_size, changed))
            newest = max(newest, changed)
    finally:
        if within is not None:
            os.close(within)
    # The second form of marshal depends on the values alone.
    return newest, marshal.dumps(found, 2)
