"""The files of the packaged copy, as texts inside its database: one file to install, and nothing to go stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.tree.files import Refusal, UnreadableError

if TYPE_CHECKING:
    import sqlite3


class Shipped:
    """The texts that a shipped database carries beside what it derives from them; identities are git's blob ids."""

    shown = "data"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """Path to the identity of its content; nothing is refused."""
        rows = self.connection.execute("SELECT path, blob FROM file ORDER BY path")
        return {row["path"]: row["blob"] for row in rows}, []

    def read(self, path: str) -> str:
        """The text of one file."""
        row = self.connection.execute("SELECT text FROM file WHERE path = ?", (path,)).fetchone()
        if row is None:
            raise UnreadableError("the file is not in the packaged data")
        return str(row["text"])
