"""Three trees of blocks to one: what one side changed is taken, what both changed is joined or is a conflict."""

from __future__ import annotations

from dataclasses import replace

from mineralkb.merging.blocks import Entry, Lines, Mapping
from mineralkb.merging.collections import joined, normal, written_lines
from mineralkb.merging.nodes import SIDES, Conflict, Joined, Node, data_of
from mineralkb.merging.order import joined_order
from mineralkb.merging.remarks import has_new_comment, lossless, merged_remarks
from mineralkb.record import PROVENANCE


def merged(base: Mapping, ours: Mapping, theirs: Mapping) -> tuple[Node, ...]:
    """The entries of a mapping, key by key."""
    nodes: list[Node] = []
    for key in joined_order(ours.entries, theirs.entries):
        old, here, there = (side.entries.get(key) for side in (base, ours, theirs))
        if here and there:
            nodes.append(_of_both(old or Entry(key, inner=Mapping()), here, there))
        elif left := here or there:
            if old is None:
                nodes.append(left)
            elif _changed(old, left):
                nodes.append(Conflict((here,) if here else (), (there,) if there else ()))
    return _with_sources_apart(tuple(nodes), ours, theirs)


def _with_sources_apart(nodes: tuple[Node, ...], ours: Mapping, theirs: Mapping) -> tuple[Node, ...]:
    """Sources are not joined where a field that they are for is in conflict: each side's belong to its own value."""
    if not any(isinstance(node, Conflict) for node in nodes):
        return nodes
    found = list(nodes)
    for at, node in enumerate(nodes):
        if not isinstance(node, Conflict) and node.key in PROVENANCE:
            here, there = ours.entries.get(node.key), theirs.entries.get(node.key)
            joined_data = normal(data_of((node,))[node.key])
            if here and there and joined_data not in (normal(here.data), normal(there.data)):
                found[at] = _conflict(here, there)
    return tuple(found)


def _changed(old: Entry, new: Entry) -> bool:
    """Whether it says anything new; an order, quotes, and comments that a neighbour took along say nothing."""
    return normal(old.data) != normal(new.data) or has_new_comment(new.text, old.text)


def _of_both(base: Entry, ours: Entry, theirs: Entry) -> Node:
    """An entry that both sides have."""
    if theirs.text in (ours.text, base.text):
        return ours
    if ours.text == base.text:
        return theirs
    of_blocks = base.inner and ours.inner and theirs.inner
    return (_joined if of_blocks else _chosen)(base, ours, theirs) or _conflict(ours, theirs)


def _joined(base: Entry, ours: Entry, theirs: Entry) -> Joined | None:
    """A mapping from both; None where nothing would be left of it."""
    old, here, there = (side.inner or Mapping() for side in (base, ours, theirs))
    head = lossless(base.head, ours.head, theirs.head)
    nodes = merged(old, here, there)
    if head is None or not all(data_of(nodes, side) for side in SIDES):
        return None
    tail = merged_remarks(old.tail, here.tail, there.tail)
    lead = merged_remarks(base.lead, ours.lead, theirs.lead)
    return Joined(ours.key, lead, head, nodes, here.margin - ours.body.margin, tail)


def _chosen(base: Entry, ours: Entry, theirs: Entry) -> Entry | None:
    """One side's lines, or both sides' words in one list; None where each says something else."""
    was, here, there = (normal(side.data) for side in (base, ours, theirs))
    if here == there:
        body = lossless(base.body, ours.body, theirs.body)
    elif here == was:
        body = lossless(base.body, theirs.body, ours.body, either=False)
    elif there == was:
        body = lossless(base.body, ours.body, theirs.body, either=False)
    else:
        return _of_pieces(base, ours, theirs)
    if body is None:
        return None
    taken = ours if body is ours.body else theirs
    return replace(taken, lead=merged_remarks(base.lead, ours.lead, theirs.lead))


def _of_pieces(base: Entry, ours: Entry, theirs: Entry) -> Entry | None:
    if not ours.collection or not theirs.collection:
        return None
    found = joined(base.data, (ours.data, ours.collection), (theirs.data, theirs.collection))
    if found is None:
        return None
    data, made = found
    body = Lines(written_lines(made, ours.body.margin), ours.body.margin)
    return Entry(ours.key, data, merged_remarks(base.lead, ours.lead, theirs.lead), body, None, made)


def _conflict(ours: Entry, theirs: Entry) -> Conflict:
    if ours.lead.plain != theirs.lead.plain:
        return Conflict((ours,), (theirs,))
    return Conflict((replace(ours, lead=Lines()),), (replace(theirs, lead=Lines()),), ours.lead)
