"""A kept database brought up to the files as they stand: where it lies, or where that cannot be written, in memory."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from mineralkb.index.cache import seal, valid

if TYPE_CHECKING:
    from pathlib import Path

    from mineralkb.index.seen import Look
    from mineralkb.place import Place

# Short, as the answer does not depend on it.
_PATIENCE_MILLISECONDS = 300


def refreshed(kept: Path, place: Place, now: Look, made: str) -> sqlite3.Connection | None:
    """The database of the folder after an update to what `now` says, looked at from `made` on; None where it must be made anew.

    Nothing is written before the end of the transaction, which waits until nobody reads; a process that is killed while
    it writes leaves a file without its seal, which nobody believes.
    """
    try:
        return _in_place(kept, place, now, made) or _in_memory(kept, place, now, made)
    except (OSError, sqlite3.DatabaseError):
        return None


def _in_place(kept: Path, place: Place, now: Look, made: str) -> sqlite3.Connection | None:
    from mineralkb.index.updating import update

    connection = valid(kept, place, writable=True)
    if not connection:
        return None
    try:
        # The undone pages are kept in memory: a journal beside the file would outlive the file's replacement.
        for pragma in ("journal_mode = MEMORY", "cache_spill = OFF", "locking_mode = EXCLUSIVE"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MILLISECONDS}")
        if not update(connection, place.folder, now, {"made": made}):
            raise _AnewError
        return _committed(connection, kept, made)
    except sqlite3.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError):
            return None
        raise


def _committed(connection: sqlite3.Connection, kept: Path, made: str) -> sqlite3.Connection:
    """The written file, sealed before anybody else can read it; OperationalError where others do not let it go."""
    connection.execute("COMMIT")
    seal(kept, made)
    connection.execute("PRAGMA locking_mode = NORMAL")
    connection.execute("BEGIN")
    connection.execute("SELECT 1 FROM meta").fetchone()
    connection.row_factory = sqlite3.Row
    return connection


def _in_memory(kept: Path, place: Place, now: Look, made: str) -> sqlite3.Connection | None:
    from mineralkb.index.updating import update

    found = valid(kept, place)
    if not found:
        return None
    private = _copied(found)
    private.row_factory = None
    private.execute("BEGIN")
    if not update(private, place.folder, now, {"made": made}):
        private.close()
        return None
    private.execute("COMMIT")
    private.row_factory = sqlite3.Row
    return private


def _copied(connection: sqlite3.Connection) -> sqlite3.Connection:
    """All that the connection sees, in memory."""
    private = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(private, progress=_not_waiting)
    connection.close()
    return private


def _not_waiting(status: int, _remaining: int, _total: int) -> None:
    """A copy would otherwise wait for ever where the file is locked."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("the index is locked")


class _AnewError(sqlite3.DatabaseError):
    """The change is so great that the database is made anew."""
