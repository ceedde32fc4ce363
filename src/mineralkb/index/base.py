"""An open database, and what is asked of it."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.index.cache import discard
from mineralkb.values.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mineralkb.place import Place
    from mineralkb.tree import Tree

_CURE = "install mineralkb again, or delete the folder mineralkb in your cache folder (XDG_CACHE_HOME)"


class Base(NamedTuple):
    """An open knowledge base: its database, the data it was made from, the revision if one was asked for, its file."""

    connection: sqlite3.Connection
    place: Place
    revision: str = ""
    kept: Path | None = None

    def rows(self, query: str, values: Iterable[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        try:
            return self.connection.execute(query, _bound(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._broken() from error

    def one(self, query: str, values: Iterable[Any] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        try:
            row: sqlite3.Row | None = self.connection.execute(query, _bound(values)).fetchone()
        except sqlite3.DatabaseError as error:
            raise self._broken() from error
        return row

    def tree(self) -> Tree:
        """The files that the database was made from."""
        from mineralkb.index.shipped import Shipped
        from mineralkb.tree import Folder, Revision

        if self.place.packaged:
            return Shipped(self.connection)
        return Revision(self.place.folder, self.revision) if self.revision else Folder(self.place.folder)

    def meta(self, name: str) -> str:
        """What the index says of itself; '' where it says nothing."""
        row = self.one("SELECT value FROM meta WHERE name = ?", (name,))
        return str(row["value"]) if row else ""

    def _broken(self) -> MkbError:
        cure = "run the command again: it is made anew" if self.kept and discard(self.kept) else _CURE
        return MkbError(f"the index of {self.place.folder} is broken", cure)


def decoded(text: str) -> Any:
    """Data as the index holds it; MkbError where that is broken."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise MkbError("the index is broken", _CURE) from error


def _bound(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(storable(value) if isinstance(value, str) else value for value in values)
