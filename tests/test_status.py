"""Single rules of standing, each as a table: events as (name, kind, date, more), and what may hold on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mineralkb.record import Record
from mineralkb.status import timeline_of

if TYPE_CHECKING:
    from mineralkb.status import Standing

SOURCES = {
    "early": {"date": "2025-01-15", "kind": "news"},
    "late": {"date": "2026-06-01", "kind": "news"},
    "undated": {"date": "unknown", "kind": "primary"},
    "digest": {"date": "2026-09-01", "kind": "machine digest"},
}
PART = ("provisions", "rule")
Event = tuple[str, str] | tuple[str, str, dict[str, Any]]


def events_of(events: dict[str, Event], source: str) -> dict[str, Any]:
    found = {}
    for name, (kind, when, *more) in events.items():
        found[name] = {"kind": kind, "date": when, "cite": {source: {}}, **(more[0] if more else {})}
    return found


def control(events: dict[str, Event], own: dict[str, Event] | None = None, source: str = "late") -> Record:
    rule = {"events": events_of(own, source)} if own else {}
    return Record(
        "controls", "it", "controls/it.yaml", {"events": events_of(events, source), "provisions": {"rule": rule}}
    )


def agreement(events: dict[str, Event], binding: Any, pledge: dict[str, Any] | None = None) -> Record:
    data = {"binding": binding, "events": events_of(events, "late"), "pledges": {"promise": pledge or {}}}
    return Record("agreements", "it", "agreements/it.yaml", data)


def standing(record: Record, part: tuple[str, ...] = ()) -> Standing:
    found = timeline_of(record, part, SOURCES)
    assert found is not None
    return found


def possible(record: Record, day: str, part: tuple[str, ...] = ()) -> str:
    return "|".join(standing(record, part).on(date.fromisoformat(day)).possible)


ISSUED: dict[str, Event] = {"announced": ("announced", "2025-01-10"), "effective": ("effective", "2025-02-01")}


@pytest.mark.parametrize(
    ("events", "day", "expected"),
    [
        # An unknown start or end is no earlier than the issue.
        ({**ISSUED, "effective": ("effective", "unknown")}, "2025-01-09", "not issued"),
        ({**ISSUED, "effective": ("effective", "unknown")}, "2025-01-10", "in effect|planned"),
        ({**ISSUED, "repealed": ("repealed", "unknown")}, "2025-01-09", "not issued"),
        ({**ISSUED, "repealed": ("repealed", "unknown")}, "2025-03-01", "ended|in effect"),
        ({**ISSUED, "repealed": ("repealed", "..2025-03-31")}, "2025-04-01", "ended"),
        # Issued, and no source gives a start.
        ({"announced": ("announced", "2025-01-10")}, "2025-02-01", "in effect|planned"),
        ({"announced": ("announced", "2025-01-10"), "x": ("never adopted", "2025-03-01")}, "2025-02-01", "planned"),
        (
            {"announced": ("announced", "2025-01-10"), "x": ("never adopted", "2025-03-01")},
            "2025-03-01",
            "never adopted",
        ),
        ({"proposed": ("proposed", "2025-01-10")}, "2025-02-01", "proposed"),
        # Only what was issued can be suspended.
        ({"p": ("proposed", "2025-01-10"), "s": ("suspended", "2025-02-01")}, "2025-03-01", "proposed"),
        # Repealed and suspended at once is ended; repealed before the start is ended too.
        ({**ISSUED, "s": ("suspended", "2025-03-01"), "r": ("repealed", "2025-04-01")}, "2025-05-01", "ended"),
        ({**ISSUED, "r": ("repealed", "2025-01-20")}, "2025-03-01", "ended"),
        # A resumption ends a suspension and all its extensions, and nothing else.
        (
            {**ISSUED, "s": ("suspended", "2025-03-01"), "b": ("resumed", "2025-04-01", {"of": "s"})},
            "2025-04-01",
            "in effect",
        ),
        ({**ISSUED, "b": ("resumed", "2025-04-01", {"of": "effective"})}, "2025-04-01", "in effect"),
        (
            {
                **ISSUED,
                "s": ("suspended", "2025-03-01", {"until": "2025-03-31"}),
                "x": ("extended", "2025-03-31", {"of": "s", "until": "2025-12-31"}),
                "b": ("resumed", "2025-05-01", {"of": "s"}),
            },
            "2025-06-01",
            "in effect",
        ),
        # An extension of an extension counts in whatever order their days are known.
        (
            {
                **ISSUED,
                "s": ("suspended", "2025-03-01", {"until": "2025-03-31"}),
                "y": ("extended", "2025-02..2025-04-30", {"of": "x", "until": "2025-12-31"}),
                "x": ("extended", "2025-03-31", {"of": "s", "until": "2025-04-30"}),
            },
            "2025-06-01",
            "suspended",
        ),
        # An end that is written before its beginning leaves an answer all the same.
        ({**ISSUED, "effective": ("effective", "2025-02-01", {"until": "2025-01-20"})}, "2025-01-25", "planned"),
        ({**ISSUED, "effective": ("effective", "2025-02-01", {"until": "2025-01-20"})}, "2025-02-01", "ended"),
    ],
)
def test_rules_of_controls(events: dict[str, Event], day: str, expected: str) -> None:
    assert possible(control(events), day) == expected


@pytest.mark.parametrize(
    ("when", "source", "day", "expected"),
    [
        # A report of an issue in January is no plan, though it is written before the month's end.
        ("2025-01", "early", "2025-01-20", "not issued|proposed"),
        ("2025-01", "early", "2025-02-01", "proposed"),
        ("2025-01", "undated", "2025-02-01", "proposed"),
        ("2025-01-20", "early", "2025-01-20", "proposed"),
    ],
)
def test_what_was_reported_did_happen(when: str, source: str, day: str, expected: str) -> None:
    assert possible(control({"it": ("proposed", when)}, source=source), day) == expected


def test_what_lies_after_the_evidence_is_expected() -> None:
    record = control(ISSUED, source="early")
    assert standing(record).evidence == date(2025, 1, 15)
    assert possible(record, "2025-02-01") == "in effect|planned"
    assert [cause.certainty for cause in standing(record).on(date(2025, 2, 1)).causes] == ["expected"]


PAUSE: Event = ("suspended", "2025-03-01", {"until": "2025-12-31"})


@pytest.mark.parametrize(
    ("events", "own", "day", "expected"),
    [
        ({**ISSUED}, {"effective": ("effective", "2025-06-01")}, "2025-03-01", "planned"),
        ({**ISSUED}, {"effective": ("effective", "2025-06-01")}, "2025-06-01", "in effect"),
        ({**ISSUED, "pause": PAUSE}, {"effective": ("effective", "2025-06-01")}, "2025-06-01", "suspended"),
        ({**ISSUED, "end": ("repealed", "2025-03-01")}, {"end": ("repealed", "2025-06-01")}, "2025-04-01", "ended"),
        # A part's own namesake is another suspension: the record's resumption leaves it.
        ({**ISSUED, "s": PAUSE, "b": ("resumed", "2025-04-01", {"of": "s"})}, {"s": PAUSE}, "2025-05-01", "suspended"),
        ({**ISSUED, "s": PAUSE}, {"b": ("resumed", "2025-04-01", {"of": "s"})}, "2025-05-01", "in effect"),
        # Known from a machine digest alone, a start of its own does not hide the record's.
        (ISSUED, {"effective": ("effective", "2025-06-01", {"cite": {"digest": {}}})}, "2025-03-01", "in effect"),
    ],
)
def test_parts_and_their_records(events: dict[str, Event], own: dict[str, Event], day: str, expected: str) -> None:
    assert possible(control(events, own), day, PART) == expected


SIGNED: dict[str, Event] = {"signed": ("signed", "2025-01-10")}
DISPUTED = {"disputed": {"early": "binding", "late": "non-binding"}}


@pytest.mark.parametrize(
    ("events", "binding", "day", "expected"),
    [
        (SIGNED, "binding", "2025-02-01", "signed"),
        (SIGNED, "non-binding", "2025-02-01", "operating"),
        (SIGNED, DISPUTED, "2025-02-01", "operating|signed"),
        (SIGNED, DISPUTED, "2025-01-01", "not concluded"),
        ({**SIGNED, "e": ("entered into force", "2025-03-01")}, DISPUTED, "2025-03-01", "in force|operating"),
        ({"signed": ("signed", "2025-01")}, "non-binding", "2025-01-10", "not concluded|operating"),
        ({"a": ("announced", "2025-01-01")}, "non-binding", "2025-02-01", "announced"),
        ({**SIGNED, "p": ("provisionally applied", "2025-02-01")}, "binding", "2025-03-01", "provisionally applied"),
        (
            {"a": ("announced", "2025-01-01"), "n": ("never concluded", "2025-03-01")},
            "binding",
            "2025-03-01",
            "never concluded",
        ),
    ],
)
def test_rules_of_agreements(events: dict[str, Event], binding: Any, day: str, expected: str) -> None:
    assert possible(agreement(events, binding), day) == expected


NOT_CHECKED = "due date passed, not checked"


@pytest.mark.parametrize(
    ("due", "own", "day", "expected"),
    [
        ("2025-05-07", {}, "2025-05-07", "due"),
        ("2025-05", {}, "2025-05-15", f"due|{NOT_CHECKED}|open"),
        ("2025-05", {}, "2025-06-01", NOT_CHECKED),
        ("2025-05-07", {"d": ("delivered", "2025-05-07")}, "2025-06-01", "delivered"),
        ("2025-05-07", {"d": ("delivered", "2025-05-08")}, "2025-06-01", "delivered late"),
        ("2025-05-07", {"d": ("delivered", "2025-05")}, "2025-06-01", "delivered|delivered late"),
        ("2025-05-07", {"d": ("delivered", "2025-05")}, "2025-05-07", "delivered|due"),
        ("2025-05-07", {"m": ("missed", "2025-06-01"), "d": ("delivered", "2025-07-01")}, "2025-06-15", "missed"),
        (
            "2025-05-07",
            {"m": ("missed", "2025-06-01"), "d": ("delivered", "2025-07-01")},
            "2025-07-01",
            "delivered late",
        ),
        ("2025-05-07", {"c": ("confirmed", "2025-06-01")}, "2025-05-31", NOT_CHECKED),
        ("2025-05-07", {"c": ("confirmed", "2025-06-01")}, "2025-06-01", "overdue"),
        ("2025-05-07", {"c": ("confirmed", "2025-05-01")}, "2025-06-01", NOT_CHECKED),
        ("2025-05", {"c": ("confirmed", "2025-05-10")}, "2025-06-01", f"{NOT_CHECKED}|overdue"),
        ({"within": "9999 years", "of": "signed"}, {}, "2025-06-01", "open"),
        ({"every": "3 months", "of": "signed"}, {}, "2026-06-01", "open"),
    ],
)
def test_rules_of_pledges(due: Any, own: dict[str, Event], day: str, expected: str) -> None:
    record = agreement(SIGNED, "non-binding", {"due": due, "events": events_of(own, "late")})
    assert possible(record, day, ("pledges", "promise")) == expected


def test_a_delivery_of_which_nobody_knows_whether_it_was_late_says_why() -> None:
    own: dict[str, Event] = {"d": ("delivered", "2025-05")}
    record = agreement(SIGNED, "non-binding", {"due": "2025-05-07", "events": events_of(own, "late")})
    causes = standing(record, ("pledges", "promise")).on(date(2025, 7, 1)).causes
    assert [cause.event for cause in causes] == ["pledges/promise/events/d"]


@pytest.mark.parametrize(
    ("events", "day", "expected"),
    [
        (ISSUED, "2025-01-09", "not made"),
        (ISSUED, "2025-01-10", "open"),
        (ISSUED, "2025-03-01", "open"),
        ({"p": ("proposed", "2025-01-10")}, "2025-03-01", "not made"),
        ({**ISSUED, "r": ("repealed", "2025-06-01")}, "2025-06-01", "ended"),
    ],
)
def test_a_policy_makes_its_promises_when_it_is_issued(events: dict[str, Event], day: str, expected: str) -> None:
    record = Record(
        "policies", "it", "policies/it.yaml", {"events": events_of(events, "late"), "pledges": {"promise": {}}}
    )
    assert possible(record, day, ("pledges", "promise")) == expected


def test_kinds_without_standing_have_none() -> None:
    assert timeline_of(Record("minerals", "it", "minerals/it.yaml", {"title": "T"}), (), SOURCES) is None
    assert timeline_of(Record("groups", "it", "groups/it.yaml", {"title": "T"}), (), SOURCES) is None
