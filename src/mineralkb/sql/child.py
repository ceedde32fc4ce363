"""Runs one statement in a process of its own, which can read the tables it is told of and nothing else; no part of the package is imported."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import time
from contextlib import suppress
from typing import Any

_BATCH = 500
_STEPS = 10_000
# A name or number as an error names it.
_NEAR = re.compile(r'near "(.+)": syntax error', re.DOTALL)


def main() -> None:
    """A request on stdin: a line of JSON, then the database where it is in no file. Answers are lines of JSON on stdout."""
    request = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    connection = _opened(request, content)
    _fence_process(request["limits"])
    _fence(connection, request)
    try:
        _answer(connection, request)
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
        _say({"error": str(error), "at": _place(connection, request["sql"], str(error))})
    except MemoryError:
        _say({"error": "out of memory", "at": None})


def _opened(request: dict[str, Any], content: bytes) -> sqlite3.Connection:
    """The database, for reading only, with the views that the statement may ask."""
    uri = request["database"]
    connection = sqlite3.connect(uri or ":memory:", uri=bool(uri), isolation_level=None)
    connection.text_factory = _text
    if not uri:
        connection.deserialize(content)
    for pragma in ("trusted_schema = OFF", "temp_store = MEMORY", f"hard_heap_limit = {request['limits']['memory']}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(request["views"])
    connection.execute("PRAGMA query_only = ON")
    return connection


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _fence_process(limits: dict[str, int]) -> None:
    """What the system grants this process: time, memory, and not one byte in any file."""
    try:
        import resource
    except ImportError:
        return  # Windows: the limits of SQLite and the clock of the one who waits remain
    wanted = {"CPU": limits["seconds"] + 1, "AS": 2 * limits["memory"], "FSIZE": 0, "CORE": 0, "NOFILE": 32}
    for name, most in wanted.items():
        with suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


def _fence(connection: sqlite3.Connection, request: dict[str, Any]) -> None:
    """What SQLite grants the statement."""
    for name, most in request["limits"]["sqlite"].items():
        connection.setlimit(getattr(sqlite3, f"SQLITE_LIMIT_{name}"), most)
    tables = {*request["tables"], "json_each", "json_tree"}
    functions = set(request["functions"])

    def allowed(action: int, first: str | None, second: str | None, _database: str | None, _view: str | None) -> int:
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
            return sqlite3.SQLITE_OK
        # Of a query's own name (WITH ...) no column is read, but its rows may be counted.
        if action == sqlite3.SQLITE_READ and (first in tables or not second):
            return sqlite3.SQLITE_OK
        known = action == sqlite3.SQLITE_FUNCTION and str(second).lower() in functions
        return sqlite3.SQLITE_OK if known else sqlite3.SQLITE_DENY

    connection.set_authorizer(allowed)
    end = time.monotonic() + request["limits"]["seconds"]
    connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)


def _answer(connection: sqlite3.Connection, request: dict[str, Any]) -> None:
    """The columns, then rows until there are no more, or enough."""
    limits = request["limits"]
    cursor = connection.execute(request["sql"], request["parameters"])
    _say({"columns": [column[0] for column in cursor.description or ()]})
    left, room = limits["rows"], limits["output"]
    while left > 0 and room > 0 and (rows := cursor.fetchmany(min(_BATCH, left))):
        left -= len(rows)
        room -= _say({"rows": [[_value(value) for value in row] for row in rows]})
    _say({"end": "enough" if cursor.fetchone() else "all"})


def _value(value: Any) -> Any:
    """A value as JSON has it: bytes as hexadecimal digits, an infinite number as a word."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and abs(value) == float("inf"):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def _place(connection: sqlite3.Connection, sql: str, error: str) -> int | None:
    """Where in the statement the trouble begins, counted in characters; None where that cannot be told."""
    if near := _NEAR.fullmatch(error):
        starts = (found.start() for found in re.finditer(re.escape(near[1]), sql))
        # The parser stops at the same word whatever follows it.
        return next((at for at in starts if _fails(connection, sql[: at + len(near[1])], error)), None)
    named = re.search(
        r"(?:no such|ambiguous|not authorized to use) (?:column|table|function)(?: name)?: (?:\w+\.)*(.+)", error
    )
    found = re.search(rf"\b{re.escape(named[1])}\b", sql, re.IGNORECASE) if named else None
    return found.start() if found else None


def _fails(connection: sqlite3.Connection, sql: str, error: str) -> bool:
    try:
        connection.execute(f"EXPLAIN {sql}")
    except sqlite3.Error as again:
        return str(again) == error
    return False


def _say(answer: dict[str, Any]) -> int:
    """One line; how long it was."""
    line = json.dumps(answer, ensure_ascii=True)
    sys.stdout.write(f"{line}\n")
    return len(line)


if __name__ == "__main__":
    main()
