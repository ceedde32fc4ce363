"""Whether a named party is on a list on the day, by its names as they are recorded."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from mineralkb.applying.three import NO, UNKNOWN, Told, any_of, no, unknown, yes
from mineralkb.vocabulary.uses import USERS

if TYPE_CHECKING:
    from mineralkb.applying.things import Entry
    from mineralkb.applying.world import World

_FORMS = re.compile(r"\b(?:inc|incorporated|ltd|limited|llc|llp|corp|corporation|co|company|plc|gmbh|ag|sa|kk|the)\b")
# How alike two names must be for a person to look.
_ALIKE = 0.86


def listed_on(listed: str, user: str, world: World, *, owned: str = "") -> Told:
    """Whether the end user is on the list that day; `owned` is a line that asks whether a listed party holds it."""
    what = owned or f"on {listed}"
    if not user or user.casefold() in USERS:
        return unknown("end-user", (what,), "the end user is not named")
    names = _names_of(user, world, owned=bool(owned))
    hits = [entry for entry in world.store.entries(listed) if names & _names(entry, world)]
    found = any_of(*(_on_the_day(entry, world) for entry in hits)) if hits else no(f"{user} is not on {listed}")
    if found.answer != NO:
        return found
    known_in_part = "entries" in world.store.record(listed).get("partial", ()) or not world.store.record(listed)
    if owned:
        return unknown("end-user", (what,), f"who owns {user} is not recorded")
    alike = [entry.id for entry in world.store.entries(listed) if not hits and _like(names, _names(entry, world))]
    if alike:
        return unknown("end-user", alike, f"{user} is like a listed name: {', '.join(alike[:3])}")
    if known_in_part and not hits:
        return unknown(
            "list", (f"{user} is on {listed}",), f"{listed} is known in part, and {user} is not among the names"
        )
    return found


def plain_name(name: str) -> str:
    """A name without case, accents, punctuation and the legal form of a firm."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in parted if not unicodedata.combining(sign))
    return " ".join(_FORMS.sub(" ", letters).split()) or " ".join(letters.split())


def _on_the_day(entry: Entry, world: World) -> Told:
    standing = world.standing(entry.id)
    word = standing.word if standing else "listed"
    if word == "listed":
        return yes(f"{entry.id} is on the list")
    if word == UNKNOWN and standing and "listed" in standing.possible:
        return unknown("list", (f"{entry.id} is on the list",), f"how {entry.id} stands that day cannot be told")
    return no(f"{entry.id} is {word} that day")


def _names_of(user: str, world: World, *, owned: bool) -> set[str]:
    """The names of the end user, or of whoever holds it; by its record where it has one."""
    record = world.store.record(user)
    if owned:
        holder = record.get("part_of", "")
        return _of_record(holder, world.store.record(holder)) if holder else set()
    return {plain_name(user), *(_of_record(user, record) if record else ())}


def _names(entry: Entry, world: World) -> set[str]:
    data = entry.data
    party = data.get("party", "")
    own = {plain_name(entry.name), *_of_record("", data)}
    return own | _of_record(party, world.store.record(party)) if isinstance(party, str) and party else own


def _of_record(identity: str, data: dict[str, Any]) -> set[str]:
    native = [name for names in data.get("native", {}).values() for name in names]
    names = (identity, data.get("title", ""), data.get("native_title", ""), *data.get("names", ()), *native)
    return {plain_name(name) for name in names if name}


def _like(one: set[str], other: set[str]) -> bool:
    from difflib import SequenceMatcher  # only a name that is not found needs it

    return any(SequenceMatcher(None, a, b).ratio() >= _ALIKE for a in one for b in other if abs(len(a) - len(b)) < 8)  # noqa: PLR2004
