"""A record's text as a tree of blocks: each entry of a mapping with its lines as they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mineralkb.finding import Route
    from mineralkb.merging.collections import Collection


class UnmergeableError(Exception):
    """A text cannot be taken apart into blocks, or its parts do not fit together; the message says why."""


@dataclass(frozen=True)
class Lines:
    """Lines as they are written, without their ends, and the margin that they keep."""

    lines: tuple[str, ...] = ()
    margin: int = 0

    def at(self, margin: int) -> tuple[str, ...]:
        """The lines moved to another margin; unchanged where it is their own."""
        if margin >= self.margin:
            more = " " * (margin - self.margin)
            return tuple(more + line if line.strip() else line for line in self.lines)
        return tuple(line[min(self.margin - margin, margin_of(line)) :] for line in self.lines)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The lines as they compare: at the left margin, blank ones empty."""
        return tuple(line if line.strip() else "" for line in self.at(0))


@dataclass(frozen=True)
class Entry:
    """A key with its value: the remarks above it, its lines, its plain data, and what it is made of."""

    key: str
    data: Any = None
    lead: Lines = field(default_factory=Lines)
    body: Lines = field(default_factory=Lines)
    inner: Mapping | None = None
    collection: Collection | None = None

    @property
    def text(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is written, wherever the margin is."""
        return self.lead.plain, self.body.plain

    @property
    def head(self) -> Lines:
        """The line of the key."""
        return Lines(self.body.lines[:1], self.body.margin)


@dataclass(frozen=True)
class Mapping:
    """Entries in block style by key, in their order, and the remarks below the last."""

    entries: dict[str, Entry] = field(default_factory=dict)
    tail: Lines = field(default_factory=Lines)
    margin: int = 0

    def at(self, route: Route) -> Mapping:
        """The mapping at a route; an empty one where there is none."""
        found: Mapping | None = self
        for key in route:
            entry = found.entries.get(key) if found else None
            found = entry.inner if entry else None
        return found or Mapping()


def margin_of(line: str) -> int:
    """How far in a line begins."""
    return len(line) - len(line.lstrip(" "))
