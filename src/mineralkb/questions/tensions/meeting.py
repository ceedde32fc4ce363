"""Whether a promise and a rule meet: the party that promised issued it, and it reaches a partner and a material of the promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.questions.tensions.reaching import ANY, doubt, reached
from mineralkb.questions.tensions.world import NO, YES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.questions.tensions.reaching import Partner
    from mineralkb.questions.tensions.sides import Covered, Promise, Rule
    from mineralkb.questions.tensions.world import World

SAME, NARROWER, WIDER = "same", "rule is narrower", "rule is wider"
OPEN, SOME, UNNAMED = "open", "some are meant", "not named"


class Bound(NamedTuple):
    """Who promised, and the issuer that the promise binds."""

    by: str
    issuer: str
    sure: bool
    why: str = ""


class Material(NamedTuple):
    """A material of the promise and one of the rule that meet; an empty name is one that names none."""

    promised: str
    covered: str
    how: str
    sure: bool


def bound(promise: Promise, rule: Rule, world: World, day: str) -> Iterator[Bound]:
    """For each who promised the issuer that is bound by it: itself, its state, or a member of the group on the day."""
    for by in promise.data["by"]:
        state = world.state_of(by)
        for issuer in rule.issuers:
            if issuer in (by, state):
                yield Bound(by, issuer, sure=True, why="" if issuer == by else f"{by} speaks for {issuer}")
            elif (answer := world.belongs(issuer, by, day)) != NO and issuer in world.members.get(by, {}):
                sure = answer == YES
                said = (
                    f"{issuer} is a member of {by}, which promised" if sure else f"{doubt(issuer, by)}, which promised"
                )
                yield Bound(by, issuer, sure, said)
        if by in rule.authorities and by not in rule.issuers and state not in rule.issuers:
            yield Bound(by, rule.issuers[0], sure=True, why=f"{by} issued it")


def partners(promise: Promise, rule: Rule, one: Bound, world: World, day: str) -> Iterator[Partner]:
    """Those to whom it is promised and whom the rule reaches, or would reach but for an exclusion."""
    for name in _promised_to(promise, one.by):
        place = world.state_of(name)
        if place not in (one.issuer, one.by) or name == ANY:
            found = reached(rule, place, world, day)
            if found:
                yield found._replace(name=name)


def materials(promise: Promise, rule: Rule, world: World, day: str) -> list[Material]:
    """The materials on which they meet on the day: the same, or one belongs to the other; else what may be meant."""
    found = list(dict.fromkeys(_materials(promise, rule, world, day)))
    told = {one.covered for one in found if one.how not in (OPEN, SOME)}
    return [one for one in found if one.how not in (OPEN, SOME) or one.covered not in told]


def _materials(promise: Promise, rule: Rule, world: World, day: str) -> Iterator[Material]:
    forms = frozenset(promise.data.get("forms", ()))
    on_the_day = [one for one in rule.covered if one.since[0] <= day <= one.until[1]]
    if not rule.covered:
        for mineral in promise.minerals or (ANY,):
            yield Material(mineral, ANY, UNNAMED, sure=False)
    for one in on_the_day:
        sure = one.since[1] <= day <= one.until[0]
        for mineral in promise.minerals or (ANY,):
            how = _how(mineral, one, world)
            if how and _same_forms(mineral, forms, one, world):
                yield Material(mineral, one.mineral, how, sure and how not in (OPEN, SOME, UNNAMED))


def _promised_to(promise: Promise, by: str) -> tuple[str, ...]:
    """To whom: those named, else the other parties; of an act of one party, everyone."""
    if "to" in promise.data:
        return tuple(name for name in promise.data["to"] if name != by)
    return tuple(name for name in promise.whole.get("parties", ()) if name != by) or (ANY,)


def _related(promised: str, one: Covered, world: World) -> str:
    """How the material of the promise and that of the rule are related; nothing where they are not."""
    if promised == ANY:
        return UNNAMED
    if promised == one.mineral:
        return SAME
    if promised in world.above.get(one.mineral, ()):
        return NARROWER
    if one.mineral in world.above.get(promised, ()):
        return WIDER
    return OPEN if world.umbrellas & {promised, one.mineral} else ""


def _how(promised: str, one: Covered, world: World) -> str:
    """The same; of a group that is covered in part it is not known what is meant."""
    how = _related(promised, one, world)
    return SOME if one.some and how in (SAME, NARROWER, WIDER) else how


def _same_forms(promised: str, forms: frozenset[str], one: Covered, world: World) -> bool:
    """Whether a form can be meant by both; a product such as a magnet is promised in its own forms."""
    data = world.things.get(promised, {})
    meant = forms or frozenset(data.get("forms", ()) if data.get("type") == "product" else ())
    return not meant or not one.forms or not meant.isdisjoint(one.forms)
