"""What is noted of every record apart, so that rules between records look again only where something may be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from mineralkb.rules._nodes import Node, mappings

if TYPE_CHECKING:
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

# What is said of one record, from its data and its mappings: each thing said can be hashed and handed to a process.
Note = Callable[["Record", list[Node]], Iterable[Any]]
# What is said, and of which records, by their ids.
Said = dict[Any, list[str]]


def noted(base: KnowledgeBase, note: Note) -> Said:
    """What is said of all records in this way."""
    if note not in base.noted:
        take(base, [note])
    found: Said = base.noted[note]
    return found


def take(base: KnowledgeBase, notes: Iterable[Note]) -> None:
    """Note all this of every record of the base."""
    base.noted |= {note: {} for note in notes}
    for record in base.records.values():
        nodes = mappings(base, record)
        for note in notes:
            said = base.noted[note]
            for one in dict.fromkeys(note(record, nodes)):
                said.setdefault(one, []).append(record.id)


def those(base: KnowledgeBase, ids: Iterable[str]) -> list[Record]:
    """These records, each once, in the order of their files."""
    return sorted((base.records[one] for one in set(ids)), key=lambda record: record.path)
