"""Where databases are kept between commands, and whether one that is found there is ours and whole."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from mineralkb.index.identity import storable
from mineralkb.index.tables import VERSION

if TYPE_CHECKING:
    from mineralkb.place import Place


def cache_file(place: Place, revision: str) -> Path:
    """Where a folder's database is kept, by the folder's path, or a revision's by its commit."""
    root = os.environ.get("XDG_CACHE_HOME") or _home_cache()
    key = crc32(f"{place.folder}\0{revision}".encode("utf-8", "surrogateescape"))
    return Path(root) / "mineralkb" / f"{key:08x}.sqlite"


def _home_cache() -> str:
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or str(Path.home())
    try:
        home = Path.home()
    except RuntimeError:
        # An account without a home: nothing can be kept, and the database is made in memory.
        return os.devnull
    return str(home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache")


def valid(path: Path, place: Place | None = None, revision: str = "") -> sqlite3.Connection | None:
    """The database at the path, if it is one of ours, of this version, and (where a place is named) of that place."""
    try:
        changed = path.stat().st_mtime_ns
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except (OSError, sqlite3.DatabaseError):
        return None
    connection.row_factory = sqlite3.Row
    try:
        meta = {row["name"]: row["value"] for row in connection.execute("SELECT name, value FROM meta")}
    except sqlite3.DatabaseError:
        meta = {}
    if meta.get("version") == str(VERSION) and (place is None or _of_place(meta, place, revision, changed)):
        return connection
    connection.close()
    return None


def _of_place(meta: dict[str, str], place: Place, revision: str, changed: int) -> bool:
    """Whether it was made of that place, and nobody wrote to the file since."""
    named = (meta.get("folder"), meta.get("revision")) == (storable(str(place.folder)), revision)
    made = str(meta.get("made"))
    return named and made.isdecimal() and changed == _sealed(int(made))


def seal(path: Path, made: int) -> None:
    """Give the file the time that it says of itself: whatever is written to it later changes that."""
    with suppress(OSError):
        os.utime(path, ns=(_sealed(made), _sealed(made)))


def _sealed(made: int) -> int:
    """In whole steps of two seconds, which every file system can keep."""
    return made - made % 2_000_000_000


def discard(place: Place, revision: str = "") -> bool:
    """Forget a cached database that turned out broken; whether there was one."""
    with suppress(OSError):
        cache_file(place, revision).unlink()
        return True
    return False
