"""Rows into tables: of a whole loaded base at once, or of the records that some files hold."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import words
from mineralkb.index.rows import Rows, looked_at, rows_of
from mineralkb.index.tables import TABLES, VERSION
from mineralkb.kb import KnowledgeBase
from mineralkb.tree.files import blob_id
from mineralkb.values.text import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from mineralkb.index.seen import Stamps
    from mineralkb.record import Record


class Around(NamedTuple):
    """The sources and lists that records may name; of a source only what rows depend on."""

    base: KnowledgeBase
    sources: dict[str, dict[str, Any]]


def around(records: Iterable[Record]) -> Around:
    """What records may name, from all that there are."""
    base = KnowledgeBase(records=looked_at(records))
    return Around(base, base.sources())


def fill(
    connection: sqlite3.Connection, base: KnowledgeBase, found: Stamps, meta: dict[str, str], *, texts: bool = False
) -> None:
    """Make the tables and fill them; `meta` says what the data is (commit, day, folder); `texts` keeps the files too."""
    begin(connection)
    insert(connection, rows_of_all(base.records.values(), around(base.records.values())))
    faulty = faulty_files(base)
    kept = base.texts if texts else {}
    blobs = {path: blob_id(text) for path, text in base.texts.items()}
    put_files(connection, found, blobs, faulty, kept)
    finish(connection, base.settings, len(faulty), meta)


def begin(connection: sqlite3.Connection) -> None:
    """Empty tables, in one transaction with all that follows: the disk is waited for once."""
    connection.executescript(f"BEGIN;{TABLES}")
    words.make(connection)


def finish(connection: sqlite3.Connection, settings: dict[str, Any], unread: int, meta: dict[str, str]) -> None:
    """What the base says of itself, and what is made of all records together; the end of the transaction."""
    known = {"version": str(VERSION), "made": str(time.time_ns()), "unread": str(unread), **meta}
    known |= {name: str(settings[name]) for name in ("title", "licence") if name in settings}
    insert(connection, {"meta": [*known.items()]})
    close_minerals(connection)
    connection.commit()


def rows_of_all(records: Iterable[Record], near: Around) -> Rows:
    """The rows of some records, by table."""
    together: Rows = {}
    for record in records:
        for table, rows in rows_of(record, near.base, near.sources).items():
            together.setdefault(table, []).extend(rows)
        together.setdefault(words.WORDS, []).extend(words.documents(record))
    return together


def insert(connection: sqlite3.Connection, rows: Rows) -> None:
    """The rows into their tables."""
    for table, some in rows.items():
        if table == words.WORDS:
            words.put(connection, some)
        elif some:
            marks = ", ".join("?" * len(some[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", some)


def put_files(
    connection: sqlite3.Connection, found: Stamps, blobs: dict[str, str], faulty: set[str], texts: dict[str, str]
) -> None:
    """What the index is made from; the names of `blobs`, `faulty` and `texts` are as the disk has them."""
    known = {storable(path): (blob, texts.get(path, "")) for path, blob in blobs.items()}
    bad = {storable(path) for path in faulty}
    rows = ((path, *stamp, *known.get(path, ("", "")), path in bad) for path, stamp in found.items())
    connection.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", rows)


def faulty_files(base: KnowledgeBase) -> set[str]:
    """The files that did not read in full."""
    return {finding.spot.path.removeprefix(f"{base.shown}/") for finding in base.findings}


def close_minerals(connection: sqlite3.Connection) -> None:
    """Every mineral with all that it belongs to, from the minerals that are in the tables."""
    query = (
        "SELECT record.id, each.value FROM record LEFT JOIN json_each(record.data, '$.broader') AS each "
        "WHERE kind = 'minerals' ORDER BY record.id"
    )
    broader: dict[str, list[str]] = {}
    for mineral, above in connection.execute(query):
        broader.setdefault(mineral, []).extend([above] if above else [])
    connection.execute("DELETE FROM closure")
    insert(connection, {"closure": [*_closure(broader)]})


def _closure(broader: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for mineral in broader:
        found: set[str] = set()
        waiting = [mineral]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting.extend(broader.get(here, ()))
        yield from ((mineral, above) for above in sorted(found))
