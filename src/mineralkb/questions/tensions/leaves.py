"""What the state of a tension rests on: its leaves, and the state that some of them alone would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.questions.tensions.judging import UNSURE, judge
from mineralkb.questions.tensions.meeting import bound
from mineralkb.questions.tensions.reaching import ANY
from mineralkb.questions.why.shortest import fewest

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from mineralkb.questions.tensions.answer import Tension
    from mineralkb.questions.tensions.meeting import Material
    from mineralkb.questions.tensions.reaching import Partner
    from mineralkb.questions.tensions.sides import Promise, Rule
    from mineralkb.questions.tensions.world import World

PARTY, PARTNER, MATERIAL = MEETING = ("party", "partner", "material")
AGREEMENT, PLEDGE, RULE = STANDINGS = ("agreement", "pledge", "rule")


class State(NamedTuple):
    """How the two stand to each other, on what kind of material, and, where it cannot be told, how each stands."""

    word: str
    materials: tuple[tuple[str, bool], ...]
    standings: tuple[tuple[str, ...], ...]


class Pair(NamedTuple):
    """A tension on a day, with one partner and one material on which the two meet."""

    tension: Tension
    partner: Partner
    material: Material
    world: World
    day: str

    def leaves(self) -> tuple[str, ...]:
        """Where they meet, how each stands, and the exceptions by their routes."""
        return (*MEETING, *STANDINGS, *(one.id for one in self.tension.judged.exceptions))

    def told(self, leaves: Collection[str]) -> State | None:
        """The state if only these leaves were recorded; nothing where the two do not meet."""
        promise, rule = self._promise(leaves), self._rule(leaves)
        mine = [one for one in bound(promise, rule, self.world, self.day) if one[:2] == self.tension.bound[:2]]
        judged = judge(promise, rule, mine[0], self.world, self.day) if mine else None
        if judged is None:
            return None
        standings = (judged.promised.words, judged.ruled.words) if judged.state == UNSURE else ()
        return State(judged.state, tuple(sorted({(one.how, one.sure) for one in judged.met})), standings)

    def _promise(self, leaves: Collection[str]) -> Promise:
        whole = self.tension.promise
        to = [self.partner.name] if PARTNER in leaves and self.partner.name != ANY else []
        data = _with(whole.id, whole.data, leaves) | {"by": whole.data["by"] if PARTY in leaves else []}
        data = data | {"to": to} if to or PARTNER not in leaves else _less(data, "to")
        return whole._replace(
            data=data,
            whole={**whole.whole, "parties": {self.tension.bound.by: {}}},
            minerals=(self.material.promised,) if MATERIAL in leaves and self.material.promised != ANY else (),
            own=whole.own if PLEDGE in leaves else (),
            record=whole.record if AGREEMENT in leaves else (),
        )

    def _rule(self, leaves: Collection[str]) -> Rule:
        whole = self.tension.rule
        covered = tuple(one for one in whole.covered if one.mineral == self.material.covered and MATERIAL in leaves)
        return whole._replace(
            data=_with(whole.id, whole.data, leaves),
            whole={**whole.whole, "issuers": whole.whole["issuers"] if PARTY in leaves else {}},
            covered=covered,
            own=whole.own if RULE in leaves else (),
        )


def pair_of(tension: Tension, world: World, day: str) -> Pair:
    """The tension with the surest partner and material of those on which the two meet."""
    partner = max(tension.judged.reached, key=lambda one: one.sure)
    return Pair(tension, partner, max(tension.judged.met, key=lambda one: one.sure), world, day)


def needed(pair: Pair) -> tuple[str, ...]:
    """The fewest leaves that give the same state."""
    return fewest(pair.told, pair.leaves())


def _with(identity: str, data: dict[str, Any], leaves: Collection[str]) -> dict[str, Any]:
    """What one side says, with those exceptions only that are among the leaves."""
    kept = {
        name: inner for name, inner in data.get("exceptions", {}).items() if f"{identity}/exceptions/{name}" in leaves
    }
    return {**data, "exceptions": kept}


def _less(data: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != name}
