"""How a record or part stands on a day, read from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from mineralkb.index import Base


class Answer(NamedTuple):
    """The word for the day, the words it may be, why, from and to which day, and the last evidence."""

    word: str
    possible: tuple[str, ...]
    causes: tuple[dict[str, Any], ...]
    first: str
    last: str
    evidence: str
    never_operated: bool
    following: str = ""

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return {
            "word": self.word,
            "possible": list(self.possible),
            "because": list(self.causes),
            "first": self.first,
            "last": self.last,
            "last_evidence": self.evidence or None,
            "never_operated": self.never_operated,
            "following": self.following or None,
        }


def standing_on(base: Base, subject: str, evidence: str | None, day: date) -> Answer | None:
    """The standing of a subject on a day; None for what has none, such as a country."""
    rows = base.rows(
        "SELECT * FROM standing WHERE subject = ? AND last >= ? ORDER BY first LIMIT 2", (subject, day.isoformat())
    )
    return _answer(rows, evidence or "") if rows else None


def _answer(rows: list[sqlite3.Row], evidence: str) -> Answer:
    row = rows[0]
    return Answer(
        row["word"],
        tuple(decoded(row["possible"])),
        tuple(decoded(row["causes"])),
        row["first"],
        row["last"],
        evidence,
        bool(row["never_operated"]),
        rows[1]["word"] if len(rows) > 1 else "",
    )
