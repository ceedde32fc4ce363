"""What a machine cannot judge and a reviewer should look at, each with its reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.diff.difference import HIGH
from mineralkb.record import sources_of, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.diff.difference import Difference, Spot
    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

_STATING = {"agreements", "controls", "policies", "lists"}
_REREAD = {"fact corrected", "fact sharpened", "fact removed"}


class Look(NamedTuple):
    """Something to look at: of what, why, and where it stands on the newer side (or the older, where it is gone)."""

    subject: str
    why: str
    spot: Spot | None


def looks(old: KnowledgeBase, new: KnowledgeBase, differences: Sequence[Difference]) -> list[Look]:
    """Facts rewritten from the same sources, what is gone, what is disputed, what is new on thin ground; in this order."""
    reasons = (partial(_of_same_sources, old, new), _gone, _disputed, partial(_thin, new))
    return [
        Look("/".join((one.record, *one.route)), why, one.new_spot or one.old_spot)
        for reason in reasons
        for one in differences
        if (why := reason(one))
    ]


def _of_same_sources(old: KnowledgeBase, new: KnowledgeBase, one: Difference) -> str:
    """A fact that is told otherwise though its sources are the same and none was read again."""
    was, now = old.records.get(one.renamed_from or one.record), new.records.get(one.record)
    if one.sort not in _REREAD or one.severity != HIGH or not (was and now):
        return ""
    before, after = sources_of(was.data, one.route), sources_of(now.data, one.route)
    same = before.keys() == after.keys() and all(_state(old, name) == _state(new, name) for name in before)
    return "told otherwise from the same sources, of which none was read again" if same and before else ""


def _state(base: KnowledgeBase, source: str) -> object:
    found = base.records.get(source)
    return found.data if found else None


def _gone(one: Difference) -> str:
    removed = one.sort in ("record removed", "part removed", "event removed") and one.severity == HIGH
    return "no longer told" if removed else ""


def _thin(new: KnowledgeBase, one: Difference) -> str:
    """A new record, part or event known from one publisher, and a new source that a machine wrote."""
    record = new.records.get(one.record)
    if record is None or one.sort not in ("record added", "part added", "event added", "source added"):
        return ""
    if record.kind == "sources":
        return "a machine's digest" if record.data["kind"] == "machine digest" else ""
    if record.kind not in _STATING or one.sort == "source added":
        return ""
    publishers = {new.records[name].data["publisher"] for name in _cited(record, one.route) if name in new.records}
    return f"known from one publisher, {publishers.pop()}" if len(publishers) == 1 else ""


def _cited(record: Record, route: Route) -> set[str]:
    """The sources of a part, and of all below it."""
    found = set(sources_of(record.data, route))
    node = record.at(route) if route else record.data
    for step, value in walk(node):
        if (step[-1] == "cite" or step[-2:-1] == ("cite_for",)) and isinstance(value, dict):
            found.update(value)
    return found


def _disputed(one: Difference) -> str:
    held = isinstance(one.new, dict) and "disputed" in one.new
    return "sources disagree" if held and one.sort != "source added" else ""
