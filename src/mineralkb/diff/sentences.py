"""A difference in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.diff.edits import is_section
from mineralkb.diff.words import quoted, worded
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from mineralkb.diff.edits import Edit
    from mineralkb.finding import Route

_MOST = 160
_SINGULAR = {
    "entries": "entry",
    "parties": "party",
    "countries": "country",
    "scope": "list",
    "native": "language",
    "shares": "share",
}
_FIELDS = {"of": "the event it is of", "by": "who owes it", "to": "to whom", "caused_by": "cause"}
_TAILS = {"fact sharpened": " (more exact)"}
# What holds words of our own: they are quoted, and nothing of them is cut off without a count.
_WORDED = {"wording only", "correction explained"}
_KINDS = {"policies": "policy", "countries": "country", "coverage": "coverage claim"}


def sentence(sort: str, edit: Edit) -> str:
    """What differs, without the record's name: `pledge permitting, due: 2026-04-28, was 2026-05-28`."""
    route, old, new, was = edit
    if route[-2:-1] == ("cite",) or route[-3:-2] == ("cite_for",):
        return _of_source(route, old, new)
    if was:
        return f"{_named(route)} is the same under a new name (was {was})"
    if sort == "correction explained" and isinstance(new, dict) and "reason" in new:
        return _of_correction(route, new)
    if isinstance(old, list) or isinstance(new, list):
        return _of_words(route, old, new)
    if old is None:
        return f"{_named(route)}{_lead(route)}{_said(sort, new)}"
    if new is None:
        return f"{_named(route)} is gone; it was {_said(sort, old)}"
    return f"{_named(route)}: {_both(sort, old, new)}{_TAILS.get(sort, '')}"


def of_record(sort: str, kind: str, title: str) -> str:
    """A record that came or went."""
    return f"{'new' if sort == 'record added' else 'gone'}: {_KINDS.get(kind, kind[:-1])} '{brief(title, _MOST)}'"


def _lead(route: Route) -> str:
    return " is new: " if is_section(route[:-1]) else ": "


def _of_source(route: Route, old: Any, new: Any) -> str:
    """A source that is cited, or no longer, or elsewhere in it."""
    field = route[-2] if route[-3:-2] == ("cite_for",) else ""
    where = _named((*route[:-3], field) if field else route[:-2])
    about = where or "the record"
    if old is None:
        return f"{about}: {route[-1]} is cited too{_locator(new)}"
    if new is None:
        return f"{about}: {route[-1]} is no longer cited"
    return f"{about}: {route[-1]} is cited{_locator(new) or ' as a whole'}, was{_locator(old) or ' as a whole'}"


def _locator(cited: Any) -> str:
    at = cited.get("at") if isinstance(cited, dict) else None
    if not at:
        return ""
    told = at if isinstance(at, str) else ", ".join(f"{name} {value}" for name, value in at.items())
    return f" at {brief(told, _MOST)}"


def _of_correction(route: Route, new: dict[str, Any]) -> str:
    if "route" not in new:
        return f"{brief(route[-1], _MOST)} was withdrawn: {brief(str(new['reason']), _MOST)}"
    return f"correction of {brief(str(new['route']), _MOST)}: {brief(str(new['reason']), _MOST)}"


def _of_words(route: Route, old: Any, new: Any) -> str:
    """Words of a set that came and went."""
    told = []
    if new is not None:
        told.append(f"also {_told(new)}" if old is not None or isinstance(new, list) else _told(new))
    if old is not None:
        told.append(f"no longer {_told(old)}")
    return f"{_named(route)}: {'; '.join(told)}"


def _named(route: Route) -> str:
    """A route in words: `pledge permitting, amount fund, value`."""
    words: list[str] = []
    for place, step in enumerate(route):
        if is_section(route[: place + 1]) and place + 1 < len(route):
            continue
        if is_section(route[:place]):
            section = route[place - 1]
            words.append(f"{_SINGULAR.get(section, section.removesuffix('s'))} {brief(step)}")
        else:
            words.append(_FIELDS.get(step, step.replace("_", " ")))
    return ", ".join(words)


def _both(sort: str, old: Any, new: Any) -> str:
    """What stands there and what stood there; of texts that are too long to be told, what differs in them."""
    if isinstance(old, str) and isinstance(new, str) and (sort in _WORDED or max(len(old), len(new)) > _MOST):
        return worded(old, new)
    return f"{_told(new)}, was {_told(old)}"


def _said(sort: str, value: Any) -> str:
    """What came or went; of words of our own, as many as there is room for."""
    return quoted(value) if isinstance(value, str) and sort in _WORDED else _told(value)


def _told(value: Any) -> str:
    """A value in words."""
    return brief(_text(value), _MOST)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        return _of_mapping(value)
    return str(value)


def _of_mapping(value: dict[str, Any]) -> str:
    if "disputed" in value:
        return " or ".join(f"{_text(side)} ({source})" for source, side in value["disputed"].items())
    if "kind" in value and "date" in value:
        until = f" until {_text(value['until'])}" if "until" in value else ""
        return f"{_text(value['kind'])}, {_text(value['date'])}{until}"
    if "title" in value:
        return f"'{_text(value['title'])}'"
    shown = {key: inner for key, inner in value.items() if key not in ("cite", "cite_for", "note")}
    return "; ".join(f"{key.replace('_', ' ')} {_text(inner)}" for key, inner in shown.items()) or "nothing more"
