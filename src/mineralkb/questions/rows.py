"""One row of a list: a record, part or event with its standing, and the columns that can be shown of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded
from mineralkb.index.facets import EVERYWHERE
from mineralkb.questions.texts import Value, amount_text, span, stated

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from mineralkb.index import Base


class Row:
    """What a column can ask of: the row of the database, its data, and its standing on the day."""

    def __init__(self, base: Base, row: sqlite3.Row) -> None:
        self.base = base
        self.row = row

    @cached_property
    def data(self) -> dict[str, Any]:
        """The record's, part's or event's data."""
        found: dict[str, Any] = decoded(self.row["data"])
        return found

    def facets(self, name: str) -> list[str]:
        """The values of a facet of the subject."""
        query = "SELECT value FROM facet WHERE subject = ? AND facet = ? ORDER BY value"
        return [row["value"] for row in self.base.rows(query, (self.row["id"], name))]


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
