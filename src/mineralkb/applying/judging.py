"""One rule against the shipment on one day: whether it bears, what it comes to, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.applying.goods import goods, objects
from mineralkb.applying.outcomes import outcome_of
from mineralkb.applying.places import destination
from mineralkb.applying.reach import reach
from mineralkb.applying.three import NO, UNKNOWN, Need, Told, Way, all_of
from mineralkb.applying.users import exporters, purpose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mineralkb.applying.rules import Rule
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.things import Segment
    from mineralkb.applying.world import World

EFFECT, SUSPENDED, PLANNED, ENDED, OPEN = "in effect", "suspended", "planned", "ended", "cannot tell"
_WORDS = {"proposed": PLANNED, "never adopted": ENDED}

CONDITIONS: dict[str, Callable[[Rule, Shipment, World], Told]] = {
    "object": objects,
    "reach": reach,
    "destination": destination,
    "goods": goods,
    "purpose": purpose,
    "exporter": exporters,
}


class Judged(NamedTuple):
    """A rule, whether it bears, the ways in which it would, its outcome, and how it stands that day."""

    rule: Rule
    told: Told
    outcome: str
    standing: Segment
    state: str

    @property
    def bears(self) -> str:
        """Yes or cannot tell: of a rule that may not be in effect it cannot be told."""
        return UNKNOWN if self.uncertain else self.told.answer

    @property
    def uncertain(self) -> bool:
        """Whether it may be in effect that day, and may not."""
        return self.state == OPEN

    @property
    def ways(self) -> tuple[Way, ...]:
        """What must hold for it to apply; a standing that is not certain is a need too."""
        if not self.uncertain:
            return self.told.ways
        why = f"whether {self.rule.id} is in effect that day cannot be told: {' or '.join(self.standing.possible)}"
        need = Need("standing", (f"{self.rule.id} is in effect",), why)
        return tuple((*way, need) for way in self.told.ways or ((),))


def judged(rules: Iterable[Rule], shipment: Shipment, world: World) -> list[Judged]:
    """The rules that bear or may, with those that are suspended, planned or ended that day."""
    return [found for rule in rules if (found := judge(rule, shipment, world))]


def judge(rule: Rule, shipment: Shipment, world: World) -> Judged | None:
    """The rule, where it bears or may; None where it does not, or was not issued yet."""
    standing = world.standing(rule.id)
    if standing is None or standing.word == "not issued":
        return None
    told = bearing(rule, shipment, world)
    return (
        Judged(rule, told, outcome_of(rule.data, world.day), standing, state_of(standing))
        if told.answer != NO
        else None
    )


def bearing(rule: Rule, shipment: Shipment, world: World) -> Told:
    """Whether every condition of the rule holds; the first that does not is reason enough."""
    found = []
    for condition in CONDITIONS.values():
        told = condition(rule, shipment, world)
        if told.answer == NO:
            return told
        found.append(told)
    return all_of(*found)


def state_of(standing: Segment) -> str:
    """In effect, suspended, planned or ended; cannot tell where it may be in effect and may not."""
    if standing.word != UNKNOWN:
        return _WORDS.get(standing.word, standing.word)
    possible = standing.possible
    if not possible or EFFECT in possible:
        return OPEN
    return next(
        state for state in (SUSPENDED, PLANNED, ENDED) if state in [_WORDS.get(w, w) for w in possible] + [ENDED]
    )
