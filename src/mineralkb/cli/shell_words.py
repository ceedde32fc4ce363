"""What the shell of SQL completes: commands, tables, columns and words of SQL, and ids where a text begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.sql.fence import FUNCTIONS
from mineralkb.sql.saved import saved
from mineralkb.sql.tables import TABLES

if TYPE_CHECKING:
    from mineralkb.index import Base

COMMANDS = (".tables", ".columns", ".queries", ".run", ".set", ".help", ".quit")
_SQL = (
    *("SELECT", "FROM", "WHERE", "JOIN", "LEFT JOIN", "ON", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "DISTINCT"),
    *("AND", "OR", "NOT", "IN", "IS NULL", "LIKE", "BETWEEN", "EXISTS", "CASE", "WHEN", "THEN", "ELSE", "END"),
    *("UNION ALL", "WITH", "AS", "DESC", "VALUES"),
)
_MOST = 50


def completions(base: Base, before: str) -> tuple[str, list[str]]:
    """The piece of a word that was typed last, and what it may become."""
    if before.startswith(".run "):
        piece = before.rpartition(" ")[2]
        return piece, [name for name in saved(base.place) if name.startswith(piece)]
    if before.count("'") % 2:
        piece = before.rpartition("'")[2]
        return piece, _ids(base, piece)
    found = re.search(r"\.?\w*$", before)
    piece = found[0] if found else ""
    if piece.startswith("."):
        if piece == before.lstrip():
            return piece, _beginning(piece, COMMANDS)
        piece = piece[1:]  # the column of a table's short name
    return piece, _beginning(piece, _words(before))


def _words(before: str) -> list[str]:
    """Columns of the tables that are named come first."""
    if before.lstrip().startswith("."):
        return list(TABLES)
    named = [table for table in TABLES.values() if re.search(rf"\b{table.name}\b", before)]
    columns = [name for table in named or TABLES.values() for name in table.names]
    functions = [f"{name}(" for name in FUNCTIONS if name.isidentifier()]
    return list(dict.fromkeys((*columns, *TABLES, *_SQL, *functions)))


def _beginning(piece: str, words: list[str] | tuple[str, ...]) -> list[str]:
    return [word for word in words if piece and word.lower().startswith(piece.lower())]


def _ids(base: Base, piece: str) -> list[str]:
    query = (
        "SELECT id FROM (SELECT id FROM record UNION ALL SELECT id FROM part) "
        "WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
    )
    return [row["id"] for row in base.rows(query, (piece, f"{piece}\U0010ffff", _MOST))] if piece else []
