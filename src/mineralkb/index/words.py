"""The words of all records and parts for full text, which is an index of FTS5 without the texts: they are in the rows."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.record import STANDING_PARTS, Record
from mineralkb.values.tokens import plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

WORDS = "words"
# What is searched, by how near it is to what a record is about.
COLUMNS = ("title", "names", "terms", "text", "identity")
# What of this Python's SQLite the words need.
FULL_TEXT = "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"

# name: the folded names of a document as numbers, to find one by its whole name
_TABLES = f"""
CREATE TABLE document (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL);
CREATE TABLE name (key INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE VIRTUAL TABLE {WORDS} USING fts5({", ".join(COLUMNS)}, content = '', tokenize = 'ascii');
"""
_FIELDS = {
    **dict.fromkeys(("title", "native_title"), "title"),
    **dict.fromkeys(("names", "native", "symbol", "formerly", "number"), "names"),
    **dict.fromkeys(("topics", "measure", "form", "forms", "legal_basis", "codes", "hs", "objects", "policy"), "terms"),
    **dict.fromkeys(("stages", "sectors", "type", "end_uses", "end_users", "exporters", "product", "purpose"), "terms"),
    **dict.fromkeys(("summary", "note", "reason", "complete", "place", "name", "office", "duty", "transit"), "text"),
}
# Parts have documents of their own, and of what is cited or named the record of that id has one.
_ELSEWHERE = {*STANDING_PARTS, "cite", "cite_for", "relations", "parties", "corrections"}
_OWN_NAMES = ("title", "native_title", "names", "native", "symbol", "formerly")
# Shorter names, such as symbols and codes of countries, are told apart by their case: In, IN, in.
SHORT = 2


class Piece(NamedTuple):
    """A text of a record or part: the column it is searched in, where it stands, and the text."""

    column: str
    route: str
    text: str


class Document(NamedTuple):
    """A record or part as it is searched: its id, its kind as lists name it, its names, the words of each column."""

    id: str
    kind: str
    keys: tuple[int, ...]
    columns: tuple[str, ...]


def pieces(data: dict[str, Any]) -> Iterator[Piece]:
    """The texts of a record or part that are searched."""
    yield from _pieces(data, "", "")


def _pieces(node: dict[str, Any], route: str, nested: str) -> Iterator[Piece]:
    for name, value in node.items():
        if name in _ELSEWHERE:
            continue
        here = f"{route}/{name}" if route else name
        column = _FIELDS.get(name, "")
        # The title of an item or an exemption is not the title of the whole.
        column = "text" if nested and column == "title" else column
        yield from _of_value(value, here, column, nested=name)


def _of_value(value: Any, route: str, column: str, *, nested: str) -> Iterator[Piece]:
    if isinstance(value, str):
        if column:
            yield Piece(column, route, value)
    elif isinstance(value, list):
        if column and value:
            yield Piece(column, route, "; ".join(word for word in value if isinstance(word, str)))
    elif isinstance(value, dict) and (column or "disputed" in value):
        for inner in value.values():
            for one in inner.values() if isinstance(inner, dict) else (inner,):
                yield from _of_value(one, route, column, nested=nested)
    elif isinstance(value, dict):
        yield from _pieces(value, route, nested)


def documents(record: Record) -> Iterator[Document]:
    """The record and each of its parts, as they are searched; nothing else than its own file makes them."""
    yield _document(record.id, record.kind, record.data)
    for section in STANDING_PARTS:
        for name, part in record.data.get(section, {}).items():
            yield _document(f"{record.id}/{name}", section, part)


def _document(identity: str, kind: str, data: dict[str, Any]) -> Document:
    found: dict[str, list[str]] = {column: [] for column in COLUMNS}
    keys = {key(identity)}
    for piece in pieces(data):
        found[piece.column].append(piece.text)
        if piece.route in _OWN_NAMES:
            keys |= {key(name) for name in piece.text.split("; ")} | {key(piece.text)}
    found["identity"].append(identity)
    return Document(identity, kind, tuple(sorted(keys)), tuple(plain(" | ".join(texts)) for texts in found.values()))


def key(name: str) -> int:
    """A whole name as a number, whatever its case and plural; a short one as it is."""
    told = name if len(name) <= SHORT and name.isascii() else plain(name)
    return int.from_bytes(blake2b(told.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def make(connection: sqlite3.Connection) -> None:
    """Empty tables of the words, where this SQLite has full text."""
    if connection.execute(FULL_TEXT).fetchone():
        for statement in _TABLES.strip().split(";\n"):
            connection.execute(statement)


def put(connection: sqlite3.Connection, found: Iterable[Document]) -> None:
    """Documents into the tables."""
    if not _kept(connection):
        return
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM document").fetchone()
    _put(connection, [*enumerate(found, last + 1)])


def _put(connection: sqlite3.Connection, numbered: list[tuple[int, Document]]) -> None:
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(
        "INSERT INTO document VALUES (?, ?, ?)", ((number, one.id, one.kind) for number, one in numbered)
    )
    connection.executemany(
        "INSERT INTO name VALUES (?, ?)", ((key, number) for number, one in numbered for key in one.keys)
    )
    connection.executemany(
        f"INSERT INTO {WORDS} (rowid, {', '.join(COLUMNS)}) VALUES (?, {marks})",
        ((number, *one.columns) for number, one in numbered),
    )


def forget(connection: sqlite3.Connection, records: Iterable[Record]) -> None:
    """Take out the documents of records as the tables have them: without the texts, the same words undo themselves."""
    if not _kept(connection):
        return
    gone = [
        (number, one)
        for record in records
        for one in documents(record)
        for (number,) in connection.execute("SELECT number FROM document WHERE id = ?", (one.id,)).fetchall()
    ]
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(
        f"INSERT INTO {WORDS} ({WORDS}, rowid, {', '.join(COLUMNS)}) VALUES ('delete', ?, {marks})",
        ((number, *one.columns) for number, one in gone),
    )
    connection.executemany(
        "DELETE FROM name WHERE key = ? AND number = ?", ((key, number) for number, one in gone for key in one.keys)
    )
    connection.executemany("DELETE FROM document WHERE number = ?", ((number,) for number, _ in gone))


def _kept(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (WORDS,)).fetchone()
    return bool(found)
