"""Files in batches that can be read apart from one another, and the rows of one batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index.fill import around, faulty_files, rows_of_all
from mineralkb.index.rows import LOOKED_AT, Rows, looked_at
from mineralkb.kb import load
from mineralkb.tree.files import MARK, Refusal, UnreadableError, blob_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mineralkb.index.fill import Around
    from mineralkb.record import Record
    from mineralkb.tree import Tree

# Files in one batch: enough that handing it over costs little, few enough that its documents take little memory.
_MOST = 200


@dataclass(slots=True)
class Batch:
    """Some files of a tree as a tree of their own: all that claim one id are in one batch, and all have the mark."""

    shown: str
    texts: dict[str, str | UnreadableError] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    # Records whose rows were made before.
    done: frozenset[str] = frozenset()

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """The files of the batch."""
        return dict.fromkeys(self.texts, ""), self.refused

    def read(self, path: str) -> str:
        """The text of one file, which was read before."""
        found = self.texts[path]
        if isinstance(found, UnreadableError):
            raise found
        return found


class Done(NamedTuple):
    """What came of a batch: rows, settings of the base, faulty files, git's identities of the texts.

    `looked_at` are its sources and lists; `later` are records whose rows need those of other batches.
    """

    rows: Rows
    settings: dict[str, Any]
    faulty: set[str]
    blobs: dict[str, str]
    looked_at: dict[str, Record]
    made: frozenset[str]
    later: frozenset[str]


def work(batch: Batch, near: Around | None) -> Done:
    """Read a batch and make the rows of its records; without `near`, of those only that name no source or list."""
    base = load(batch)
    wanted = [record for record in base.records.values() if record.id not in batch.done]
    ready = wanted if near else [record for record in wanted if _alone(record)]
    made = frozenset(record.id for record in ready)
    return Done(
        rows_of_all(ready, near or around(())),
        base.settings,
        faulty_files(base),
        {path: blob_id(text) for path, text in base.texts.items()},
        {} if near else looked_at(base.records.values()),
        made,
        frozenset(record.id for record in wanted) - made,
    )


def _alone(record: Record) -> bool:
    return not any(set(LOOKED_AT) & set(reference.kinds) for _, reference in record.references())


def claim(path: str) -> str:
    """What all files that claim one id have in common, whatever the folder and the case of its letters."""
    return path.rpartition("/")[2].removesuffix(".yaml").casefold()


def named(paths: Iterable[str], refused: Iterable[Refusal]) -> Iterator[list[str | Refusal]]:
    """Files, read or refused, in groups that claim one id; the mark of the base is in every batch anyway."""
    every: list[tuple[str, str | Refusal]] = [(claim(path), path) for path in paths if path != MARK]
    every += [(claim(one.path), one) for one in refused]
    every.sort(key=lambda one: one[0])
    for _, group in groupby(every, key=lambda one: one[0]):
        yield [one for _, one in group]


def batches(
    tree: Tree, groups: Iterable[list[str | Refusal]], mark: bool, done: frozenset[str] = frozenset()
) -> Iterator[Batch]:
    """The groups, read in batches."""
    batch = _empty(tree, mark, done)
    size = 0
    for group in groups:
        for one in group:
            if isinstance(one, Refusal):
                batch.refused.append(one)
            else:
                batch.texts[one] = _read(tree, one)
            size += 1
        if size >= _MOST:
            yield batch
            batch, size = _empty(tree, mark, done), 0
    if size:
        yield batch


def _empty(tree: Tree, mark: bool, done: frozenset[str]) -> Batch:
    return Batch(tree.shown, {MARK: _read(tree, MARK)} if mark else {}, [], done)


def _read(tree: Tree, path: str) -> str | UnreadableError:
    try:
        return tree.read(path)
    except UnreadableError as error:
        return error


def path_of(one: str | Refusal) -> str:
    """The path of a file that is read or refused."""
    return one.path if isinstance(one, Refusal) else one
