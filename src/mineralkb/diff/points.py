"""Two points of a base's history, as a user types them, and what differs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.diff.bases import compared
from mineralkb.errors import MkbError
from mineralkb.kb import KnowledgeBase, load_both
from mineralkb.tree import known_commit
from mineralkb.tree.changed import changed, merge_base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.diff.difference import Difference
    from mineralkb.place import Place
    from mineralkb.reading import Memory

WORK = "the working tree"
_MOST = 2


class Points(NamedTuple):
    """Two commits, and how they are called; no commit as `new` is the folder as it stands.

    Where they `part`, the older one is not that of its name, but where both come from.
    """

    old: str
    new: str
    old_name: str
    new_name: str
    part: bool = False

    @property
    def begin(self) -> str:
        """The older side, as headings have it."""
        return f"{self.old[:12]} (where {self.old_name} and {self.new_name} part)" if self.part else self.old_name


class Comparison(NamedTuple):
    """Two points, what differs between them, and both sides: only the files that differ were read."""

    points: Points
    differences: tuple[Difference, ...]
    old: KnowledgeBase
    new: KnowledgeBase


def points(place: Place, typed: Sequence[str]) -> Points:
    """Nothing: HEAD and the working tree. `A`: A and the working tree. `A B`, `A..B`. `A...B`: from where both come.

    Each is a revision or a day (the state of that day); `rev:NAME` is always a revision. An empty side is HEAD.
    """
    if len(typed) > _MOST:
        raise MkbError("a comparison has two sides", "name one revision or day, two, or A...B")
    if len(typed) == 1 and (dots := _dots(typed[0])):
        one, other = (side or "HEAD" for side in typed[0].removeprefix("rev:").split(dots, 1))
        old, new = _commit(place, one), _commit(place, other)
        return (
            Points(merge_base(place.folder, old, new), new, one, other, True)
            if dots == "..."
            else Points(old, new, one, other)
        )
    names = list(typed) or ["HEAD"]
    new = _commit(place, names[1]) if len(names) == _MOST else ""
    return Points(_commit(place, names[0]), new, names[0], names[1] if new else WORK)


def comparison(place: Place, between: Points, shown: str, memory: Memory | None = None) -> Comparison:
    """What differs between two points."""
    sides = changed(place.folder, between.old, between.new, shown)
    old, new = load_both(sides.old, sides.new, memory)
    return Comparison(between, tuple(compared(old, new)), old, new)


def _dots(typed: str) -> str:
    """The dots between two revisions: no name of a branch holds two in a row."""
    return "..." if "..." in typed else ".." if ".." in typed else ""


def _commit(place: Place, name: str) -> str:
    return known_commit(place.folder, name, packaged=place.packaged)
