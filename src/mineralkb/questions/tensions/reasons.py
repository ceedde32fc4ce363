"""Why a tension is in its state: party, partner and material in both files, and how both sides stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.questions.tensions.leaves import AGREEMENT, MATERIAL, MEETING, PARTNER, PARTY, PLEDGE, RULE, needed
from mineralkb.questions.tensions.meeting import ANY, EVERYWHERE
from mineralkb.questions.why.derivation import Derivation, route_of
from mineralkb.questions.why.links import MATERIALS, chain, through_a_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.questions.tensions.leaves import Pair
    from mineralkb.questions.why.derivation import Files, Ground
    from mineralkb.questions.why.links import Link

_APART = "they do not meet"


def why_state(files: Files, pair: Pair) -> Derivation:
    """The fewest leaves that give the state, each with its facts, and what the state would be without it."""
    one = pair.tension
    kept = needed(pair)
    grounds = [ground for number, leaf in enumerate(kept, 1) for ground in _grounds(files, pair, leaf, kept, number)]
    subjects = subjects_of(pair)
    text = f"{one.promise.id} and {one.rule.id} on {pair.day}: {one.judged.state}"
    rest = tuple(_shown(leaf, pair) for leaf in pair.leaves() if leaf not in kept)
    standings = tuple(subjects[leaf] for leaf in kept if leaf in subjects)
    return Derivation(text, f"{one.promise.id} {one.rule.id}", tuple(grounds), standings, rest)


def subjects_of(pair: Pair) -> dict[str, str]:
    """Whose standing each of these leaves is."""
    promise, rule = pair.tension.promise, pair.tension.rule
    return {AGREEMENT: promise.id.partition("/")[0], PLEDGE: promise.id, RULE: rule.id}


def _shown(leaf: str, pair: Pair) -> str:
    subject = subjects_of(pair).get(leaf)
    return f"the standing of {subject}" if subject else f"the {leaf}" if leaf in MEETING else leaf


def _grounds(files: Files, pair: Pair, leaf: str, kept: tuple[str, ...], number: int) -> Iterator[Ground]:
    state = pair.told(tuple(other for other in kept if other != leaf))
    same = state is not None and state.word == pair.tension.judged.state
    otherwise = _APART if state is None else f"{state.word}, but less is known" if same else state.word
    for identity, route, rule in _links(files, pair, leaf):
        yield files.ground(identity, route, rule, number, otherwise)


def _links(files: Files, pair: Pair, leaf: str) -> Iterator[Link]:
    one = pair.tension
    promised, ruled = one.judged.promised.words, one.judged.ruled.words
    if leaf == PARTY:
        yield from _party(files, pair)
    elif leaf == PARTNER:
        yield from _partner(files, pair)
    elif leaf == MATERIAL:
        yield from _material(files, pair)
    elif leaf in (AGREEMENT, PLEDGE, RULE):
        words = dict(zip((AGREEMENT, PLEDGE, RULE), (*promised, *ruled), strict=True))
        yield subjects_of(pair)[leaf], (), f"the {leaf} stands as: {words[leaf]}"
    else:
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
    aimed = rule.own.get("targets", {})
    field = "excluded" if pair.partner.spared else "destinations" if "destinations" in aimed else "listed_in"
    there = next(
        ((*rule.route, "targets", field, place) for place in aimed.get(field, ()) if place in pair.partner.why), ()
    )
    yield rule.identity, () if pair.partner.why == EVERYWHERE else there, pair.partner.why


def _material(files: Files, pair: Pair) -> Iterator[Link]:
    """The material of either side, and how the one belongs to the other."""
    promise, rule = files.found(pair.tension.promise.id), files.found(pair.tension.rule.id)
    named, covered = pair.material.promised, pair.material.covered
    said = f"it is on {named}" if named != ANY else "it names no material"
    yield promise.identity, route_of(promise, MATERIALS, named) if named != ANY else (), said
    own = route_of(rule, MATERIALS, covered) if covered != ANY else ()
    if own or covered == ANY:
        yield rule.identity, own, f"the rule is on {covered}" if own else "the rule names no material"
    else:
        yield from through_a_list(files, rule, covered)
    for narrow, wide in ((covered, named), (named, covered)):
        if narrow != wide and wide in pair.world.above.get(narrow, ()):
            yield from chain(files, narrow, wide)
