"""The cache kept small: databases that were not made or changed for long, and the oldest beyond a size, are deleted."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index.cache import UNFINISHED

if TYPE_CHECKING:
    from pathlib import Path

MOST_DAYS = 90
MOST_BYTES = 2 * 1024**3
_DAY = 24 * 3600
# What a process that was killed left behind; a living one writes to its file all the time.
_ABANDONED_SECONDS = 3600
_OURS = re.compile(r"[0-9a-f]{8}\.sqlite")


class _Kept(NamedTuple):
    """A database: its file, the time of its last change, its size."""

    path: Path
    last: float
    size: int


def prune(beside: Path) -> None:
    """Delete what is old in the folder of a database that is about to be written; what cannot be deleted stays."""
    now = time.time()
    unfinished, kept = _found(beside)
    old = [one.path for one in unfinished if now - one.last > _ABANDONED_SECONDS]
    total = 0
    for one in sorted(kept, key=lambda one: one.last, reverse=True):
        total += one.size
        if now - one.last > MOST_DAYS * _DAY or total > MOST_BYTES:
            old.append(one.path)
    for path in old:
        with suppress(OSError):
            path.unlink()


def _found(beside: Path) -> tuple[list[_Kept], list[_Kept]]:
    """Unfinished and whole databases, each with the time of its last change and its size."""
    unfinished: list[_Kept] = []
    kept: list[_Kept] = []
    for path in beside.parent.iterdir():
        ours = _OURS.fullmatch(path.name) and path != beside
        if not ours and not path.name.startswith(UNFINISHED):
            continue
        with suppress(OSError):
            status = path.stat(follow_symlinks=False)
            # The time of the content is the seal; that of the state is when it was put there.
            (kept if ours else unfinished).append(_Kept(path, status.st_ctime, status.st_size))
    return unfinished, kept
