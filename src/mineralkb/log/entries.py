"""What happened to a record, commit by commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.log.differences import differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.diff.difference import Difference
    from mineralkb.log.history import History, Node
    from mineralkb.log.subject import Subject
    from mineralkb.tree.commits import Commit


class Entry(NamedTuple):
    """One commit (or what is not committed yet), the id that the record had in it, and what it changed."""

    commit: Commit
    record: str
    differences: tuple[Difference, ...]


class Span(NamedTuple):
    """The days of commits (UTC) that are asked for, '' is open, and how many of the newest at most; 0 is all."""

    since: str = ""
    until: str = ""
    limit: int = 0


class Log(NamedTuple):
    """The entries, the newest first; `not_shown` were left out by the limit, `outside` by the days."""

    subject: Subject
    entries: tuple[Entry, ...]
    span: Span
    outside: int = 0

    @property
    def not_shown(self) -> int:
        """How many entries the limit leaves out."""
        return max(len(self.entries) - self.span.limit, 0) if self.span.limit else 0

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries that the limit allows."""
        return self.entries[: self.span.limit or None]


def log(subject: Subject, span: Span) -> Log:
    """Every commit that changed a fact of the record or part."""
    told = ((node, differences(node, subject.route)) for node in _contributing(subject.history))
    entries = [Entry(node.commit, node.identity, found) for node, found in told if found]
    within = [entry for entry in entries if _within(entry.commit, span)]
    return Log(subject, tuple(within), span, len(entries) - len(within))


def _contributing(history: History) -> Iterator[Node]:
    """The versions that led to the present one: where a merge took one side as it was, the other led nowhere."""
    wanted = {history.tip}
    for node in history.nodes:
        if node in wanted:
            yield node
            same = [parent for parent in node.parents if _same(node, parent)]
            wanted.update(same[:1] or node.parents)


def _same(node: Node, parent: Node) -> bool:
    one, other = node.record, parent.record
    if not one or not other or node.unread or parent.unread:
        return False
    return (one.kind, one.id, one.data) == (other.kind, other.id, other.data)


def _within(commit: Commit, span: Span) -> bool:
    """Whether it was committed on one of the days; what is not committed yet is later than all."""
    day = commit.committed[:10]
    if not day:
        return not span.until
    return span.since <= day and (not span.until or day <= span.until)
