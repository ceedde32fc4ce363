"""The data of a text in which nothing is wrong, without the places of its nodes: a third of the time of reading it whole."""

# Whatever is not plainly right is left to the builder, which says what is wrong and where; so all of its limits stand.

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from yaml import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from mineralkb.document import model
from mineralkb.document.model import MOST_DEPTH, MOST_KEY, MOST_NODES, MOST_SCALAR
from mineralkb.values.scalars import BEGINS, resolves_elsewhere
from mineralkb.values.text import unsafe_character

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.finding import Route


class Quick(NamedTuple):
    """The data, and what other readers take for a number or the like."""

    data: dict[str, Any]
    plain: dict[Route, str]


class _DoubtError(Exception):
    """Something that the builder has to look at."""


def read_quickly(text: str) -> Quick | None:
    """The data; None where the text has to be read whole, as something may be wrong with it."""
    # Each node takes a character at least. Escapes give characters that the raw text does not show.
    if len(text) >= MOST_NODES or "\\" in text or text.count("\r") != text.count("\r\n") or unsafe_character(text):
        return None
    try:
        reader = _Reader(model.LOADER(text).get_event)
        return Quick(reader.document(), reader.plain)
    except (yaml.YAMLError, _DoubtError):
        return None


class _Reader:
    """Builds data from events that `take` gives one by one. Each text is looked at in place: a call for each costs too much."""

    def __init__(self, take: Callable[[], Any]) -> None:
        self.take = take
        self.plain: dict[Route, str] = {}

    def document(self) -> dict[str, Any]:
        """The one mapping of the one document."""
        self.take()
        begin, first = self.take(), self.take()
        if type(begin) is not DocumentStartEvent or begin.version or begin.tags or type(first) is not MappingStartEvent:
            raise _DoubtError
        data: dict[str, Any] = self.inner(first, ())
        self.take()
        if type(self.take()) is not StreamEndEvent:
            raise _DoubtError
        return data

    def inner(self, event: Any, route: Route) -> Any:
        """The mapping or list that begins with the event."""
        # An alias has an anchor.
        if event.anchor or event.tag or len(route) >= MOST_DEPTH - 1:
            raise _DoubtError
        return self.mapping(route) if type(event) is MappingStartEvent else self.words(route)

    def mapping(self, route: Route) -> dict[str, Any]:
        """What stands up to the end of the mapping that has begun."""
        take = self.take
        data: dict[str, Any] = {}
        while type(event := take()) is ScalarEvent:
            key = event.value
            if event.anchor or event.tag or not key.strip() or len(key) > MOST_KEY or key == "<<" or key in data:
                raise _DoubtError
            if key[0] in BEGINS and event.implicit[0] and (other := resolves_elsewhere(key)):
                self.plain[(*route, key, "key")] = other
            event = take()
            if type(event) is not ScalarEvent:
                data[key] = self.inner(event, (*route, key))
                continue
            data[key] = value = event.value
            if event.anchor or event.tag or not value.strip() or len(value) > MOST_SCALAR:
                raise _DoubtError
            if value[0] in BEGINS and event.implicit[0] and (other := resolves_elsewhere(value)):
                self.plain[(*route, key)] = other
        if type(event) is not MappingEndEvent:
            raise _DoubtError
        return data

    def words(self, route: Route) -> list[str]:
        """What stands up to the end of the list that has begun."""
        words: list[str] = []
        while type(event := self.take()) is ScalarEvent:
            word = event.value
            if event.anchor or event.tag or not word.strip() or len(word) > MOST_SCALAR or word in words:
                raise _DoubtError
            if word[0] in BEGINS and event.implicit[0] and (other := resolves_elsewhere(word)):
                self.plain[(*route, word)] = other
            words.append(word)
        if type(event) is not SequenceEndEvent:
            raise _DoubtError
        return words
