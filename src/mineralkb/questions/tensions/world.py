"""What the base knows beside promises and rules: who belongs to whom, what material to what, and how things are called."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded
from mineralkb.questions.tensions.sides import stretches_of
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.tensions.sides import Stretch

YES, NO, MAYBE = "yes", "no", "cannot tell"
# Bodies that speak for the state or union that they belong to.
_OF_STATE = ("government", "ministry", "agency", "court")


class Listed(NamedTuple):
    """An entry of a list, the country of the party, and how it stands in the order of days."""

    entry: str
    country: str
    stretches: tuple[Stretch, ...]


class World:
    """Read once for all pairs."""

    def __init__(self, base: Base) -> None:
        self.base = base

    @cached_property
    def members(self) -> dict[str, dict[str, tuple[str, str, str, str]]]:
        """By group: each member with the days between which it came, and between which it left."""
        found: dict[str, dict[str, tuple[str, str, str, str]]] = {}
        for row in self.base.rows('SELECT * FROM membership ORDER BY "group", member'):
            days = (row["since_first"], row["since_last"], row["until_first"], row["until_last"])
            found.setdefault(row["group"], {})[row["member"]] = days
        return found

    @cached_property
    def open_groups(self) -> set[str]:
        """Groups whose members are known in part only."""
        rows = self.base.rows("SELECT subject FROM facet WHERE facet = 'known in part' AND value = 'members'")
        return {row["subject"] for row in rows}

    @cached_property
    def above(self) -> dict[str, set[str]]:
        """Each material with everything that it belongs to, itself included."""
        found: dict[str, set[str]] = {}
        for row in self.base.rows("SELECT mineral, broader FROM closure"):
            found.setdefault(row["mineral"], {row["mineral"]}).add(row["broader"])
        return found

    @cached_property
    def things(self) -> dict[str, dict[str, Any]]:
        """Materials, countries, groups and organizations by their ids."""
        query = "SELECT id, data FROM record WHERE kind IN ('minerals', 'countries', 'groups', 'organizations')"
        return {row["id"]: decoded(row["data"]) for row in self.base.rows(query)}

    @cached_property
    def umbrellas(self) -> set[str]:
        """Groups of materials of which the base does not say what they hold, such as critical minerals."""
        holding = {wider for mineral, found in self.above.items() for wider in found - {mineral}}
        return {
            name
            for name, found in self.above.items()
            if found == {name} and name not in holding and self.things.get(name, {}).get("type") == "group"
        }

    @cached_property
    def parties_of_lists(self) -> dict[str, tuple[tuple[Listed, ...], bool]]:
        """By list: the parties on it of which a country is recorded, and whether those are all."""
        rows = self.base.rows("SELECT id, data FROM record WHERE kind = 'lists'")
        lists = {row["id"]: decoded(row["data"]) for row in rows}
        names = [f"{name}/{entry}" for name, data in lists.items() for entry in _with_country(data)]
        stretches = stretches_of(self.base, names)
        found = {}
        for name, data in lists.items():
            of_country = _with_country(data)
            whole = "entries" not in data.get("partial", ()) and len(of_country) == len(data.get("entries", {}))
            ids = {f"{name}/{entry}": country for entry, country in of_country.items()}
            parties = tuple(Listed(one, country, stretches.get(one, ())) for one, country in ids.items())
            found[name] = (parties, whole)
        return found

    def on_list(self, place: str, name: str, day: str) -> tuple[str, str]:
        """Whether a party of the place is on the list on the day, and one that is or may be."""
        parties, whole = self.parties_of_lists.get(name, ((), False))
        answers = {one.entry: _listed_on(one.stretches, day) for one in parties if one.country == place}
        for wanted in (YES, MAYBE):
            for entry, answer in answers.items():
                if answer == wanted:
                    return wanted, entry
        return (NO if whole else MAYBE), ""

    def belongs(self, one: str, group: str, day: str) -> str:
        """Whether it is a member of the group on the day."""
        days = self.members.get(group, {}).get(one)
        if days is None:
            return MAYBE if group in self.open_groups else NO
        since_first, since_last, until_first, until_last = days
        if since_last <= day <= until_first:
            return YES
        return MAYBE if since_first <= day <= until_last else NO

    def state_of(self, body: str) -> str:
        """The state for which a body speaks; itself where it is none of a state."""
        data = self.things.get(body, {})
        return str(data["country"]) if data.get("type") in _OF_STATE and isinstance(data.get("country"), str) else body

    def called(self, name: str) -> tuple[str, ...]:
        """The names of a place or material, without its code."""
        data = self.things.get(name, {})
        return tuple(text for text in (data.get("title", ""), *data.get("names", ())) if text)


def _with_country(data: dict[str, Any]) -> dict[str, str]:
    """The entries of a list of which a country is recorded, with it."""
    return {name: str(entry["country"]) for name, entry in data.get("entries", {}).items() if "country" in entry}


def _listed_on(stretches: tuple[Stretch, ...], day: str) -> str:
    """Whether an entry is on its list and in operation on the day."""
    one = next((one for one in stretches if one.first <= day <= one.last), None)
    if one is None or (one.word == CANNOT_TELL and "listed" in (one.possible or ("listed",))):
        return MAYBE
    return YES if one.word == "listed" else NO
