"""Events that cannot both be so, where neither side has the pair alone: both authors' blocks become a conflict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.merging.blocks import Entry
from mineralkb.merging.collections import normal
from mineralkb.merging.nodes import SIDES, Conflict, Joined, Node, data_of, keys_of
from mineralkb.record import walk
from mineralkb.rules.contradicting_events import pairs
from mineralkb.status.happenings import window_of

if TYPE_CHECKING:
    from mineralkb.finding import Route
    from mineralkb.merging.blocks import Mapping


class Pair(NamedTuple):
    """Two events that cannot both be so: the route of their group, and their names."""

    group: Route
    one: str
    other: str


def without_contradictions(nodes: tuple[Node, ...], ours: Mapping, theirs: Mapping) -> tuple[Node, ...]:
    """The nodes with every new contradiction as a conflict between what each side says of those events."""
    known = contradictions(_data(ours)) | contradictions(_data(theirs))
    seen: set[Route] = set()
    while new := set().union(*(contradictions(data_of(nodes, side)) for side in SIDES)) - known:
        groups: defaultdict[Route, set[str]] = defaultdict(set)
        for pair in new:
            groups[pair.group] |= {pair.one, pair.other}
        for group, names in sorted(groups.items()):
            # Where those that are left contradict each other again, the whole group is shown.
            if group in seen:
                names |= ours.at(group).entries.keys() | theirs.at(group).entries.keys()  # noqa: PLW2901 - the set grows
            nodes = _within(nodes, group, names, (ours, theirs))
        seen |= groups.keys()
        known |= new
    return nodes


def contradictions(data: dict[str, Any]) -> set[Pair]:
    """The pairs that the rule finds in a record, whatever else is wrong with it."""
    found: set[Pair] = set()
    for route, group in walk(data):
        if route[-1] == "events" and isinstance(group, dict):
            # In an order of their own, so that it does not matter which side came first.
            events = {name: group[name] for name in sorted(group) if _is_event(group[name])}
            found |= {Pair(route, one, other) for one, other, _ in pairs(events)}
    return found


def _data(side: Mapping) -> dict[str, Any]:
    return {key: entry.data for key, entry in side.entries.items()}


def _is_event(event: Any) -> bool:
    if not isinstance(event, dict) or not all(isinstance(event.get(key, ""), str) for key in ("kind", "party")):
        return False
    try:
        window_of(event["date"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return "kind" in event


def _within(nodes: tuple[Node, ...], group: Route, names: set[str], sides: tuple[Mapping, Mapping]) -> tuple[Node, ...]:
    """The nodes with those events of a group put against each other; what is written on one line, as a whole."""
    if not group:
        return _opposed(nodes, names, sides)
    key, rest = group[0], group[1:]
    found = list(nodes)
    for at, node in enumerate(nodes):
        if isinstance(node, Joined) and node.key == key:
            ours, theirs = (side.at((key,)) for side in sides)
            found[at] = replace(node, nodes=_within(node.nodes, rest, names, (ours, theirs)))
        elif isinstance(node, Entry) and node.key == key:
            found[at] = Conflict((sides[0].entries[key],), (sides[1].entries[key],))
    return tuple(found)


def _opposed(nodes: tuple[Node, ...], names: set[str], sides: tuple[Mapping, Mapping]) -> tuple[Node, ...]:
    """One conflict in the place of those entries, with what each side has of them."""
    for node in nodes:
        if isinstance(node, Conflict) and node.keys & names:
            names = names | node.keys
    ours, theirs = ({key: side.entries[key] for key in side.entries if key in names} for side in sides)
    alike = {key for key in ours if key in theirs and normal(ours[key].data) == normal(theirs[key].data)}
    alike = set() if alike == names else alike
    opposed = names - alike
    conflict = Conflict(
        tuple(entry for key, entry in ours.items() if key not in alike),
        tuple(entry for key, entry in theirs.items() if key not in alike),
    )
    first, *later = [at for at, node in enumerate(nodes) if keys_of(node) & opposed]
    return tuple(conflict if at == first else node for at, node in enumerate(nodes) if at not in later)
