"""A record's text taken apart into its tree of blocks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mineralkb.document import read_document
from mineralkb.merging.blocks import Entry, Lines, Mapping, UnmergeableError, margin_of
from mineralkb.merging.collections import collection

if TYPE_CHECKING:
    from mineralkb.document import Document
    from mineralkb.finding import Route


def read_blocks(text: str) -> Mapping:
    """The tree of a record; UnmergeableError where the text is none."""
    document = read_document(text)
    if document.faults:
        raise UnmergeableError(document.faults[0].message)
    lines = text.removesuffix("\n").split("\n")
    return _Reader(document, lines).mapping((), document.data, 0, len(lines))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes the lines of a document apart."""

    document: Document
    lines: list[str]

    def mapping(self, route: Route, data: Any, start: int, end: int) -> Mapping:
        """The mapping whose lines are those from the start up to the end."""
        if route not in self.document.blocks:
            raise UnmergeableError("the record is not in block style")
        places = [self.document.places[(*route, key)] for key in data]
        margin = places[0].column - 1
        if any(self.lines[place.line - 1][:margin].strip() for place in places):
            raise UnmergeableError("a key does not begin its line")
        firsts = [place.line - 1 for place in places]
        ends = [_remarks(self.lines, after, one, margin) for one, after in pairwise([*firsts, end])]
        entries = {
            key: self._entry((*route, key), value, Lines(tuple(self.lines[begin:first]), margin), (first, stop))
            for (key, value), begin, first, stop in zip(data.items(), [start, *ends[:-1]], firsts, ends, strict=True)
        }
        return Mapping(entries, Lines(tuple(self.lines[ends[-1] : end]), margin), margin)

    def _entry(self, route: Route, data: Any, lead: Lines, extent: tuple[int, int]) -> Entry:
        first, end = extent
        body = Lines(tuple(self.lines[first:end]), lead.margin)
        if route in self.document.blocks:
            return Entry(route[-1], data, lead, body, self.mapping(route, data, first + 1, end))
        made = None if isinstance(data, str) else collection(self.document, self.lines, route, data, end)
        return Entry(route[-1], data, lead, body, None, made)


def _remarks(lines: list[str], first: int, after: int, margin: int) -> int:
    """Where the blank lines and comments above a line begin; a comment further in belongs to what it stands in."""
    while first - 1 > after and _is_remark(lines[first - 1], margin):
        first -= 1
    return first


def _is_remark(line: str, margin: int) -> bool:
    return not line.strip() or (line.lstrip(" ").startswith("#") and margin_of(line) <= margin)
