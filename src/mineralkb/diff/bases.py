"""Two states of a knowledge base to all differences between them, record by record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mineralkb.diff.difference import SEVERITIES, Difference, Spot
from mineralkb.diff.edits import Edit, edits
from mineralkb.diff.sentences import of_record, sentence
from mineralkb.diff.sorts import severity_of, sort_of
from mineralkb.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase


def compared(old: KnowledgeBase, new: KnowledgeBase) -> list[Difference]:
    """All differences, by record; of one record the weightier first, else as the file has them.

    A record that names an old id in `formerly` is compared with the one of that id.
    """
    found: list[Difference] = []
    former = renamed(old, new)
    for identity in sorted({*old.claimed, *new.claimed} - set(former.values())):
        found.extend(_of_one(old, new, former.get(identity, identity), identity))
    for was, now in zip(_top(old), _top(new), strict=True):
        found.extend(_placed(one, old, new, was.id) for one in between(was, now))
    return sorted(found, key=lambda one: (one.record, SEVERITIES.index(one.severity)))


def renamed(old: KnowledgeBase, new: KnowledgeBase) -> dict[str, str]:
    """New id to old id: the record says that it had the id, and only the older side has it."""
    return {
        record.id: former
        for record in new.records.values()
        if record.id not in old.claimed
        for former in record.data.get("formerly", [])
        if former in old.claimed and former not in new.claimed
    }


def between(was: Record, now: Record) -> Iterator[Difference]:
    """The differences between two states of one record, without their places."""
    other = was.id if was.id != now.id else ""
    if other:
        told = f"the same record under a new id (was {other})"
        yield Difference(now.id, now.kind, (), "record renamed", "medium", other, now.id, told, renamed_from=other)
    if was.kind != now.kind:
        yield _difference(now, Edit(("kind",), was.kind, now.kind), other)
    for edit in edits(was.data, now.data):
        if edit.route[0] != "formerly":
            yield _difference(now, edit, other)


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
            yield _unreadable(old, new, was, now)
        return
    before, after = old.records.get(was), new.records.get(now)
    if before and after:
        yield from (_placed(one, old, new, was) for one in between(before, after))
    elif after:
        yield _placed(come(after), old, new, was)
    elif before:
        yield _placed(gone(before), old, new, was)


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
    weight = severity_of(record.kind, sort)
    told = sentence(sort, edit)
    old = edit.was or edit.old
    new = edit.route[-1] if edit.was else edit.new
    return Difference(record.id, record.kind, edit.route, sort, weight, old, new, told, renamed_from=other)


def _unreadable(old: KnowledgeBase, new: KnowledgeBase, was: str, now: str) -> Difference:
    """The first finding says why; `mkb validate` says all."""
    sides = [(base, name) for base, name in ((old, was), (new, now)) if name in base.claimed]
    base, name = next(side for side in sides if side[1] not in side[0].records)
    path = f"{base.shown}/{base.path_of(name)}"
    why = next((finding.message for finding in base.findings if finding.spot.path == path), "it does not read")
    side = "older" if base is old else "newer"
    kind = base.path_of(name).partition("/")[0]
    told = f"the {side} side cannot be read, so nothing can be compared: {why}"
    blank = Difference(now, kind, (), "unreadable", severity_of(kind, "unreadable"), None, None, told)
    return _placed(blank, old, new, was)


def _placed(one: Difference, old: KnowledgeBase, new: KnowledgeBase, was: str) -> Difference:
    """The difference with its line on either side."""
    left = _spot(old, was, one.route, there=one.old is not None or one.sort in ("unreadable", "record renamed"))
    right = _spot(new, one.record, one.route, there=one.new is not None or one.sort in ("unreadable", "record renamed"))
    return replace(one, old_spot=left, new_spot=right)


def _spot(base: KnowledgeBase, record: str, route: Route, *, there: bool) -> Spot | None:
    path = base.path_of(record)
    if not there or path not in base.texts:
        return None
    return Spot(f"{base.shown}/{path}", base.locate(path, route).line)
