"""`mkb tensions`: for a day, the promises that a measure of the same party meets, ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.questions.asked import given
from mineralkb.questions.coverage import Silence, Sought, silence
from mineralkb.questions.tensions.judging import OVER, STATES, Judged, days_of, judge
from mineralkb.questions.tensions.meeting import bound
from mineralkb.questions.tensions.sides import count_of_rules, promises, rules
from mineralkb.questions.tensions.world import World
from mineralkb.vocabulary.agreements import STRENGTHS
from mineralkb.vocabulary.controls import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.tensions.meeting import Bound
    from mineralkb.questions.tensions.sides import Promise, Rule


class Wanted(NamedTuple):
    """Only tensions of these parties, partners and materials; `everything` also those of which one side is over."""

    parties: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    minerals: tuple[str, ...] = ()
    everything: bool = False

    def as_data(self) -> dict[str, Any]:
        """What was asked for, without what was left as it is."""
        lists = {"party": list(self.parties), "partner": list(self.partners), "mineral": list(self.minerals)}
        return given({**lists, "all": self.everything})


class Tension(NamedTuple):
    """A promise and a rule that meet, who is bound, how it stands on the day, and the days on which both held."""

    promise: Promise
    rule: Rule
    bound: Bound
    judged: Judged
    days: tuple[tuple[str, str], ...] = ()

    @property
    def rank(self) -> tuple[object, ...]:
        """What weighs most comes first: the state, what is sure, the strength, the measure."""
        unsure = not any(one.sure for one in self.judged.met)
        strength = self.promise.data["strength"]
        strengths = list(STRENGTHS)
        weight = strengths.index(strength) if strength in strengths else len(strengths)
        measure = list(MEASURES).index(self.rule.data["measure"])
        return STATES.index(self.judged.state), unsure, weight, measure, self.promise.id, self.rule.id, self.bound


class Tensions(NamedTuple):
    """All tensions of the day, what was counted, and what was asked."""

    found: tuple[Tension, ...]
    promises: int
    rules: int
    over: int
    wanted: Wanted
    asked: Asked
    evidence: str
    # Where nothing is found: what the filters left out, and what claims of coverage say.
    emptied: str = ""
    silence: Silence | None = None


def tensions(base: Base, wanted: Wanted, asked: Asked) -> Tensions:
    """Every promise on exports against every rule of the same party, on the day."""
    world, day = World(base), asked.on.isoformat()
    promised = promises(base)
    owners = {name for promise in promised for name in _owners(promise, world)}
    by_issuer: dict[str, list[Rule]] = {}
    for rule in rules(base, sorted(owners)):
        for issuer in {*rule.issuers, *rule.authorities}:
            by_issuer.setdefault(issuer, []).append(rule)
    pairs = ((promise, rule) for promise in promised for rule in _of_the_same(promise, by_issuer, world))
    met = [one for promise, rule in pairs for one in _of_pair(promise, rule, world, day)]
    fit = [one for one in met if _wanted(one, wanted, world)]
    shown = [one for one in fit if wanted.everything or one.judged.state != OVER]
    evidence = max((text for one in shown for text in (one.promise.evidence, one.rule.evidence)), default="")
    dated = (one._replace(days=days_of(*one[:3], world)) for one in sorted(shown, key=lambda one: one.rank))
    ranked = tuple(dated)
    over = len(fit) - len(shown)
    silent = ("", None) if shown else (_emptied(wanted, met, over), _silence(base, wanted, asked))
    return Tensions(ranked, len(promised), count_of_rules(base), over, wanted, asked, evidence, *silent)


def _of_the_same(promise: Promise, by_issuer: dict[str, list[Rule]], world: World) -> Iterable[Rule]:
    """The rules that can be of a party that promised."""
    owners = sorted(_owners(promise, world))
    return {rule.id: rule for owner in owners for rule in by_issuer.get(owner, ())}.values()


def _owners(promise: Promise, world: World) -> set[str]:
    """Those who promised, their states, and who was a member of them at any time."""
    return {name for by in promise.data["by"] for name in (by, world.state_of(by), *world.members.get(by, ()))}


def _of_pair(promise: Promise, rule: Rule, world: World, day: str) -> Iterable[Tension]:
    for one in bound(promise, rule, world, day):
        judged = judge(promise, rule, one, world, day)
        if judged:
            yield Tension(promise, rule, one, judged)


def _wanted(one: Tension, wanted: Wanted, world: World) -> bool:
    """Whether the tension is about a party, a partner and a material that were asked for."""
    parties = {one.bound.by, one.bound.issuer}
    reached = {place.name for place in one.judged.reached}
    about = {name for met in one.judged.met for name in (met.promised, met.covered)}
    wide = {wider for name in about for wider in world.above.get(name, ())}
    return (
        (not wanted.parties or not parties.isdisjoint(wanted.parties))
        and (not wanted.partners or not reached.isdisjoint(wanted.partners))
        and (not wanted.minerals or not wide.isdisjoint(wanted.minerals))
    )


def _emptied(wanted: Wanted, met: list[Tension], over: int) -> str:
    """Which filter emptied the answer, and how many tensions there are without it."""
    if over:
        return f"nothing is found but {over} in which one side is over, kept, or was not known yet (--all)"
    asked = {"party": wanted.parties, "partner": wanted.partners, "mineral": wanted.minerals}
    named = "; ".join(f"{name} {' or '.join(values)}" for name, values in asked.items() if values)
    left = [one for one in met if one.judged.state != OVER]
    near = ", ".join(dict.fromkeys(one.promise.id for one in sorted(left, key=lambda one: one.rank)[:3]))
    without = f"; without that there are {len(left)}, such as of {near}" if near else ""
    return f"nothing is found; the answer is empty because of: {named}{without}" if named else "nothing is found"


def _silence(base: Base, wanted: Wanted, asked: Asked) -> Silence:
    """Both sides must have been looked for: the agreements of the party and its controls."""
    return silence(base, Sought(("agreements", "controls"), wanted.parties, wanted.minerals), asked.on)
