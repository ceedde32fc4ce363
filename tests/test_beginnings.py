"""What begins without a start of its own: by its rules, by being seen, or not that anyone knows."""

from __future__ import annotations

from datetime import date

from mineralkb.record import Record
from mineralkb.status import Standing, timeline_of

SOURCES = {"paper": {"kind": "primary", "date": "2025-12-31"}}
CITE: dict[str, dict[str, str]] = {"paper": {}}


def standing(kind: str, **data: object) -> Standing:
    found = timeline_of(Record(kind, "one", f"{kind}/one.yaml", {"title": "One", "cite": CITE, **data}), (), SOURCES)
    assert found
    return found


def event(kind: str, day: str) -> dict[str, object]:
    return {"kind": kind, "date": day}


def test_a_control_begins_with_the_first_of_its_rules() -> None:
    rules = {
        "first": {"title": "First", "events": {"start": event("effective", "2025-10-09")}},
        "second": {"title": "Second", "events": {"start": event("effective", "2025-12-01")}},
    }
    found = standing("controls", form="law", events={"announced": event("announced", "2025-10-01")}, provisions=rules)
    words = [found.on(date(2025, month, day)).word for month, day in ((9, 30), (10, 8), (10, 9), (12, 2))]
    assert words == ["not issued", "planned", "in effect", "in effect"]


def test_a_start_of_its_own_is_not_overridden_by_its_rules() -> None:
    rules = {"first": {"title": "First", "events": {"start": event("effective", "2025-10-09")}}}
    events = {"announced": event("announced", "2025-10-01"), "start": event("effective", "2025-11-01")}
    found = standing("controls", form="law", events=events, provisions=rules)
    assert found.on(date(2025, 10, 20)).word == "planned"


def test_what_was_seen_standing_has_begun_by_then() -> None:
    found = standing("lists", events={"seen": event("confirmed", "2025-06-29")})
    assert found.on(date(2025, 1, 1)).possible == ("in effect", "not issued")
    assert found.on(date(2025, 6, 29)).word == "in effect"


def test_nothing_that_counts_is_no_answer() -> None:
    found = standing("agreements", binding="unstated", parties={}, events={"said": event("statement", "2025-06-29")})
    assert [(segment.word, segment.possible) for segment in found.segments] == [("cannot tell", ())]
