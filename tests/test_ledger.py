"""The ledger: each sum of money once, what is due around a day, and what has passed without evidence."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TODAY, indexed
from example_base import Done, runner
from mineralkb.errors import MkbError
from mineralkb.ledger.amounts import Amount, amounts_of
from mineralkb.ledger.due import due
from mineralkb.ledger.once import once
from mineralkb.ledger.pledges import ledger
from mineralkb.ledger.spans import earlier, later, typed_reach, typed_span
from mineralkb.ledger.sums import Counted, Sums, described, sums
from mineralkb.questions.asked import Asked
from mineralkb.questions.chosen import Filters
from mineralkb.questions.wanted import Wanted
from mineralkb.record import Record
from mineralkb.render.ledger import figure, pledge_blocks, pledge_data
from mineralkb.render.ledger_due import due_blocks, due_data
from mineralkb.render.plain import plain
from mineralkb.status.dated import recurring
from mineralkb.values.periods import Period, add, read_period
from mineralkb.vocabulary.money import FIRMNESS
from schemas import schema, undescribed, validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.index import Base

HEAD = """\
title: A contract
form: memorandum
binding: non-binding
cite: [text]
parties:
  US: {role: signatory}
  JP: {role: signatory}
events:
  signed: {kind: signed, date: 2025-10-28}
"""
PLEDGE = """\
  NAME:
    title: A plan
    summary: They write a plan.
    topics: [TOPIC]
    by: [JP]
    to: [US]
    strength: intention
"""
RULE = """\
title: Announcement
form: law
issuers:
  CN: {authorities: [ministry]}
cite: [text]
events:
  announced: {kind: announced, date: 2025-10-09}
EVENTS
provisions:
  rule:
    title: Licences
    summary: Exports need a licence.
    measure: licensing requirement
    objects: [goods]
    items:
      metal: {minerals: [dysprosium]}
"""


@pytest.fixture
def mkb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return runner(monkeypatch, capsys)


def amount(name: str, **more: Any) -> Amount:
    plain_fields: dict[str, Any] = {
        "record": "a",
        "pledge": "",
        "currency": "USD",
        "firmness": "committed",
        "form": "unstated",
        "up_to": False,
        "least": 1,
        "most": 1,
        "provider": (),
        "purpose": "",
        "within": "",
        "same_as": "",
    }
    return Amount(name, **plain_fields | more)


# Each money once.

NAMES = tuple("abcdefg")
LINKS = st.sampled_from(("", "", *NAMES, "nowhere"))
AMOUNTS = st.tuples(
    *(
        st.builds(
            lambda within, same, firm, value, name=name: amount(
                name, within=within, same_as=same, firmness=firm, least=value, most=value
            ),
            LINKS,
            LINKS,
            st.sampled_from(tuple(FIRMNESS)),
            st.integers(0, 9),
        )
        for name in NAMES
    )
)


def reaching(amounts: tuple[Amount, ...]) -> dict[tuple[str, str], bool]:
    """Whether one leads to another: by Warshall's rule, over every link."""
    lead = {(one, other): one == other for one, other in product(NAMES, repeat=2)}
    for one in amounts:
        if one.within in NAMES:
            lead[one.id, one.within] = True
        if one.same_as in NAMES:
            lead[one.id, one.same_as] = lead[one.same_as, one.id] = True
    for middle, first, last in product(NAMES, repeat=3):
        lead[first, last] = lead[first, last] or (lead[first, middle] and lead[middle, last])
    return lead


@settings(max_examples=150)
@given(AMOUNTS, st.sets(st.sampled_from(NAMES)))
def test_each_money_is_counted_once(amounts: tuple[Amount, ...], chosen: set[str]) -> None:
    found = once({one.id: one for one in amounts}, [*chosen, "nowhere"])
    lead = reaching(amounts)
    whole = {
        frozenset(other for other in chosen if lead[one, other] and lead[other, one])
        for one in chosen
        if all(lead[other, one] for other in chosen if lead[one, other])
    }
    assert {frozenset(one.id for one in same) for _, same in found.counted} == whole
    assert len(found.counted) == len(whole)
    counted = {chief.id for chief, _ in found.counted}
    left_out = [one.amount.id for one in found.left_out]
    assert sorted([*counted, *left_out]) == sorted(chosen)
    for one in found.left_out:
        assert one.of in chosen
        assert lead[one.amount.id, one.of]
        assert (one.why == "same money as") == lead[one.of, one.amount.id]
    ranks = list(FIRMNESS)
    for chief, same in found.counted:
        assert all(ranks.index(one.firmness) <= ranks.index(chief.firmness) for one in same)


def test_a_part_is_left_out_where_only_what_is_between_is_not_chosen() -> None:
    known = {one.id: one for one in (amount("a", within="b"), amount("b", same_as="c"), amount("c", within="d"))}
    known["d"] = amount("d")
    assert [chief.id for chief, _ in once(known, ["a", "d"]).counted] == ["d"]
    assert [chief.id for chief, _ in once(known, ["a", "b"]).counted] == ["b"]
    assert [chief.id for chief, _ in once(known, ["a"]).counted] == ["a"]


# Sums.

SUMMED = st.lists(
    st.builds(
        lambda place, currency, firmness, up_to, least, more, parties, topics: Counted(
            amount(
                f"x{place}",
                currency=currency,
                firmness=firmness,
                up_to=up_to,
                least=least,
                most=None if more is None else least + more,
            ),
            parties,
            "provider",
            topics,
            (),
        ),
        st.integers(0, 10**6),
        st.sampled_from(("USD", "EUR", "CAD or USD")),
        st.sampled_from(tuple(FIRMNESS)),
        st.booleans(),
        st.sampled_from((0, 1, 0.1, 0.2, 42.273, 10**12)),
        st.sampled_from((None, 0, 0, 0.3)),
        st.sampled_from(((), ("JP",), ("JP", "US"))),
        st.sampled_from(((), ("equity",), ("equity", "lending"))),
    ),
    max_size=8,
)


def exact(number: float) -> Fraction:
    return Fraction(str(number))


@settings(max_examples=60)
@given(SUMMED)
def test_sums_are_exact_and_keep_apart_what_differs(counted: list[Counted]) -> None:
    found = sums(counted)
    views: dict[str, list[tuple[tuple[str, ...], Amount]]] = {
        "whole": [((), one.amount) for one in counted],
        "parties": [(one.parties, one.amount) for one in counted],
        "topics": [((topic,) if topic else (), one.amount) for one in counted for topic in one.topics or ("",)],
    }
    for name, entries in views.items():
        seen = set()
        for total in getattr(found, name):
            key = (total.of, total.currency, total.firmness, total.up_to)
            mine = [one for of, one in entries if (of, one.currency, one.firmness, one.up_to) == key]
            seen.add(key)
            assert len(total.amounts) == len(mine) > 0
            assert exact(total.least) == sum(exact(one.least) for one in mine)
            if any(one.most is None for one in mine):
                assert total.most is None
            else:
                assert exact(total.most) == sum(exact(one.most or 0) for one in mine)
        assert seen == {(of, one.currency, one.firmness, one.up_to) for of, one in entries}


def base_of(*amounts: str, pledges: str = "", topic: str = "lending") -> Base:
    lines = "".join(f"  {line}\n" for line in amounts)
    head = f"{HEAD}amounts:\n{lines}" if amounts else HEAD
    pledge = PLEDGE.replace("NAME", "plan").replace("TOPIC", topic)
    return indexed({"agreements/x.yaml": f"{head}pledges:\n{pledge}{pledges}"})


FIGURES = [
    ("value: 5 million", 5_000_000, 5_000_000, False, "5 million USD"),
    ("value: 5 million, up_to: true", 5_000_000, 5_000_000, True, "up to 5 million USD"),
    ("value: {disputed: {text: 650 million, news: 1 billion}}", 650e6, 1e9, False, "650 million to 1 billion USD"),
    ("least: 10, most: 20", 10, 20, False, "10 to 20 USD"),
    ("least: 35 million", 35_000_000, None, False, "35 million USD or more"),
    ("most: 10 million", 10_000_000, 10_000_000, True, "up to 10 million USD"),
]


@pytest.mark.parametrize(("written", "least", "most", "up_to", "text"), FIGURES)
def test_a_range_stays_a_range_and_a_limit_a_limit(
    written: str, least: float, most: float | None, text: str, *, up_to: bool
) -> None:
    base = base_of(f"one: {{{written}, currency: USD, form: loan, firmness: committed}}")
    (one,) = amounts_of(base).values()
    assert (one.least, one.most, one.up_to) == (least, most, up_to)
    assert figure(one) == text


def answer(base: Base, **filters: str) -> tuple[Sums, tuple[Counted, ...]]:
    found = ledger(base, Wanted("pledges", {name: (value,) for name, value in filters.items()}), Asked(TODAY))
    return found.sums, found.counted


def test_who_provides_is_said_or_taken_from_who_owes_the_pledge_or_not_known() -> None:
    own = "    amounts:\n      own: {value: 7, currency: USD, form: grant, firmness: intention}\n"
    base = base_of(
        "said: {value: 1, currency: USD, form: loan, provider: [US], firmness: drawn}",
        "both: {value: 2, currency: JPY, form: loan, provider: [US, JP], firmness: drawn}",
        "silent: {value: 4, currency: USD, form: grant, firmness: drawn}",
        pledges=own,
    )
    found, _ = answer(base)
    assert [(one.of, one.known_by, one.least) for one in found.parties] == [
        (("JP",), "by", 7),
        (("JP", "US"), "provider", 2),
        (("US",), "provider", 1),
        ((), "not said", 4),
    ]
    assert [(one.of, one.currency, one.least) for one in found.topics] == [
        (("lending",), "JPY", 2),
        (("lending",), "USD", 1),
        (("lending",), "USD", 7),
        ((), "USD", 4),
    ]


def test_a_form_is_no_topic_where_no_pledge_that_matches_has_it() -> None:
    base = base_of("one: {value: 1, currency: USD, form: equity, firmness: drawn}", topic="research")
    assert [one.of for one in answer(base)[0].topics] == [()]


def test_the_same_money_at_a_record_and_in_its_pledge_has_the_topic_of_the_pledge() -> None:
    own = (
        "    amounts:\n      own: {value: 7, currency: USD, form: grant, firmness: intention, same_as: x/amounts/one}\n"
    )
    base = base_of(
        "one: {value: 7, currency: USD, form: grant, provider: [US], firmness: intention}",
        pledges=own,
        topic="research",
    )
    found, counted = answer(base)
    assert [(one.of, one.least) for one in found.topics] == [(("research",), 7)]
    assert [(one.amount.id, one.parties, one.also) for one in counted] == [
        ("x/amounts/one", ("US",), ("x/pledges/plan/amounts/own",))
    ]


def test_shipped_sums(real: Base) -> None:
    found, counted = answer(real, party="mp-materials")
    assert {(one.firmness, one.up_to): one.least for one in found.whole} == {
        ("drawn", False): 550_000_000,
        ("committed", False): 93_273_000,
        ("committed", True): 600_000_000,
        ("conditional", True): 350_000_000,
    }
    assert sum(one.amount.id.endswith(("funding-allocation", "further-preferred")) for one in counted) == 1
    found, _ = answer(real, by="JP", to="US", topic="equity")
    assert [(one.of, one.least, one.firmness) for one in found.parties] == [(("JP",), 550_000_000_000, "committed")]


def test_what_nobody_had_promised_yet_is_in_no_sum(real: Base) -> None:
    wanted = Wanted("pledges", {"record": ("quad-2026",)})
    before = ledger(real, wanted, Asked(date(2026, 5, 25)))
    assert (len(before.listing.rows), before.unmade, before.counted) == (5, 5, ())
    after = ledger(real, wanted, Asked(date(2026, 5, 27)))
    assert (after.unmade, [one.amount.most for one in after.counted]) == (0, [20_000_000_000])
    asked_for = ledger(real, wanted._replace(status=("not made",)), Asked(date(2026, 5, 25)))
    assert (asked_for.unmade, len(asked_for.counted)) == (0, 1)


def test_every_shipped_amount_of_a_pledge_is_counted_or_left_out(real: Base) -> None:
    found = ledger(real, Wanted("pledges"), Asked(TODAY))
    told = [one.amount.id for one in found.counted] + [one.amount.id for one in found.left_out]
    known = amounts_of(real)
    made = {str(row["id"]): str(row["agreement"]) for row in found.listing.rows if row["standing"] != "not made"}
    assert found.unmade == len(found.listing.rows) - len(made) > 0
    of_these = (
        f"{one.record}/{one.pledge}" in made if one.pledge else one.record in made.values() for one in known.values()
    )
    assert sorted(told) == sorted(name for name, there in zip(known, of_these, strict=True) if there)
    assert described(once(known, told), {}) != ()


# What is due.


def rows(base: Base, within: str = "90d", since: str = "30d", on: date = TODAY) -> list[tuple[Any, ...]]:
    found = due(base, Filters(), (typed_span(within, "--within"), typed_span(since, "--since")), Asked(on))
    validator("due").validate(json.loads(json.dumps(due_data(found))))
    assert plain(due_blocks(found))
    return [(one.days[0], one.days[1], one.what, one.subject, one.passed, one.seen) for one in found.rows]


DUE = [
    ("2026-12-01", [("2026-12-01", "2026-12-01", "due", "x/plan", False, None)]),
    ("2026-12", [("2026-12-01", "2026-12-31", "due", "x/plan", False, None)]),
    ("2026-11-23", [("2026-11-23", "2026-11-23", "due", "x/plan", False, None)]),
    ("2026-11-22", [("2026-11-22", "2026-11-22", "due", "x/plan", True, False)]),
    ("2026-10", [("2026-10-01", "2026-10-31", "due", "x/plan", True, False)]),
    ("2026-09", []),
    ("2028", []),
    ("{within: 13 months, of: signed}", [("2026-11-28", "2026-11-28", "due", "x/plan", False, None)]),
    ("{every: 1 year, of: signed}", [("2026-10-28", "2026-10-28", "due", "x/plan", True, False)]),
    (
        "{every: 6 weeks, of: signed}",
        [
            ("2026-11-10", "2026-11-10", "due", "x/plan", True, False),
            ("2026-12-22", "2026-12-22", "due", "x/plan", False, None),
        ],
    ),
    ("{within: 13 months, of: signed, every: 1 year}", [("2026-11-28", "2026-11-28", "due", "x/plan", False, None)]),
    ("{every: 1 year}", []),
]


@pytest.mark.parametrize(("written", "expected"), DUE)
def test_due_days(written: str, expected: list[tuple[Any, ...]]) -> None:
    assert rows(base_of(pledges=f"    due: {written}\n")) == expected


def test_what_came_of_a_due_day_is_evidence() -> None:
    done = "    due: 2026-11-22\n    events:\n      done: {kind: KIND, date: 2026-11-20}\n"
    for kind in ("delivered", "partly delivered", "missed", "withdrawn"):
        found = rows(base_of(pledges=done.replace("KIND", kind)))
        assert [(row[4], row[5]) for row in found] == [(True, True)], kind
    assert rows(base_of(pledges=done.replace("KIND", "delivered").replace("-22", "-30"))) == []


EVENTS = [
    ("effective: {kind: effective, date: 2026-12-01}", [("2026-12-01", "effective", False, None)]),
    (
        "effective: {kind: effective, date: 2026-11-01, until: 2026-11-10}",
        [("2026-11-01", "effective", True, False), ("2026-11-10", "term ends", True, False)],
    ),
    (
        (
            "effective: {kind: effective, date: 2025-11-01}\n"
            "  pause: {kind: suspended, date: 2025-11-10, until: 2026-11-10}\n"
            "  seen: {kind: confirmed, date: 2026-11-20, cite: [text]}"
        ),
        [("2026-11-10", "suspension ends", True, True)],
    ),
    (
        (
            "pause: {kind: suspended, date: 2025-11-10, until: 2026-11-10}\n"
            "  longer: {kind: extended, of: pause, date: 2026-11-05, until: 2026-12-10}"
        ),
        [("2026-12-10", "suspension ends", False, None)],
    ),
    ("pause: {kind: suspended, date: 2025-11-10, until: 2026-12}", [("2026-12-31", "suspension ends", False, None)]),
    (
        (
            "effective: {kind: effective, date: 2025-10-10}\n  over: {kind: repealed, date: 2025-10-20}\n"
            "  pause: {kind: suspended, date: 2025-10-12, until: 2026-12-10}"
        ),
        [],
    ),
]


@pytest.mark.parametrize(("events", "expected"), EVENTS)
def test_starts_and_ends(events: str, expected: list[tuple[Any, ...]]) -> None:
    base = indexed({"controls/x.yaml": RULE.replace("EVENTS", f"  {events}")})
    assert [(row[1], *row[2:3], *row[4:]) for row in rows(base)] == expected


def test_quotas_that_end_on_one_day_are_one_row() -> None:
    tranches = (
        "    tranches:\n      a: {period: 2026, volume: 1, unit: t}\n      b: {period: 2026, volume: 2, unit: t}\n"
        "      c: {period: 2026-11, volume: 2, unit: t, valid_until: 2026-12-15}\n      d: {period: 2026, rate: 5 %}\n"
        "      e: {period: 2026.., volume: 1, unit: t}\n"
    )
    base = indexed({"controls/x.yaml": RULE.replace("EVENTS\n", "") + tranches})
    found = due(base, Filters(), (Period(90), Period(30)), Asked(TODAY)).rows
    assert [(one.days[1], one.what, one.names) for one in found] == [
        ("2026-11-30", "quota ends", ("c",)),
        ("2026-12-15", "quota ends", ("c",)),
        ("2026-12-31", "quota ends", ("a", "b")),
        ("2026-12-31", "rate ends", ("d",)),
    ]


def test_an_empty_answer_names_what_is_nearest_and_what_is_covered() -> None:
    base = base_of(pledges="    due: 2026-09-01\n" + PLEDGE.replace("NAME", "late").replace("TOPIC", "lending"))
    found = due(base, Filters(), (Period(90), Period(30)), Asked(TODAY))
    assert found.rows == ()
    assert found.older == 1
    assert [one.days[0] for one in found.near] == ["2026-09-01"]
    assert found.silence
    assert found.silence.sentence == "not covered"


def counted_slowly(first: str, every: str, now: date) -> list[date]:
    """The turns around a day, one after the other."""
    start, period = date.fromisoformat(first), read_period(every)
    turns: list[date] = []
    number = 1
    while not turns or turns[-1] < now:
        turns.append(add(start, Period(period.days * number, period.months * number)))
        number += 1
    return turns[-2:]


@settings(max_examples=50)
@given(
    st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    st.sampled_from(("1 day", "10 days", "1 week", "1 month", "3 months", "1 year", "9999 years")),
    st.integers(-400, 4000),
)
def test_turns_are_those_counted_one_by_one(first: date, every: str, later_by: int) -> None:
    now = first + timedelta(later_by)
    data = {
        "title": "x",
        "events": {"signed": {"kind": "signed", "date": first.isoformat()}},
        "pledges": {"p": {"title": "p", "due": {"every": every, "of": "signed"}}},
    }
    found = [one.window.last for one in recurring(Record("agreements", "x", "x", data), now)]
    assert found == counted_slowly(first.isoformat(), every, now)


SPANS = [("90d", 90, 0), ("90", 90, 0), ("12 weeks", 84, 0), ("6M", 0, 6), ("1y", 0, 12), ("0", 0, 0)]


@pytest.mark.parametrize(("text", "days", "months"), SPANS)
def test_spans(text: str, days: int, months: int) -> None:
    assert typed_span(text, "--within") == Period(days, months)


def test_a_day_stands_for_a_span() -> None:
    on = date(2026, 6, 15)
    assert typed_reach("2026-06-30", "--until", on, ahead=True) == Period(15)
    assert typed_reach("2026-06-15", "--until", on, ahead=True) == Period(0)
    assert typed_reach("2026-01-01", "--since", on, ahead=False) == Period(165)
    assert typed_reach("6m", "--within", on, ahead=True) == Period(0, 6)
    for text, ahead in (("2026-06-14", True), ("2026-06-16", False), ("2026-02-30", False), ("2026-13-01", True)):
        with pytest.raises(MkbError, match="--since"):
            typed_reach(text, "--since", on, ahead=ahead)


@pytest.mark.parametrize("text", ["", "d", "-1", "1.5y", "90 q", "99999", "\N{ARABIC-INDIC DIGIT NINE}d", "1d1d"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(MkbError, match="--within"):
        typed_span(text, "--within")


def test_the_calendar_has_ends() -> None:
    assert later(TODAY, typed_span("9999y", "--within")) == date.max
    assert earlier(TODAY, typed_span("9999y", "--since")) == date.min
    assert earlier(date(2026, 3, 31), Period(0, 1)) == date(2026, 2, 28)


# The commands.


def test_pledges_without_a_match_say_why(real: Base) -> None:
    found = ledger(real, Wanted("pledges", {"by": ("JP",)}, ("missed",)), Asked(TODAY))
    assert (found.listing.rows, found.counted) == ((), ())
    validator("pledges").validate(json.loads(json.dumps(pledge_data(found))))
    assert found.listing.emptied_by == "by JP"


@pytest.mark.usefixtures("real")
def test_forms_of_the_commands(mkb: Callable[..., Done]) -> None:
    for command in (["pledges", "--party", "mp-materials"], ["due", "--within", "1y"]):
        whole = json.loads(mkb(*command, "--format", "json").out)
        validator(command[0]).validate(whole)
        lines = [json.loads(line) for line in mkb(*command, "--format", "jsonl").out.splitlines()]
        assert lines == whole["rows"]
        assert len(mkb(*command, "--format", "csv", "--safe-csv").out.splitlines()) == len(lines) + 1
        assert "A research aid" in mkb(*command, "--format", "markdown").out
        assert "A research aid" in mkb(*command).out
    assert mkb("due", "--within", "soon").code == 2


def test_a_duty_that_comes_back_has_no_one_due_day() -> None:
    base = base_of(pledges="    due: {every: 3 months, of: signed}\n")
    found = ledger(base, Wanted("pledges", since="2026-01-01"), Asked(TODAY))
    assert (found.listing.total, found.recurring) == (0, 1)
    assert "0 pledges" in plain(pledge_blocks(found))


@pytest.mark.parametrize("name", ["pledges", "due", "timeline"])
def test_every_field_is_described(name: str) -> None:
    assert undescribed(schema(name), name) == []
