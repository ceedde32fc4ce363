"""YAML text to plain data, every scalar as text, every node with its place. The only room of PyYAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from mineralkb.finding import Place, Route
from mineralkb.values.scalars import resolves_elsewhere
from mineralkb.values.text import brief, unsafe_character

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_DEPTH, MOST_NODES, MOST_KEY, MOST_SCALAR = 32, 20_000, 200, 8_000

# After so many faults the rest of a file is not read: a hostile one could otherwise hold one in every byte.
MOST_FAULTS = 200

# Not every build of PyYAML has the C parser; the slow one gives the same events.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something the text may not hold: where, what, and what to do; `rule` names the kind of fault."""

    place: Place
    message: str
    hint: str = ""
    rule: str = "unreadable-yaml"


@dataclass(slots=True)
class Document:
    """One file as plain data (mappings, lists, text), with the places of its nodes and the faults found.

    `places` has the key of a mapping's entry, or the word of a list's item, under its route;
    `values` the value of an entry; `plain` what other readers take for a number or the like.
    """

    data: Any = None
    places: dict[Route, Place] = field(default_factory=dict)
    values: dict[Route, Place] = field(default_factory=dict)
    plain: dict[Route, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    blocks: set[Route] = field(default_factory=set)

    def locate(self, route: Route) -> Place:
        """The place of a route, or of its deepest part that exists."""
        for length in range(len(route), 0, -1):
            if place := self.places.get(route[:length]):
                return place
        return Place(1, 1, 2)


def read_document(text: str) -> Document:
    """The document, read as far as it can be; never raises for what the text holds."""
    document = Document()
    document.faults.extend(islice(_unsafe_lines(text), MOST_FAULTS))
    if document.faults:
        return document
    try:
        _Builder(document).build(text)
    except yaml.YAMLError as error:
        document.faults.append(_syntax_fault(error))
    except _TooMuchError as error:
        document.faults.append(Fault(error.place, str(error), "mend the file, or split the record"))
    if document.data is None and not document.faults:
        document.faults.append(
            Fault(Place(1, 1, 2), "the file holds no record", "write the record, or delete the file")
        )
    return document


def lines_of(text: str, route: Route) -> str:
    """The lines of one entry as they are written: its key and all that is indented below it, moved to the margin."""
    place = read_document(text).locate(route)
    lines = text.splitlines(keepends=True)[place.line - 1 :]
    margin = place.column - 1
    rest = [len(line) - len(line.lstrip(" ")) > margin or not line.strip() for line in lines[1:]]
    length = 1 + (rest.index(False) if False in rest else len(rest))
    return "".join(line[margin:] if line.strip() else line for line in lines[:length])


def _unsafe_lines(text: str) -> Iterator[Fault]:
    """Characters that cannot be seen or that act, and line ends that readers count differently."""
    if not unsafe_character(text) and "\r" not in text:
        return
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        body = line.removesuffix("\r") if number < len(lines) else line
        found = unsafe_character(body)
        lone = body.find("\r")
        if found:
            at, name = found
            yield Fault(
                Place(number, at + 1, at + 2),
                f"the character {name} cannot be seen or changes how text is shown",
                "delete it; where it is meant, describe it in words",
                "unsafe-text",
            )
        elif lone >= 0:
            place = Place(number, lone + 1, lone + 2)
            yield Fault(place, "a carriage return stands alone", "end lines with LF or CRLF", "unsafe-text")


def _syntax_fault(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(mark.line + 1, mark.column + 1, mark.column + 2) if mark else Place(1, 1, 2)
    problem = getattr(error, "problem", None) or "the text cannot be read"
    return Fault(place, f"not YAML: {problem}", "a quote, a colon or the indentation is often the cause")


class _TooMuchError(Exception):
    """The text goes past a limit; reading stops."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.place = place


class _Builder:
    """Builds data from the parser's events; libyaml's own composer crashes the process on deep input."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.nodes = 0

    def build(self, text: str) -> None:
        """Read the first document, and refuse what follows it."""
        events = yaml.parse(text, Loader=_LOADER)
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
            raise _TooMuchError(_place(event), f"a key is longer than {MOST_KEY} characters")
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
            data.append(word)
        return data

    def _scalar(self, event: Any, route: Route) -> str:
        if not event.value.strip():
            self._fault(event, "the value is empty", "write it, or delete the key: what is not known is not written")
        if len(event.value) > MOST_SCALAR:
            raise _TooMuchError(_place(event), f"a text is longer than {MOST_SCALAR} characters")
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

    def _count(self, event: Any, route: Route) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _TooMuchError(_place(event), f"more than {MOST_NODES} nodes in one file")
        if len(route) >= MOST_DEPTH:
            raise _TooMuchError(_place(event), f"nested deeper than {MOST_DEPTH} levels")

    def _fault(self, event: Any, message: str, hint: str, rule: str = "unreadable-yaml") -> None:
        if len(self.document.faults) >= MOST_FAULTS:
            raise _TooMuchError(_place(event), f"more than {MOST_FAULTS} faults; the rest of the file was not read")
        self.document.faults.append(Fault(_place(event), message, hint, rule))


def _place(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    last = end.column + 1 if end.line == start.line and end.column > start.column else start.column + 2
    return Place(start.line + 1, start.column + 1, last)
