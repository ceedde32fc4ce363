"""End uses, end users and exporters against the free lines and lists of a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.applying.listings import days_of, names_days
from mineralkb.applying.parties import listed_on
from mineralkb.applying.three import NO, UNKNOWN, YES, Told, all_of, any_of, no, unknown, yes
from mineralkb.vocabulary.uses import ABROAD, ANYONE, EXCLUDES, IMPLIES, LISTED, OWNED, READINGS, USERS

if TYPE_CHECKING:
    from mineralkb.applying.rules import Rule
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.world import World


def uses_of(line: str) -> tuple[str, ...]:
    """The uses that a line speaks of; each piece of it is read once."""
    found = []
    for use, pattern in READINGS:
        line, hits = re.subn(pattern, " ", line, flags=re.IGNORECASE)
        if hits:
            found.append(use)
    return tuple(found)


def purpose(rule: Rule, shipment: Shipment, world: World) -> Told:
    """End users and end uses that a rule names are alternatives; a list of parties and an end use must both hold."""
    targets = rule.data.get("targets", {})
    uses = [_use(line, shipment) for line in targets.get("end_uses", ())]
    dated = tuple(line for line in targets.get("end_users", ()) if "listed_in" in targets and names_days(line))
    users = [_user(line, rule, shipment, world) for line in targets.get("end_users", ()) if line not in dated]
    lists = [listed_on(listed, shipment.user, world, days=days_of(dated)) for listed in targets.get("listed_in", ())]
    if users and lists:
        return any_of(*users, *lists, *uses)
    if users or not lists:
        return any_of(*users, *uses) if users or uses else yes()
    return all_of(any_of(*lists), any_of(*uses)) if uses else any_of(*lists)


def _use(line: str, shipment: Shipment) -> Told:
    """Whether the use is one that the line names: all of the uses in it, as far as they are read."""
    read = uses_of(line)
    if not read:
        return unknown("end-use", (_quoted(line),), "the text decides whether this use is meant")
    if not shipment.uses:
        return unknown("end-use", (_shown(read, line),), "the end use is not given")
    answers = {use: _named(use, shipment.uses) for use in read}
    if set(answers.values()) == {YES}:
        return yes(f"end use {', '.join(shipment.uses)}")
    if set(answers.values()) == {NO}:
        return no(f"end use {', '.join(shipment.uses)} is not {' or '.join(read)}")
    return unknown(
        "end-use", (_shown(read, line),), f"whether {', '.join(shipment.uses)} is meant is for the text to say"
    )


def _named(use: str, given: tuple[str, ...]) -> str:
    if any(use == mine or use in IMPLIES.get(mine, ()) for mine in given):
        return YES
    return NO if any(use in EXCLUDES.get(mine, ()) for mine in given) else UNKNOWN


def _user(line: str, rule: Rule, shipment: Shipment, world: World) -> Told:
    """Whether the end user is one that the line names."""
    lists = tuple(rule.data.get("targets", {}).get("listed_in", ()))
    if re.search(OWNED, line, re.IGNORECASE):
        owned = [listed_on(listed, shipment.user, world, owned=_quoted(line)) for listed in lists]
        return any_of(*owned) if owned else _unread(line, shipment)
    if lists and re.search(LISTED, line, re.IGNORECASE):
        return no("the lists that the rule names say who")
    read = uses_of(line)
    if not read:
        return _unread(line, shipment)
    if read == ("military",) and shipment.user.casefold() in USERS:
        military = shipment.user.casefold() == "military"
        return yes("end user military") if military else no("the end user is civil")
    if read == ("military strength",) and shipment.user.casefold() == "military":
        return yes("end user military")
    why = f"whether {shipment.user} is meant is not known" if shipment.user else "the end user is not given"
    return unknown("end-user", (_shown(read, line),), why)


def _unread(line: str, shipment: Shipment) -> Told:
    if shipment.user and shipment.user.casefold() == line.casefold():
        return yes(f"end user {line}")
    return unknown("end-user", (_quoted(line),), "the text decides whether this end user is meant")


def exporters(rule: Rule, shipment: Shipment, _world: World) -> Told:
    """Whether the exporter is one of those bound; who is bound at home or abroad follows from where goods leave."""
    lines = rule.data.get("targets", {}).get("exporters", ())
    return any_of(*(_exporter(line, rule, shipment) for line in lines)) if lines else yes()


def _exporter(line: str, rule: Rule, shipment: Shipment) -> Told:
    reaches = rule.data.get("reach", ("territorial",))
    if shipment.exporter and shipment.exporter.casefold() == line.casefold():
        return yes(f"exporter {line}")
    # Where the goods leave, and whose persons act, is told by the rule's reach.
    abroad = re.search(ABROAD, line, re.IGNORECASE) and "territorial" not in reaches
    if abroad or re.search(ANYONE, line, re.IGNORECASE) or "persons" in reaches:
        return yes()
    why = f"whether {shipment.exporter} is meant is not known" if shipment.exporter else "the exporter is not given"
    return unknown("exporter", (_quoted(line),), why)


def _shown(read: tuple[str, ...], line: str) -> str:
    """The one use that is read, or the line itself where there are more."""
    return read[0] if len(read) == 1 else _quoted(line)


def _quoted(line: str) -> str:
    return f"“{line}”"
