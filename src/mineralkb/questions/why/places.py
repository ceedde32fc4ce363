"""Where facts are written: the file, the line, and the commit that holds the file so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mineralkb.finding import Route
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked


class Written(NamedTuple):
    """A file of the data as it is read now: its name, and the commit that holds the same; '' where none does."""

    file: str
    commit: str
    lines: dict[Route, int]

    def line(self, route: Route) -> int:
        """The line of a route, or of its deepest part that is there."""
        return next((self.lines[route[:size]] for size in range(len(route), 0, -1) if route[:size] in self.lines), 1)


def written(base: Base, path: str, asked: Asked) -> Written:
    """The file at the path below the data folder."""
    from mineralkb.document import read_document  # only who asks why needs lines
    from mineralkb.tree.files import UnreadableError

    tree = base.tree()
    file = f"{tree.shown}/{path}" if tree.shown else path
    try:
        if base.revision:
            tree.paths()  # a revision finds its files by their names here
        text = tree.read(path)
    except UnreadableError:
        return Written(file, "", {})
    lines = {route: place.line for route, place in read_document(text).places.items()}
    return Written(file, _commit(base, path, text, asked), lines)


def _commit(base: Base, path: str, text: str, asked: Asked) -> str:
    if base.revision or base.place.packaged:
        return base.revision or asked.commit
    if not asked.commit:
        return ""
    from mineralkb.tree.files import blob_id
    from mineralkb.tree.history import id_of, place_of

    top, prefix = place_of(base.place.folder)
    return asked.commit if id_of(top, f"{asked.commit}:{prefix}{path}") == blob_id(text) else ""
