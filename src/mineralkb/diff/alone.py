"""One file of a data folder read alone, as git hands it over: its kind comes from the folder in its path."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.diff.lines import lines_of
from mineralkb.kb import KnowledgeBase, load
from mineralkb.record import Record
from mineralkb.schema import KINDS
from mineralkb.tree.files import Refusal, decode
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from mineralkb.finding import Route

_MOST_PATH = 200
_SPECIAL = {"120000": "a link", "160000": "a submodule"}


class Version(NamedTuple):
    """A file on one side: its path in the repository, what it holds (None: not there), its mode where git says it."""

    path: str
    content: bytes | None
    mode: str = ""


class NoRecordError(Exception):
    """The file holds no record that can be compared; the message says why."""


class Alone(NamedTuple):
    """A record, and the file that it was read from."""

    record: Record
    path: str
    base: KnowledgeBase
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of the file."""
        return self.base.texts[self.record.path]

    def line(self, route: Route) -> int:
        """The line of a route, from 1."""
        return self.base.locate(self.record.path, route).line

    def entry(self, route: Route) -> tuple[str, ...]:
        """The lines of one entry as they are written: its own, and all that is indented below it."""
        start = self.line(route) - 1
        first = self.lines[start]
        rest = takewhile(lambda line: _below(first, line), islice(self.lines, start + 1, None))
        return (first, *rest)


def read_alone(version: Version) -> Alone | None:
    """The record of one side; None where the file is not there. NoRecordError where it cannot be read as one.

    It is read in the present format: git does not say in which commit it stands.
    """
    if version.content is None:
        return None
    shown = brief(version.path, _MOST_PATH)
    if kind := _SPECIAL.get(version.mode):
        raise NoRecordError(f"{shown} is {kind}")
    tree = _OneFile(_below_data(version.path), version.content)
    base = load(tree)
    found = _record(base, tree.path)
    if found is None:
        raise NoRecordError(_why(base, tree.path, shown))
    return Alone(found, version.path, base, tuple(lines_of(base.texts[tree.path])))


class _OneFile(NamedTuple):
    """A tree of one file."""

    path: str
    content: bytes
    shown: str = ""

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """The file."""
        return {self.path: ""}, []

    def read(self, _path: str) -> str:
        """Its text."""
        return decode(self.content)


def _below_data(path: str) -> str:
    """The path below the data folder, wherever that stands."""
    folder, _, name = path.rpartition("/")
    kind = folder.rpartition("/")[2]
    return f"{kind}/{name}" if kind in KINDS else name


def _record(base: KnowledgeBase, path: str) -> Record | None:
    """The record in it; the files at the top are read as such."""
    name = path.removesuffix(".yaml")
    data = {"kb": base.settings, "waivers": {"waivers": base.waivers} if base.waivers else {}}.get(name)
    return Record(name, name, path, data) if data else next(iter(base.records.values()), None)


def _why(base: KnowledgeBase, path: str, shown: str) -> str:
    found = next((one for one in base.findings if one.spot.path == path), None)
    if found is None or found.rule == "stray-file":
        return f"{shown} is no record" + (f": {found.message}" if found else "")
    return f"{shown}:{found.spot.place.line}: {found.message}"


def _below(first: str, line: str) -> bool:
    """Whether the line belongs to the entry that begins with the first; a list may stand at the margin of its key."""
    margin, inner = (len(text) - len(text.lstrip(" ")) for text in (first, line))
    item = line.lstrip(" ").startswith("- ") and not first.lstrip(" ").startswith("- ")
    return inner > margin or not line.strip() or (item and inner == margin)
