"""Two states of one record's data to the edits between them, by route. Order, comments and quoting are no data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.record import PROVENANCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route

# What stands under names: each name is a thing of its own, also where the whole section is new.
SECTIONS = {
    *("pledges", "provisions", "events", "entries", "parties", "signers", "members", "relations", "corrections"),
    *("amounts", "prices", "volumes", "tranches", "items", "instruments", "issuers", "exceptions", "shares", "scope"),
    *("native", "thresholds", "not_found", "waivers", "withdrawn"),
}


class Edit(NamedTuple):
    """What stood at a route and what stands there now; None is nothing. A list's edit holds the words that differ."""

    route: Route
    old: Any
    new: Any
    # The name under which the same thing stood before.
    was: str = ""


def is_section(route: Route) -> bool:
    """Whether names stand below the route; a name may be a section's word."""
    return bool(route) and route[-1] in SECTIONS and not is_section(route[:-1])


def edits(old: dict[str, Any], new: dict[str, Any], route: Route = ()) -> Iterator[Edit]:
    """Every edit, in the order of the new data and then of what went."""
    renamed = same_under_new_names(old, new) if is_section(route) else {}
    for key in [*new, *(key for key in old if key not in new)]:
        here = (*route, key)
        if key in PROVENANCE or key in renamed.values():
            continue
        if key in renamed:
            yield Edit(here, None, None, renamed[key])
        else:
            yield from _edit(here, old.get(key), new.get(key))
    yield from _citations(route, old, new)


def _edit(here: Route, old: Any, new: Any) -> Iterator[Edit]:
    if is_section(here) and isinstance(old or {}, dict) and isinstance(new or {}, dict):
        yield from edits(old or {}, new or {}, here)
    elif _mapping(old) and _mapping(new):
        yield from edits(old, new, here)
    elif isinstance(old, list) and isinstance(new, list):
        gone, come = [word for word in old if word not in new], [word for word in new if word not in old]
        if gone or come:
            yield Edit(here, gone or None, come or None)
    elif old != new:
        yield Edit(here, old, new)


def _citations(route: Route, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Edit]:
    """Sources that a mapping names, or names for one of its fields."""
    yield from _cites((*route, "cite"), old.get("cite", {}), new.get("cite", {}))
    was, now = old.get("cite_for", {}), new.get("cite_for", {})
    for field in [*now, *(field for field in was if field not in now)]:
        # Who cites a field that came or went is a part of that.
        if (field in old) == (field in new):
            yield from _cites((*route, "cite_for", field), was.get(field, {}), now.get(field, {}))


def _cites(here: Route, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Edit]:
    for source in [*new, *(source for source in old if source not in new)]:
        if old.get(source) != new.get(source):
            yield Edit((*here, source), old.get(source), new.get(source))


def same_under_new_names(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """New name to old name, of what is otherwise the same."""
    gone = {key: value for key, value in old.items() if key not in new and isinstance(value, dict)}
    found: dict[str, str] = {}
    for key, value in new.items():
        if key in old or not isinstance(value, dict):
            continue
        same = next((name for name, was in gone.items() if was == value), None)
        if same is not None:
            found[key] = same
            del gone[same]
    return found


def _mapping(value: Any) -> bool:
    """Whether it is a mapping of fields; a disputed value is one value."""
    return isinstance(value, dict) and "disputed" not in value
