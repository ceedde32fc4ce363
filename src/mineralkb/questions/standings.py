"""How a record or part stands on a day, read from the database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded

if TYPE_CHECKING:
    import sqlite3

    from mineralkb.index import Base

# The answer for the day, and the one that follows it.
_FROM_THE_DAY = (
    "SELECT t.*, coalesce(p.evidence, r.evidence) AS evidence FROM standing t "
    "LEFT JOIN record r ON r.id = t.subject LEFT JOIN part p ON p.id = t.subject "
    "WHERE t.subject = ? AND t.last >= ? ORDER BY t.first LIMIT 2"
)


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
    since: str = ""

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return {
            "word": self.word,
            "possible": list(self.possible),
            "because": list(self.causes),
            "since": self.since,
            "first": self.first,
            "last": self.last,
            "last_evidence": self.evidence or None,
            "never_operated": self.never_operated,
            "following": self.following or None,
        }


def standing_on(base: Base, subject: str, day: date) -> Answer | None:
    """The standing of a subject on a day; None for what has none, such as a country."""
    rows = base.rows(_FROM_THE_DAY, (subject, day.isoformat()))
    if not rows:
        return None
    before = base.one(
        "SELECT max(last) AS day FROM standing WHERE subject = ? AND last < ? AND word <> ?",
        (subject, rows[0]["first"], rows[0]["word"]),
    )
    return _answer(rows, _next(before["day"]) if before and before["day"] else rows[0]["first"])


def _answer(rows: list[sqlite3.Row], since: str) -> Answer:
    row = rows[0]
    return Answer(
        row["word"],
        tuple(decoded(row["possible"])),
        tuple(decoded(row["causes"])),
        row["first"],
        row["last"],
        row["evidence"] or "",
        bool(row["never_operated"]),
        rows[1]["word"] if len(rows) > 1 else "",
        since,
    )


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
