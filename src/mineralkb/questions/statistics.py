"""How much the base holds, how well it is sourced, and how old its evidence is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked

# Kinds that state what happened in the world; the rest name things.
STATING = ("agreements", "controls", "policies")
_YOUNG, _YEAR = 90, 365

Counts = tuple[tuple[str, int], ...]


class Statistics(NamedTuple):
    """Counts of records, parts and sources; facts and how many are cited; evidence by age."""

    records: Counts
    parts: Counts
    source_kinds: Counts
    source_extents: Counts
    facts: int
    cited: int
    stating: int
    two_publishers: int
    evidence: Counts
    asked: Asked


def statistics(base: Base, asked: Asked) -> Statistics:
    """The statistics of the base, with the age of evidence on the day asked."""
    facts = base.rows("SELECT count(*) AS n, sum(cited) AS cited FROM fact WHERE kind IN (?, ?, ?)", STATING)[0]
    stating = base.rows("SELECT count(*) AS n FROM record WHERE kind IN (?, ?, ?)", STATING)[0]["n"]
    return Statistics(
        _counts(base, "SELECT kind, count(*) FROM record GROUP BY kind ORDER BY kind"),
        (
            *_counts(base, "SELECT kind, count(*) FROM part GROUP BY kind ORDER BY kind"),
            *_counts(base, "SELECT 'event', count(*) FROM event"),
        ),
        _counts(base, _of_sources("kind")),
        _counts(base, _of_sources("extent")),
        facts["n"],
        facts["cited"] or 0,
        stating,
        _with_two_publishers(base),
        _ages(base, asked),
        asked,
    )


def _counts(base: Base, query: str, values: Sequence[str] = ()) -> Counts:
    return tuple((row[0], row[1]) for row in base.rows(query, values))


def _of_sources(field: str) -> str:
    return (
        f"SELECT json_extract(data, '$.{field}') AS word, count(*) AS n FROM record "
        "WHERE kind = 'sources' GROUP BY word ORDER BY n DESC, word"
    )


def _with_two_publishers(base: Base) -> int:
    """Records that cite two who wrote apart: a copy counts as its originator's."""
    query = (
        "SELECT count(*) AS n FROM (SELECT c.record FROM citation c JOIN record r ON r.id = c.record "
        "JOIN record s ON s.id = c.source WHERE r.kind IN (?, ?, ?) GROUP BY c.record HAVING count(DISTINCT "
        "coalesce(json_extract(s.data, '$.originator'), json_extract(s.data, '$.publisher'))) > 1)"
    )
    return int(base.rows(query, STATING)[0]["n"])


def _ages(base: Base, asked: Asked) -> Counts:
    young, year = ((asked.on - timedelta(days=days)).isoformat() for days in (_YOUNG, _YEAR))
    query = (
        "SELECT CASE WHEN evidence IS NULL THEN 'none dated' WHEN evidence > ? THEN 'up to 90 days' "
        "WHEN evidence > ? THEN 'up to a year' ELSE 'older' END AS age, count(*) FROM record "
        "WHERE kind IN (?, ?, ?) GROUP BY age ORDER BY min(coalesce(evidence, '')) DESC"
    )
    return _counts(base, query, (young, year, *STATING))
