"""Where a shipment comes from and goes to, against what a rule says of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.applying.three import NO, UNKNOWN, YES, Told, all_of, any_of, no, unknown, yes

if TYPE_CHECKING:
    from mineralkb.applying.rules import Rule
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.world import World


def among(world: World, place: str, named: tuple[str, ...], ask: str) -> Told:
    """Whether a place that was given, or was not, is one of those named on the day."""
    if not place:
        return unknown(ask, named, f"the {ask} is not given")
    answers = {there: world.belongs(place, there) for there in named}
    surely = [there for there, answer in answers.items() if answer == YES]
    if surely:
        via = "" if surely[0] == place else f", of which {place} is a part that day"
        return yes(f"{ask} {surely[0]}{via}")
    perhaps = [there for there, answer in answers.items() if answer == UNKNOWN]
    if perhaps:
        return unknown(ask, perhaps, f"whether {place} belongs to {' or '.join(perhaps)} that day is not certain")
    inside = [there for there in named if world.belongs(there, place) == YES]
    if inside:
        return unknown(ask, inside, f"{place} is more than {', '.join(inside)}")
    return no(f"{ask} {place} is not {' or '.join(named)}")


def destination(rule: Rule, shipment: Shipment, world: World) -> Told:
    """Whether the rule reaches what goes there: by name, or everywhere but at home, and not excepted."""
    targets = rule.data.get("targets", {})
    named = tuple(targets.get("destinations", ()))
    to = among(world, shipment.destination, named, "destination") if named else _anywhere(rule, shipment, world)
    return all_of(to, _not_spared(tuple(targets.get("excluded", ())), shipment, world))


def _anywhere(rule: Rule, shipment: Shipment, world: World) -> Told:
    if shipment.destination:
        at_home = among(world, shipment.destination, rule.issuers, "destination")
        if at_home.answer == YES:
            return no(f"{shipment.destination} is no place outside {' and '.join(rule.issuers)}")
        if at_home.answer == UNKNOWN:
            return unknown("destination", (f"outside {' and '.join(rule.issuers)}",), at_home.why[0])
    return yes("all destinations")


def _not_spared(excluded: tuple[str, ...], shipment: Shipment, world: World) -> Told:
    if not excluded:
        return yes()
    spared = among(world, shipment.destination, excluded, "destination")
    if spared.answer == YES:
        return no(f"destination {shipment.destination} is excepted")
    if spared.answer == NO:
        return yes()
    return unknown("destination", (f"not {' or '.join(excluded)}",), spared.why[0])


def comes_from(rule: Rule, place: str, world: World, ask: str) -> Told:
    """Whether the place is the issuer's territory."""
    countries = tuple(issuer for issuer in rule.issuers if issuer not in world.store.countries_of_organizations)
    bodies = [issuer for issuer in rule.issuers if issuer not in countries]
    found = [among(world, place, countries, ask)] if countries else []
    for body in bodies:
        held = world.store.countries_of_organizations[body]
        home = among(world, place, (held,), ask)
        why = f"{body} holds a part of {held} at most"
        found.append(unknown(ask, (f"the part of {held} that {body} holds",), why) if home.answer == YES else home)
    return any_of(*found) if found else unknown("text", ("its territory",), "the record names no territory")
