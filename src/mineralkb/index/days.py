"""The day by which a record or part is sorted and filtered, and whether lists take it unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.status.happenings import window_of
from mineralkb.status.pledges import due_window
from mineralkb.values.dates import BEGINNING, END, Window

if TYPE_CHECKING:
    from mineralkb.record import Record

Days = tuple[str | None, str | None]

_STATE_FORMS = {"law", "policy"}
_PRINCIPAL = {
    "agreements": ("signed", "concluded", "announced"),
    "controls": ("announced", "adopted", "published", "effective", "proposed"),
    "policies": ("announced", "adopted", "published", "effective", "proposed"),
    "projects": ("announced",),
}


def principal_days(record: Record) -> Days:
    """The day of signing of an agreement, of issue of a control or policy, of publication of a source."""
    if record.kind == "sources":
        return _text(window_of(record.data["date"]))
    return _first_of(record.data.get("events", {}), _PRINCIPAL.get(record.kind, ()))


def part_days(record: Record, section: str, part: dict[str, Any]) -> Days:
    """The due day of a pledge, or the start of a provision; an entry of a list has none that lists go by."""
    if section == "entries":
        return (None, None)
    if section == "pledges":
        return _text(due_window(record, part))
    own = _first_of(part.get("events", {}), ("effective",))
    return own if own[0] else _first_of(record.data.get("events", {}), ("effective",))


def counts(record: Record) -> int:
    """1, but 0 for controls of no state, and for those that restrict nothing."""
    if record.kind != "controls":
        return 1
    return int(any(part_counts(record, part) for _, part in record.parts()))


def part_counts(record: Record, part: dict[str, Any]) -> int:
    """1, but 0 for rules of no state, and for those that ease or administer."""
    if record.kind != "controls":
        return 1
    return int(record.data["form"] in _STATE_FORMS and part.get("effect", "restricts") == "restricts")


def lasting(dated: dict[str, Any]) -> tuple[str, str, str, str]:
    """The first and last day on which a member or entry may have come, and on which it may be there last."""
    since = window_of(dated["since"]) if "since" in dated else Window(BEGINNING, BEGINNING)
    until = window_of(dated["until"]) if "until" in dated else Window(END, END)
    first, latest, earliest, last = (day.isoformat() for day in (*since, *until))
    return first, latest, earliest, last


def _first_of(events: dict[str, Any], kinds: tuple[str, ...]) -> Days:
    for kind in kinds:
        windows = [window_of(event["date"]) for event in events.values() if event["kind"] == kind]
        if windows:
            return _text(min(windows, key=lambda window: window.first))
    return (None, None)


def _text(window: Window | None) -> Days:
    return (window.first.isoformat(), window.last.isoformat()) if window else (None, None)
