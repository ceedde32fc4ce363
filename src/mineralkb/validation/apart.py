"""Every finding of a tree of files: each file read and looked at apart, on all cores, then what is between records."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.kb import KnowledgeBase, load
from mineralkb.rules import between, of_each, settled
from mineralkb.tree.batches import Batch, batch_of, batches, named, path_of
from mineralkb.tree.files import MARK
from mineralkb.workers import Task

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.finding import Finding
    from mineralkb.record import Record
    from mineralkb.tree import Tree
    from mineralkb.tree.files import Refusal
    from mineralkb.workers import Workers


class Looked(NamedTuple):
    """What came of a batch: the files that were read, their records, who claims which id, and the findings in them."""

    read: list[str]
    records: dict[str, Record]
    claimed: dict[str, str]
    folded: dict[str, str]
    findings: list[Finding]


def look(batch: Batch, _near: None = None) -> Looked:
    """Read a batch of files of records, and apply the rules that look at one record alone."""
    base = load(batch)
    mark = base.shown_path(MARK)
    found = [finding for finding in (*base.findings, *of_each(base)) if finding.spot.path != mark]
    return Looked([path for path in base.texts if path != MARK], base.records, base.claimed, base.folded, found)


def checked(
    tree: Tree, paths: dict[str, str], refused: list[Refusal], workers: Workers, today: date
) -> tuple[KnowledgeBase, list[Finding], int]:
    """The base, every finding that is not waived, and how many are waived: what `load` and `check` give."""
    every: list[str | Refusal] = [*paths, *refused]
    top = [one for one in every if "/" not in path_of(one)]
    base = load(batch_of(tree, top, mark=False))
    found = [*base.findings, *of_each(base)]
    groups = named((path for path in paths if "/" in path), (one for one in refused if "/" in one.path))
    for batch, looked in workers.each(Task(look, None), batches(tree, groups, mark=MARK in paths)):
        base.texts |= {path: batch.texts[path] for path in looked.read}
        base.records |= looked.records
        base.claimed |= looked.claimed
        base.folded |= looked.folded
        found += looked.findings
    base.records = dict(sorted(base.records.items(), key=lambda one: one[1].path))
    base.claimed = dict(sorted(base.claimed.items(), key=lambda one: one[1]))
    found += between(base)
    return base, *settled(base, found, today)
