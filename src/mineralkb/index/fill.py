"""A knowledge base into the tables: facts, standings, facets and references, record by record."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from mineralkb.index.days import counts, lasting, part_counts, part_days, principal_days
from mineralkb.index.facets import covered_through_lists, facets_of
from mineralkb.index.identity import storable
from mineralkb.index.tables import TABLES, VERSION
from mineralkb.record import PROVENANCE, STANDING_PARTS, Record, facts, sources_of, walk
from mineralkb.status import timeline_of
from mineralkb.status.happenings import window_of
from mineralkb.tree.files import blob_id
from mineralkb.values.dates import BEGINNING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.index.identity import Stamps
    from mineralkb.kb import KnowledgeBase
    from mineralkb.status import Standing


def fill(
    connection: sqlite3.Connection, base: KnowledgeBase, found: Stamps, meta: dict[str, str], *, texts: bool = False
) -> None:
    """Make the tables and fill them; `meta` says what the data is (commit, day, folder); `texts` keeps the files too."""
    connection.executescript(f"BEGIN;{TABLES}")  # one transaction with all that follows: the disk is waited for once
    unread = len({finding.spot.path for finding in base.findings})
    known = {"version": str(VERSION), "made": str(time.time_ns()), "unread": str(unread), **meta}
    known |= {name: str(base.settings[name]) for name in ("title", "licence") if name in base.settings}
    _rows(connection, "meta", known.items())
    blobs = {path: blob_id(text) for path, text in base.texts.items()}
    kept = base.texts if texts else {}
    files = ((storable(path), *stamp, blobs.get(path, ""), kept.get(path, "")) for path, stamp in found.items())
    _rows(connection, "file", files)
    sources = base.sources()
    for record in base.records.values():
        _fill_record(connection, record, sources)
        pairs = facets_of(record, base)
        _rows(connection, "facet", ((subject, *pair) for subject, found in pairs.items() for pair in sorted(found)))
        _rows(connection, "listed", sorted(set(covered_through_lists(record, base))))
    _rows(connection, "closure", _closure(base))
    connection.commit()


def _fill_record(connection: sqlite3.Connection, record: Record, sources: dict[str, Any]) -> None:
    standing = timeline_of(record, (), sources)
    days = principal_days(record)
    row = (
        record.id,
        record.kind,
        record.title,
        record.path,
        _evidence(standing),
        counts(record),
        *days,
        _json(record.data),
    )
    _rows(connection, "record", [row])
    _rows(connection, "standing", _segments(record.id, standing))
    for route in record.subjects():
        if route:
            _fill_part(connection, record, route, sources)
    _rows(connection, "event", (_event(record, route, event) for route, event in record.events()))
    _rows(connection, "fact", (_fact(record, route, value) for route, value in facts(record.data)))
    _rows(
        connection,
        "reference",
        sorted({(record.id, "/".join(route), str(target)) for route, target in record.references()}),
    )
    # A source may be named twice for a fact, with its locator and as a side of a dispute: the first is kept.
    _rows(connection, "citation", {row[:3]: row for row in reversed([*_citations(record)])}.values())
    _rows(connection, "relation", _relations(record))
    _rows(
        connection,
        "membership",
        (_member(record, name, member) for name, member in record.data.get("members", {}).items()),
    )


def _fill_part(connection: sqlite3.Connection, record: Record, route: Route, sources: dict[str, Any]) -> None:
    section, name = route
    part = record.at(route)
    identity = f"{record.id}/{name}"
    standing = timeline_of(record, route, sources)
    head = (identity, record.id, STANDING_PARTS[section], name, part.get("title", name))
    days = part_days(record, section, part)
    _rows(connection, "part", [(*head, _evidence(standing), part_counts(record, part), *days, _json(part))])
    _rows(connection, "standing", _segments(identity, standing))


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
        possible = _json(list(segment.possible))
        days = (segment.first.isoformat(), segment.last.isoformat())
        yield (subject, *days, segment.word, possible, _json(causes), int(segment.never_operated))


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
        _json(event),
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
        yield record.id, "/".join(route), source, _json(citation["at"]) if "at" in citation else None


def _relations(record: Record) -> Iterator[tuple[Any, ...]]:
    for target, relation in record.data.get("relations", {}).items():
        yield record.id, None, relation["kind"], target
    for (_, name), part in record.parts():
        for target, relation in part.get("relations", {}).items():
            yield record.id, f"{record.id}/{name}", relation["kind"], target


def _member(record: Record, name: str, member: dict[str, Any]) -> tuple[Any, ...]:
    role = _scalar(member["role"]) if "role" in member else None
    return (record.id, name, role, *lasting(member))


def _closure(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    broader = {record.id: record.data.get("broader", ()) for record in base.of_kind("minerals")}
    for mineral in broader:
        found: set[str] = set()
        waiting = [mineral]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting.extend(broader.get(here, ()))
        yield from ((mineral, above) for above in sorted(found))


def _rows(connection: sqlite3.Connection, table: str, rows: Any) -> None:
    rows = list(rows)
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _evidence(standing: Standing | None) -> str | None:
    return standing.evidence.isoformat() if standing and standing.evidence > BEGINNING else None


def _scalar(value: Any) -> str:
    return value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
