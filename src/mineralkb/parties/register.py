"""The lists of parties of one base, read once and asked for many names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.parties.listed import party_list
from mineralkb.parties.matching import hits, typed_names
from mineralkb.parties.ownership import Owners

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.parties.listed import Party
    from mineralkb.parties.matching import Hit
    from mineralkb.parties.ownership import Held


class Register:
    """Who is recorded on which list, under which names, and who belongs to them."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._parties: dict[str, tuple[Party, ...]] = {}
        self._hits: dict[tuple[str, str], tuple[Hit, ...]] = {}
        self._owners: dict[str, Owners] = {}

    def hits(self, listed: str, name: str) -> tuple[Hit, ...]:
        """The parties of the list that the name may mean, on whatever day; the most like first."""
        if (listed, name) not in self._hits:
            found = hits(typed_names(self._base, name), self._on(listed))
            self._hits[listed, name] = tuple(sorted(found, key=lambda hit: (-hit.likeness.score, hit.party.id)))
        return self._hits[listed, name]

    def held(self, listed: str, name: str) -> tuple[Held, ...]:
        """The parties of the list to whom the body or project of this name belongs, as far as it is recorded."""
        if listed not in self._owners:
            self._owners[listed] = Owners(self._base, self._on(listed))
        return self._owners[listed].held(name)

    def _on(self, listed: str) -> tuple[Party, ...]:
        if listed not in self._parties:
            found = party_list(self._base, listed)
            self._parties[listed] = found.parties if found else ()
        return self._parties[listed]
