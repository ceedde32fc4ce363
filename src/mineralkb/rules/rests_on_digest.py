"""A fact known from summaries made by machines alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.record import sources_of
from mineralkb.rules._named import names
from mineralkb.rules._nodes import in_section, walked
from mineralkb.rules._noted import noted, those

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node


def digests(record: Record, _nodes: list[Node]) -> Iterator[bool]:
    """Whether the record is a source that a machine wrote."""
    if record.kind == "sources" and record.data["kind"] == "machine digest":
        yield True


NOTES = (digests, names)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Events, amounts and entries of lists whose sources are all machine digests."""
    written = set(noted(base, digests).get(True, ()))
    naming = [one for (name, _), ids in noted(base, names).items() if name in written for one in ids]
    for record in those(base, naming):
        for route, _ in in_section(walked(record.data), "events", "amounts", "entries"):
            cited = set(sources_of(record.data, route))
            if cited and cited <= written:
                hint = "find a source that a person wrote, and cite it too"
                yield Hit(record.id, route, f"'{route[-1]}' is known from machine digests alone", hint)
