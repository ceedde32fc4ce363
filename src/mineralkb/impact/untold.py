"""What cannot be told: of records that do not read on a side; and of the older answers where the base only begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.diff.spots import why

if TYPE_CHECKING:
    from mineralkb.kb import KnowledgeBase

NEITHER = "neither"


class Unread(NamedTuple):
    """A record that does not read on the older, the newer or neither side: its file, and the line of the first fault."""

    record: str
    path: str
    line: int
    side: str

    @property
    def why(self) -> str:
        """Why nothing is said of it."""
        return "it reads on neither side" if self.side == NEITHER else f"it does not read on the {self.side} side"


class Untold(NamedTuple):
    """Records that do not read; how many records the base begins with, where the older side has none of it."""

    unread: tuple[Unread, ...] = ()
    begins: int | None = None


ALL_TOLD = Untold()


def untold(old: KnowledgeBase, new: KnowledgeBase) -> Untold:
    """What the comparison of two states leaves open."""
    found = {one.record: one for one in _unread(old, "older")}
    for one in _unread(new, "newer"):
        found[one.record] = one._replace(side=NEITHER) if one.record in found else one
    return Untold(tuple(found[name] for name in sorted(found)), len(new.records) if begins(old) else None)


def begins(old: KnowledgeBase) -> bool:
    """Whether the older side has no file of a base at all: there are no older answers then."""
    return not old.texts and not old.claimed


def _unread(base: KnowledgeBase, side: str) -> list[Unread]:
    return [_one(base, name, side) for name in base.claimed.keys() - base.records.keys()]


def _one(base: KnowledgeBase, name: str, side: str) -> Unread:
    found = why(base, name)
    return Unread(name, base.shown_path(base.path_of(name)), found.spot.place.line if found else 1, side)
