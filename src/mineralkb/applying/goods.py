"""Whether a rule covers what is shipped: by an item of its own, or through a list as it stands on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.applying.contrary import either, sides
from mineralkb.applying.entries import by_entry, in_scope
from mineralkb.applying.items import covers
from mineralkb.applying.materials import material, traded
from mineralkb.applying.things import Thing, thing
from mineralkb.applying.three import MORE, NO, UNKNOWN, YES, Told, all_of, any_of, no, unknown, yes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.rules import Rule
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.world import World


def goods(rule: Rule, shipment: Shipment, world: World) -> Told:
    """Yes where one item or list covers it; where codes are contrary to the rest, where it does on either side."""
    if shipment.contrary:
        without, coded = sides(shipment, world.store.above)
        return either(shipment, _covered(rule, without, world), goods(rule, coded, world))
    return _covered(rule, shipment, world)


def _covered(rule: Rule, shipment: Shipment, world: World) -> Told:
    """Yes where one item or list covers it; a miss is no answer where they are known in part."""
    items = {name: thing(item) for name, item in rule.data.get("items", {}).items()}
    told = [_whole(items.values(), shipment, world)] if items else []
    told += [_through(listed, scope, shipment, world) for listed, scope in rule.data.get("scope", {}).items()]
    if not told:
        return unknown("text", (rule.title,), "the record names no goods")
    found = any_of(*told)
    partly = {"items", "scope"} & set(rule.data.get("partial", ()))
    if partly and _of_its_materials(items.values(), shipment, world):
        return any_of(found, _more("items", MORE, "its items are known in part"))
    return found


def objects(rule: Rule, shipment: Shipment, _world: World) -> Told:
    """Whether the rule is about goods, technology, software or services, as what is asked about is."""
    if shipment.object in rule.data["objects"]:
        return yes(shipment.object)
    return no(f"{shipment.object} is not {' or '.join(rule.data['objects'])}")


def _of_its_materials(things: Iterable[Thing], shipment: Shipment, world: World) -> bool:
    """Whether more items may be of the shipment's material: of those that the rule names, or where it names none."""
    named = {mineral for one in things for mineral in one.data.get("minerals", ())}
    above = world.store.above
    mine = [shipment.minerals] if shipment.minerals else [said.minerals for said in shipment.said if said.minerals]
    return not named or all(
        any(one in above(there) or there in above(one) for there in named for one in some) for some in mine
    )


def _whole(things: Iterable[Thing], shipment: Shipment, world: World) -> Told:
    """Any of the things; where no form is given, yes too if they cover every form that the material is traded in."""
    things = list(things)
    found = any_of(*(covers(one, shipment, world.store) for one in things))
    if found.answer != UNKNOWN or shipment.form or not shipment.minerals:
        return found
    forms = {form for one in things for form in _forms_if_so(one, shipment, world)}
    for mine, all_forms in zip(shipment.minerals, traded(shipment, world.store), strict=True):
        if all_forms and all_forms <= forms:
            return yes(f"{mine} in every form that it is traded in")
    return found


def _forms_if_so(one: Thing, shipment: Shipment, world: World) -> tuple[str, ...]:
    """The forms of a thing that covers the shipment if it has one of them."""
    forms = one.data.get("forms", ())
    return tuple(form for form in forms if covers(one, shipment._replace(form=form), world.store).answer == YES)


def _through(listed: str, scope: dict[str, Any], shipment: Shipment, world: World) -> Told:
    """Whether an entry of the list that the rule takes its scope from covers it on the day."""
    limits = tuple(scope.get("minerals", ()))
    within = material(limits, shipment, world.store) if limits else yes()
    if within.answer == NO:
        return within
    known = world.store.record(listed)
    entries = [entry for entry in world.store.entries(listed) if in_scope(entry, scope)]
    told = [by_entry(entry, listed, limits, shipment, world) for entry in entries]
    whole = "entries" in known.get("partial", ()) or not known
    missing = set(scope.get("entries", ())) - {entry.name for entry in entries}
    if whole or missing:
        told += [_whole(stated, shipment, world) for stated in world.stated_on(listed) if not scope.get("entries")]
        told.append(_more("list", f"it is on {listed}", f"{listed} is known in part"))
    return all_of(within, any_of(*told)) if told else no(f"{listed} has no such entry")


def _more(ask: str, what: str, why: str) -> Told:
    return unknown(ask, (what,), why)
