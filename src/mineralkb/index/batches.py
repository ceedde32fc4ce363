"""The rows of a batch of files, made apart from all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index.fill import around, faulty_files, rows_of_all
from mineralkb.index.rows import LOOKED_AT, Rows, looked_at
from mineralkb.kb import load
from mineralkb.tree.files import blob_id

if TYPE_CHECKING:
    from typing import Any

    from mineralkb.index.fill import Around
    from mineralkb.record import Record
    from mineralkb.tree.batches import Batch


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


class Given(NamedTuple):
    """What is known before: the sources and lists that there are, if they were read, and records that have their rows."""

    near: Around | None
    done: frozenset[str] = frozenset()


def work(batch: Batch, given: Given) -> Done:
    """Read a batch and make the rows of its records; without `near`, of those only that name no source or list."""
    base, near = load(batch), given.near
    wanted = [record for record in base.records.values() if record.id not in given.done]
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
