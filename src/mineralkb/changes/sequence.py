"""What history says of dated things: how often their days changed, when last, and which are gone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.reading import FORMAT, Memory, understood
from mineralkb.record import Record
from mineralkb.status.dated import Dated, dated
from mineralkb.tree import UnreadableError
from mineralkb.tree.files import decode
from mineralkb.tree.versions import contents, plain_blob, steps

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mineralkb.place import Place
    from mineralkb.values.dates import Window

# Kinds of records that can have dated things, and words without which there are none.
_KINDS = ("agreements", "controls", "policies", "lists", "projects", "groups")
_TELLING = (b"due", b"until", b"effective", b"entered into force", b"provisionally applied", b"resumed", b"tranches")


class Version(NamedTuple):
    """One state of a record: since when, its path, its blob ('' where it is gone), and the blob of kb.yaml then."""

    when: datetime
    path: str
    blob: str
    mark: str


class Past(NamedTuple):
    """Of each record the time of its last change; of each thing its successive days (None: none) and its last state."""

    changed: dict[str, datetime]
    days: dict[str, tuple[Window | None, ...]]
    last: dict[str, Dated]
    newest: datetime | None


def past(place: Place, new: str) -> Past:
    """The past of all dated things up to a commit, in one walk; only records with several versions are read."""
    versions = _versions(place, new)
    several = {name: found for name, found in versions.items() if len(found) > 1}
    walk = _Walk(_held(place, several))
    for name, found in several.items():
        walk.follow(name, found)
    changed = {name: found[-1].when for name, found in versions.items()}
    days = {name: tuple(windows) for name, windows in walk.days.items()}
    return Past(changed, days, walk.last, max(changed.values(), default=None))


def changes_of(windows: Iterable[Window | None]) -> int:
    """How often the day changed, coming and going again counted."""
    return sum(one != other for one, other in pairwise(windows))


def _versions(place: Place, new: str) -> dict[str, list[Version]]:
    """The successive states of every record, by its id, so that one that moves to another folder is the same."""
    found: dict[str, list[Version]] = {}
    for step in steps(place.folder, new):
        gone_first = sorted(step.files.items(), key=lambda item: item[1][1] is not None)
        now = {_identity(path): (path, plain_blob(sides[1])) for path, sides in gone_first if _holds(path)}
        for name, (path, blob) in now.items():
            found.setdefault(name, []).append(Version(step.when, path, blob, step.marks[1]))
    return found


def _held(place: Place, several: dict[str, list[Version]]) -> dict[str, bytes]:
    """The contents that can tell of dated things, and every kb.yaml."""
    blobs = {version.blob for found in several.values() for version in found if version.blob}
    marks = {version.mark for found in several.values() for version in found if version.mark}
    return {
        blob: content
        for blob, content in contents(place.folder, blobs | marks)
        if blob in marks or any(word in content for word in _TELLING)
    }


def _holds(path: str) -> bool:
    folder, _, name = path.partition("/")
    return folder in _KINDS and name.endswith(".yaml") and "/" not in name


def _identity(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


class _Walk:
    """Reads versions one after the other, and keeps the days of the things in them."""

    def __init__(self, held: dict[str, bytes]) -> None:
        self.days: dict[str, list[Window | None]] = {}
        self.last: dict[str, Dated] = {}
        self._held = held
        self._memory: Memory = {}

    def follow(self, name: str, found: list[Version]) -> None:
        """One record's versions, oldest first; one that would not read is passed over."""
        seen: set[str] = set()
        for version in found:
            things = self._things(name, version)
            if things is None:
                continue
            here = {thing.name: thing for thing in things}
            seen |= set(here)
            self.last.update(here)
            for thing in seen:
                self.days.setdefault(thing, []).append(here[thing].window if thing in here else None)

    def _things(self, name: str, version: Version) -> list[Dated] | None:
        if version.blob not in self._held:
            return []
        kind = version.path.partition("/")[0]
        data = self._read(kind, version.blob, self._format(version))
        return None if data is None else list(dated(Record(kind, name, version.path, data)))

    def _format(self, version: Version) -> int:
        """The format in which kb.yaml says that the files were written."""
        data = self._read("kb", version.mark, FORMAT) if version.mark in self._held else None
        return min(int(data["format"]), FORMAT) if data else FORMAT

    def _read(self, kind: str, blob: str, written: int) -> dict[str, Any] | None:
        """The checked data of a blob; None where it would not read."""
        try:
            parsed = understood(kind, written, decode(self._held[blob]), self._memory).parsed
        except UnreadableError:
            return None
        return None if parsed is None or isinstance(parsed, list) else parsed.data
