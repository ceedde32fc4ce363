"""Which rewritings of the past are not explained: by no new entry in `corrections`, and by none in `withdrawn`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.diff.renames import renamed
from mineralkb.impact.answer import CORRECTED
from mineralkb.impact.sides import STATING
from mineralkb.record import STANDING_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.finding import Route
    from mineralkb.impact.answer import Answer
    from mineralkb.kb import KnowledgeBase

# What stands here has answers of its own; the rest of a record bears on those of the whole.
_OWN = {*STANDING_PARTS, "events", "members", "parties"}


def unexplained(answers: Iterable[Answer], old: KnowledgeBase, new: KnowledgeBase) -> list[str]:
    """The records whose past reads otherwise while nothing new says why.

    An entry in `corrections` explains the answers of its route and of what stands above or below it; that of an event,
    all answers that follow from the event. A record that is gone is explained by its id in `withdrawn` of kb.yaml.
    """
    former = renamed(old, new)
    said: dict[str, list[Route]] = {}
    owed: set[str] = set()
    for one in answers:
        if one.cause != CORRECTED or not one.roots:
            continue
        for name, _ in one.roots:
            if name not in said:
                said[name] = list(_said(old, new, former.get(name, name), name))
        if one.roots[0][0] in new.records and not any(_explains(said[name], route) for name, route in one.roots):
            owed.add(one.roots[0][0])
    gone = {record.id for record in old.records.values() if record.kind in STATING} - set(new.claimed)
    return sorted(owed | (gone - set(former.values()) - set(new.settings.get("withdrawn", {}))))


def _said(old: KnowledgeBase, new: KnowledgeBase, was: str, now: str) -> Iterator[Route]:
    """The routes of the corrections that only the newer side has."""
    known, told = (
        base.records[name].data.get("corrections", {}) if name in base.records else {}
        for base, name in ((old, was), (new, now))
    )
    yield from (tuple(entry["route"].split("/")) for name, entry in told.items() if known.get(name) != entry)


def _explains(said: Iterable[Route], route: Route) -> bool:
    """Whether one of the routes is this one, above it or below it; for the whole record, one outside of its parts."""
    return any(_meet(one, route) if route else one[0] not in _OWN for one in said)


def _meet(one: Route, other: Route) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]
