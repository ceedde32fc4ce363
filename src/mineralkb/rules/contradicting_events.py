"""Two events of the same part that cannot both be so."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._days import before
from mineralkb.rules._nodes import event_groups
from mineralkb.status.happenings import window_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mineralkb.kb import KnowledgeBase

Events = dict[str, dict[str, Any]]
# The two events, by name, and what is wrong with the second.
Pair = tuple[str, str, str]

_NEVER_TOGETHER = (
    ("effective", "never adopted"),
    ("signed", "never concluded"),
    ("entered into force", "never concluded"),
    ("delivered", "delivered late"),
)
# A court may set aside what has ended already, so an annulment is none of these.
_ENDS = ("repealed", "expired", "terminated", "replaced")
_BEGINNINGS = ("effective", "entered into force", "provisionally applied", "resumed", "extended")
_ONCE = ("signed", "entered into force")
_HINT = "keep what happened; where sources disagree on its day, write one event with the date as disputed"


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Pairs within one group of events; a record and its parts may have different ends."""
    for record in base.records.values():
        for route, events in event_groups(base, record):
            for one, other, message in pairs(events):
                elsewhere = (Elsewhere(record.id, (*route, one), "the other"),)
                yield Hit(record.id, (*route, other), message, _HINT, elsewhere=elsewhere)


def pairs(events: Events) -> Iterator[Pair]:
    """The pairs of one group of events."""
    if len(events) < 2:  # noqa: PLR2004 - it takes two
        return
    for one, other in _NEVER_TOGETHER:
        for name in _named(events, one)[:1]:
            yield from ((name, never, f"'{other}' and '{one}' cannot both be") for never in _named(events, other))
    for name, twice in _neighbours(events, _named(events, *_ENDS)):
        if not _between(events, name, twice, _BEGINNINGS):
            yield name, twice, "it ended twice, on different days"
    for kind in _ONCE:
        by_party: defaultdict[str, list[str]] = defaultdict(list)
        for name in _named(events, kind):
            by_party[events[name].get("party", "")].append(name)
        for same in by_party.values():
            for name, twice in _neighbours(events, same):
                if not _between(events, name, twice, _ENDS):
                    yield name, twice, f"'{kind}' stands twice, on different days"


def _named(events: Events, *kinds: str) -> list[str]:
    return [name for name, event in events.items() if event["kind"] in kinds]


def _neighbours(events: Events, names: list[str]) -> Iterator[tuple[str, str]]:
    """Those that follow each other in time, and are certainly not of the same day."""
    ordered = sorted(names, key=lambda name: window_of(events[name]["date"]).last)
    for one, other in pairwise(ordered):
        if before(window_of(events[one]["date"]), window_of(events[other]["date"])):
            yield one, other


def _between(events: Events, one: str, other: str, kinds: Collection[str]) -> bool:
    """Whether an event of these kinds may lie between the two."""
    first, last = window_of(events[one]["date"]), window_of(events[other]["date"])
    windows = [window_of(events[name]["date"]) for name in _named(events, *kinds)]
    return any(not before(window, first) and not before(last, window) for window in windows)
