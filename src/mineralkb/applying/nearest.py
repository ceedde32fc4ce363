"""Where no rule is found: those that miss the shipment by one condition only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.applying.judging import CONDITIONS, EFFECT, OPEN, state_of
from mineralkb.applying.rules import Rule, candidates
from mineralkb.applying.three import NO

if TYPE_CHECKING:
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.store import Store
    from mineralkb.applying.world import World

_MOST = 5


class Miss(NamedTuple):
    """A rule in effect that day that does not bear, the one condition by which it misses, and why."""

    rule: Rule
    condition: str
    why: str


def nearest(store: Store, shipment: Shipment, world: World) -> tuple[Miss, ...]:
    """The first few of the rules, for any destination, that one condition alone keeps from bearing."""
    found: list[Miss] = []
    for rule in candidates(store, shipment._replace(destination=""), world.day):
        standing = world.standing(rule.id)
        if rule.counts and standing and state_of(standing) in (EFFECT, OPEN):
            told = {name: condition(rule, shipment, world) for name, condition in CONDITIONS.items()}
            missed = [name for name, one in told.items() if one.answer == NO]
            if len(missed) == 1:
                found.append(Miss(rule, missed[0], "; ".join(told[missed[0]].why[:2])))
    return tuple(found[:_MOST])
