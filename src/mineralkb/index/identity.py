"""Whether a database was made from the files that stand there now."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

# A file changed this shortly before the index was made may have changed again within one tick of the clock.
_RACY_NANOSECONDS = 2_000_000_000

# What tells one state of a file from another without reading it: kind and size, and the time of its last change.
Stamps = dict[str, tuple[str, int]]


def stamps(folder: Path) -> Stamps:
    """Path to (kind and size, time of change in nanoseconds) of every file, one folder deep."""
    found: Stamps = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                if entry.name.endswith(".yaml"):
                    found[storable(entry.name)] = _stamp(entry)
            elif entry.name != ".git":
                # What cannot be listed cannot be read either.
                with suppress(PermissionError), os.scandir(entry.path) as inner:
                    found.update({storable(f"{entry.name}/{file.name}"): _stamp(file) for file in inner})
    return found


def storable(text: str) -> str:
    """A text that a database takes: a name on disk or on the command line may hold bytes that are no text."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def unchanged(connection: sqlite3.Connection, folder: Path) -> bool:
    """Whether every file is as it was when the database was made. What may have changed unseen is read again."""
    now = stamps(folder)
    kept = {path: (size, changed) for path, size, changed in _rows(connection, "SELECT path, size, changed FROM file")}
    if kept != now:
        return False
    trusted = _made(connection) - _RACY_NANOSECONDS
    doubtful = [path for path, (_, changed) in now.items() if changed > trusted]
    return not doubtful or _same(connection, folder, doubtful)


def _stamp(entry: os.DirEntry[str]) -> tuple[str, int]:
    status = entry.stat(follow_symlinks=False)
    # Programs set the time of a file's content back, as when they copy it; that of its state they cannot.
    return f"{status.st_mode >> 12}-{status.st_size}", max(status.st_mtime_ns, status.st_ctime_ns)


def _made(connection: sqlite3.Connection) -> int:
    return int(next(value for (value,) in _rows(connection, "SELECT value FROM meta WHERE name = 'made'")))


def _rows(connection: sqlite3.Connection, query: str) -> list[Any]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(query).fetchall()


def _same(connection: sqlite3.Connection, folder: Path, paths: list[str]) -> bool:
    """Whether the files hold what they held, by git's identity of their content."""
    from mineralkb.tree.files import blob_id

    blobs = dict(_rows(connection, "SELECT path, blob FROM file"))
    for path in paths:
        file = folder / path
        try:
            content = file.read_text(encoding="utf-8") if file.is_file() and not file.is_symlink() else None
        except (OSError, UnicodeDecodeError):
            content = None
        if blobs[path] != (blob_id(content) if content is not None else ""):
            return False
    return True
