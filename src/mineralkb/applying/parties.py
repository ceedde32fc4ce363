"""Whether a named party is on a list on the day: names are compared as everywhere, see the room for parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.applying.three import NO, UNKNOWN, Told, all_of, any_of, no, unknown, yes
from mineralkb.parties.ownership import PART
from mineralkb.vocabulary.uses import USERS

if TYPE_CHECKING:
    from mineralkb.applying.world import World
    from mineralkb.parties.listed import Party
    from mineralkb.parties.matching import Hit

# Names that are only like the one given: the nearest of them.
_MOST_LIKE = 3
_ANY_DAY: frozenset[str] = frozenset()
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def listed_on(listed: str, user: str, world: World, *, owned: str = "", days: frozenset[str] = _ANY_DAY) -> Told:
    """Whether the end user is on the list that day; `owned` is a line that asks whether a listed party holds it.

    `days` are the days of listing that count, where not all do.
    """
    if not user or user.casefold() in USERS:
        since = f" since {' or '.join(sorted(days))}" if days else ""
        return unknown("end-user", (owned or f"on {listed}{since}",), "the end user is not named")
    world.store.entries(listed)  # how they stand is read with them
    if owned:
        return _held_on(listed, user, world, owned)
    found = world.store.register.hits(listed, user)
    same = [hit.party for hit in found if hit.same]
    if not same:
        return _missed(listed, user, found, world)
    return any_of(*(all_of(_on_the_day(party.id, world), _since(party, days)) for party in same))


def _since(party: Party, days: frozenset[str]) -> Told:
    """Whether the day of listing is one of those that count."""
    since = str(party.data.get("since", ""))
    if not days or since in days:
        return yes()
    if _DAY.fullmatch(since):
        return no(f"{party.id} is on the list since {since}, of which the rule does not speak")
    return unknown(
        "list", (f"{party.id} was listed on {' or '.join(sorted(days))}",), "its day of listing is not certain"
    )


def _held_on(listed: str, user: str, world: World, line: str) -> Told:
    """Whether a party on the list holds the end user: yes for what is a part of it, open for who owns how much."""
    held = world.store.register.held(listed, user)
    parts = [one.party.id for one in held if all(step.startswith(PART) for step in one.way)]
    told = any_of(*(_on_the_day(entry, world) for entry in parts))
    if told.answer != NO:
        return told
    owners = [one.party.id for one in held if one.party.id not in parts]
    why = f"{user} is owned by {', '.join(owners)}; how much counts" if owners else f"who owns {user} is not recorded"
    return unknown("end-user", (line,), why)


def _missed(listed: str, user: str, found: tuple[Hit, ...], world: World) -> Told:
    """What it means that no listed name is the one given: one may be like it, and the list may be known in part."""
    alike = [hit.party.id for hit in found]
    if alike:
        nearest = alike[:_MOST_LIKE]
        return unknown("end-user", nearest, f"{user} is like a listed name: {', '.join(nearest)}")
    record = world.store.record(listed)
    if "entries" in record.get("partial", ()) or not record:
        why = f"{listed} is known in part, and {user} is not among the names"
        return unknown("list", (f"{user} is on {listed}",), why)
    return no(f"{user} is not on {listed}")


def _on_the_day(entry: str, world: World) -> Told:
    standing = world.standing(entry)
    word = standing.word if standing else "listed"
    if word == "listed":
        return yes(f"{entry} is on the list")
    if word == UNKNOWN and standing and "listed" in standing.possible:
        return unknown("list", (f"{entry} is on the list",), f"how {entry} stands that day cannot be told")
    return no(f"{entry} is {word} that day")
