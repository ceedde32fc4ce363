"""States with extensions and resumptions, as terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.status.changes import Change, day_after
from mineralkb.status.spans import Span, Term

if TYPE_CHECKING:
    from mineralkb.status.happenings import Bearing, Happening


def terms(found: Bearing, kind: str, start_role: str, end_role: str) -> tuple[Term, ...]:
    """The terms of events of a kind: each to its `until`, carried on by the events that extend it."""
    made: list[Term] = []
    for root in found.of_kind(kind):
        chain = _chain(found, root)
        roles = (start_role, *[f"extension of the {start_role}"] * (len(chain) - 1))
        spans = (_span(link, role, end_role) for link, role in zip(chain, roles, strict=True))
        resumed = (event for event in found.of_kind("resumed") if kind == "suspended" and _on(found, event, chain))
        made.append(Term(tuple(spans), tuple(Change(event.route, "resumption", event.window) for event in resumed)))
    return tuple(made)


def _span(link: Happening, start_role: str, end_role: str) -> Span:
    end = Change(link.route, end_role, day_after(link.until)) if link.until else None
    return Span(Change(link.route, start_role, link.window, link.reported), end)


def _chain(found: Bearing, root: Happening) -> list[Happening]:
    """The event, and those that extend it, or extend an extension of it."""
    chain = [root]
    rest = list(found.of_kind("extended"))
    while reached := [event for event in rest if _on(found, event, chain)]:
        chain += reached
        rest = [event for event in rest if event not in reached]
    return chain


def _on(found: Bearing, event: Happening, chain: list[Happening]) -> bool:
    """Whether the event refers to one of these: to its namesake beside it, else to any of that name."""
    named = [other for other in found.happenings if _name(other) == event.of]
    beside = [other for other in named if _place(other) == _place(event)]
    return any(other in chain for other in beside or named)


def _name(happening: Happening) -> str:
    return happening.route.rpartition("/")[2]


def _place(happening: Happening) -> str:
    return happening.route.rpartition("/")[0]
