"""Whether a rule reaches a partner on a day: by name, through a group, or through a list of parties on which some of theirs are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.questions.tensions.world import MAYBE, YES

if TYPE_CHECKING:
    from mineralkb.questions.tensions.sides import Rule
    from mineralkb.questions.tensions.world import World

ANY = ""
EVERYWHERE = "the rule holds for all destinations"


class Partner(NamedTuple):
    """To whom it is promised, whether the rule reaches them, and how; `spared` where the rule itself excepts them.

    `target` is the place or list that the rule names, `entry` the entry of the list.
    """

    name: str
    sure: bool
    why: str
    spared: bool = False
    target: str = ""
    entry: str = ""


def reached(rule: Rule, place: str, world: World, day: str) -> Partner | None:
    """How the rule reaches the place, or would but for an exclusion; nothing where it does not."""
    targets = rule.data.get("targets", {})
    excluded = [(there, _inside(place, there, world, day)) for there in targets.get("excluded", ())]
    found = _aimed(targets.get("destinations", ()), place, world, day)
    listed = targets.get("listed_in", ())
    if found and listed and not targets.get("destinations"):
        found = _listed(listed, place, world, day)
    if found is None:
        return None
    spared = [there for there, answer in excluded if answer == YES]
    if spared:
        return Partner(place, sure=True, why=f"the rule excepts {spared[0]}", spared=True, target=spared[0])
    unsure = any(answer == MAYBE for _, answer in excluded)
    return found._replace(sure=found.sure and not unsure)


def _aimed(destinations: tuple[str, ...], place: str, world: World, day: str) -> Partner | None:
    """By name, through a group on the day, a part of it, or as the rule holds for all destinations."""
    if not destinations:
        return Partner(place, sure=True, why=EVERYWHERE)
    if place == ANY:
        said = f"the rule is aimed at {', '.join(destinations)}"
        return Partner(place, sure=True, why=said, target=destinations[0])
    for wanted in (YES, MAYBE):
        for there in destinations:
            if there == place and wanted == YES:
                return Partner(place, sure=True, why=f"the rule names {place}", target=there)
            if world.belongs(place, there, day) == wanted:
                said = f"of which {place} is a member" if wanted == YES else doubt(place, there)
                return Partner(place, wanted == YES, f"the rule names {there}, {said}", target=there)
            if there in world.members.get(place, {}) and world.belongs(there, place, day) == wanted:
                said = f"a member of {place}" if wanted == YES else doubt(there, place)
                return Partner(place, wanted == YES, f"the rule names {there}, {said}", target=there)
    return None


def doubt(member: str, group: str) -> str:
    """What is said where a membership on the day cannot be told."""
    return f"whether {member} is a member of {group} that day is not certain"


def _listed(lists: tuple[str, ...], place: str, world: World, day: str) -> Partner | None:
    """A rule that is aimed at parties on lists: where one of them is of the place and listed on the day."""
    aimed = f"the rule is aimed at parties on {', '.join(lists)}"
    if place == ANY:
        return Partner(place, sure=True, why=aimed, target=lists[0])
    found = [(*world.on_list(place, name, day), name) for name in lists]
    for answer, entry, name in found:
        if answer == YES:
            return Partner(place, sure=True, why=aimed, target=name, entry=entry)
    for answer, entry, name in found:
        if answer == MAYBE:
            open_ = f"whether {entry} is there that day is not certain" if entry else _UNKNOWN
            return Partner(place, sure=False, why=f"{aimed}, {open_}", target=name, entry=entry)
    return None


_UNKNOWN = "not all of whose countries are recorded"


def _inside(place: str, there: str, world: World, day: str) -> str:
    return YES if place == there else world.belongs(place, there, day)
