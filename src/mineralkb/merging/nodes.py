"""What a merge makes: entries as they are, mappings put together from both sides, and conflicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from mineralkb.merging.blocks import Entry, Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.merging.markers import Markers

Side = Literal["ours", "theirs"]
SIDES: tuple[Side, Side] = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class Joined:
    """A mapping to which both sides contributed: its remarks, its key line, what stands in it, the remarks below."""

    key: str
    lead: Lines
    head: Lines
    nodes: tuple[Node, ...]
    margin: int
    tail: Lines


@dataclass(frozen=True, slots=True)
class Conflict:
    """What each side says where both cannot be kept; the lead is common to both."""

    ours: tuple[Entry, ...]
    theirs: tuple[Entry, ...]
    lead: Lines = Lines()  # noqa: RUF009 - frozen

    @property
    def keys(self) -> set[str]:
        """The keys that it speaks of."""
        return {entry.key for entry in (*self.ours, *self.theirs)}

    def of(self, side: Side) -> tuple[Entry, ...]:
        """What one side says."""
        return self.ours if side == "ours" else self.theirs


Node = Entry | Joined | Conflict


def keys_of(node: Node) -> set[str]:
    """The keys that a node speaks of."""
    return node.keys if isinstance(node, Conflict) else {node.key}


def conflicts(nodes: tuple[Node, ...]) -> Iterator[Conflict]:
    """Every conflict, outer and inner."""
    for node in nodes:
        if isinstance(node, Conflict):
            yield node
        elif isinstance(node, Joined):
            yield from conflicts(node.nodes)


def settled(nodes: tuple[Node, ...], side: Side) -> tuple[Node, ...]:
    """The same with every conflict settled for one side."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Conflict):
            for entry in node.of(side):
                above = node.lead.at(entry.lead.margin) if entry is node.of(side)[0] else ()
                found.append(replace(entry, lead=Lines((*above, *entry.lead.lines), entry.lead.margin)))
        elif isinstance(node, Joined):
            inner = settled(node.nodes, side)
            found.append(Joined(node.key, node.lead, node.head, inner, node.margin, node.tail))
        else:
            found.append(node)
    return tuple(found)


def data_of(nodes: tuple[Node, ...], side: Side = "ours") -> dict[str, Any]:
    """The plain data, with every conflict settled for one side."""
    data: dict[str, Any] = {}
    for node in nodes:
        if isinstance(node, Conflict):
            data |= {entry.key: entry.data for entry in node.of(side)}
        else:
            data[node.key] = data_of(node.nodes, side) if isinstance(node, Joined) else node.data
    return data


def written(nodes: tuple[Node, ...], margin: int, markers: Markers) -> Iterator[str]:
    """The lines, moved to the margin; both sides of a conflict stand between markers."""
    for node in nodes:
        if isinstance(node, Conflict):
            yield from node.lead.at(margin)
            yield markers.line("<", markers.ours)
            yield from written(node.ours, margin, markers)
            yield markers.line("=")
            yield from written(node.theirs, margin, markers)
            yield markers.line(">", markers.theirs)
        elif isinstance(node, Joined):
            yield from node.lead.at(margin)
            yield from node.head.at(margin)
            inner = margin + node.margin
            yield from written(node.nodes, inner, markers)
            yield from node.tail.at(inner)
        else:
            yield from node.lead.at(margin)
            yield from node.body.at(margin)
