"""Whether a database was made from the files that stand there now."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

NAME = "index.sqlite"

# A file changed this shortly before the index was made may have changed again within one tick of the clock.
_RACY_NANOSECONDS = 2_000_000_000


def identities(folder: Path, *, packaged: bool = False) -> dict[str, str]:
    """Path to size and time of change of every file; of a packaged copy the size alone, as installing sets times."""
    found: dict[str, str] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                with os.scandir(entry.path) as inner:
                    found.update({f"{entry.name}/{file.name}": _identity(file, packaged) for file in inner})
            elif entry.name.endswith(".yaml"):
                found[entry.name] = _identity(entry, packaged)
    return found


def unchanged(connection: sqlite3.Connection, folder: Path, *, packaged: bool = False) -> bool:
    """Whether every file is as it was when the database was made. Racily clean files are read again."""
    now = identities(folder, packaged=packaged)
    kept = {row["path"]: row for row in connection.execute("SELECT path, identity, blob FROM file")}
    if {path: row["identity"] for path, row in kept.items()} != now:
        return False
    if packaged:
        shipped = (folder / NAME).stat().st_mtime_ns
        newer = [path for path in now if (folder / path).stat().st_mtime_ns > shipped + _RACY_NANOSECONDS]
        return all(_same(folder / path, kept[path]["blob"]) for path in newer)
    made = int(next(iter(connection.execute("SELECT value FROM meta WHERE name = 'made'")))["value"])
    racy = [path for path, identity in now.items() if int(identity.rpartition("-")[2]) > made - _RACY_NANOSECONDS]
    return all(_same(folder / path, kept[path]["blob"]) for path in racy)


def _identity(entry: os.DirEntry[str], packaged: bool) -> str:
    status = entry.stat(follow_symlinks=False)
    if packaged:
        return str(status.st_size)
    return f"{stat.S_IFMT(status.st_mode)}-{status.st_size}-{status.st_mtime_ns}"


def _same(path: Path, blob: str) -> bool:
    from mineralkb.tree.revision import blob_id

    try:
        return path.is_file() and not path.is_symlink() and blob_id(path.read_text(encoding="utf-8")) == blob
    except (OSError, UnicodeDecodeError):
        return not blob
