"""Terms with extensions, and suspensions with resumptions, as spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.status.changes import Change, Span, day_after

if TYPE_CHECKING:
    from mineralkb.status.happenings import Bearing, Happening


def terms(found: Bearing, kind: str, start_role: str, end_role: str) -> tuple[Span, ...]:
    """The spans of events of a kind: each to its `until`, carried on by the events that extend it."""
    spans: list[Span] = []
    for root in found.of_kind(kind):
        chain = (root, *_extensions(found, root))
        resumed = tuple(
            Change(event.route, "resumption", event.window)
            for event in found.of_kind("resumed")
            if event.of in {_name(link) for link in chain}
        )
        for place, link in enumerate(chain):
            start = Change(link.route, start_role if place == 0 else f"extension of the {start_role}", link.window)
            ends = (Change(link.route, end_role, day_after(link.until)),) if link.until else ()
            spans.append(Span(start, ends + resumed))
    return tuple(spans)


def _extensions(found: Bearing, root: Happening) -> list[Happening]:
    """The events that extend this one, or extend an extension of it."""
    chain = [root]
    for event in sorted(found.of_kind("extended"), key=lambda event: event.window.first):
        if event.of in {_name(link) for link in chain}:
            chain.append(event)
    return chain[1:]


def _name(happening: Happening) -> str:
    return happening.route.rpartition("/")[2]
