"""What a public table is: its columns, each with its meaning, and where they come from in the derived database."""

from __future__ import annotations

from typing import NamedTuple

TEXT, INTEGER, REAL, JSON = "TEXT", "INTEGER", "REAL", "JSON"


class Column(NamedTuple):
    """A column: its name, the expression that gives it, what it means, and the type of its values."""

    name: str
    source: str
    meaning: str
    type: str = TEXT


class Table(NamedTuple):
    """A public table; `key` are the columns that name a row, `indexed` those that others look for."""

    name: str
    meaning: str
    source: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def select(self) -> str:
        """The query that gives its rows."""
        columns = ", ".join(f"{column.source} AS {column.name}" for column in self.columns)
        return f"SELECT {columns} FROM {self.source}"


def own(name: str, meaning: str, path: str = "", data: str = "s.data") -> Column:
    """A field of the record or part that holds one word, or one text."""
    return Column(name, f"json_extract({data}, '$.{path or name}')", meaning)


def several(name: str, meaning: str, path: str = "", data: str = "s.data") -> Column:
    """A field that holds a list of words, as a JSON array."""
    return Column(name, f"json_extract({data}, '$.{path or name}')", meaning, JSON)


def stated(name: str, meaning: str, path: str = "", data: str = "s.data") -> Column:
    """A field that sources may dispute: then its sides, with ` or ` between them."""
    there = f"'$.{path or name}'"
    sides = f"(SELECT group_concat(side, ' or ') FROM (SELECT DISTINCT value AS side FROM json_each({data}, {there[:-1]}.disputed')))"
    one = f"json_extract({data}, {there})"
    return Column(name, f"CASE json_type({data}, {there}) WHEN 'object' THEN {sides} ELSE {one} END", meaning)


def faceted(name: str, facet: str, meaning: str) -> Column:
    """What a record or part can be found by, as a JSON array; null where there is none."""
    found = f"SELECT nullif(json_group_array(value), '[]') FROM (SELECT value FROM main.facet WHERE subject = s.id AND facet = '{facet}' ORDER BY value)"
    return Column(name, f"({found})", meaning, JSON)


def standing(subject: str = "s.id") -> Column:
    """How it stands on the day asked."""
    held = f"t.subject = {subject} AND t.first <= (SELECT day FROM asked) AND t.last >= (SELECT day FROM asked)"
    meaning = "How it stands on the day asked (`asked.day`): one word; docs/standing.md. Null for what has no standing."
    return Column("standing", f"(SELECT t.word FROM main.standing t WHERE {held})", meaning)


def days(name: str, what: str, first: str = "s.day_first", last: str = "s.day_last") -> tuple[Column, Column]:
    """The first and the last day on which something may be."""
    return (
        Column(f"{name}_first", first, f"First day on which {what}; null where none is known."),
        Column(f"{name}_last", last, f"Last such day; that of `{name}_first` where the day is known."),
    )


ID = Column("id", "s.id", "Its id, as other columns name it.")
TITLE = Column("title", "s.title", "Official title, or a short name.")
SUMMARY = own("summary", "What it is, in our own words.")
NOTE = own("note", "A remark on doubt or reading, in our own words.")
NAMES = several("names", "Other names and abbreviations: a JSON array.")
EVIDENCE = Column(
    "evidence", "s.evidence", "Day of the last evidence of its standing; what lies after it cannot be told."
)
COUNTED = Column(
    "counted", "s.counted", "1, but 0 for rules of no state and for those that ease or administer.", INTEGER
)
MINERALS = faceted("minerals", "mineral", "Ids of the minerals that it names: a JSON array.")
