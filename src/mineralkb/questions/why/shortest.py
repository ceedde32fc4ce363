"""The fewest leaves that give the same answer, and the fewest sources that carry them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from mineralkb.status.happenings import ISSUING
from mineralkb.values.dates import read_window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mineralkb.finding import Route
    from mineralkb.questions.why.case import Case
    from mineralkb.status.happenings import SourceFacts

# Tries after which what can be left out one by one is short enough.
_MOST_TRIES = 400
_NEARNESS = ("primary", "official statement", "mirror", "news", "analysis", "machine digest")

Cites = dict["Route", tuple[str, ...]]
Leaf = TypeVar("Leaf")


def shortest(case: Case) -> tuple[Route, ...]:
    """A smallest set of leaves that gives the answer of all; of very many leaves, one of which none can go."""
    return fewest(case.told, sorted(case.leaves(), key=lambda leaf: _standing_first(case, leaf)))


def fewest(told: Callable[[tuple[Leaf, ...]], object], leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """A smallest set of leaves of which is told what all of them tell; what stands first is kept before the rest."""
    leaves = tuple(leaves)
    kept = _without_needless(told, leaves)
    return _smaller(told, leaves, len(kept)) or kept


def _standing_first(case: Case, leaf: Route) -> int:
    """Of leaves that do as well, what begins or ends a state is named before what only announces or confirms it."""
    kind = case.record.at(leaf)["kind"] if "events" in leaf else ""
    return 2 if kind in ISSUING - {"signed"} else 1 if kind == "confirmed" else 0


def _without_needless(told: Callable[[tuple[Leaf, ...]], object], leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """Leaves left out one by one, the last first, until each that is left is needed."""
    whole, kept = told(leaves), list(leaves)
    found = True
    while found:
        found = False
        for leaf in reversed(tuple(kept)):
            rest = [other for other in kept if other != leaf]
            if told(tuple(rest)) == whole:
                kept, found = rest, True
    return tuple(kept)


def _smaller(told: Callable[[tuple[Leaf, ...]], object], leaves: tuple[Leaf, ...], most: int) -> tuple[Leaf, ...]:
    """A set of fewer leaves that will do; some answers hold only when two leaves go at once."""
    whole, tries = told(leaves), 0
    for size in range(1, most):
        for some in combinations(leaves, size):
            tries += 1
            if tries > _MOST_TRIES:
                return ()
            if told(some) == whole:
                return some
    return ()


def sources_needed(case: Case, leaves: Iterable[Route]) -> Cites:
    """For each leaf the source nearest to what happened; and the newest, where the last evidence is its day."""
    leaves = tuple(leaves)
    listed = [case.part] if case.part[:1] == ("entries",) else []
    every: Cites = {place: case.cited(place) for place in (*listed, *(cited_at(case, leaf) for leaf in leaves))}
    whole = case.told(leaves, every)
    nearest: Cites = {place: ranked(case.sources, names)[:1] for place, names in every.items()}
    if case.told(leaves, nearest) == whole:
        return nearest
    for place, names in every.items():
        for name in names:
            more = {**nearest, place: tuple(dict.fromkeys((*nearest[place], name)))}
            if case.told(leaves, more) == whole:
                return more
    return _without_needless_sources(case, leaves, every, nearest)


def _without_needless_sources(case: Case, leaves: tuple[Route, ...], every: Cites, nearest: Cites) -> Cites:
    """Sources left out one by one, but for the nearest, until each that is left is needed."""
    whole, kept = case.told(leaves, every), dict(every)
    for place, names in every.items():
        for name in names:
            fewer = {**kept, place: tuple(other for other in kept[place] if other != name)}
            if name not in nearest[place] and case.told(leaves, fewer) == whole:
                kept = fewer
    return kept


def cited_at(case: Case, leaf: Route) -> Route:
    """Where the sources of a leaf stand: those of an entry's days are the entry's."""
    return case.part if case.part[:1] == ("entries",) and leaf[-1] in ("since", "until") else leaf


def ranked(sources: SourceFacts, names: Iterable[str]) -> tuple[str, ...]:
    """The nearest first: by kind, then the earlier, then by name."""

    def rank(name: str) -> tuple[int, str, str]:
        source = sources[name]
        return _NEARNESS.index(source["kind"]), read_window(source["date"]).first.isoformat(), name

    return tuple(sorted(names, key=rank))
