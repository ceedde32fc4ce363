"""The store as it is on a day: how things stand, and who belongs to which group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.applying.three import NO, UNKNOWN, YES

if TYPE_CHECKING:
    from mineralkb.applying.store import Store
    from mineralkb.applying.things import Segment, Thing

_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)


class World:
    """The store as it is on a day."""

    def __init__(self, store: Store, day: str) -> None:
        self.store = store
        self.day = day

    def standing(self, subject: str) -> Segment | None:
        """The segment of the day; None for what has no standing."""
        for segment in self.store.segments.get(subject, ()):
            if segment.first <= self.day <= segment.last:
                return segment
        return None

    def stated_on(self, listed: str) -> list[list[Thing]]:
        """What general rules in effect that day, which take their scope from the list, spell out as standing on it."""
        found = []
        for rule, things in self.store.spelled_out(listed).items():
            standing = self.standing(rule)
            if standing and standing.word == "in effect":
                found.append(things)
        return found

    def belongs(self, place: str, to: str) -> str:
        """Whether one place is another, lies in it, or is a member of that group on the day."""
        if place == to or (_REGION.fullmatch(place) and place[:2] == to):
            return YES
        for group, since_first, since_last, until_first, until_last in self.store.memberships.get(place, ()):
            if group == to:
                if since_last <= self.day <= until_first:
                    return YES
                return UNKNOWN if since_first <= self.day <= until_last else NO
        if self.store.groups.get(to) and place not in self.store.groups:
            return UNKNOWN
        return NO
