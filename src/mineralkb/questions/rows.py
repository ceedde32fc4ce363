"""One row of a list: a record, part or event with its standing, and the columns that can be shown of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded
from mineralkb.index.marks import EVERYWHERE
from mineralkb.questions.texts import Value, amount_text, span, stated

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from mineralkb.index import Base


# Values bound in one query; SQLite takes at most 32,766.
_MOST_VALUES = 10_000


def rows_of(base: Base, query: str, subjects: Sequence[str], *values: str) -> Iterator[sqlite3.Row]:
    """The rows of a query for the values and for these subjects, whose marks go into `{}`: so many at a time as SQLite takes."""
    for start in range(0, len(subjects), _MOST_VALUES):
        some = subjects[start : start + _MOST_VALUES]
        yield from base.rows(query.format(", ".join("?" * len(some))), (*values, *some))


class Shared:
    """What all rows of a list, which are of one table, ask the database for, asked once."""

    def __init__(self, base: Base, subjects: list[str], table: str = "part") -> None:
        self.base = base
        self.subjects = subjects
        self.table = table
        self._facets: dict[str, dict[str, list[str]]] = {}

    def facets(self, name: str, subject: str) -> list[str]:
        """The values of a facet of a subject, in alphabetical order."""
        if name not in self._facets:
            self._facets[name] = self._read(name)
        return self._facets[name].get(subject, [])

    def _read(self, name: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        query = "SELECT subject, value FROM facet WHERE facet = ? AND subject IN ({}) ORDER BY value"
        for row in rows_of(self.base, query, self.subjects, name):
            found.setdefault(row["subject"], []).append(row["value"])
        return found

    @cached_property
    def data(self) -> dict[str, str]:
        """The data of each, as the database has it: it is long, and many columns do without."""
        rows = rows_of(self.base, f"SELECT id, data FROM {self.table} WHERE id IN ({{}})", self.subjects)
        return {row["id"]: row["data"] for row in rows}

    @cached_property
    def parts(self) -> dict[str, int]:
        """How many parts each record has."""
        rows = self.base.rows("SELECT record, count(*) AS n FROM part GROUP BY record")
        return {row["record"]: row["n"] for row in rows}


class Row:
    """What a column can ask of: the row of the database, its data, and its standing on the day."""

    def __init__(self, shared: Shared, row: sqlite3.Row) -> None:
        self.shared = shared
        self.row = row

    @cached_property
    def data(self) -> dict[str, Any]:
        """The record's, part's or event's data."""
        found: dict[str, Any] = decoded(self.shared.data[self.row["id"]])
        return found

    def facets(self, name: str) -> list[str]:
        """The values of a facet of the subject."""
        return self.shared.facets(name, self.row["id"])


class Column(NamedTuple):
    """A column's heading and how its value is found."""

    heading: str
    value: Callable[[Row], Value]


def own(field: str) -> Callable[[Row], Value]:
    """A field of the record, part or event itself."""
    return lambda row: stated(row.data.get(field))


def held(field: str) -> Callable[[Row], Value]:
    """A column of the database."""
    return lambda row: row.row[field]


def facet(name: str) -> Callable[[Row], Value]:
    """The values of a facet."""
    return lambda row: row.facets(name)


def only(name: str) -> Callable[[Row], Value]:
    """The value of a facet of which there is one, but for disputes."""
    return lambda row: " or ".join(row.facets(name)) or None


def parts(row: Row) -> Value:
    """How many pledges, provisions or entries a record has."""
    return row.shared.parts.get(row.row["id"], 0)


def count(field: str) -> Callable[[Row], Value]:
    """How many entries a field has."""
    return lambda row: len(row.data.get(field, ()))


def day(row: Row) -> Value:
    """The principal day as the record writes it: a day, or a span of days."""
    return span(row.row["day_first"], row.row["day_last"])


def due(row: Row) -> Value:
    """The due day of a pledge, or how often it comes back."""
    written = row.data.get("due")
    every = written.get("every") if isinstance(written, dict) else None
    return day(row) or (f"every {every}" if every else None)


def destinations(row: Row) -> Value:
    """Destinations of a rule; everywhere where none is named."""
    places = ["everywhere" if place == EVERYWHERE else place for place in row.facets("destination")]
    return [*places, *(f"not {place}" for place in row.facets("excluded"))]


def money(row: Row) -> Value:
    """Sums of money, each with its firmness; parts of other sums and the same money again are left out."""
    whole = (a for a in row.data.get("amounts", {}).values() if "within" not in a and "same_as" not in a)
    return [amount_text(amount) for amount in whole]


def measure(row: Row) -> Value:
    """The measure of a rule, and before it what a rule does that does not restrict."""
    effect = row.data.get("effect", "restricts")
    return str(row.data["measure"]) if effect == "restricts" else f"{effect}: {row.data['measure']}"
