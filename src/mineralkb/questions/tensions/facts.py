"""Where party, partner and material of a tension stand in both files, and what connects the one with the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.questions.tensions.leaves import MATERIAL, PARTNER, PARTY, STANDINGS
from mineralkb.questions.tensions.reaching import ANY
from mineralkb.questions.why.links import MATERIALS, chain, through_a_list
from mineralkb.questions.why.routes import route_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.questions.tensions.leaves import Pair
    from mineralkb.questions.why.derivation import Files
    from mineralkb.questions.why.links import Link


def links(files: Files, pair: Pair, leaf: str) -> Iterator[Link]:
    """Where the party, the partner, the material or an exception stands; nothing for a standing, which rests on events."""
    one = pair.tension
    if leaf == PARTY:
        yield from _party(files, pair)
    elif leaf == PARTNER:
        yield from _partner(files, pair)
    elif leaf == MATERIAL:
        yield from _material(files, pair)
    elif leaf not in STANDINGS:
        side = one.promise if leaf.startswith(f"{one.promise.id}/") else one.rule
        section = files.found(side.id).route
        yield side.id, (*section, "exceptions", leaf.rpartition("/")[2], "summary"), "an exception names the case"


def _party(files: Files, pair: Pair) -> Iterator[Link]:
    """Who promised, who issued the rule, and how the one speaks for the other."""
    one = pair.tension
    promise, rule = files.found(one.promise.id), files.found(one.rule.id)
    yield one.promise.id, route_of(promise, ("by",), one.bound.by), f"{one.bound.by} promised"
    if issuer := route_of(rule, ("issuers",), one.bound.issuer):
        yield one.rule.id, issuer, f"{one.bound.issuer} issued the rule"
    if one.bound.why:
        group = pair.world.members.get(one.bound.by, {})
        if one.bound.issuer in group:
            yield one.bound.by, ("members", one.bound.issuer), one.bound.why
        else:
            yield one.rule.id, route_of(rule, ("authorities",), one.bound.by), one.bound.why


def _partner(files: Files, pair: Pair) -> Iterator[Link]:
    """To whom it is promised, and how the rule reaches them."""
    promise, rule = files.found(pair.tension.promise.id), files.found(pair.tension.rule.id)
    name = pair.partner.name
    to = route_of(promise, ("to",), name) or route_of(promise, ("parties",), name)
    yield (
        promise.identity,
        to,
        f"it is promised to {name}" if name != ANY else "it is an act of one party, and owed to all",
    )
    partner, aimed = pair.partner, rule.own.get("targets", {})
    fields = ("excluded",) if partner.spared else ("destinations", "listed_in")
    named = next((field for field in fields if partner.target in aimed.get(field, ())), "")
    yield rule.identity, (*rule.route, "targets", named, partner.target) if named else (), partner.why
    yield from _beyond(files, pair, named)


def _beyond(files: Files, pair: Pair, named: str) -> Iterator[Link]:
    """What connects the partner and the place or list that the rule names: a body's state, a group, an entry."""
    name, target = pair.partner.name, pair.partner.target
    state, members = pair.world.state_of(name), pair.world.members
    if target and state != name:
        yield name, ("country",), f"{name} speaks for {state}"
    if named == "listed_in" and pair.partner.entry:
        entry = files.found(pair.partner.entry)
        yield entry.identity, (*entry.route, "country"), f"which is of {state}"
        yield entry.identity, (*entry.route, "since"), "and on the list since then"
    for group, member in ((target, state), (state, target)):
        if named != "listed_in" and member in members.get(group, {}):
            yield group, ("members", member), f"{member} is a member of {group}"


def _material(files: Files, pair: Pair) -> Iterator[Link]:
    """The material of either side, and how the one belongs to the other."""
    promise, rule = files.found(pair.tension.promise.id), files.found(pair.tension.rule.id)
    named, covered = pair.material.promised, pair.material.covered
    said = f"it is on {named}" if named != ANY else "it names no material"
    yield promise.identity, route_of(promise, MATERIALS, named) if named != ANY else (), said
    own = route_of(rule, MATERIALS, covered) if covered != ANY else ()
    if own or covered == ANY:
        yield rule.identity, own, f"the rule is on {covered}" if own else "the rule names no material"
    elif some := route_of(rule, ("some_of",), covered):
        yield rule.identity, some, f"the rule is on some of {covered}, and not all of them are recorded"
    else:
        yield from through_a_list(files, rule, covered)
    for narrow, wide in ((covered, named), (named, covered)):
        if narrow != wide and wide in pair.world.above.get(narrow, ()):
            yield from chain(files, narrow, wide)
