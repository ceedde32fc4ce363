"""Entries of a feed: one for each record that a commit changed, or for each event where there is no history."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.changes.names import stable_id
from mineralkb.diff.bases import compared
from mineralkb.kb import load_both
from mineralkb.tree.files import MARK
from mineralkb.tree.versions import Held, contents, plain, steps
from mineralkb.values.dates import END

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from mineralkb.changes.world import Happened
    from mineralkb.diff.difference import Difference
    from mineralkb.place import Place
    from mineralkb.reading import Memory
    from mineralkb.tree.raw import Side
    from mineralkb.tree.versions import Step

# A base has a great many sources, and no one follows their records; files at the top are no records.
_QUIET_KINDS = ("sources", "kb", "waivers")
_QUIET = {"wording only", "source added", "source removed", "re-confirmed", "correction explained"}


class Entry(NamedTuple):
    """One entry: its stable id, its record, when and by whom, the classes of what differs, and each in a sentence."""

    id: str
    record: str
    title: str
    when: datetime
    author: str
    classes: tuple[str, ...]
    sentences: tuple[str, ...]


def of_commits(place: Place, old: str, new: str, chosen: Collection[str] | None, kinds: Collection[str]) -> list[Entry]:
    """An entry for each record that a commit changed, newest first; `kinds` were asked for by name."""
    walked = steps(place.folder, new, old)
    held = dict(contents(place.folder, {blob for step in walked for blob in plain(step)}))
    memory: Memory = {}
    found: dict[str, Entry] = {}
    for step in walked:
        for entry in _of_step(step, held, memory, chosen, kinds):
            found[entry.id] = entry
    return sorted(found.values(), key=lambda entry: (entry.when, entry.title, entry.id), reverse=True)


def _of_step(
    step: Step, held: dict[str, bytes], memory: Memory, chosen: Collection[str] | None, kinds: Collection[str]
) -> Iterator[Entry]:
    sides: list[dict[str, Side]] = [
        {path: pair[side] for path, pair in step.files.items()} | _mark(step.marks[side]) for side in (0, 1)
    ]
    was, now = (Held("data", files, held) for files in sides)
    old, new = load_both(was, now, memory)
    differences = [one for one in compared(old, new) if one.kind not in _QUIET_KINDS or one.kind in kinds]
    for record, group in groupby(differences, key=lambda one: one.record):
        told = list(group)
        there = new.records.get(record) or old.records.get(record)
        wanted = chosen is None or record in chosen or any(one.renamed_from in chosen for one in told)
        if wanted and (not _QUIET.issuperset(one.sort for one in told) or told[0].kind in kinds):
            yield _entry(step, record, there.title if there else record, told)


def _mark(blob: str) -> dict[str, Side]:
    return {MARK: ("100644", blob)} if blob else {}


def _entry(step: Step, record: str, title: str, told: list[Difference]) -> Entry:
    """What a rebase keeps makes the id: the record, what differs in it, and when it was written."""
    prints = sorted(one.fingerprint for one in told)
    return Entry(
        stable_id("commit", record, str(step.authored), *prints),
        record,
        title,
        step.when,
        step.author,
        tuple(dict.fromkeys(one.sort for one in told)),
        tuple(f"{one.sort}: {one.sentence}" for one in told),
    )


def of_events(happened: list[Happened], until: date) -> list[Entry]:
    """An entry for each event, newest first, dated by its last possible day."""
    entries = [
        Entry(
            stable_id("event", one.name),
            one.record,
            one.whose,
            datetime.combine(min(datetime.fromisoformat(one.last).date(), until, END), time(), UTC),
            "",
            (one.event,),
            (f"{one.date}: {one.told}", *((one.summary,) if one.summary else ())),
        )
        for one in happened
    ]
    return sorted(entries, key=lambda entry: (entry.when, entry.title, entry.id), reverse=True)
