"""The parties on the lists that are recorded, with every name under which each can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded
from mineralkb.parties.names import Plain, in_brackets, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.index import Base

NAME, ALIAS, NATIVE, SPELLING, OWNERSHIP = "name", "alias", "native", "spelling", "ownership"
# Lists whose entries are parties, whatever is entered.
_OF_PARTIES = ("control list", "watch list")
# What only an entry for a party has.
_PARTY_FIELDS = ("party", "country", "native_title")


class Named(NamedTuple):
    """One name of a listed party, as it is written, what kind of name it is, and ready to compare."""

    text: str
    how: str
    plain: Plain


class Party(NamedTuple):
    """An entry of a list of parties."""

    id: str
    list: str
    title: str
    data: dict[str, Any]
    names: tuple[Named, ...]


class PartyList(NamedTuple):
    """A list of parties: how many are recorded, and whether it is known in part."""

    id: str
    title: str
    known_in_part: bool
    parties: tuple[Party, ...]
    evidence: str


def lists_of_parties(base: Base) -> tuple[PartyList, ...]:
    """All lists of parties, each with the parties that are recorded."""
    rows = base.rows("SELECT id, title, evidence, data FROM record WHERE kind = 'lists' ORDER BY id")
    lists = [(row, decoded(row["data"])) for row in rows]
    return tuple(_list(base, row, data) for row, data in lists if _of_parties(data))


def party_list(base: Base, listed: str) -> PartyList | None:
    """One list, whatever is entered on it; None where there is none of that id."""
    row = base.one("SELECT id, title, evidence, data FROM record WHERE kind = 'lists' AND id = ?", (listed,))
    return _list(base, row, decoded(row["data"])) if row else None


def _of_parties(data: dict[str, Any]) -> bool:
    entries = data.get("entries", {}).values()
    return data["type"] in _OF_PARTIES or any(field in entry for entry in entries for field in _PARTY_FIELDS)


def _list(base: Base, row: Any, data: dict[str, Any]) -> PartyList:
    entries = data.get("entries", {}).items()
    parties = tuple(_party(base, row["id"], name, entry) for name, entry in entries)
    return PartyList(row["id"], row["title"], "entries" in data.get("partial", ()), parties, row["evidence"] or "")


def _party(base: Base, listed: str, name: str, entry: dict[str, Any]) -> Party:
    title = entry.get("title") or entry.get("native_title") or name
    names = dict.fromkeys((*_of_entry(name, entry), *_of_organization(base, entry.get("party"))))
    return Party(f"{listed}/{name}", listed, title, entry, tuple(Named(text, how, plain(text)) for text, how in names))


def _of_entry(name: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if title := entry.get("title"):
        outside, inside = in_brackets(title)
        yield outside, NAME
        yield from ((text, ALIAS) for text in inside)
    yield from ((text, ALIAS) for text in entry.get("names", ()))
    if native := entry.get("native_title"):
        outside, inside = in_brackets(native)
        yield from ((text, NATIVE) for text in (outside, *inside))
    yield name, ALIAS


def _of_organization(base: Base, party: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(party, str):
        return
    row = base.one("SELECT data FROM record WHERE id = ?", (party,))
    if row:
        yield from names_of(decoded(row["data"]))
    yield party, ALIAS


def names_of(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The names in a record of an organization or project."""
    yield from ((text, ALIAS) for text in (data["title"], *data.get("names", ())))
    native = (name for names in data.get("native", {}).values() for name in names)
    yield from ((text, NATIVE) for text in (data.get("native_title"), *native) if text)
