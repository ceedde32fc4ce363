"""Which class an edit belongs to, and how much it weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.diff.difference import HIGH, LOW, MEDIUM
from mineralkb.diff.edits import is_section
from mineralkb.record import STANDING_PARTS
from mineralkb.status.happenings import window_of

if TYPE_CHECKING:
    from mineralkb.diff.edits import Edit
    from mineralkb.finding import Route

_OWN_WORDS = {"title", "summary", "note", "purpose"}
# The old ids of a record are names, as those of its parts.
_OLD_IDS = ("formerly",)
_DATES = {"date", "until", "since", "due", "joined", "left", "period", "valid_until"}
_UNKNOWN = {"unknown", "unstated"}
# Kinds that describe the things of which the others tell: less depends on their facts.
_DESCRIBING = {"countries", "minerals", "organizations", "projects", "sources", "coverage", "tariffs"}
# How the files are written, which is no fact that they tell.
FORMAT = ("kb", ("format",))
_WEIGHTS = {
    **dict.fromkeys(("record removed", "part removed", "event removed", "unreadable"), HIGH),
    **dict.fromkeys(("fact corrected", "fact removed"), HIGH),
    **dict.fromkeys(("record added", "record renamed", "part added", "event added"), MEDIUM),
    **dict.fromkeys(("fact completed", "fact sharpened", "source removed"), MEDIUM),
    **dict.fromkeys(("source added", "re-confirmed", "wording only", "correction explained"), LOW),
}


def sort_of(kind: str, edit: Edit) -> str:
    """The class of an edit in a record of that kind."""
    route = edit.route
    if "cite" in route[-2:-1] or "cite_for" in route[-3:-2]:
        return "wording only" if edit.old is not None and edit.new is not None else _gone(edit, "source")
    if "corrections" in route[:1] or (kind == "kb" and "withdrawn" in route[:1]):
        return "correction explained"
    if edit.was or route == _OLD_IDS or (route[-1] in _OWN_WORDS and kind != "sources"):
        return "wording only"
    if len(route) == 2 and route[0] in STANDING_PARTS:  # noqa: PLR2004 - section and name
        return _gone(edit, "part")
    if is_section(route[:-1]) and route[-2] == "events":
        return "re-confirmed" if _sighting(edit.new) and edit.old is None else _gone(edit, "event")
    return _of_fact(kind, edit)


def severity_of(kind: str, sort: str, route: Route = ()) -> str:
    """How much a difference weighs: high can change an answer about the past."""
    weight = _WEIGHTS[sort]
    lighter = kind in _DESCRIBING or (kind, route) == FORMAT
    return MEDIUM if weight == HIGH and lighter and sort != "unreadable" else weight


def _gone(edit: Edit, what: str) -> str:
    return f"{what} added" if edit.old is None else f"{what} removed"


def _sighting(event: Any) -> bool:
    return isinstance(event, dict) and event.get("kind") == "confirmed"


def _of_fact(kind: str, edit: Edit) -> str:
    route, old, new, _ = edit
    if kind == "sources" and route == ("seen",) and old is not None and new is not None:
        return "re-confirmed" if str(new) > str(old) else "fact corrected"
    # `partial` names what is not known in full: less of it is more known.
    if route[-1] == "partial":
        return "fact sharpened" if new is None else "fact corrected"
    if old is None or (isinstance(old, str) and old in _UNKNOWN):
        return "fact completed"
    if new is None:
        return "fact removed"
    return "fact sharpened" if _sharper(route, old, new) else "fact corrected"


def _sharper(route: Route, old: Any, new: Any) -> bool:
    """Whether the new value was among those that the old one allowed."""
    if route[-1] in _DATES and _dated(old) and _dated(new):
        was, now = window_of(old), window_of(new)
        return was != now and was.first <= now.first and now.last <= was.last
    return isinstance(old, dict) and new in old.get("disputed", {}).values()


def _dated(value: Any) -> bool:
    """Whether it is a date; a due day can also be a period, and a disputed one has its dates inside."""
    return isinstance(value, str) or (isinstance(value, dict) and "disputed" in value)
