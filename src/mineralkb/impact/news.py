"""What only the newer side of a record tells to have happened: events, comings and goings; and the record without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.record import Record
from mineralkb.status.changes import next_day
from mineralkb.status.happenings import window_of
from mineralkb.values.dates import BEGINNING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from datetime import date

    from mineralkb.finding import Route
    from mineralkb.status.happenings import SourceFacts

News = dict["Route", "date"]

# What is no news of the world: a sighting makes an old answer surer.
_NO_NEWS = {"confirmed", "statement", "proceeding"}
# Where somebody comes and goes: the fields of both, and whether the second is the first day away.
_DATED = {
    "members": ("since", "until", False),
    "entries": ("since", "until", False),
    "parties": ("joined", "left", True),
}


def news(was: Record | None, now: Record) -> News:
    """The route of each piece of news with its first possible day."""
    return dict([*_events(was, now), *_comings(was, now)])


def without(record: Record, gone: Container[Route]) -> Record:
    """The record as it would be without what stands at these routes."""
    return Record(record.kind, record.id, record.path, _pruned(record.data, (), gone))


def evidence_of(record: Record, sources: SourceFacts) -> date:
    """The newest day of which the record can know: of a source that no machine wrote, or of a sighting."""
    cited = {str(reference) for _, reference in record.references() if "sources" in reference.kinds}
    written = [sources[name] for name in cited if name in sources]
    days = [window_of(source["date"]).first for source in written if source["kind"] != "machine digest"]
    seen = [window_of(event["date"]).first for _, event in record.events() if event["kind"] == "confirmed"]
    return max((*days, *seen), default=BEGINNING)


def _events(was: Record | None, now: Record) -> Iterator[tuple[Route, date]]:
    """The events that only the newer side has, under this or another name."""
    known = {repr(sorted(event.items())) for _, event in was.events()} if was else set()
    for route, event in now.events():
        told = repr(sorted(event.items())) in known or (was is not None and was.at(route) is not None)
        if event["kind"] not in _NO_NEWS and not told:
            yield route, window_of(event["date"]).first


def _comings(was: Record | None, now: Record) -> Iterator[tuple[Route, date]]:
    """Who is new with the day of coming, and who goes that was not said to."""
    for section, (begin, end, away) in _DATED.items():
        there = now.at((section,))
        for name, node in there.items() if isinstance(there, dict) else ():
            before = was.at((section, name)) if was else None
            come = node.get(begin) or (_acceded(now, name) if section == "parties" else None)
            if before is None and come:
                yield (section, name), window_of(come).first
            if end in node and end not in (before or {}):
                last = window_of(node[end]).first
                yield (section, name, end), last if away else next_day(last)


def _acceded(record: Record, party: str) -> Any:
    """The date on which a party joined, where an event tells it."""
    events = record.data.get("events", {}).values()
    return next((one["date"] for one in events if one["kind"] == "acceded" and one.get("party") == party), None)


def _pruned(node: Any, route: Route, gone: Container[Route]) -> Any:
    if not isinstance(node, dict):
        return node
    return {key: _pruned(value, (*route, key), gone) for key, value in node.items() if (*route, key) not in gone}
