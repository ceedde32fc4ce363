"""Which parts of several records go together: the likest first, each in one group only."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mineralkb.questions.abreast.parts import Key, Part


def linked(one: Part, other: Part) -> bool:
    """Whether two parts are about the same, or one about something that the other's subject belongs to."""
    return not one.reach.isdisjoint(other.keys) or not other.reach.isdisjoint(one.keys)


def together(one: Part, other: Part) -> bool:
    """Whether two parts are about the very same thing."""
    return not set(one.keys).isdisjoint(other.keys)


def likeness(one: Part, other: Part) -> float:
    """How much speaks for it that two linked parts go together."""
    pairs = zip(one.traits, other.traits, strict=True)
    return sum(weight * _overlap(words, others) for (weight, words), (_, others) in pairs)


def matched(parts: Sequence[Part]) -> list[list[Part]]:
    """Groups of linked parts, of each record one at most; a part without a match is a group of its own."""
    group_of = {place: [part] for place, part in enumerate(parts)}
    for one, other in _pairs(parts):
        left, right = group_of[one], group_of[other]
        if left is not right and _may_join(left, right):
            left += right
            group_of |= {place: left for place, group in group_of.items() if group is right}
    found = {id(group): group for group in group_of.values()}
    return [sorted(group, key=lambda part: part.column) for group in found.values()]


def heading(group: Iterable[Part]) -> Key:
    """What the group stands under: the first of the keys that most of its parts are about."""
    parts = list(group)
    keys = {key for part in parts for key in part.keys}
    return min(keys, key=lambda key: (-sum(key in part.reach for part in parts), key.order))


def _pairs(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """The places of parts of different records that can go together, the likest pair first.

    A part on something wider goes with one on something narrower only where neither has another choice.
    """
    pairs = [
        (one, other)
        for one, other in combinations(range(len(parts)), 2)
        if parts[one].column != parts[other].column and linked(parts[one], parts[other])
    ]
    choices = Counter((place, parts[mate].column) for pair in pairs for place, mate in (pair, pair[::-1]))
    found = [
        (-likeness(parts[one], parts[other]), one, other)
        for one, other in pairs
        if together(parts[one], parts[other])
        or choices[one, parts[other].column] == choices[other, parts[one].column] == 1
    ]
    return [(one, other) for _, one, other in sorted(found)]


def _may_join(left: list[Part], right: list[Part]) -> bool:
    return all(one.column != other.column and linked(one, other) for one in left for other in right)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have; nothing on both sides is alike."""
    return len(one & other) / len(one | other) if one or other else 1.0
