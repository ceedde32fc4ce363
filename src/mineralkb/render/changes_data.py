"""News as data; docs/schemas/changes.json describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.changes.ours import CORRECTED, HAPPENED, LATE, NEW, SOURCES, WORDING
from mineralkb.questions.asked import NOTICE
from mineralkb.render.diff import difference_data
from mineralkb.render.log import text_of

if TYPE_CHECKING:
    from mineralkb.changes.answer import Changes
    from mineralkb.changes.clocks import Point
    from mineralkb.changes.ours import Learned, Ours
    from mineralkb.changes.world import Happened
    from mineralkb.questions.ahead import Coming
    from mineralkb.status.dated import Dated


def changes_data(found: Changes) -> dict[str, Any]:
    """Both windows, what happened and lies ahead, and each difference in its section."""
    clocks = found.clocks
    return {
        "asked": {
            "since": _point(clocks.since),
            "until": _point(clocks.until),
            "now": clocks.now.isoformat(),
            "ahead_to": found.horizon.isoformat(),
            "filters": {name: list(values) for name, values in found.filters._asdict().items() if values},
        },
        "base": found.title,
        "last_evidence": found.evidence or None,
        "happened": [_event(one) for one in found.happened],
        "said": [_event(one) for one in found.said],
        "possible": [_event(one) for one in found.possible],
        "fell_due": [_coming(one) for one in found.fell],
        "ahead": [_coming(one) for one in found.ahead],
        "why_not_ours": clocks.why_none or None,
        "ours": _ours(found.ours) if found.ours else None,
        "sources": {one.id: {"title": one.title, "url": one.url or None} for one in found.sources.values()},
        "notice": NOTICE,
    }


COLUMNS = (
    *("section", "first", "last", "kind", "record", "title", "part", "part_title", "what", "sentence"),
    *("certainty", "standing", "last_evidence", "date", "until", "party", "caused_by", "summary", "learned", "name"),
    *("severity", "route", "old", "new", "renamed_from", "days", "reason", "fingerprint", "sources"),
)
_DATED = ("happened", "said", "possible", "fell_due", "ahead")


def changes_rows(found: Changes) -> list[dict[str, Any]]:
    """A row for each piece of news, with the columns `COLUMNS`, section by section as in the data."""
    data = changes_data(found)
    dated = [_row(section, one) for section in _DATED for one in data[section]]
    return dated + [_row(f"ours/{section}", one) for section, some in (data["ours"] or {}).items() for one in some]


def _row(section: str, one: dict[str, Any]) -> dict[str, Any]:
    part = one.get("part") or (one["subject"] if one.get("subject") not in (None, one["record"]) else None)
    what = one.get("event") or one.get("role") or one.get("class")
    sides = {name: text_of(one.get(name)) for name in ("old", "new")}
    made = {"section": section, "part": part, "what": what}
    if one.get("learned") is not None:
        made["learned"] = "true" if one["learned"] else "false"
    return {name: one.get(name) for name in COLUMNS} | sides | made


def _point(point: Point) -> dict[str, Any]:
    return {"typed": point.typed or None, "day": point.day.isoformat(), "commit": point.commit or None}


def _whose(one: Happened | Dated) -> dict[str, Any]:
    """The record and the part that it befalls."""
    return {
        "name": one.name,
        "record": one.record,
        "kind": one.kind,
        "title": one.title,
        "part": one.subject if one.subject != one.record else None,
        "part_title": one.part_title or None,
    }


def _event(one: Happened) -> dict[str, Any]:
    return {
        **_whose(one),
        "event": one.event,
        "date": one.date,
        "first": one.first,
        "last": one.last,
        "until": one.until or None,
        "party": one.party or None,
        "caused_by": one.caused_by or None,
        "summary": one.summary or None,
        "sentence": one.told,
        "certainty": one.certainty,
        "learned": one.learned,
        "sources": list(one.sources),
    }


def _coming(one: Coming) -> dict[str, Any]:
    thing, (first, last) = one.thing, one.days
    return {
        **_whose(thing),
        "role": thing.role,
        "sentence": thing.what,
        "first": first,
        "last": last,
        "standing": one.standing or None,
        "last_evidence": one.evidence or None,
        "sources": list(one.sources),
    }


def _ours(told: Ours) -> dict[str, Any]:
    names = {
        "learned_late": LATE,
        "corrected": CORRECTED,
        "happened": HAPPENED,
        "new": NEW,
        "sources": SOURCES,
        "wording": WORDING,
    }
    return {name: [_learned(one) for one in told.of(section)] for name, section in names.items()}


def _learned(one: Learned) -> dict[str, Any]:
    return {
        **difference_data(one.difference),
        "title": one.title,
        "days": one.days or None,
        "reason": one.reason or None,
    }
