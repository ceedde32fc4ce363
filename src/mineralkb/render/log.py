"""The commits that changed a record, as blocks and as data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mineralkb.diff.difference import HIGH, LOW
from mineralkb.render.blocks import BAD, DIM, PLAIN, STRONG, UNSURE, Block, Cell, Fields, Heading, Paragraph
from mineralkb.render.diff import difference_data
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.diff.difference import Difference
    from mineralkb.log.entries import Entry, Log
    from mineralkb.log.subject import Subject
    from mineralkb.tree.commits import Commit

NOT_YET = "not committed yet"
_DRESS = {HIGH: BAD, LOW: DIM}


def log_blocks(found: Log) -> list[Block]:
    """A heading, and for each commit who made it when, why, and what differs since."""
    blocks: list[Block] = [Heading(f"Log of {found.subject.identity}", 1)]
    if not found.entries:
        told = "No commit on these days changed it." if found.outside else "No commit that is here changed it."
        return [*blocks, Paragraph(Cell(told))]
    blocks.append(Paragraph(Cell(_summary(found), DIM)))
    return [*blocks, *(block for entry in found.shown for block in _entry(entry))]


def log_data(found: Log) -> dict[str, Any]:
    """The same for machines; docs/schemas/log.json describes it."""
    span = found.span
    asked = {"since": span.since or None, "until": span.until or None, "limit": span.limit or None}
    return {
        **subject_data(found.subject, asked),
        "ids": list(found.subject.history.ids),
        "complete": found.subject.history.complete,
        "count": len(found.entries),
        "not_shown": found.not_shown,
        "entries": [_entry_data(entry) for entry in found.shown],
    }


COLUMNS = (
    *("day", "commit", "author", "subject", "record", "of", "class", "severity"),
    *("route", "sentence", "old", "new", "renamed_from", "fingerprint"),
)


def log_rows(found: Log) -> list[dict[str, Any]]:
    """A row for each difference, with the columns `COLUMNS`; what is not committed yet has no day."""
    return [_row(entry, one) for entry in found.shown for one in entry.differences]


def _row(entry: Entry, one: Difference) -> dict[str, Any]:
    commit = entry.commit
    made = {"day": commit.committed[:10] or None, "commit": commit.id or None, "author": commit.author or None}
    told = {"class": one.sort, "severity": one.severity, "route": "/".join(one.route) or None, "sentence": one.sentence}
    return {
        **made,
        "subject": commit.subject or None,
        "record": entry.record,
        "of": one.subject,
        **told,
        "old": text_of(one.old),
        "new": text_of(one.new),
        "renamed_from": one.renamed_from or None,
        "fingerprint": one.fingerprint,
    }


def text_of(value: Any) -> str | None:
    """A value of a difference as one text; what has parts is JSON."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def subject_data(subject: Subject, more: dict[str, Any]) -> dict[str, Any]:
    """What a log or a blame is of, and what was asked."""
    asked = {"id": subject.typed, "known": subject.known or None, "commit": subject.start}
    return {"id": subject.history.identity, "route": "/".join(subject.route) or None, "asked": asked | more}


def commit_data(commit: Commit) -> dict[str, Any] | None:
    """A commit for machines; null where nothing is committed yet."""
    if not commit.id:
        return None
    return {
        "id": commit.id,
        "author": commit.author,
        "authored": commit.authored,
        "committed": commit.committed,
        "subject": commit.subject,
    }


def _summary(found: Log) -> str:
    left = f", the newest {found.span.limit} of them shown" if found.not_shown else ""
    earlier = found.subject.history.ids[1:]
    also = f"; it was called {', '.join(earlier)} before" if earlier else ""
    return f"{counted(len(found.entries), 'change')}{left}{also}"


def _entry(entry: Entry) -> Iterator[Block]:
    commit = entry.commit
    yield Paragraph(Cell(""))
    if commit.id:
        yield Paragraph(Cell(f"{commit.committed[:10]} {commit.id[:12]} {commit.author}", STRONG))
        yield Paragraph(Cell(commit.subject, DIM))
    else:
        yield Paragraph(Cell(NOT_YET, UNSURE))
    yield Fields(tuple((one.sort, (Cell(one.sentence, _DRESS.get(one.severity, PLAIN)),)) for one in entry.differences))


def _entry_data(entry: Entry) -> dict[str, Any]:
    told = [difference_data(one) for one in entry.differences]
    # Lines belong to files, and a commit of long ago has none at hand.
    bare = [{name: value for name, value in one.items() if not name.endswith("_spot")} for one in told]
    return {"record": entry.record, "commit": commit_data(entry.commit), "differences": bare}
