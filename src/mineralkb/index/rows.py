"""The rows of one record in every table. They say nothing that its file and the sources and lists it names do not."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mineralkb.index.days import counts, lasting, part_counts, part_days, principal_days
from mineralkb.index.facets import covered_through_lists, facets_of
from mineralkb.record import PROVENANCE, STANDING_PARTS, Record, facts, sources_of, walk
from mineralkb.status import timeline_of
from mineralkb.status.happenings import window_of
from mineralkb.values.dates import BEGINNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.status import Standing

Row = tuple[Any, ...]
Rows = dict[str, list[Any]]

# Other records are looked at in these kinds only, where a record names them: see docs/decisions/0013.
LOOKED_AT = ("sources", "lists")
# What of a source is looked at.
_OF_SOURCES = ("kind", "date")

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def looked_at(records: Iterable[Record]) -> dict[str, Record]:
    """Of these records, by id, what the rows of others may depend on."""
    return {record.id: _short(record) for record in records if record.kind in LOOKED_AT}


def _short(record: Record) -> Record:
    if record.kind != "sources":
        return record
    date = record.data["date"]
    told = (
        _told(record.data["kind"], date) if isinstance(date, str) else {name: record.data[name] for name in _OF_SOURCES}
    )
    return Record(record.kind, record.id, "", told)


@lru_cache(maxsize=10_000)
def _told(kind: str, date: str) -> dict[str, Any]:
    """Of a hundred thousand sources many say the same."""
    return {"kind": kind, "date": date}


def rows_of(record: Record, around: KnowledgeBase, sources: dict[str, Any]) -> Rows:
    """Every row of the record, by table; `around` has the sources and lists that it may name."""
    standing = timeline_of(record, (), sources)
    head = (record.id, record.kind, record.title, record.path)
    days = principal_days(record)
    rows: Rows = {
        "record": [(*head, _evidence(standing), counts(record), *days, _encoded(record.data))],
        "standing": [*_segments(record.id, standing)],
        "part": [],
    }
    for route in record.subjects():
        if route:
            _add_part(rows, record, route, sources)
    rows["event"] = [_event(record, route, event) for route, event in record.events()]
    rows["fact"] = [_fact(record, route, value) for route, value in facts(record.data)]
    rows["reference"] = sorted({(record.id, "/".join(route), str(target)) for route, target in record.references()})
    # A source may be named twice for a fact, with its locator and as a side of a dispute: the first is kept.
    rows["citation"] = [*{row[:3]: row for row in reversed([*_citations(record)])}.values()]
    rows["relation"] = [*_relations(record)]
    rows["membership"] = [_member(record, name, member) for name, member in record.data.get("members", {}).items()]
    pairs = facets_of(record, around)
    rows["facet"] = [(subject, *pair) for subject, found in pairs.items() for pair in sorted(found)]
    rows["listed"] = sorted(set(covered_through_lists(record, around)))
    return rows


def _add_part(rows: Rows, record: Record, route: Route, sources: dict[str, Any]) -> None:
    section, name = route
    part = record.at(route)
    identity = f"{record.id}/{name}"
    standing = timeline_of(record, route, sources)
    head = (identity, record.id, STANDING_PARTS[section], name, part.get("title", name))
    days = part_days(record, section, part)
    rows["part"].append((*head, _evidence(standing), part_counts(record, part), *days, _encoded(part)))
    rows["standing"].extend(_segments(identity, standing))


def _segments(subject: str, standing: Standing | None) -> Iterator[tuple[Any, ...]]:
    for segment in standing.segments if standing else ():
        causes = [
            {
                "event": cause.event,
                "role": cause.role,
                "certainty": cause.certainty,
                "window": [day.isoformat() for day in cause.window],
            }
            for cause in segment.causes
        ]
        possible = _encoded(list(segment.possible))
        days = (segment.first.isoformat(), segment.last.isoformat())
        yield (subject, *days, segment.word, possible, _encoded(causes), int(segment.never_operated))


def _fact(record: Record, route: Route, value: Any) -> tuple[Any, ...]:
    cited = int(bool(sources_of(record.data, route)))
    return record.id, "/".join(route), _scalar(value), record.kind, cited


def _event(record: Record, route: Route, event: dict[str, Any]) -> tuple[Any, ...]:
    window = window_of(event["date"])
    until = window_of(event["until"]) if "until" in event else None
    part = route[1] if route[0] in STANDING_PARTS else None
    return (
        f"{record.id}/{'/'.join(route)}",
        record.id,
        f"{record.id}/{part}" if part else None,
        event["kind"],
        window.first.isoformat(),
        window.last.isoformat(),
        until.first.isoformat() if until else None,
        until.last.isoformat() if until else None,
        _scalar(event["date"]),
        _scalar(event["until"]) if until else None,
        event.get("party"),
        event.get("caused_by"),
        event.get("summary"),
        _encoded(event),
    )


def _citations(record: Record) -> Iterator[tuple[Any, ...]]:
    for route, node in [((), record.data), *walk(record.data)]:
        if not isinstance(node, dict) or (route and route[-1] in PROVENANCE):
            continue
        yield from _cited(record, route, node.get("cite"))
        for name, cites in (node.get("cite_for") or {}).items():
            yield from _cited(record, (*route, name), cites)
        if "disputed" in node and isinstance(node["disputed"], dict):
            yield from _cited(record, route, {source: {} for source in node["disputed"]})


def _cited(record: Record, route: Route, cites: Any) -> Iterator[tuple[Any, ...]]:
    for source, citation in (cites if isinstance(cites, dict) else {}).items():
        yield record.id, "/".join(route), source, _encoded(citation["at"]) if "at" in citation else None


def _relations(record: Record) -> Iterator[tuple[Any, ...]]:
    for target, relation in record.data.get("relations", {}).items():
        yield record.id, None, relation["kind"], target
    for (_, name), part in record.parts():
        for target, relation in part.get("relations", {}).items():
            yield record.id, f"{record.id}/{name}", relation["kind"], target


def _member(record: Record, name: str, member: dict[str, Any]) -> tuple[Any, ...]:
    role = _scalar(member["role"]) if "role" in member else None
    return (record.id, name, role, *lasting(member))


def _evidence(standing: Standing | None) -> str | None:
    return standing.evidence.isoformat() if standing and standing.evidence > BEGINNING else None


def _scalar(value: Any) -> str:
    return value if isinstance(value, str) else _encoded(value)


def decoded_data(text: str) -> dict[str, Any]:
    """The data of a record as its row holds it."""
    data: dict[str, Any] = json.loads(text)
    return data
