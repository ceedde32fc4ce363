"""By which of its names a listed party may be the one that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index import decoded
from mineralkb.parties.likeness import SAME, Likeness, Typed
from mineralkb.parties.listed import NATIVE, SPELLING, names_of
from mineralkb.parties.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.index import Base
    from mineralkb.parties.listed import Party


class Hit(NamedTuple):
    """A listed party, its name that is most like, how that is a name of the party, and how like it is."""

    party: Party
    matched: str
    how: str
    likeness: Likeness

    @property
    def same(self) -> bool:
        """Whether it is the very name, and not only like it."""
        return self.likeness == SAME


def typed_names(base: Base, name: str) -> tuple[Typed, ...]:
    """The name as typed, with the names of the body whose id it is."""
    row = base.one("SELECT data FROM record WHERE id = ? AND kind = 'organizations'", (name,))
    others = (text for text, _ in names_of(decoded(row["data"]))) if row else ()
    return tuple(Typed(one) for one in dict.fromkeys(plain(text) for text in (name, *others)))


def hits(typed: tuple[Typed, ...], parties: Iterable[Party]) -> list[Hit]:
    """The parties that the name may mean, in the order of the list."""
    return [hit for party in parties if (hit := best(typed, party))]


def best(typed: tuple[Typed, ...], party: Party) -> Hit | None:
    """The listed name that is most like; None where none is like."""
    found: Hit | None = None
    for named in party.names:
        for one in typed:
            likeness = one.like(named.plain)
            if likeness and (found is None or likeness.score > found.likeness.score):
                how = named.how if likeness == SAME or (named.how == NATIVE and named.plain.native) else SPELLING
                found = Hit(party, named.text, how, likeness)
    return found
