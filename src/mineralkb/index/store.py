"""Opening the database: the packaged one, a kept one that is still true, or one made anew."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.index.base import Base
from mineralkb.index.cache import UNFINISHED, cache_file, packaged, seal, valid
from mineralkb.place import SHIPPED
from mineralkb.values.text import storable

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.index.looking import Look, Stamps
    from mineralkb.place import Place
    from mineralkb.tree import Tree

# Reading fewer files than this takes less than a few seconds.
_MANY = 2_000


def open_base(place: Place, revision: str = "", notify: Callable[[str], None] | None = None) -> Base:
    """The database of a data folder, or of one of its git revisions (a commit's id).

    `notify` is told before all files are read, which takes a while.
    """
    if place.packaged:
        return _shipped(place)
    identity = _identity(place, revision)
    cached = cache_file(place, identity)
    if found := _kept(cached, place, identity):
        return Base(found, place, revision, cached)
    if notify and _count(place) > _MANY:
        notify("reading all files, as they changed or were not read before ...")
    return Base(_made(place, revision, cached), place, revision, cached)


def _count(place: Place) -> int:
    from mineralkb.index.looking import look

    return look(place.folder).count


def _identity(place: Place, revision: str) -> str:
    """What a revision's database is known by: the git tree of its data, which commits have in common."""
    if not revision:
        return ""
    from mineralkb.tree.history import id_of, place_of

    top, prefix = place_of(place.folder)
    return id_of(top, f"{revision}:{prefix.rstrip('/')}") or revision


def _kept(cached: Path, place: Place, identity: str) -> sqlite3.Connection | None:
    """The kept database, where it says what the files say, or can be brought to."""
    found = valid(cached, place, identity)
    if not found or identity:
        return found
    from mineralkb.index.looking import look

    made, now = str(time.time_ns()), look(place.folder)
    if _true(found, place, now):
        return found
    found.close()
    from mineralkb.index.refreshing import refreshed

    return refreshed(cached, place, now, made)


def _shipped(place: Place) -> Base:
    found = packaged(place.folder / SHIPPED)
    if found is None:
        raise MkbError("the packaged data is damaged or of another version", "install mineralkb again")
    return Base(found, place)


def write(place: Place, target: Path, meta: dict[str, str]) -> None:
    """Make the database to ship, with the texts of the data in it; the file is written whole or not at all."""
    from mineralkb.index.looking import look
    from mineralkb.tree import Folder

    # Times would differ from build to build, and installing sets them anyway.
    sizes = {path: (size, 0) for path, (size, _) in look(place.folder).stamps.items()}
    _write(Folder(place.folder, "data"), target, sizes, meta, shipped=True)


def _made(place: Place, revision: str, cached: Path) -> sqlite3.Connection:
    from mineralkb.index.looking import look
    from mineralkb.index.pruning import prune
    from mineralkb.tree import Folder, Revision

    tree: Tree = Revision(place.folder, revision) if revision else Folder(place.folder, "data")
    identity = _identity(place, revision)
    # The time before anything is read: what changes from now on is looked at again.
    meta = {"folder": storable(str(place.folder)), "revision": identity, "made": str(time.time_ns())}
    if revision:
        known: Stamps = dict.fromkeys(tree.paths()[0], ("", 0))
    else:
        seen = look(place.folder)
        known, meta["listing"] = seen.stamps, json.dumps(seen.digests)
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        prune(cached)
        _write(tree, cached, known, meta, shipped=False)
        found = valid(cached, place, identity)
    except (OSError, sqlite3.OperationalError):
        found = None
    return found or _in_memory(tree, known, meta)


def _write(tree: Tree, target: Path, known: Stamps, meta: dict[str, str], *, shipped: bool) -> None:
    import tempfile

    from mineralkb.index.building import build

    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=target.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        try:
            # Nobody else has the file, and nobody believes it before it is whole.
            for pragma in ("page_size = 16384", "journal_mode = OFF", "cache_size = -32768"):
                connection.execute(f"PRAGMA {pragma}")
            build(connection, tree, known, meta, texts=shipped)
        finally:
            connection.close()
        if not shipped:
            seal(Path(name), meta["made"])
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _in_memory(tree: Tree, known: Stamps, meta: dict[str, str]) -> sqlite3.Connection:
    from mineralkb.index.building import build

    connection = sqlite3.connect(":memory:")
    build(connection, tree, known, meta, texts=False)
    connection.row_factory = sqlite3.Row
    return connection


def _true(connection: sqlite3.Connection, place: Place, now: Look) -> bool:
    """Whether the database still says what the files say."""
    from mineralkb.index.identity import unchanged

    try:
        return unchanged(connection, place.folder, now)
    except sqlite3.DatabaseError:
        return False
