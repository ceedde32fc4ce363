"""Whether a database was made from the files that stand there now, and which of them changed since."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

# A file changed this shortly before the index was made may have changed again within one tick of the clock.
_RACY_NANOSECONDS = 2_000_000_000
_FEW = 100
# So many are compared by a digest first, which takes a fourth of the time.
_MANY = 2_000
# A folder that cannot be listed cannot be read either.
_CLOSED = ("closed", 0)

# What tells one state of a file from another without reading it: kind and size, and the time of its last change.
Stamps = dict[str, tuple[str, int]]


def stamps(folder: Path) -> Stamps:
    """Path to (kind and size, time of change in nanoseconds) of every file, one folder deep."""
    found: Stamps = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                found[storable(entry.name)] = _stamp(entry)
            elif entry.name != ".git":
                _add_folder(found, entry)
    return found


def _add_folder(found: Stamps, folder: os.DirEntry[str]) -> None:
    start = f"{folder.name}/"
    try:
        with os.scandir(folder.path) as inner:
            found.update([(storable(start + file.name), _stamp(file)) for file in inner])
    except PermissionError:
        found[storable(folder.name)] = _CLOSED


def storable(text: str) -> str:
    """A text that a database takes: a name on disk or on the command line may hold bytes that are no text."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def differing(connection: sqlite3.Connection, now: Stamps) -> set[str]:
    """The files that are not surely as they were when the database was made."""
    trusted = made(connection) - _RACY_NANOSECONDS
    doubtful = {path for path, (_, changed) in now.items() if changed > trusted}
    known = _rows(connection, "SELECT value FROM meta WHERE name = 'listing'")
    if known and known[0][0] and known[0][0] == listing(now):
        return doubtful
    kept = {path: (size, changed) for path, size, changed in _rows(connection, "SELECT path, size, changed FROM file")}
    return doubtful | {path for path, _ in kept.items() ^ now.items()}


def listing(now: Stamps) -> str:
    """A digest of the stamps of many files, in the order in which they are listed; nothing for few, which cost little."""
    if len(now) <= _MANY:
        return ""
    import marshal
    from hashlib import sha256

    # The second form of marshal depends on the values alone.
    return sha256(marshal.dumps([*now.items()], 2)).hexdigest()


def unchanged(connection: sqlite3.Connection, folder: Path, now: Stamps) -> bool:
    """Whether every file is as it was when the database was made. What may have changed unseen is read again."""
    found = differing(connection, now)
    if not found:
        return True
    # Many are noted as seen, so that they are not read again the next time.
    few = len(found) <= _FEW
    if not few or not all(_known(connection, path, now) for path in found):
        return False
    return all(blob == held(folder, path) for path, blob in blobs_of(connection, found).items())


def _known(connection: sqlite3.Connection, path: str, now: Stamps) -> bool:
    """Whether the stamp is the one that is kept."""
    kept = _rows(connection, "SELECT size, changed FROM file WHERE path = ?", path)
    return bool(kept) and kept[0] == now.get(path)


def _stamp(entry: os.DirEntry[str]) -> tuple[str, int]:
    status = entry.stat(follow_symlinks=False)
    # Programs set the time of a file's content back, as when they copy it; that of its state they cannot.
    return f"{status.st_mode >> 12}-{status.st_size}", max(status.st_mtime_ns, status.st_ctime_ns)


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
