"""What changed in a folder since its index was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index.identity import blobs_of, differing, held, paths_of
from mineralkb.kb import FREE
from mineralkb.tree.batches import claim

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from mineralkb.index.seen import Look

# Of so many files, or of this part of all, an index is made anew on all cores.
MOST, _MOST_PART = 1_000, 0.2


class Change(NamedTuple):
    """Files that changed, with all that claim the same ids; and those that hold what they held, at another time."""

    files: set[str]
    touched: set[str]


def changed(connection: sqlite3.Connection, folder: Path, now: Look) -> Change | None:
    """What changed; None where that is a file at the top, one whose name is no text, or too much."""
    suspected = differing(connection, now)
    known = blobs_of(connection, suspected & now.of(suspected).keys())
    # After a checkout or a copy all times are new: to read every file costs a part of making all rows anew.
    touched = {path for path, blob in known.items() if path in FREE or (blob and blob == held(folder, path))}
    claims = {claim(path) for path in suspected - touched}
    # What is new or gone is suspected itself.
    files = {path for path in (*suspected, *paths_of(connection)) if claim(path) in claims} if claims else set()
    if len(files) > max(MOST, int(_MOST_PART * now.count)) or any("/" not in path or "\\" in path for path in files):
        return None
    return Change(files, touched)
