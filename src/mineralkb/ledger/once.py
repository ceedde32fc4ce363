"""Each sum of money once: which of the chosen amounts are counted, and which are part of them or the same money."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.vocabulary.money import FIRMNESS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mineralkb.ledger.amounts import Amount

_RANKS = list(FIRMNESS)
_Links = dict[str, set[str]]


class LeftOut(NamedTuple):
    """A chosen amount that is not counted: why, and for which that is."""

    amount: Amount
    why: str
    of: str


class Once(NamedTuple):
    """What is counted, each with the amounts that are the same money (itself among them), and what is left out."""

    counted: tuple[tuple[Amount, tuple[Amount, ...]], ...]
    left_out: tuple[LeftOut, ...]


def once(known: Mapping[str, Amount], chosen: Iterable[str]) -> Once:
    """The chosen amounts, each money once. Links lead through all amounts that are known, chosen or not.

    Of one money in several words the firmest counts. What leads in a circle is one money too.
    """
    links = _links(known)
    ids = sorted({name for name in chosen if name in known})
    reached = {name: tuple(other for other in _reached(links, name) if other in ids) for name in ids}
    counted, left_out = [], []
    for name in ids:
        wholes = [other for other in reached[name] if name not in reached[other]]
        same = [known[other] for other in reached[name] if name in reached[other]]
        chief = min(same, key=lambda amount: _order(amount, same))
        if wholes:
            left_out.append(LeftOut(known[name], "part of", wholes[0]))
        elif chief.id == name:
            counted.append((chief, tuple(sorted(same))))
        else:
            left_out.append(LeftOut(known[name], "same money as", chief.id))
    return Once(tuple(counted), tuple(left_out))


def _links(known: Mapping[str, Amount]) -> _Links:
    """From each amount to what it is a part of, and both ways to what is the same."""
    found: _Links = {}
    for amount in known.values():
        if amount.within in known:
            found.setdefault(amount.id, set()).add(amount.within)
        if amount.same_as in known:
            found.setdefault(amount.id, set()).add(amount.same_as)
            found.setdefault(amount.same_as, set()).add(amount.id)
    return found


def _reached(links: _Links, name: str) -> Iterator[str]:
    """The amount and all that it is part of or the same as, the nearest first."""
    waiting = [name]
    for here in waiting:
        yield here
        waiting += sorted(links.get(here, set()).difference(waiting))


def _order(amount: Amount, same: list[Amount]) -> tuple[int, bool, str]:
    """The firmest first, then the one that the others name."""
    ids = {other.id for other in same} - {amount.id}
    return -_RANKS.index(amount.firmness), amount.same_as in ids or amount.within in ids, amount.id
