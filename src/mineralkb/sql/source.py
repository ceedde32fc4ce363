"""The database that statements and exports read: a connection of their own, or its address for another process."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from mineralkb.sql.tables import views

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked


def address(base: Base) -> tuple[str, bytes]:
    """Where the database is, for reading only; else nothing and its content."""
    file = str(base.connection.execute("PRAGMA database_list").fetchone()[2] or "")
    if file:
        return f"{Path(file).absolute().as_uri()}?mode=ro&immutable=1", b""
    return "", base.connection.serialize()


def opened(base: Base, asked: Asked) -> sqlite3.Connection:
    """A connection that has the public tables; the base's own has tables of some of their names."""
    uri, content = address(base)
    connection = sqlite3.connect(uri or ":memory:", uri=bool(uri))
    if content:
        connection.deserialize(content)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.executescript(views(asked))
    return connection
