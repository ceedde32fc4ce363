"""Every finding of a tree of files: each file read and looked at apart, on all cores, then what is between records."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.kb import KnowledgeBase, load
from mineralkb.rules import between, of_each, settled
from mineralkb.tree.batches import Batch, batch_of, batches, named, path_of
from mineralkb.tree.files import MARK
from mineralkb.validation.packed import packed
from mineralkb.workers import Task

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from mineralkb.finding import Finding
    from mineralkb.tree import Tree
    from mineralkb.tree.files import Refusal
    from mineralkb.workers import Workers


class Looked(NamedTuple):
    """What came of a batch: how many files were read, the base of their records, and what was found in them."""

    files: int
    base: KnowledgeBase
    findings: list[Finding]


class Checked(NamedTuple):
    """The base, how many files were read, the findings that are not waived, and how many are waived."""

    base: KnowledgeBase
    files: int
    findings: list[Finding]
    waived: int


def look(batch: Batch, _near: None = None) -> Looked:
    """Read a batch of files of records, and look at each record alone."""
    base = load(batch)
    mark = base.shown_path(MARK)
    found = [finding for finding in (*base.findings, *of_each(base)) if finding.spot.path != mark]
    read = base.texts.keys() - {MARK}
    return Looked(len(read), _lightened(base, read), found)


def _lightened(base: KnowledgeBase, read: set[str]) -> KnowledgeBase:
    """What is needed of the base to look between records: their data packed, and of texts only those with no record."""
    unread = sorted(read - {record.path for record in base.records.values()})
    return KnowledgeBase(
        records={name: packed(record) for name, record in base.records.items()},
        claimed=base.claimed,
        folded=base.folded,
        texts={path: base.texts[path] for path in unread},
        noted=base.noted,
    )


def checked(tree: Tree, paths: Collection[str], refused: list[Refusal], workers: Workers, today: date) -> Checked:
    """What `load` and `check` find, in less time and memory."""
    every: list[str | Refusal] = [*paths, *refused]
    top = [one for one in every if "/" not in path_of(one)]
    base = load(batch_of(tree, top, mark=False))
    base.again = tree.read
    found, files = [*base.findings, *of_each(base)], len(base.texts)
    groups = named((path for path in paths if "/" in path), (one for one in refused if "/" in one.path))
    for _, looked in workers.each(Task(look, None), batches(tree, groups, mark=MARK in paths)):
        files += looked.files
        base.join(looked.base)
        found += looked.findings
    base.records = dict(sorted(base.records.items(), key=lambda one: one[1].path))
    base.claimed = dict(sorted(base.claimed.items(), key=lambda one: one[1]))
    found += between(base)
    return Checked(base, files, *settled(base, found, today))
