"""What the store hands out: days with one standing, entries of lists, and what an item covers."""

from __future__ import annotations

from typing import Any, NamedTuple


class Segment(NamedTuple):
    """Days with one answer on how something stands."""

    first: str
    last: str
    word: str
    possible: tuple[str, ...]


class Entry(NamedTuple):
    """An entry of a list, by the name it has there."""

    id: str
    name: str
    data: dict[str, Any]


class Thing(NamedTuple):
    """What an item or entry covers; the codes are those of the list."""

    data: dict[str, Any]
    codes: tuple[str, ...]
    listed: str


def thing(data: dict[str, Any]) -> Thing:
    """An item of a rule."""
    return Thing(data, tuple(data.get("codes", ())), data.get("code_list", ""))
