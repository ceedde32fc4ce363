"""The tables of the derived database. Days are ISO text; open ends are the first and last day there is."""

from __future__ import annotations

# Raised whenever a table or the meaning of a column changes: an index of another version is made anew.
VERSION = 17

# Every table of the rows of single records: the column that names the record, or the record or part.
OF_RECORDS = {
    "record": "id",
    "part": "record",
    "event": "record",
    "membership": '"group"',
    "relation": "record",
    "reference": "record",
    "citation": "record",
    "fact": "record",
}
OF_SUBJECTS = {"standing": "subject", "facet": "subject", "listed": "subject"}

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- what the index was made from: kind and size, time of change in nanoseconds, git's identity of the content;
-- the text where the database is shipped without the files; faulty, whether it did not read in full
CREATE TABLE file (
  path TEXT PRIMARY KEY, size TEXT NOT NULL, changed INTEGER NOT NULL, blob TEXT NOT NULL, text TEXT NOT NULL,
  faulty INTEGER NOT NULL
);
-- counted: lists take it without being asked; the day is that of signing, issue or publication
CREATE TABLE record (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, path TEXT NOT NULL,
  evidence TEXT, counted INTEGER NOT NULL, day_first TEXT, day_last TEXT, data TEXT NOT NULL
) WITHOUT ROWID;
-- holds all that a list needs, as the rows themselves are long
CREATE INDEX record_kind ON record (kind, id, title, evidence, counted, day_first, day_last);
-- pledges, provisions and entries of lists; id is RECORD/NAME; the day is that of a pledge's due or of a provision's start
CREATE TABLE part (
  id TEXT PRIMARY KEY, record TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL,
  evidence TEXT, counted INTEGER NOT NULL, day_first TEXT, day_last TEXT, data TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX part_kind ON part (kind, id, record, title, evidence, counted, day_first, day_last);
CREATE INDEX part_record ON part (record);
-- one row for each stretch of days with one answer; subject is the id of a record or part
CREATE TABLE standing (
  subject TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, word TEXT NOT NULL,
  possible TEXT NOT NULL, causes TEXT NOT NULL, never_operated INTEGER NOT NULL,
  PRIMARY KEY (subject, first)
) WITHOUT ROWID;
CREATE TABLE event (
  id TEXT PRIMARY KEY, record TEXT NOT NULL, part TEXT, kind TEXT NOT NULL,
  first TEXT NOT NULL, last TEXT NOT NULL, until_first TEXT, until_last TEXT,
  date TEXT NOT NULL, until TEXT, party TEXT, caused_by TEXT, summary TEXT, data TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX event_day ON event (first);
CREATE INDEX event_record ON event (record);
CREATE INDEX event_cause ON event (caused_by);
-- what a list can be filtered by; subject is the id of a record or part
CREATE TABLE facet (
  subject TEXT NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (facet, value, subject)
) WITHOUT ROWID;
CREATE INDEX facet_subject ON facet (subject, facet);
-- what a rule covers through a list that it names, while the entry is on the list
CREATE TABLE listed (
  subject TEXT NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL, since_first TEXT NOT NULL, since_last TEXT NOT NULL,
  until_first TEXT NOT NULL, until_last TEXT NOT NULL,
  PRIMARY KEY (facet, value, subject, since_first, since_last, until_first, until_last)
) WITHOUT ROWID;
CREATE INDEX listed_subject ON listed (subject, facet);
-- every mineral with itself and everything it belongs to
CREATE TABLE closure (mineral TEXT NOT NULL, broader TEXT NOT NULL, PRIMARY KEY (broader, mineral)) WITHOUT ROWID;
CREATE TABLE membership (
  "group" TEXT NOT NULL, member TEXT NOT NULL, role TEXT, since_first TEXT NOT NULL, since_last TEXT NOT NULL,
  until_first TEXT NOT NULL, until_last TEXT NOT NULL, PRIMARY KEY ("group", member)
) WITHOUT ROWID;
CREATE TABLE relation (
  record TEXT NOT NULL, part TEXT, kind TEXT NOT NULL, target TEXT NOT NULL
);
CREATE INDEX relation_record ON relation (record);
CREATE INDEX relation_target ON relation (target);
-- every mention of another record
CREATE TABLE reference (record TEXT NOT NULL, route TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (target, record, route)) WITHOUT ROWID;
CREATE INDEX reference_record ON reference (record);
-- where a source is cited: for the mapping or field at the route
CREATE TABLE citation (
  record TEXT NOT NULL, route TEXT NOT NULL, source TEXT NOT NULL, locator TEXT,
  PRIMARY KEY (record, route, source)
) WITHOUT ROWID;
CREATE INDEX citation_source ON citation (source);
-- kind is that of the record; cited, whether a source is named for it
CREATE TABLE fact (
  record TEXT NOT NULL, route TEXT NOT NULL, value TEXT NOT NULL, kind TEXT NOT NULL, cited INTEGER NOT NULL,
  PRIMARY KEY (record, route)
) WITHOUT ROWID;
"""
