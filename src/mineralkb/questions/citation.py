"""What is needed to cite a record as this base has it on a commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.find import Found

PUBLISHER = "mineralkb"


class Cited(NamedTuple):
    """A record or part of the base at a commit."""

    id: str
    title: str
    path: str
    base: str
    licence: str
    commit: str
    commit_day: str
    changed: bool
    asked: Asked


def citation(base: Base, found: Found, asked: Asked) -> Cited:
    """The citation of a record or part; `changed` where the file differs from the commit's."""
    own = found.own
    part = own.get("title", "") if found.route and isinstance(own, dict) else ""
    title = f"{found.title}: {part}" if part else found.title
    return Cited(
        found.identity,
        title,
        found.path,
        base.meta("title") or PUBLISHER,
        base.meta("licence") or "CC-BY-4.0",
        asked.commit,
        asked.commit_day,
        _changed(base, found.path, asked.commit),
        asked,
    )


def _changed(base: Base, path: str, commit: str) -> bool:
    """Whether the file in the base is another than the commit's."""
    if base.place.packaged or base.revision or not commit:
        return False
    from mineralkb.tree import Revision

    row = base.one("SELECT blob FROM file WHERE path = ?", (path,))
    committed = Revision(base.place.folder, commit).paths()[0].get(path)
    return row is None or row["blob"] != committed
