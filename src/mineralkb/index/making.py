"""Making the database of all files: to be kept, to be shipped, or where nothing can be kept, in memory."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mineralkb.index import looking
from mineralkb.index.building import build
from mineralkb.index.cache import UNFINISHED, seal, valid
from mineralkb.index.pruning import prune
from mineralkb.tree import Folder, Revision
from mineralkb.values.text import storable

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.index.seen import Stamps
    from mineralkb.place import Place
    from mineralkb.tree import Tree

# Reading fewer files than this takes less than a few seconds.
_MANY = 2_000


def make(
    place: Place, revision: str, identity: str, cached: Path, notify: Callable[[str], None] | None
) -> sqlite3.Connection:
    """The database of a data folder, or of its revision of that identity, kept where that can be."""
    tree: Tree = Revision(place.folder, revision) if revision else Folder(place.folder, "data")
    # The time before anything is read: what changes from now on is looked at again.
    meta = {"folder": storable(str(place.folder)), "revision": identity, "made": str(time.time_ns())}
    if revision:
        known: Stamps = dict.fromkeys(tree.paths()[0], ("", 0))
    else:
        seen = looking.look(place.folder)
        known, meta["listing"] = seen.stamps, json.dumps(seen.digests)
    if notify and len(known) > _MANY:
        notify("reading all files, as they changed or were not read before ...")
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        prune(cached)
        _write(tree, cached, known, meta, shipped=False)
        found = valid(cached, place, identity)
    except (OSError, sqlite3.OperationalError):
        found = None
    return found or _in_memory(tree, known, meta)


def write(place: Place, target: Path, meta: dict[str, str]) -> None:
    """Make the database to ship, with the texts of the data in it; the file is written whole or not at all."""
    # Times would differ from build to build, and installing sets them anyway.
    sizes = {path: (size, 0) for path, (size, _) in looking.look(place.folder).stamps.items()}
    _write(Folder(place.folder, "data"), target, sizes, meta, shipped=True)


def _write(tree: Tree, target: Path, known: Stamps, meta: dict[str, str], *, shipped: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=target.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        try:
            # Nobody else has the file, and nobody believes it before it is whole.
            for pragma in ("page_size = 16384", "journal_mode = OFF", "cache_size = -32768"):
                connection.execute(f"PRAGMA {pragma}")
            build(connection, tree, known, meta, texts=shipped)
        finally:
            connection.close()
        if not shipped:
            seal(Path(name), meta["made"])
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _in_memory(tree: Tree, known: Stamps, meta: dict[str, str]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    build(connection, tree, known, meta, texts=False)
    connection.row_factory = sqlite3.Row
    return connection
