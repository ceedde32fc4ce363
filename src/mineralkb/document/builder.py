"""Events of the parser to a document with the place of every node, and every fault that is found on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from mineralkb.document import model
from mineralkb.document.model import MOST_DEPTH, MOST_FAULTS, MOST_KEY, MOST_NODES, MOST_SCALAR, Document, Fault
from mineralkb.finding import Place, Route
from mineralkb.values.scalars import resolves_elsewhere
from mineralkb.values.text import brief, unsafe_character

if TYPE_CHECKING:
    from collections.abc import Iterator


class TooMuchError(Exception):
    """The text goes past a limit; reading stops."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.place = place


class FoundError(Exception):
    """What was looked for is found; reading stops."""


class Builder:
    """Builds data from the parser's events; libyaml's own composer crashes the process on deep input."""

    def __init__(self, document: Document, until: Route | None = None) -> None:
        self.document = document
        self.until = until
        self.nodes = 0

    def build(self, text: str) -> None:
        """Read the first document, and refuse what follows it."""
        events = yaml.parse(text, Loader=model.LOADER)
        begun = False
        for event in events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if begun:
                self._fault(event, "a second document in the file", "put it into a file of its own")
                return
            begun = True
            self._start(event, events)

    def _start(self, event: Any, events: Iterator[Any]) -> None:
        if event.version or event.tags:
            self._fault(event, "a directive (%YAML, %TAG) is not allowed", "delete it")
        first = next(events)
        if not isinstance(first, yaml.MappingStartEvent):
            self._fault(first, "a record is a mapping of fields", "write it as 'title: ...' and further fields")
        data = self._node(first, events, ())
        if isinstance(data, dict):
            self.document.data = data

    def _node(self, event: Any, events: Iterator[Any], route: Route) -> Any:
        self._count(event, route)
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, f"an alias (*{brief(event.anchor or '')}) is not allowed", "write the value out")
            return "alias"
        self._marks(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, route)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, route)
        return self._scalar(event, route)

    def _mapping(self, start: Any, events: Iterator[Any], route: Route) -> dict[str, Any]:
        data: dict[str, Any] = {}
        if not start.flow_style:
            self.document.blocks.add(route)
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events, route)
            here = (*route, key)
            value_event = next(events)
            if key in data:
                first = self.document.places[here]
                self._fault(event, f"the key '{brief(key)}' stands here twice (first in line {first.line})", "keep one")
                self._node(value_event, events, (*here, "twice"))
                continue
            self.document.places[here] = _place(event)
            self.document.values[here] = _place(value_event)
            self._stop_at(here)
            if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and (other := resolves_elsewhere(key)):
                self.document.plain[(*here, "key")] = other
            data[key] = self._node(value_event, events, here)
        return data

    def _key(self, event: Any, events: Iterator[Any], route: Route) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            if not isinstance(event, yaml.AliasEvent):
                self._fault(event, "a key must be plain text", "write a name")
            self._node(event, events, (*route, "key"))
            return f"key {self.nodes}"
        self._count(event, route)
        self._marks(event)
        if event.value == "<<" and event.implicit[0]:
            self._fault(event, "a merge key (<<) is not allowed", "write the fields out")
        if not event.value.strip():
            self._fault(event, "a key is empty", "write a name")
        if len(event.value) > MOST_KEY:
            raise TooMuchError(_place(event), f"a key is longer than {MOST_KEY} characters")
        self._check_text(event)
        return str(event.value)

    def _sequence(self, events: Iterator[Any], route: Route) -> list[Any]:
        data: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                if not isinstance(event, yaml.AliasEvent):
                    hint = "give each thing a name: 'name: {field: value}'"
                    self._fault(event, "a list holds plain words only", hint)
                self._node(event, events, (*route, str(len(data))))
                continue
            self._count(event, route)
            self._marks(event)
            word = self._scalar(event, (*route, event.value))
            here = (*route, word)
            if here in self.document.places:
                first = self.document.places[here]
                self._fault(
                    event, f"'{brief(word)}' stands in this list twice (first in line {first.line})", "keep one"
                )
                continue
            self.document.places[here] = self.document.values[here] = _place(event)
            self._stop_at(here)
            data.append(word)
        return data

    def _scalar(self, event: Any, route: Route) -> str:
        if not event.value.strip():
            self._fault(event, "the value is empty", "write it, or delete the key: what is not known is not written")
        if len(event.value) > MOST_SCALAR:
            raise TooMuchError(_place(event), f"a text is longer than {MOST_SCALAR} characters")
        if event.implicit[0] and (other := resolves_elsewhere(event.value)):
            self.document.plain[route] = other
        self._check_text(event)
        return str(event.value)

    def _marks(self, event: Any) -> None:
        if event.anchor:
            self._fault(event, f"an anchor (&{brief(event.anchor)}) is not allowed", "delete it")
        if event.tag:
            self._fault(event, f"a tag ({brief(event.tag)}) is not allowed", "delete it; every value is plain text")

    def _check_text(self, event: Any) -> None:
        r"""Escapes such as `\u202e` give characters that the raw lines do not show."""
        if found := unsafe_character(event.value):
            message = f"the text holds the character {found[1]}, which cannot be seen or changes how text is shown"
            self._fault(event, message, "delete it", "unsafe-text")

    def _stop_at(self, route: Route) -> None:
        if route == self.until:
            raise FoundError

    def _count(self, event: Any, route: Route) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise TooMuchError(_place(event), f"more than {MOST_NODES} nodes in one file")
        if len(route) >= MOST_DEPTH:
            raise TooMuchError(_place(event), f"nested deeper than {MOST_DEPTH} levels")

    def _fault(self, event: Any, message: str, hint: str, rule: str = "unreadable-yaml") -> None:
        if len(self.document.faults) >= MOST_FAULTS:
            raise TooMuchError(_place(event), f"more than {MOST_FAULTS} faults; the rest of the file was not read")
        self.document.faults.append(Fault(_place(event), message, hint, rule))


def _place(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    last = end.column + 1 if end.line == start.line and end.column > start.column else start.column + 2
    return Place(start.line + 1, start.column + 1, last)
