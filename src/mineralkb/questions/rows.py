"""One row of a list: a record, part or event with its standing, and the columns that can be shown of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from mineralkb.index import Base

Value = str | int | list[str] | None


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

    @cached_property
    def whole(self) -> dict[str, Any]:
        """The data of the record that a part or event belongs to."""
        row = self.base.one("SELECT data FROM record WHERE id = ?", (self.row["record"],))
        return dict(decoded(row["data"])) if row else {}

    def facets(self, *names: str) -> list[str]:
        """The values of these facets of the subject."""
        marks = ", ".join("?" * len(names))
        query = f"SELECT DISTINCT value FROM facet WHERE subject = ? AND facet IN ({marks}) ORDER BY value"
        return [row["value"] for row in self.base.rows(query, (self.row["id"], *names))]


class Column(NamedTuple):
    """A column's heading and how its value is found."""

    heading: str
    value: Callable[[Row], Value]


def stated(value: Any) -> Value:
    """A stated value as one text: the sides of a dispute joined by `or`."""
    if isinstance(value, dict) and "disputed" in value:
        return " or ".join(dict.fromkeys(str(side) for side in value["disputed"].values()))
    return value if isinstance(value, str | int | list) or value is None else str(value)


def own(field: str) -> Callable[[Row], Value]:
    """A field of the record, part or event itself."""
    return lambda row: stated(row.data.get(field))


def held(field: str) -> Callable[[Row], Value]:
    """A column of the database."""
    return lambda row: row.row[field]


def facet(*names: str) -> Callable[[Row], Value]:
    """The values of facets."""
    return lambda row: row.facets(*names)


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


def span(first: str | None, last: str | None) -> str | None:
    """Two days as one text; an open side is left out."""
    if not first or not last:
        return None
    if first == last:
        return first
    left = "" if first.startswith("0001") else first
    right = "" if last.startswith("9999") else last
    return f"{left}..{right}" if left or right else "unknown"


def destinations(row: Row) -> Value:
    """Destinations of a rule; everywhere where none is named."""
    found = row.facets("destination")
    without = row.facets("excluded")
    places = ["everywhere" if place == "*" else place for place in found]
    return [*places, *(f"not {place}" for place in without)]


def money(row: Row) -> Value:
    """Sums of money, each with its firmness."""
    return [amount_text(amount) for amount in row.data.get("amounts", {}).values()]


def amount_text(amount: dict[str, Any]) -> str:
    """A sum as one text: `up to 400 billion USD (interest)`."""
    value = amount.get("value")
    if value is not None:
        figure = f"up to {scaled(value)}" if amount.get("up_to") else scaled(value)
    elif "least" in amount and "most" in amount:
        figure = f"{scaled(amount['least'])} to {scaled(amount['most'])}"
    elif "least" in amount:
        figure = f"at least {scaled(amount['least'])}"
    else:
        figure = f"at most {scaled(amount.get('most', '?'))}"
    return f"{figure} {stated(amount['currency'])} ({amount['firmness']})"


def scaled(value: Any) -> str:
    """A number in words that are read at a glance: 8.5 billion, 350 million, 110."""
    if isinstance(value, dict):
        return " or ".join(scaled(side) for side in value["disputed"].values())
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if isinstance(value, int | float) and abs(value) >= size:
            return f"{value / size:,.10g} {name}"
    return f"{value:,.10g}" if isinstance(value, int | float) else str(value)
