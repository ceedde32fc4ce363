"""Why a tension is in its state: party, partner and material in both files, and how both sides stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.questions.tensions.facts import links
from mineralkb.questions.tensions.leaves import AGREEMENT, MEETING, PLEDGE, RULE, STANDINGS, needed
from mineralkb.questions.why.derivation import Derivation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.questions.tensions.leaves import Pair
    from mineralkb.questions.why.derivation import Files, Ground

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
    if leaf in STANDINGS:
        yield from files.standing(
            subjects_of(pair)[leaf], f"the {leaf} stands as: {_words(pair)[leaf]}", number, otherwise
        )
    for identity, route, rule in links(files, pair, leaf):
        yield files.ground(identity, route, rule, number, otherwise)


def _words(pair: Pair) -> dict[str, str]:
    """How the agreement, the pledge and the rule stand."""
    judged = pair.tension.judged
    return dict(zip(STANDINGS, (*judged.promised.words, *judged.ruled.words), strict=True))
