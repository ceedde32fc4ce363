"""Opening the database: the packaged one, a cached one that is still true, or one made anew."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from mineralkb.index.identity import NAME, identities, unchanged
from mineralkb.index.tables import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.place import Place
    from mineralkb.tree import Tree


class Base(NamedTuple):
    """An open knowledge base: its database, the data it was made from, and the revision if one was asked for."""

    connection: sqlite3.Connection
    place: Place
    revision: str = ""

    def rows(self, query: str, values: Iterable[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        return self.connection.execute(query, tuple(values)).fetchall()

    def one(self, query: str, values: Iterable[Any] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        row: sqlite3.Row | None = self.connection.execute(query, tuple(values)).fetchone()
        return row

    def meta(self, name: str) -> str:
        """What the index says of itself; '' where it says nothing."""
        row = self.one("SELECT value FROM meta WHERE name = ?", (name,))
        return str(row["value"]) if row else ""


def open_base(place: Place, revision: str = "") -> Base:
    """The database of a data folder, or of one of its git revisions (a commit's id)."""
    if place.packaged and not revision:
        shipped = place.folder / NAME
        if (found := _valid(shipped)) and unchanged(found, place.folder, packaged=True):
            return Base(found, place)
    cached = _cache_file(place, revision)
    found = _valid(cached, place, revision)
    if found and (revision or unchanged(found, place.folder)):
        return Base(found, place, revision)
    return Base(_made(place, revision, cached), place, revision)


def discard(place: Place, revision: str = "") -> bool:
    """Forget a cached database that turned out broken; whether there was one."""
    cached = _cache_file(place, revision)
    if not cached.exists():
        return False
    with suppress(OSError):
        cached.unlink()
        return True
    return False


def write(place: Place, target: Path, meta: dict[str, str]) -> None:
    """Make the database to ship beside a copy of the data; the file is written whole or not at all."""
    from mineralkb.tree import Folder

    _write(Folder(place.folder, "data"), target, identities(place.folder, packaged=True), meta)


def _made(place: Place, revision: str, cached: Path) -> sqlite3.Connection:
    from mineralkb.tree import Folder, Revision

    tree: Tree = Revision(place.folder, revision) if revision else Folder(place.folder, "data")
    known = tree.paths()[0] if revision else identities(place.folder)
    meta = {"folder": str(place.folder), "revision": revision}
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        _write(tree, cached, known, meta)
        found = _valid(cached)
    except (OSError, sqlite3.OperationalError):
        found = None
    return found or _in_memory(tree, known, meta)


def _write(tree: Tree, target: Path, known: dict[str, str], meta: dict[str, str]) -> None:
    import tempfile

    from mineralkb.index.fill import fill
    from mineralkb.kb import load

    handle, name = tempfile.mkstemp(prefix=".index-", dir=target.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = OFF")
        fill(connection, load(tree), known, meta)
        connection.close()
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _in_memory(tree: Tree, known: dict[str, str], meta: dict[str, str]) -> sqlite3.Connection:
    from mineralkb.index.fill import fill
    from mineralkb.kb import load

    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    fill(connection, load(tree), known, meta)
    return connection


def _valid(path: Path, place: Place | None = None, revision: str = "") -> sqlite3.Connection | None:
    """The database at the path, if it is one of ours, of this version, and (where a place is named) of that place."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        meta = {row["name"]: row["value"] for row in connection.execute("SELECT name, value FROM meta")}
    except sqlite3.DatabaseError:
        meta = {}
    of_place = place is None or (meta.get("folder"), meta.get("revision")) == (str(place.folder), revision)
    if meta.get("version") == str(VERSION) and of_place:
        return connection
    connection.close()
    return None


def _cache_file(place: Place, revision: str) -> Path:
    """Where a folder's database is kept, by the folder's path, or a revision's by its commit."""
    root = os.environ.get("XDG_CACHE_HOME") or _home_cache()
    key = crc32(f"{place.folder}\0{revision}".encode("utf-8", "surrogateescape"))
    return Path(root) / "mineralkb" / f"{key:08x}.sqlite"


def _home_cache() -> str:
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or str(Path.home())
    home = Path.home()
    return str(home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache")
