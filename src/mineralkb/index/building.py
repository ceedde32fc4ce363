"""A whole index from a tree, batch by batch: first what records look at in one another, then all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.index.batches import Given, work
from mineralkb.index.fill import around, begin, finish, insert, put_files
from mineralkb.index.rows import LOOKED_AT
from mineralkb.tree.batches import batches, claim, named, path_of
from mineralkb.tree.files import MARK, Refusal
from mineralkb.workers import Task, Workers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from mineralkb.index.batches import Done
    from mineralkb.index.seen import Stamps
    from mineralkb.record import Record
    from mineralkb.tree import Tree
    from mineralkb.tree.batches import Batch


class _Building:
    """What is known while an index is made."""

    def __init__(self, connection: sqlite3.Connection, *, texts: bool) -> None:
        self.connection = connection
        self.keep = texts
        self.texts: dict[str, str] = {}
        self.blobs: dict[str, str] = {}
        self.faulty: set[str] = set()
        self.settings: dict[str, object] = {}
        self.looked_at: dict[str, Record] = {}
        self.made: set[str] = set()
        self.later: set[str] = set()

    def take(self, workers: Workers, some: Iterable[Batch], given: Given) -> None:
        """Have batches read, and put their rows into the tables."""
        for batch, done in workers.each(Task(work, given), some):
            insert(self.connection, done.rows)
            self._remember(batch, done)

    def _remember(self, batch: Batch, done: Done) -> None:
        self.settings = done.settings
        self.faulty |= done.faulty
        self.looked_at |= done.looked_at
        self.later |= done.later
        self.made |= done.made if done.later else set()
        for path, blob in done.blobs.items():
            # A file that changed between two readings is no file that is known: the next opening reads it again.
            self.blobs[path] = blob if self.blobs.get(path, blob) == blob else ""
        if self.keep:
            self.texts |= {path: text for path, text in batch.texts.items() if isinstance(text, str)}


def build(connection: sqlite3.Connection, tree: Tree, found: Stamps, meta: dict[str, str], *, texts: bool) -> None:
    """Make the tables and fill them; `meta` says what the data is (commit, day, folder); `texts` keeps the files too."""
    begin(connection)
    paths, refused = tree.paths()
    groups, mark = [*named(paths, refused)], MARK in paths
    here = _Building(connection, texts=texts)
    with Workers(len(paths)) as workers:
        first = [group for group in groups if _is_looked_at(group)]
        here.take(workers, batches(tree, first, mark=mark), Given(None))
        rest = [group for group in groups if not _is_looked_at(group)]
        near = around(here.looked_at.values())
        waiting = {name.casefold() for name in here.later}
        again = [group for group in first if claim(path_of(group[0])) in waiting]
        here.take(workers, batches(tree, again, mark=mark), Given(near, frozenset(here.made)))
        here.take(workers, batches(tree, rest, mark=mark), Given(near))
    put_files(connection, found, here.blobs, here.faulty, here.texts)
    faults = here.faulty if mark else here.faulty | {MARK}
    finish(connection, here.settings, len(faults), meta)


def _is_looked_at(group: list[str | Refusal]) -> bool:
    return any(path_of(one).partition("/")[0] in LOOKED_AT for one in group)
