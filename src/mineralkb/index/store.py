"""Opening the database: the packaged one, a kept one that is still true, or one made anew."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.index.base import Base
from mineralkb.index.cache import cache_file, packaged, valid
from mineralkb.place import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mineralkb.index.seen import Look
    from mineralkb.place import Place


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
    from mineralkb.index.making import make

    return Base(make(place, revision, identity, cached, notify), place, revision, cached)


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


def _true(connection: sqlite3.Connection, place: Place, now: Look) -> bool:
    """Whether the database still says what the files say."""
    from mineralkb.index.identity import unchanged

    try:
        return unchanged(connection, place.folder, now)
    except sqlite3.DatabaseError:
        return False
