"""One entry of a list that a rule takes its scope from, against the shipment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.applying.codes import unlisted
from mineralkb.applying.items import covers
from mineralkb.applying.things import Thing
from mineralkb.applying.three import NO, Told, all_of, no, unknown, yes

if TYPE_CHECKING:
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.things import Entry
    from mineralkb.applying.world import World


def in_scope(entry: Entry, scope: dict[str, Any]) -> bool:
    """Whether the rule takes its scope from the entry."""
    wanted = scope.get("entries")
    return not wanted or any(entry.name == code or entry.name.startswith(f"{code}.") for code in wanted)


def by_entry(entry: Entry, listed: str, limits: tuple[str, ...], shipment: Shipment, world: World) -> Told:
    """Whether the entry is on the list that day, is of the rule's materials, and covers the shipment."""
    codes = tuple(entry.data.get("codes", ()))
    covered = covers(Thing(entry.data, tuple(dict.fromkeys((entry.name, *codes))), listed), shipment, world.store)
    if any(given.of == listed and unlisted(given, entry.name, codes) for given in shipment.codes):
        spelled = (f"{listed}:{code}" for code in codes)
        covered = all_of(covered, unknown("code", spelled, f"{entry.id} has no such code as it is recorded"))
    if covered.answer == NO or (limits and not _related(entry, limits, world)):
        return no(*covered.why[:1])
    standing = world.standing(entry.id)
    word = standing.word if standing else "listed"
    if word == "cannot tell" and standing and "listed" in standing.possible:
        doubt = unknown(
            "list", (f"{entry.id} is on the list that day",), f"whether {entry.id} is on the list that day is open"
        )
        return all_of(covered, doubt)
    return all_of(covered, yes(entry.id)) if word == "listed" else no(f"{entry.id} is {word} that day")


def _related(entry: Entry, limits: tuple[str, ...], world: World) -> bool:
    """Whether the entry is of one of these materials, of a narrower or a wider one; unnamed ones may be."""
    named = entry.data.get("minerals", ())
    above = world.store.above
    return not named or any(limit in above(there) or there in above(limit) for there in named for limit in limits)
