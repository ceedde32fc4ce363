"""A fact known from summaries made by machines alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.record import sources_of
from mineralkb.rules._noted import noted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Events, amounts and entries of lists whose sources are all machine digests."""
    digests = {source.id for source in base.of_kind("sources") if source.data["kind"] == "machine digest"}
    found = noted(base)
    for record, route, _ in (*found.events, *found.amounts, *found.entries) if digests else ():
        cited = set(sources_of(record.data, route))
        if cited and cited <= digests:
            hint = "find a source that a person wrote, and cite it too"
            yield Hit(record.id, route, f"'{route[-1]}' is known from machine digests alone", hint)
