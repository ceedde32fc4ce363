"""Whether a database was made from the files that stand there now, and which of them changed since."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from mineralkb.index.seen import Look, Stamp

# A file changed this shortly before the index was made may have changed again within one tick of the clock.
_RACY_NANOSECONDS = 2_000_000_000
_FEW = 100


def differing(connection: sqlite3.Connection, now: Look) -> set[str]:
    """The files that are not surely as they were when the database was made."""
    return _doubtful(connection, now) | _altered(connection, now, _unlike(connection, now))


def unchanged(connection: sqlite3.Connection, folder: Path, now: Look) -> bool:
    """Whether every file is as it was when the database was made. What may have changed unseen is read again."""
    folders = _unlike(connection, now)
    if folders or (folders is None and _altered(connection, now, folders)):
        return False
    found = _doubtful(connection, now)
    # Many are noted as seen, so that they are not read again the next time.
    if len(found) > _FEW:
        return False
    return all(blob == held(folder, path) for path, blob in blobs_of(connection, found).items())


def _doubtful(connection: sqlite3.Connection, now: Look) -> set[str]:
    """The files that may have changed unseen."""
    trusted = made(connection) - _RACY_NANOSECONDS
    late = (folder for folder in now.seen if now.newest(folder) > trusted)
    return {path for folder in late for path, (_, changed) in now.inside(folder).items() if changed > trusted}


def _unlike(connection: sqlite3.Connection, now: Look) -> set[str] | None:
    """The folders in which a file looks otherwise, is gone or is new; None where the files are too few for digests."""
    known = _digests(connection) if now.digests else {}
    if not known:
        return None
    return {folder for folder in known.keys() | now.digests.keys() if known.get(folder) != now.digests.get(folder)}


def _digests(connection: sqlite3.Connection) -> dict[str, str]:
    """The digests of folders that are kept; nothing where they cannot be read."""
    kept = _rows(connection, "SELECT value FROM meta WHERE name = 'listing'")
    try:
        found = json.loads(kept[0][0]) if kept else {}
    except (ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _altered(connection: sqlite3.Connection, now: Look, folders: set[str] | None) -> set[str]:
    """The files that look otherwise, are gone or are new, in these folders or anywhere."""
    if folders is None:
        return {path for path, _ in {*_files(connection)} ^ now.stamps.items()}
    return {path for folder in folders for path, _ in {*_files(connection, folder)} ^ now.inside(folder).items()}


def _files(connection: sqlite3.Connection, folder: str | None = None) -> Iterator[tuple[str, Stamp]]:
    """Path and stamp of every file that the database was made from, or of those in one folder."""
    query, values = "SELECT path, size, changed FROM file", []
    if folder:
        query += " WHERE path > ? || '/' AND path < ? || '0'"  # the sign after / is 0
        values = [folder, folder]
    elif folder is not None:
        query += " WHERE instr(path, '/') = 0"
    for path, size, changed in _rows(connection, query, *values):
        yield path, (size, changed)


def paths_of(connection: sqlite3.Connection) -> list[str]:
    """All files that the database was made from."""
    return [path for (path,) in _rows(connection, "SELECT path FROM file")]


def made(connection: sqlite3.Connection) -> int:
    """When the reading began of which the database was made."""
    return int(_rows(connection, "SELECT value FROM meta WHERE name = 'made'")[0][0])


def blobs_of(connection: sqlite3.Connection, paths: set[str]) -> dict[str, str]:
    """Git's identities of the contents of those files that are known."""
    found = (_rows(connection, "SELECT path, blob FROM file WHERE path = ?", path) for path in paths)
    return {path: blob for rows in found for path, blob in rows}


def _rows(connection: sqlite3.Connection, query: str, *values: str) -> list[Any]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(query, values).fetchall()


def held(folder: Path, path: str) -> str:
    """Git's identity of what a file holds now; nothing where that is not read."""
    from mineralkb.tree.files import UnreadableError, blob_id
    from mineralkb.tree.folder import Some

    tree = Some(folder, {path})
    try:
        return blob_id(tree.read(path)) if path in tree.paths()[0] else ""
    except UnreadableError:
        return ""
