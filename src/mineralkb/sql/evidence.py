"""The public tables of what all records share, and of what they rest on: facts, sources, citations, coverage."""

from __future__ import annotations

from mineralkb.sql.table import (
    COUNTED,
    EVIDENCE,
    ID,
    INTEGER,
    JSON,
    NOTE,
    SUMMARY,
    TITLE,
    Column,
    Table,
    own,
    several,
    standing,
)

_RECORD = Column("record", "s.record", "The record.")
_ROUTE = Column(
    "route", "s.route", "The way from the record to the field, as `pledges/NAME/due`; empty for the whole record."
)

RECORDS = Table(
    "records",
    "Every record of every kind.",
    "main.record s",
    (
        ID,
        Column("kind", "s.kind", "Its kind: the folder it is in, as agreements."),
        TITLE,
        SUMMARY,
        NOTE,
        Column("path", "s.path", "Its file below the data folder."),
        Column("day_first", "s.day_first", "First day on which it may have been signed, issued or published."),
        Column("day_last", "s.day_last", "Last such day."),
        standing(),
        EVIDENCE,
        COUNTED,
        Column("data", "s.data", "The record as the schema reads it: JSON.", JSON),
    ),
    ("id",),
    ("kind",),
)
FACTS = Table(
    "facts",
    "Every field of every record, as a way and a value.",
    "main.fact s",
    (
        _RECORD,
        _ROUTE,
        Column("value", "s.value", "The value, as text."),
        Column("kind", "s.kind", "Kind of the record."),
        Column("cited", "s.cited", "1 where a source is named for it.", INTEGER),
    ),
    ("record", "route"),
)
SOURCES = Table(
    "sources",
    "What was read.",
    "main.record s WHERE s.kind = 'sources'",
    (
        ID,
        TITLE,
        own("native_title", "The title in the original language."),
        own("publisher", "Id of the organization that published it."),
        own("originator", "Who wrote it, where another."),
        own("date", "Day of publication, as it is written; `unknown` where the page shows none."),
        Column("first", "s.day_first", "First day on which it may have been published."),
        Column("last", "s.day_last", "Last such day."),
        own("seen", "The day on which it was read."),
        own("url", "Address of the page that was read."),
        own("address", "Address kept as text and never linked, where the host is unsafe."),
        own("language", "Language read, ISO 639-1."),
        own("kind", "How near to the origin, as primary or news."),
        own("extent", "How much of it was read."),
        own("mirror_of", "The source that this one copies."),
    ),
    ("id",),
    ("publisher",),
)
CITATIONS = Table(
    "citations",
    "Which source is cited for which field, and for all below it.",
    "main.citation s",
    (
        _RECORD,
        _ROUTE,
        Column("source", "s.source", "The source."),
        Column("locator", "s.locator", "Where in the source: JSON.", JSON),
    ),
    ("record", "route", "source"),
    ("source",),
)
COVERAGE = Table(
    "coverage",
    "What was looked for, up to which day, and how completely. Silence outside of it says nothing.",
    "main.record s WHERE s.kind = 'coverage'",
    (
        ID,
        TITLE,
        SUMMARY,
        several("kinds", "Kinds of records looked for: a JSON array."),
        several("parties", "Issuers or parties looked at, all where null: a JSON array."),
        several("minerals", "Materials looked at, all where null: a JSON array."),
        several("topics", "Topics looked at, all where null: a JSON array."),
        own("since", "First day of the period looked at, as it is written."),
        own("until", "Last day of the period looked at, as it is written."),
        several("searched", "What was searched, in our own words: a JSON array.", "by"),
        own("complete", "How complete the result is held to be."),
    ),
    ("id",),
)
MISSES = Table(
    "misses",
    "What was looked for and not found.",
    "main.record s, json_each(s.data, '$.not_found') m WHERE s.kind = 'coverage'",
    (
        Column("coverage", "s.id", "The claim of coverage."),
        Column("name", "m.key", "Its name there."),
        own("summary", "What was not found.", data="m.value"),
    ),
    ("coverage", "name"),
)
RELATIONS = Table(
    "relations",
    "How records stand to earlier ones.",
    "main.relation s",
    (
        _RECORD,
        Column("part", "s.part", "The pledge or provision that says so; null for the record as a whole."),
        Column("kind", "s.kind", "The relation, as follows or replaces."),
        Column("target", "s.target", "The earlier record."),
    ),
    indexed=("record", "target"),
)
MENTIONS = Table(
    "mentions",
    "Every place where a record names another.",
    "main.reference s",
    (_RECORD, _ROUTE, Column("target", "s.target", "The record that is named.")),
    ("record", "route", "target"),
    ("target",),
)
FACETS = Table(
    "facets",
    "What a record or part can be found by, a row for each value: the filters of `mkb list`.",
    "main.facet s",
    (
        Column("subject", "s.subject", "Id of the record or part."),
        Column("facet", "s.facet", "The filter, as mineral, party or topic."),
        Column("value", "s.value", "The value."),
    ),
    ("facet", "value", "subject"),
    ("subject",),
)

ALL = (RECORDS, FACTS, SOURCES, CITATIONS, COVERAGE, MISSES, RELATIONS, MENTIONS, FACETS)
