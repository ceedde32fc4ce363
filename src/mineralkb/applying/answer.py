"""The answer for a shipment: the outcome and its branches on a day, or the days on which the answer changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.applying.beside import stands_beside
from mineralkb.applying.branches import Branch, branches_of, find_out
from mineralkb.applying.instruments import Instrument, Link, chain_of, instrument_of
from mineralkb.applying.judging import EFFECT, ENDED, OPEN, PLANNED, SUSPENDED, Judged, judged
from mineralkb.applying.nearest import Miss, nearest
from mineralkb.applying.outcomes import CANNOT_TELL, NOTHING, graver, gravest, gravity, ordered
from mineralkb.applying.rules import candidates
from mineralkb.applying.statements import Statement, statements_of
from mineralkb.applying.store import Store
from mineralkb.applying.three import YES, Need
from mineralkb.applying.tranches import tranches_on
from mineralkb.applying.world import World
from mineralkb.questions.coverage import Silence, Sought, silence
from mineralkb.questions.standings import Answer, standing_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.rules import Rule
    from mineralkb.applying.shipment import Shipment
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked


class Verdict(NamedTuple):
    """What holds on one day: the outcome, what else is possible, on which conditions, and the rules."""

    outcome: str
    possible: tuple[str, ...]
    branches: tuple[Branch, ...]
    ground: tuple[Judged, ...]
    open: tuple[Judged, ...]


class Shown(NamedTuple):
    """A rule as it is shown: how it stands, its instrument, those it continues, what runs that day, and what was said of it."""

    judged: Judged
    standing: Answer | None
    instrument: Instrument
    chain: tuple[Link, ...]
    tranches: tuple[str, ...]
    statements: tuple[Statement, ...]


class Applicable(NamedTuple):
    """The whole answer for one day."""

    shipment: Shipment
    verdict: Verdict
    rules: tuple[Shown, ...]
    suspended: tuple[Shown, ...]
    planned: tuple[Shown, ...]
    ended: tuple[Shown, ...]
    beside: tuple[Shown, ...]
    find_out: tuple[Need, ...]
    nearest: tuple[Miss, ...]
    coverage: Silence | None
    evidence: str
    asked: Asked


def applicable(base: Base, shipment: Shipment, asked: Asked) -> Applicable:
    """Which rules bear on the shipment on the day asked, which may, and what they come to."""
    store = Store(base)
    world = World(store, asked.on.isoformat())
    rules = candidates(store, shipment, world.day)
    every = judged(rules, shipment, world)
    counted = [one for one in every if one.rule.counts]
    verdict = verdict_of(counted)
    shown = [_shown(one, world) for one in (*verdict.ground, *verdict.open)]
    aside = {state: _of_state(counted, state, world) for state in (SUSPENDED, PLANNED, ENDED)}
    beside = [one for one in every if stands_beside(one)]
    return Applicable(
        shipment,
        verdict,
        tuple(shown),
        aside[SUSPENDED],
        aside[PLANNED],
        aside[ENDED],
        tuple(_shown(one, world) for one in beside),
        find_out(verdict.branches),
        () if shown else nearest(store, shipment, world),
        None if shown else _silence(base, shipment, asked.on),
        max((one.rule.evidence for one in ((*verdict.ground, *verdict.open) or beside)), default=""),
        asked,
    )


def _silence(base: Base, shipment: Shipment, on: date) -> Silence:
    """What claims of coverage say where no rule was found."""
    places = tuple(place for place in (shipment.origin, shipment.reexport_from) if place)
    return silence(base, Sought(("controls",), places, shipment.minerals), on)


def verdict_of(counted: Iterable[Judged]) -> Verdict:
    """The gravest outcome of the rules that surely bear and are in effect, and what the open ones would add."""
    live = sorted((one for one in counted if one.state in (EFFECT, OPEN)), key=_order)
    ground = tuple(one for one in live if one.bears == YES)
    open_ = tuple(one for one in live if one.bears != YES)
    sure = gravest(one.outcome for one in ground)
    branches = branches_of(open_, sure)
    # What hangs on the standing alone no word on the shipment can settle.
    hangs = any(one.told.answer == YES and graver(one.outcome, sure) for one in open_)
    outcome = CANNOT_TELL if hangs or (sure == NOTHING and branches) else sure
    return Verdict(outcome, ordered([sure, *(branch.outcome for branch in branches)]), branches, ground, open_)


def verdict_on(rules: Iterable[Rule], shipment: Shipment, world: World) -> Verdict:
    """The same for a day of which only the verdict is wanted."""
    return verdict_of([one for one in judged(rules, shipment, world) if one.rule.counts])


def _order(one: Judged) -> tuple[int, str]:
    return gravity(one.outcome), one.rule.id


def _of_state(counted: list[Judged], state: str, world: World) -> tuple[Shown, ...]:
    return tuple(_shown(one, world) for one in sorted(counted, key=_order) if one.state == state)


def _shown(one: Judged, world: World) -> Shown:
    standing = standing_on(world.store.base, one.rule.id, date.fromisoformat(world.day))
    instrument = instrument_of(one.rule.record, world)
    statements = statements_of(one.rule, standing, world) if one.uncertain else ()
    return Shown(
        one, standing, instrument, chain_of(one.rule, world), tranches_on(one.rule.data, world.day), statements
    )
