"""Three texts of a record to one text, proved before it is given out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.document import read_document
from mineralkb.merging.blocks import Lines, Mapping, UnmergeableError
from mineralkb.merging.collections import has_comment, normal
from mineralkb.merging.contradictions import without_contradictions
from mineralkb.merging.markers import Markers
from mineralkb.merging.nodes import SIDES, Node, conflicts, data_of, settled, written
from mineralkb.merging.reader import read_blocks
from mineralkb.merging.remarks import merged_remarks
from mineralkb.merging.three_way import merged

if TYPE_CHECKING:
    from collections.abc import Iterator


class Merge(NamedTuple):
    """A merged text, and how many conflicts are marked in it."""

    text: str
    conflicts: int


def merge_records(base: str, ours: str, theirs: str, markers: Markers | None = None) -> Merge:
    """The merged text; UnmergeableError where it could not be vouched for. The base is empty where both added the file."""
    end = _line_end(base, ours, theirs)
    texts = [text.replace("\r\n", "\n") for text in (base, ours, theirs)]
    old, here, there = (read_blocks(text) if text or at else Mapping() for at, text in enumerate(texts))
    nodes = without_contradictions(merged(old, here, there), here, there)
    tail = merged_remarks(old.tail, here.tail, there.tail)
    text = _text(nodes, here.margin, tail, markers or Markers())
    _prove(nodes, here.margin, tail)
    if not set(_comments(texts[1], texts[0])) | set(_comments(texts[2], texts[0])) <= {*_comments(text, "")}:
        raise UnmergeableError("a comment would be lost")
    return Merge(text.replace("\n", end), sum(1 for _ in conflicts(nodes)))


def _line_end(*texts: str) -> str:
    """How the lines of all the texts end."""
    joined = "".join(texts)
    if "\r" not in joined:
        return "\n"
    if joined.count("\n") != joined.count("\r\n"):
        raise UnmergeableError("lines end in CRLF here and in LF there")
    return "\r\n"


def _text(nodes: tuple[Node, ...], margin: int, tail: Lines, markers: Markers) -> str:
    return "".join(f"{line}\n" for line in (*written(nodes, margin, markers), *tail.at(margin)))


def _prove(nodes: tuple[Node, ...], margin: int, tail: Lines) -> None:
    """Settled for either side, the text must read and say what was merged."""
    for side in SIDES:
        found = read_document(_text(settled(nodes, side), margin, tail, Markers()))
        if found.faults or normal(found.data) != normal(data_of(nodes, side)):
            raise UnmergeableError("the merged text does not say what was merged")


def _comments(text: str, base: str) -> Iterator[str]:
    """The lines with a comment that are not in the base."""
    known = {line.strip() for line in base.split("\n")}
    return (line.strip() for line in text.split("\n") if has_comment(line) and line.strip() not in known)
