"""Whether a name is that of a part, a holding or a project of a listed party, as far as owners are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index import decoded
from mineralkb.parties.listed import names_of
from mineralkb.parties.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.index import Base
    from mineralkb.parties.listed import Party

# How a way up begins where the one is a part of the other, and not only owned by it.
PART = "part of"
_OWNERS = (
    "SELECT record, target, 'part of' AS how FROM reference WHERE route = 'part_of' UNION "
    "SELECT record, target, 'owned by' FROM reference WHERE route LIKE 'owners/%' ORDER BY record, target"
)


class Held(NamedTuple):
    """A recorded body or project that belongs to a listed party: its name as recorded, and the way up."""

    title: str
    record: str
    party: Party
    way: tuple[str, ...]


class Owners:
    """Who belongs to whom in the records, and which of them a listed party holds."""

    def __init__(self, base: Base, parties: Iterable[Party]) -> None:
        self._base = base
        self._above: dict[str, list[tuple[str, str]]] = {}
        for row in base.rows(_OWNERS):
            self._above.setdefault(row["record"], []).append((row["how"], row["target"]))
        self._titles: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for record in self._above:
            for name in self._names(record):
                self._by_name.setdefault(name, []).append(record)
        self._listed: dict[str, list[Party]] = {}
        self._linked: dict[str, dict[str, Party]] = {}
        for party in parties:
            self._linked.setdefault(party.data.get("party", ""), {})[party.id] = party
            for named in party.names:
                self._listed.setdefault(named.plain.joined, []).append(party)

    def held(self, name: str) -> tuple[Held, ...]:
        """The listed parties above whatever has this very name."""
        found = []
        for record in self._by_name.get(plain(name).joined, ()):
            found += [Held(self._titles[record], record, party, way) for party, way in self._up(record, (), {record})]
        return tuple(found)

    def _up(self, record: str, way: tuple[str, ...], seen: set[str]) -> Iterator[tuple[Party, tuple[str, ...]]]:
        for how, owner in self._above.get(record, ()):
            if owner in seen:
                continue
            here = (*way, f"{how} {owner}")
            for party in self._parties(owner):
                yield party, here
            yield from self._up(owner, here, seen | {owner})

    def _parties(self, record: str) -> Iterator[Party]:
        """The entries for this body: those that say so, and those of its very names."""
        names = {record, *self._names(record)}
        found = {party.id: party for name in names for party in self._listed.get(name, ())}
        yield from (found | self._linked.get(record, {})).values()

    def _names(self, record: str) -> list[str]:
        row = self._base.one("SELECT title, data FROM record WHERE id = ?", (record,))
        if row is None:
            return []
        self._titles[record] = row["title"]
        names = (plain(text).joined for text, _ in names_of(decoded(row["data"])))
        return [*dict.fromkeys(name for name in (*names, plain(record).joined) if name)]
