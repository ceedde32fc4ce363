"""What rules that may bear would add to an answer: on which conditions, and what is to be found out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.applying.outcomes import graver, gravity
from mineralkb.applying.three import Need, Way, joined, near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.judging import Judged


_MANY = 200


class Branch(NamedTuple):
    """If all of these hold, the outcome; and the rules that say so."""

    needs: Way
    outcome: str
    rules: tuple[str, ...]


def branches_of(open_: Iterable[Judged], outcome: str) -> tuple[Branch, ...]:
    """The conditions under which an open rule makes the outcome graver; the gravest first, then the shortest."""
    alike: dict[tuple[str, frozenset[tuple[str, frozenset[str]]]], Branch] = {}
    for one in open_:
        for way in one.ways if graver(one.outcome, outcome) else ():
            key = one.outcome, frozenset((need.ask, frozenset(need.values)) for need in way)
            held = alike.get(key)
            alike[key] = Branch(way, one.outcome, (*(held.rules if held else ()), one.rule.id))
    found: list[Branch] = []
    for branch in alike.values():
        # Where they are very many, those that ask the same are one.
        _add(found, branch, 1 if len(alike) <= _MANY else len(branch.needs))
    branches = sorted(found, key=_order)
    return tuple(branch for branch in branches if not any(_covers(other, branch) for other in branches))


def find_out(branches: Iterable[Branch]) -> tuple[Need, ...]:
    """What would settle the branches, each once, in the order in which they are shown."""
    found: dict[str, Need] = {}
    for branch in branches:
        for need in branch.needs:
            held = found.get(need.ask)
            values = tuple(dict.fromkeys((*(held.values if held else ()), *need.values)))
            found[need.ask] = Need(need.ask, values, held.why if held else need.why)
    return tuple(found.values())


def _order(branch: Branch) -> tuple[int, int, list[str], tuple[str, ...]]:
    return gravity(branch.outcome), len(branch.needs), sorted(need.ask for need in branch.needs), branch.rules


def _add(found: list[Branch], branch: Branch, most: int) -> None:
    """The branch among the others; with one that differs in one need it is one."""
    for place, other in enumerate(found):
        if other.outcome == branch.outcome and near(other.needs, branch.needs, most):
            rules = tuple(dict.fromkeys((*other.rules, *branch.rules)))
            found[place] = Branch(joined(other.needs, branch.needs), branch.outcome, rules)
            return
    found.append(branch)


def _covers(one: Branch, other: Branch) -> bool:
    """Whether another branch says as much or graver, on fewer conditions that hold whenever its own do."""
    if one is other or graver(other.outcome, one.outcome) or len(one.needs) >= len(other.needs):
        return False
    held = {need.ask: set(need.values) for need in other.needs}
    return all(held.get(need.ask, {""}) <= set(need.values) for need in one.needs)
