"""Where a promise and a rule stand in the files: path and line, looked up for the few that are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.index import Base
    from mineralkb.questions.tensions.sides import Promise, Rule


class Spot(NamedTuple):
    """A file of the data folder, and a line in it."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def spots(base: Base, sides: Iterable[Promise | Rule]) -> dict[str, Spot]:
    """By id; a part that is not found there any more stands at the beginning of its file."""
    from mineralkb.document import read_document  # only the files that are shown are read

    wanted = {one.id: one.path for one in sides}
    if not wanted:
        return {}
    tree = base.tree()
    documents = {path: read_document(tree.read(path)) for path in sorted(set(wanted.values()))}
    found = {}
    for identity, path in wanted.items():
        section = "provisions" if path.startswith("controls/") else "pledges"
        place = documents[path].locate((section, identity.partition("/")[2]))
        found[identity] = Spot(path, place.line)
    return found
