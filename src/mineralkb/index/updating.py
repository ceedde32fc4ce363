"""A kept index after some files changed: the rows of their records, and of those whose rows depend on them, anew."""

# What rows depend on: the file of the record, and the sources and lists that it names. So of a changed file the records
# that it held and holds are filled again, and where one of them is a source or a list, those that name it too.

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mineralkb.index import words
from mineralkb.index.changed import MOST, changed
from mineralkb.index.fill import Around, around, close_minerals, faulty_files, insert, put_files, rows_of_all
from mineralkb.index.identity import blobs_of
from mineralkb.index.rows import LOOKED_AT
from mineralkb.index.tables import OF_RECORDS, OF_SUBJECTS
from mineralkb.kb import KnowledgeBase, identity_of, load
from mineralkb.record import Record
from mineralkb.tree.files import MARK, blob_id
from mineralkb.tree.folder import Some

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mineralkb.index.seen import Look


def update(connection: sqlite3.Connection, folder: Path, now: Look, meta: dict[str, str]) -> bool:
    """Bring the tables up to what the files hold; False where they are to be made anew. The caller ends the transaction."""
    connection.row_factory = None
    found = changed(connection, folder, now)
    if found is None:
        return False
    if found.files and not _renew(connection, folder, found.files, now):
        return False
    put = ((*stamp, path) for path, stamp in now.of(found.touched).items())
    connection.executemany("UPDATE file SET size = ?, changed = ? WHERE path = ?", put)
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)", [*meta.items(), ("listing", json.dumps(now.digests))]
    )
    return True


def _renew(connection: sqlite3.Connection, folder: Path, files: set[str], now: Look) -> bool:
    base = _read(folder, files)
    faulty = faulty_files(base)
    if MARK in faulty:
        return False
    old = {record.id: record for record in _records(connection, {identity_of(path) for path in files})}
    old = {name: record for name, record in old.items() if record.path in files}
    gone = old.keys() | base.records.keys()
    depending = _depending(connection, _telling(old, base.records)) - gone
    if len(depending) > MOST or not _add(connection, folder, depending, base):
        return False
    wanted = [record for record in base.records.values() if record.id in gone | depending]
    near = _near(connection, wanted, base, gone)
    _delete(connection, gone | depending)
    insert(connection, rows_of_all(wanted, near))
    if any(record.kind == "minerals" for record in (*old.values(), *base.records.values())):
        close_minerals(connection)
    _note(connection, files, now, base, faulty)
    return True


def _read(folder: Path, files: Iterable[str]) -> KnowledgeBase:
    """The files as a base of their own."""
    return load(Some(folder, {MARK, *files}, "data"))


def _records(connection: sqlite3.Connection, ids: Iterable[str]) -> Iterator[Record]:
    """Records as the tables have them: plain data, without what marks a mention of another record."""
    from mineralkb.index.rows import decoded_data

    query = "SELECT kind, id, path, data FROM record WHERE id = ?"
    for name in ids:
        for kind, identity, path, data in connection.execute(query, (name,)).fetchall():
            yield Record(kind, identity, path, decoded_data(data))


def _telling(old: dict[str, Record], new: dict[str, Record]) -> set[str]:
    """The ids of records of which rows of others depend on something that changed."""
    before, after = around(old.values()).base.records, around(new.values()).base.records
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _depending(connection: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    query = "SELECT record FROM reference WHERE target = ? UNION SELECT record FROM citation WHERE source = ?"
    return {record for name in ids for (record,) in connection.execute(query, (name, name))}


def _add(connection: sqlite3.Connection, folder: Path, depending: set[str], base: KnowledgeBase) -> bool:
    """Read the files of these records too; False where one is not what the tables were made from."""
    paths = {record.path for record in _records(connection, depending)}
    if not paths:
        return True
    read = _read(folder, paths)
    blobs = {path: blob_id(text) for path, text in read.texts.items() if path != MARK}
    if blobs != blobs_of(connection, paths) or depending - read.records.keys():
        return False
    base.records |= {name: read.records[name] for name in depending}
    return True


def _near(connection: sqlite3.Connection, records: list[Record], base: KnowledgeBase, gone: set[str]) -> Around:
    """The sources and lists that the records name: those read now, and the others as the tables have them."""
    targets = {str(target) for record in records for _, target in record.references()}
    kept = [record for record in _records(connection, targets - gone) if record.kind in LOOKED_AT]
    return around([*kept, *(record for record in base.records.values() if record.id in gone)])


def _delete(connection: sqlite3.Connection, ids: set[str]) -> None:
    words.forget(connection, _records(connection, ids))
    owners = [(name,) for name in ids]
    parts = [part for owner in owners for part in connection.execute("SELECT id FROM part WHERE record = ?", owner)]
    for table, column in OF_SUBJECTS.items():
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [*owners, *parts])
    for table, column in OF_RECORDS.items():
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", owners)


def _note(connection: sqlite3.Connection, files: set[str], now: Look, base: KnowledgeBase, faulty: set[str]) -> None:
    """What is known of the files themselves."""
    query = "SELECT coalesce(sum(faulty), 0) FROM file"
    before = _number(connection, query)
    connection.executemany("DELETE FROM file WHERE path = ?", [(path,) for path in files])
    blobs = {path: blob_id(text) for path, text in base.texts.items() if path in files}
    put_files(connection, dict(sorted(now.of(files).items())), blobs, faulty, {})
    change = _number(connection, query) - before
    connection.execute("UPDATE meta SET value = value + ? WHERE name = 'unread'", (change,))


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
