"""Two dates whose order cannot be right, whatever days they turn out to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._days import before, beginning, window
from mineralkb.rules._nodes import event_groups, mappings
from mineralkb.status.happenings import SHOWN_ONLY, window_of
from mineralkb.vocabulary.events import PLEDGE_EVENTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

Events = dict[str, dict[str, Any]]
# The date that is too early, the date it comes before, and what is wrong.
Pair = tuple["Route", "Route", str]

_FIELDS = (("date", "until"), ("since", "until"), ("joined", "left"), ("period", "valid_until"))
_ENDS = {"terminated", "expired", "replaced", "repealed"}
# A contract may say that it holds from a day before its signing; so may a memorandum.
_SIGNED_FIRST = {"treaty", "executive agreement"}


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Fields of one mapping, events of one record, and pledges against their agreement."""
    for record in base.records.values():
        for early, other, message in _pairs(base, record):
            elsewhere = (Elsewhere(record.id, other, "it comes before this"),)
            yield Hit(record.id, early, message, "correct one of the two dates", elsewhere=elsewhere)


def _pairs(base: KnowledgeBase, record: Record) -> Iterator[Pair]:
    for route, node in mappings(base, record):
        for first, last in _FIELDS:
            if first in node and last in node and before(window(node, last), window(node, first)):
                yield (*route, last), (*route, first), f"'{last}' is before '{first}'"
    for route, events in event_groups(base, record):
        if len(events) > 1:
            yield from _starts(record, route, events)
            yield from _ends(route, events)
        yield from _resumptions(record, route, events)
    if "pledges" in record.data:
        yield from _pledges(record)


def _starts(record: Record, route: Route, events: Events) -> Iterator[Pair]:
    """A proposal comes before the start, and a treaty's signing before its entry into force."""
    orders = [("proposed", "effective")]
    if record.data.get("form") in _SIGNED_FIRST:
        orders.append(("signed", "entered into force"))
    for first, then in orders:
        begun, reached = _of_kind(events, {first}), _of_kind(events, {then})
        if before(beginning(reached.values()), beginning(begun.values())):
            yield (*route, _earliest(reached)), (*route, _earliest(begun)), f"'{then}' is before '{first}'"


def _ends(route: Route, events: Events) -> Iterator[Pair]:
    """Nothing ends before anything else has happened to it."""
    others = {name: event for name, event in events.items() if event["kind"] not in _ENDS | SHOWN_ONLY}
    first, earliest = beginning(others.values()), _earliest(others)
    for name, event in _of_kind(events, _ENDS).items():
        if before(window(event, "date"), first):
            message = f"'{event['kind']}' is before anything else that happened to it"
            yield (*route, name), (*route, earliest), message


def _resumptions(record: Record, route: Route, events: Events) -> Iterator[Pair]:
    for name, event in _of_kind(events, {"resumed"}).items():
        of = event.get("of", "")
        suspended = next((at for at in ((*route, of), ("events", of)) if record.at(at)), None)
        if suspended and before(window(event, "date"), window(record.at(suspended), "date")):
            yield (*route, name), suspended, "it resumed before it was suspended"


def _pledges(record: Record) -> Iterator[Pair]:
    """A pledge is neither due nor kept before the first that happened to its agreement."""
    events = record.data.get("events", {})
    dated = {name: event for name, event in events.items() if event["kind"] not in SHOWN_ONLY}
    first, made = beginning(dated.values()), ("events", _earliest(dated))
    for name, pledge in record.data["pledges"].items():
        here = ("pledges", name)
        if before(window(pledge, "due"), first):
            yield (*here, "due"), made, "the pledge is due before it was made"
        for result, event in _of_kind(pledge.get("events", {}), PLEDGE_EVENTS).items():
            if before(window(event, "date"), first):
                message = f"'{event['kind']}' is before the pledge was made"
                yield (*here, "events", result), made, message


def _of_kind(events: Events, kinds: Collection[str]) -> Events:
    return {name: event for name, event in events.items() if event["kind"] in kinds}


def _earliest(events: Events) -> str:
    return min(events, key=lambda name: window_of(events[name]["date"]).last, default="")
