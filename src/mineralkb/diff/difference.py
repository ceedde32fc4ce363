"""One difference between two states of the base: what it is of, its class, both values, both places."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mineralkb.finding import Route

# What a difference is, and what that means.
CLASSES = {
    "record added": "the base tells of something it did not know",
    "record removed": "the base no longer tells of it",
    "record renamed": "the same record under another id",
    "part added": "a pledge, provision or entry is new",
    "part removed": "a pledge, provision or entry is gone",
    "event added": "something happened, or we learned of it",
    "event removed": "the base no longer says that it happened",
    "fact completed": "a value stands where none stood",
    "fact corrected": "another value stands there",
    "fact removed": "a value is gone",
    "fact sharpened": "the same value, more exact",
    "source added": "a source more is cited",
    "source removed": "a source less is cited",
    "re-confirmed": "a later sighting of what was known",
    "correction explained": "the record says what was rewritten, and why",
    "wording only": "our own words changed, or the name of a part",
    "unreadable": "a file does not read on one side, so it cannot be compared",
}
HIGH, MEDIUM, LOW = SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: the file, and the line from 1."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs at one route of a record; `old` or `new` is None where nothing stands.

    `renamed_from` is the id that the record had on the older side, where that was another.
    """

    record: str
    kind: str
    route: Route
    sort: str
    severity: str
    old: Any
    new: Any
    sentence: str
    old_spot: Spot | None = None
    new_spot: Spot | None = None
    renamed_from: str = ""

    @property
    def subject(self) -> str:
        """The record, or its pledge, provision or entry, that the difference befalls."""
        own = self.route[:2] if self.route[:1] and self.route[0] in ("pledges", "provisions", "entries") else ()
        return f"{self.record}/{own[1]}" if len(own) == 2 else self.record  # noqa: PLR2004 - section and name

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits of what differs, whatever the commit and the lines: it survives a rebase."""
        told = [self.record, *self.route, self.sort, self.old, self.new]
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:16]
