"""Three answers, with the reasons, and with what would make an unknown one a yes."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

YES, NO, UNKNOWN = "yes", "no", "cannot tell"
# What would have to be found where an enumeration is known in part.
MORE = "more than is recorded"
# More ways than this are not told apart.
_MOST_WAYS = 24


class Need(NamedTuple):
    """What must hold: the option that would say so (or what else is open), the values that will do, and why."""

    ask: str
    values: tuple[str, ...]
    why: str = ""


# Needs that must all hold.
Way = tuple[Need, ...]


class Told(NamedTuple):
    """An answer with its reasons; an unknown one has the ways in which it would be a yes."""

    answer: str
    why: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


def yes(*why: str) -> Told:
    """It is so."""
    return Told(YES, tuple(text for text in why if text))


def no(*why: str) -> Told:
    """It is not so."""
    return Told(NO, why)


def unknown(ask: str, values: Iterable[str], why: str) -> Told:
    """It is so if the shipment, or what is open of the record, is one of the values."""
    return Told(UNKNOWN, (why,), ((Need(ask, tuple(dict.fromkeys(values)), why),),))


def all_of(*told: Told) -> Told:
    """Yes where all are; no where one is."""
    noes = [one for one in told if one.answer == NO]
    if noes:
        return Told(NO, _reasons(noes))
    open_ = [one for one in told if one.answer == UNKNOWN]
    ways: list[Way] = [()]
    for one in open_:
        ways = merged(joined(left, right) for left, right in product(ways, one.ways))
    return Told(UNKNOWN, _reasons(told), tuple(ways)) if open_ else Told(YES, _reasons(told))


def any_of(*told: Told) -> Told:
    """Yes where one is; no where all are."""
    for one in told:
        if one.answer == YES:
            return one
    open_ = [one for one in told if one.answer == UNKNOWN]
    if open_:
        return Told(UNKNOWN, _reasons(open_), tuple(merged(way for one in open_ for way in one.ways)))
    return Told(NO, _reasons(told))


def merged(ways: Iterable[Way]) -> list[Way]:
    """Ways that differ in one need as one, with the values of both; where many remain, those that ask the same."""
    found = _fused(ways, 1)
    return found if len(found) <= _MOST_WAYS else _fused(found, len(found))


def near(one: Way, other: Way, most: int = 1) -> bool:
    """Whether they ask the same, and differ in so few needs at most."""
    mine, yours = ({need.ask: frozenset(need.values) for need in way} for way in (one, other))
    return mine.keys() == yours.keys() and sum(mine[ask] != yours[ask] for ask in mine) <= most


def _fused(ways: Iterable[Way], most: int) -> list[Way]:
    found: list[Way] = []
    for way in ways:
        place = next((place for place, other in enumerate(found) if near(other, way, most)), None)
        if place is None:
            found.append(way)
        else:
            found[place] = joined(found[place], way)
    return found


def joined(one: Way, other: Way) -> Way:
    """Every need of both; needs that ask the same as one."""
    found: dict[str, Need] = {}
    for need in (*one, *other):
        held = found.get(need.ask)
        values = tuple(dict.fromkeys((*(held.values if held else ()), *need.values)))
        found[need.ask] = Need(need.ask, values, held.why if held else need.why)
    return tuple(found.values())


def _reasons(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for one in told for text in one.why))
