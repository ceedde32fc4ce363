"""Two states of a knowledge base to all differences between them, record by record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.diff.difference import SEVERITIES, Difference
from mineralkb.diff.edits import Edit, edits
from mineralkb.diff.renames import renamed
from mineralkb.diff.sentences import of_record, sentence
from mineralkb.diff.sorts import FORMAT, severity_of, sort_of
from mineralkb.diff.spots import clashes, placed, unreadable
from mineralkb.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def compared(old: KnowledgeBase, new: KnowledgeBase) -> list[Difference]:
    """All differences, by record; of one record the weightier first, else as the file has them.

    A record that names an old id in `formerly` is compared with the one of that id.
    """
    found: list[Difference] = []
    former = renamed(old, new)
    for identity in sorted({*new.claimed, *(old.claimed.keys() - set(former.values()))}):
        found.extend(_of_one(old, new, former.get(identity, identity), identity))
    found.extend(clashes(old, new))
    for was, now in zip(_top(old), _top(new), strict=True):
        found.extend(placed(one, old, new, was.id) for one in between(was, now))
    return sorted(found, key=lambda one: (one.record, SEVERITIES.index(one.severity)))


def between(was: Record, now: Record) -> Iterator[Difference]:
    """The differences between two states of one record, without their places."""
    other = was.id if was.id != now.id else ""
    if other:
        told = f"the same record under a new id (was {other})"
        yield Difference(now.id, now.kind, (), "record renamed", "medium", other, now.id, told, renamed_from=other)
    if was.kind != now.kind:
        yield _difference(now, Edit(("kind",), was.kind, now.kind), other)
    for edit in edits(was.data, now.data):
        if left := _without_rename(edit, now) if other and edit.route == ("formerly",) else edit:
            yield _difference(now, left, other)


def _without_rename(edit: Edit, now: Record) -> Edit | None:
    """What else `formerly` says otherwise: old ids that come with the new one, or go with it, are told already."""
    back = now.id in (edit.old or ())
    rest = edit._replace(old=None) if back else edit._replace(new=None)
    return rest if rest.old or rest.new else None


def come(record: Record) -> Difference:
    """That a record is new, without its place."""
    return _whole(record, "record added", None, record.title)


def gone(record: Record) -> Difference:
    """That a record is gone, without its place."""
    return _whole(record, "record removed", record.title, None)


def _top(base: KnowledgeBase) -> tuple[Record, Record]:
    """The two files that are no records, read as such: what marks the base, and what it waives."""
    waivers = {"waivers": base.waivers} if base.waivers else {}
    return Record("kb", "kb", "kb.yaml", base.settings), Record("waivers", "waivers", "waivers.yaml", waivers)


def _of_one(old: KnowledgeBase, new: KnowledgeBase, was: str, now: str) -> Iterator[Difference]:
    unread = [base for base, name in ((old, was), (new, now)) if name in base.claimed and name not in base.records]
    if unread:
        if _held(old, was) != _held(new, now):
            yield unreadable(old, new, was, now)
        return
    before, after = old.records.get(was), new.records.get(now)
    if before and after:
        yield from (placed(one, old, new, was) for one in between(before, after))
    elif after:
        yield placed(come(after), old, new, was)
    elif before:
        yield placed(gone(before), old, new, was)


def _held(base: KnowledgeBase, name: str) -> tuple[bool, str | None]:
    """Whether the id has a file, and the text of it: a link has none."""
    return name in base.claimed, base.texts.get(base.path_of(name))


def _whole(record: Record, sort: str, old: str | None, new: str | None) -> Difference:
    told = of_record(sort, record.kind, record.title)
    if record.kind == "sources":
        sort = sort.replace("record", "source")
    return Difference(record.id, record.kind, (), sort, severity_of(record.kind, sort), old, new, told)


def _difference(record: Record, edit: Edit, other: str) -> Difference:
    sort = sort_of(record.kind, edit)
    weight = severity_of(record.kind, sort, edit.route)
    told = sentence(sort, edit)
    if (record.kind, edit.route) == FORMAT and None not in (edit.old, edit.new):
        told += ": the files are written in another format"
    old = edit.was or edit.old
    new = edit.route[-1] if edit.was else edit.new
    return Difference(record.id, record.kind, edit.route, sort, weight, old, new, told, renamed_from=other)
