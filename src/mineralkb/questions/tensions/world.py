"""What the base knows beside promises and rules: who belongs to whom, what material to what, and how things are called."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from mineralkb.index import decoded

if TYPE_CHECKING:
    from mineralkb.index import Base

YES, NO, MAYBE = "yes", "no", "cannot tell"
# Bodies that speak for the state or union that they belong to.
_OF_STATE = ("government", "ministry", "agency", "court")


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
    def countries_of_lists(self) -> dict[str, tuple[set[str], bool]]:
        """By list of parties: the countries of those on it, and whether that is all of them."""
        found: dict[str, tuple[set[str], bool]] = {}
        for row in self.base.rows("SELECT id, data FROM record WHERE kind = 'lists'"):
            data = decoded(row["data"])
            entries = data.get("entries", {}).values()
            whole = "entries" not in data.get("partial", ()) and all("country" in entry for entry in entries)
            found[row["id"]] = ({str(entry["country"]) for entry in entries if "country" in entry}, whole)
        return found

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
