"""One file of a merge that git has begun: by fact, else by lines, else both sides whole between markers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.tree.git import GitError, merged_lines
from mineralkb.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from mineralkb.merging.markers import Markers

# Where records stand. Named here, as what a record is made of takes long to load, and git runs us once for each file.
FOLDERS = {
    *("agreements", "controls", "countries", "coverage", "groups", "lists", "minerals", "organizations", "policies"),
    *("projects", "sources", "tariffs"),
}


class Versions(NamedTuple):
    """The files of the three versions, and the path of the file in the repository where git tells it."""

    base: Path
    ours: Path
    theirs: Path
    path: str = ""


class Outcome(NamedTuple):
    """Whether conflicts are marked in the file, and why it was not merged by fact, where it was not."""

    conflict: bool
    fallback: str = ""


def merge_file(versions: Versions, markers: Markers) -> Outcome:
    """Merge into our version's file, which is written whole or not at all; OSError where that cannot be done."""
    try:
        content, conflict = _by_fact(versions, markers)
        reason = ""
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in a merge by fact, git can still merge by lines
        reason = str(error) or type(error).__name__
        content, conflict = _by_lines(versions, markers)
    write_whole(versions.ours, content)
    return Outcome(conflict, reason)


def _by_fact(versions: Versions, markers: Markers) -> tuple[bytes, bool]:
    # Imported here, so that nothing that is amiss with them can stop a merge by lines.
    from mineralkb.merging.blocks import UnmergeableError
    from mineralkb.merging.records import merge_records
    from mineralkb.tree.files import decode

    folder, _, name = versions.path.rpartition("/")
    if versions.path and (folder.rpartition("/")[2] not in FOLDERS or not name.endswith(".yaml")):
        raise UnmergeableError("the file is no record")
    base, ours, theirs = (decode(file.read_bytes()) for file in (versions.base, versions.ours, versions.theirs))
    found = merge_records(base, ours, theirs, markers)
    return found.text.encode("utf-8", "surrogateescape"), found.conflicts > 0


def _by_lines(versions: Versions, markers: Markers) -> tuple[bytes, bool]:
    files = (versions.ours, versions.base, versions.theirs)
    try:
        return merged_lines(files, (markers.ours, markers.base, markers.theirs), markers.size)
    except (GitError, MkbError):
        ours, theirs = versions.ours.read_bytes(), versions.theirs.read_bytes()
        return _side_by_side(ours, theirs, markers), True


def _side_by_side(ours: bytes, theirs: bytes, markers: Markers) -> bytes:
    """Both texts whole, so that nobody's lines are lost."""
    first, between, last = (
        f"{line}\n".encode("utf-8", "surrogateescape")
        for line in (markers.line("<", markers.ours), markers.line("="), markers.line(">", markers.theirs))
    )
    ours, theirs = (side if side.endswith(b"\n") else side + b"\n" for side in (ours, theirs))
    return b"".join((first, ours, between, theirs, last))
