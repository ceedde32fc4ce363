"""A source that was read before it was published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.values.dates import read_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase

# A page of the next day can be read on this one, where the publisher is further east.
_TIME_ZONES = timedelta(days=1)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Sources whose `seen` is before the first day that `date` may mean."""
    for source in base.of_kind("sources"):
        seen = date.fromisoformat(source.data["seen"])
        first = read_window(source.data["date"]).first
        if seen + _TIME_ZONES < first:
            elsewhere = (Elsewhere(source.id, ("date",), "its publication"),)
            yield Hit(
                source.id,
                ("seen",),
                "it was seen before it was published",
                "correct one of the two",
                elsewhere=elsewhere,
            )
