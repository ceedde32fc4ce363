"""Looking at every file of a data folder, without reading it."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from mineralkb.index.seen import Look, Piece, packed
from mineralkb.values.text import storable

if TYPE_CHECKING:
    from pathlib import Path

    from mineralkb.index.seen import Packable

# Files in one piece of the work, and from how many on half of the pieces are looked at by a process of their own.
_PIECE = 5_000
_MANY = 20_000
# To name a file within an open folder takes half the time of its whole path.
_WITHIN = os.stat in os.supports_dir_fd

_Work = tuple[str, list[str]]


def look(folder: Path) -> Look:
    """What every file looks like, one folder deep; MkbError where the data folder cannot be listed."""
    try:
        return _looked(folder)
    except OSError as error:
        from mineralkb.tree.folder import not_readable

        raise not_readable(folder, error) from None


def _looked(folder: Path) -> Look:
    listed, closed = _listed(folder)
    work = [(inner, names[at : at + _PIECE]) for inner, names in listed.items() for at in range(0, len(names), _PIECE)]
    seen: dict[str, list[Piece]] = {inner: [] for inner in listed}
    for (inner, _), piece in zip(work, _pieces(folder, work), strict=True):
        if piece:
            seen[inner].append(piece)
        else:
            closed.add(inner)
    if closed:
        seen[""].append((0, packed([(inner, "closed", 0, 0) for inner in sorted(closed)])))
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
                except (FileNotFoundError, NotADirectoryError):
                    continue  # it was taken away since
    return found, closed


def _pieces(folder: Path, work: list[_Work]) -> list[Piece | None]:
    """Each piece of work done: of much, half by a copy of this process, which has all that is needed at once."""
    if sum(len(names) for _, names in work) >= _MANY and _can_copy():
        middle = len(work) // 2
        with suppress(OSError):  # as where one process more is too many
            return _with_copy(folder, work[:middle], work[middle:])
    return [_piece(folder, one) for one in work]


def _can_copy() -> bool:
    """A process of one thread on Linux with a second core; others could copy a lock that nobody opens."""
    threading = sys.modules.get("threading")
    alone = not threading or threading.active_count() == 1
    return sys.platform == "linux" and alone and len(os.sched_getaffinity(0)) > 1


def _with_copy(folder: Path, mine: list[_Work], theirs: list[_Work]) -> list[Piece | None]:
    here, there = os.pipe()
    copy = 0
    try:
        with os.fdopen(here, "rb") as heard:
            with os.fdopen(there, "wb") as told:
                copy = os.fork()
                if not copy:
                    _tell(folder, theirs, heard, told)
            first = [_piece(folder, one) for one in mine]
            second = _heard(heard.read())
    finally:
        if copy:
            with suppress(ChildProcessError):  # where the system was told to forget processes that end
                os.waitpid(copy, 0)
    # What the copy could not do is done here, where an error can be told.
    return first + (second if len(second) == len(theirs) else [_piece(folder, one) for one in theirs])


def _tell(folder: Path, work: list[_Work], heard: IO[bytes], told: IO[bytes]) -> None:
    """The life of the copy: it writes what it saw, and ends without what a program does at its end."""
    try:
        heard.close()  # or it would wait for ever to be heard by a process that was killed
        told.write(marshal.dumps([_piece(folder, one) for one in work]))
        told.flush()
    finally:
        os._exit(0)


def _heard(answer: bytes) -> list[Any]:
    """What the copy told; nothing where it ended before."""
    try:
        found: list[Any] = marshal.loads(answer)  # noqa: S302 - from our own copy
    except (EOFError, ValueError, TypeError):
        return []
    return found


def _piece(folder: Path, work: _Work) -> Piece | None:
    """Name, kind, size and last change of these files of a folder; None where it is closed."""
    inner, names = work
    try:
        return _seen(os.fspath(folder / inner), names)
    except PermissionError:
        return None
    except (FileNotFoundError, NotADirectoryError):
        return 0, packed([])  # it was taken away since


def _seen(path: str, names: list[str]) -> Piece:
    within = os.open(path, os.O_RDONLY | os.O_DIRECTORY) if _WITHIN else None
    start = "" if _WITHIN else path + os.sep
    found: Packable = []
    newest = 0
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
    return newest, packed(found)
