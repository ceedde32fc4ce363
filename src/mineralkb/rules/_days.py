"""What is certain of two dates, under every reading of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.status.happenings import SHOWN_ONLY, window_of
from mineralkb.values.dates import Window

if TYPE_CHECKING:
    from collections.abc import Iterable


def before(one: Window | None, other: Window | None) -> bool:
    """Whether the one is before the other, whatever days they turn out to be."""
    return one is not None and other is not None and one.last < other.first


def window(node: dict[str, Any], field: str) -> Window | None:
    """The days that a field may mean; None where it is not written, or is no date."""
    value = node.get(field)
    if isinstance(value, str) or (isinstance(value, dict) and "disputed" in value):
        return window_of(value)
    return None


def beginning(events: Iterable[dict[str, Any]]) -> Window | None:
    """The days on which the first of the events may have happened."""
    windows = [window_of(event["date"]) for event in events if event["kind"] not in SHOWN_ONLY]
    if not windows:
        return None
    return Window(min(found.first for found in windows), min(found.last for found in windows))
