"""Where databases are kept between commands, and whether one that is found there is ours and whole."""

# A kept file carries as its time of change what it says of itself (its seal), put there after the last write: a file
# that was written to since, or not to the end, is not believed. Who asks holds a read lock before looking at the seal.

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from mineralkb.index.tables import VERSION
from mineralkb.values.text import storable

if TYPE_CHECKING:
    from mineralkb.place import Place

# Seals lie a year back, so that no write gives a file the time of its seal, however coarse a file system keeps it.
_YEAR = 365 * 24 * 3600 * 1_000_000_000
_STEP = 2_000_000_000
# How the name of a database begins that is not whole yet.
UNFINISHED = ".index-"
# How long a reader waits for another process to end its writing.
_PATIENCE_SECONDS = 10


def cache_file(place: Place, revision: str) -> Path:
    """Where a folder's database is kept, by the folder's path, or a revision's by the git tree of its data."""
    key = crc32(f"{place.folder}\0{revision}".encode("utf-8", "surrogateescape"))
    return cache_folder() / f"{key:08x}.sqlite"


def cache_folder() -> Path:
    """Where all databases are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or _home_cache()) / "mineralkb"


def _home_cache() -> str:
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or str(Path.home())
    try:
        home = Path.home()
    except RuntimeError:
        # An account without a home: nothing can be kept, and the database is made in memory.
        return os.devnull
    return str(home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache")


def packaged(path: Path) -> sqlite3.Connection | None:
    """The database at the path, if it is one of this version; nobody writes to it."""
    connection = _connected(path, "mode=ro&immutable=1")
    if connection and _meta(connection).get("version") == str(VERSION):
        return connection
    return _closed(connection)


def valid(path: Path, place: Place, revision: str = "", *, writable: bool = False) -> sqlite3.Connection | None:
    """The database at the path, if it is of this version and that place, whole, and locked for us.

    Readers see one state until they close it; the writer has the right to write, and nobody else writes.
    """
    connection = _connected(path, "mode=rw" if writable else "mode=ro")
    if not connection:
        return None
    try:
        before = path.stat().st_ino
        connection.execute("BEGIN IMMEDIATE" if writable else "BEGIN")
        meta = _meta(connection)
        status = path.stat()
    except (OSError, sqlite3.DatabaseError):
        return _closed(connection)
    named = (meta.get("version"), meta.get("folder"), meta.get("revision"))
    whole = status.st_ino == before and status.st_mtime_ns == _sealed(str(meta.get("made")))
    return (
        connection if whole and named == (str(VERSION), storable(str(place.folder)), revision) else _closed(connection)
    )


def _connected(path: Path, how: str) -> sqlite3.Connection | None:
    try:
        path.stat()
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, timeout=_PATIENCE_SECONDS
        )
    except (OSError, sqlite3.DatabaseError):
        return None
    connection.row_factory = sqlite3.Row
    return connection


def _closed(connection: sqlite3.Connection | None) -> sqlite3.Connection | None:
    """No database."""
    if connection:
        connection.close()
    return None


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    try:
        return {row["name"]: row["value"] for row in connection.execute("SELECT name, value FROM meta")}
    except sqlite3.DatabaseError:
        return {}


def seal(path: Path, made: str) -> None:
    """Give the file the time that it says of itself: whatever is written to it later changes that."""
    with suppress(OSError):
        os.utime(path, ns=(_sealed(made), _sealed(made)))


def _sealed(made: str) -> int:
    """In whole steps of two seconds, which every file system can keep; -1 is the time of no file."""
    return int(made) // _STEP * _STEP - _YEAR if made.isascii() and made.isdecimal() else -1


def discard(path: Path) -> bool:
    """Forget a cached database that turned out broken; whether there was one."""
    with suppress(OSError):
        path.unlink()
        return True
    return False
