"""Opening the database: the packaged one, a kept one that is still true, or one made anew."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.index.cache import cache_file, discard, seal, valid
from mineralkb.index.identity import Stamps, stamps, storable, unchanged
from mineralkb.place import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mineralkb.place import Place
    from mineralkb.tree import Tree


_CURE = "install mineralkb again, or delete the folder mineralkb in your cache folder (XDG_CACHE_HOME)"


# Reading fewer files than this takes less than a few seconds.
_MANY = 2_000


class Base(NamedTuple):
    """An open knowledge base: its database, the data it was made from, and the revision if one was asked for."""

    connection: sqlite3.Connection
    place: Place
    revision: str = ""

    def rows(self, query: str, values: Iterable[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        try:
            return self.connection.execute(query, _bound(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._broken() from error

    def one(self, query: str, values: Iterable[Any] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        try:
            row: sqlite3.Row | None = self.connection.execute(query, _bound(values)).fetchone()
        except sqlite3.DatabaseError as error:
            raise self._broken() from error
        return row

    def tree(self) -> Tree:
        """The files that the database was made from."""
        from mineralkb.index.packed import Packed
        from mineralkb.tree import Folder, Revision

        if self.place.packaged:
            return Packed(self.connection)
        return Revision(self.place.folder, self.revision) if self.revision else Folder(self.place.folder)

    def meta(self, name: str) -> str:
        """What the index says of itself; '' where it says nothing."""
        row = self.one("SELECT value FROM meta WHERE name = ?", (name,))
        return str(row["value"]) if row else ""

    def _broken(self) -> MkbError:
        cure = "run the command again: it is made anew" if discard(self.place, self.revision) else _CURE
        return MkbError(f"the index of {self.place.folder} is broken", cure)


def decoded(text: str) -> Any:
    """Data as the index holds it; MkbError where that is broken."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise MkbError("the index is broken", _CURE) from error


def open_base(place: Place, revision: str = "", notify: Callable[[str], None] | None = None) -> Base:
    """The database of a data folder, or of one of its git revisions (a commit's id).

    `notify` is told before all files are read, which takes a while.
    """
    if place.packaged:
        return _shipped(place)
    cached = cache_file(place, revision)
    if (found := valid(cached, place, revision)) and _true(found, place, revision):
        return Base(found, place, revision)
    if notify and len(stamps(place.folder)) > _MANY:
        notify("reading all files, as they changed or were not read before ...")
    return Base(_made(place, revision, cached), place, revision)


def _shipped(place: Place) -> Base:
    found = valid(place.folder / SHIPPED)
    if found is None:
        raise MkbError("the packaged data is damaged or of another version", "install mineralkb again")
    return Base(found, place)


def write(place: Place, target: Path, meta: dict[str, str]) -> None:
    """Make the database to ship, with the texts of the data in it; the file is written whole or not at all."""
    from mineralkb.tree import Folder

    # Times would differ from build to build, and installing sets them anyway.
    sizes = {path: (size, 0) for path, (size, _) in stamps(place.folder).items()}
    _write(Folder(place.folder, "data"), target, sizes, meta, shipped=True)


def _made(place: Place, revision: str, cached: Path) -> sqlite3.Connection:
    from mineralkb.tree import Folder, Revision

    tree: Tree = Revision(place.folder, revision) if revision else Folder(place.folder, "data")
    # The time before anything is read: what changes from now on is looked at again.
    meta = {"folder": storable(str(place.folder)), "revision": revision, "made": str(time.time_ns())}
    known = dict.fromkeys(tree.paths()[0], ("", 0)) if revision else stamps(place.folder)
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        _write(tree, cached, known, meta, shipped=False)
        found = valid(cached)
    except (OSError, sqlite3.OperationalError):
        found = None
    return found or _in_memory(tree, known, meta)


def _write(tree: Tree, target: Path, known: Stamps, meta: dict[str, str], *, shipped: bool) -> None:
    import tempfile

    from mineralkb.index.fill import fill
    from mineralkb.kb import load

    handle, name = tempfile.mkstemp(prefix=".index-", dir=target.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = OFF")
        fill(connection, load(tree), known, meta, texts=shipped)
        connection.close()
        if not shipped:
            seal(Path(name), int(meta["made"]))
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _in_memory(tree: Tree, known: Stamps, meta: dict[str, str]) -> sqlite3.Connection:
    from mineralkb.index.fill import fill
    from mineralkb.kb import load

    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    fill(connection, load(tree), known, meta)
    return connection


def _true(connection: sqlite3.Connection, place: Place, revision: str) -> bool:
    """Whether the database still says what the files say; it is closed if not."""
    try:
        true = bool(revision) or unchanged(connection, place.folder)
    except sqlite3.DatabaseError:
        true = False
    if not true:
        connection.close()
    return true


def _bound(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(storable(value) if isinstance(value, str) else value for value in values)
