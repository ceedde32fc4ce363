"""Whether a rule reaches a shipment from where it comes: at home, re-exported, made abroad, or by persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.applying.brought import any_part, brought_by
from mineralkb.applying.places import among, comes_from
from mineralkb.applying.three import NO, UNKNOWN, YES, Told, all_of, any_of, no, unknown, yes

if TYPE_CHECKING:
    from mineralkb.applying.rules import Rule
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.world import World


def reach(rule: Rule, shipment: Shipment, world: World) -> Told:
    """Yes where one of the rule's reaches holds; a rule that names none holds at home."""
    words = rule.data.get("reach", ("territorial",))
    found = any_of(*(_REACHES[word](rule, shipment, world) for word in words))
    brought = brought_by(rule, shipment)
    return all_of(found, brought) if brought and "foreign-made" not in words else found


def _territorial(rule: Rule, shipment: Shipment, world: World) -> Told:
    """Exports of its own goods from the issuer's territory; the text decides on foreign goods that leave it again."""
    if not shipment.reexport_from:
        return comes_from(rule, shipment.origin, world, "origin")
    leaves = comes_from(rule, shipment.reexport_from, world, "reexport-from")
    origin = comes_from(rule, shipment.origin, world, "origin")
    if origin.answer == NO:
        said = rule.data.get("transit", "the record says nothing of foreign goods that leave again").rstrip(".")
        origin = unknown("text", ("foreign goods that leave again are covered",), said)
    return all_of(leaves, origin)


def _reexport(rule: Rule, shipment: Shipment, world: World) -> Told:
    """Goods of the issuer's origin that leave another country."""
    origin = comes_from(rule, shipment.origin, world, "origin")
    if not shipment.reexport_from:
        abroad = unknown(
            "reexport-from", (f"outside {' and '.join(rule.issuers)}",), "no re-exporting country is given"
        )
        return all_of(origin, abroad)
    return all_of(origin, _elsewhere(rule, shipment.reexport_from, world, "reexport-from"))


def _foreign_made(rule: Rule, shipment: Shipment, world: World) -> Told:
    """Goods made abroad with content or technology of the issuer's origin."""
    abroad = _elsewhere(rule, shipment.origin, world, "origin")
    return all_of(abroad, brought_by(rule, shipment) or any_part(rule, shipment))


def _persons(rule: Rule, shipment: Shipment, world: World) -> Told:
    """What the issuer's citizens and entities do anywhere."""
    of = f"of {' and '.join(rule.issuers)}"
    nationality = world.store.countries_of_organizations.get(shipment.exporter, shipment.exporter)
    known = world.store.record(nationality).get("kind of record") in ("countries", "groups")
    if not shipment.exporter or not known:
        return unknown("exporter", (f"a person or firm {of}",), f"whether the exporter is {of} is not known")
    return among(world, nationality, rule.issuers, "exporter")


def _elsewhere(rule: Rule, place: str, world: World, ask: str) -> Told:
    """Whether the place lies outside the issuer's territory."""
    home = comes_from(rule, place, world, ask)
    if home.answer == YES:
        return no(f"{ask} {place} is the issuer's own")
    if home.answer == UNKNOWN:
        return unknown(ask, (f"outside {' and '.join(rule.issuers)}",), home.why[0])
    return yes(f"{ask} {place}, outside {' and '.join(rule.issuers)}")


_REACHES = {"territorial": _territorial, "re-export": _reexport, "foreign-made": _foreign_made, "persons": _persons}
