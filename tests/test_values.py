from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mineralkb.values.dates import ANY_DAY, BEGINNING, DATE_PATTERN, DAY_PATTERN, END, Window, read_day, read_window
from mineralkb.values.marked import DateText, Reference
from mineralkb.values.numbers import read_boolean, read_number, read_percent
from mineralkb.values.periods import Period, add, after, read_period
from mineralkb.values.text import did_you_mean, nearest, unsafe_character, visible

_DATE = re.compile(DATE_PATTERN)
_DAY = re.compile(DAY_PATTERN)


def window(first: str, last: str) -> Window:
    return Window(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-10-28", "2025-10-28", "2025-10-28"),
        ("2025-10", "2025-10-01", "2025-10-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025-Q2", "2025-04-01", "2025-06-30"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2000-02-29", "2000-02-29", "2000-02-29"),
        ("2026-03-11..2026-03-31", "2026-03-11", "2026-03-31"),
        ("2026-11-09..2026-11-10", "2026-11-09", "2026-11-10"),
        ("2025..2026-03", "2025-01-01", "2026-03-31"),
        ("2025-Q4..2026-Q1", "2025-10-01", "2026-03-31"),
        ("2025-10-28..2025-10-28", "2025-10-28", "2025-10-28"),
        ("2025-10..", "2025-10-01", END.isoformat()),
        ("..2025-10", BEGINNING.isoformat(), "2025-10-31"),
        ("unknown", BEGINNING.isoformat(), END.isoformat()),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, first: str, last: str) -> None:
    assert read_window(text) == window(first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "2025-10-28 ", " 2025-10-28", "2025-10-28\n", "today", "Unknown", "2025/10/28", "28.10.2025"),
        *("2025-13", "2025-00", "2025-1", "2025-10-32", "2025-10-00", "2025-04-31", "2025-06-31", "2025-11-31"),
        *(
            "2025-02-29",
            "2023-02-29",
            "1900-02-29",
            "2100-02-29",
            "2024-02-30",
            "2025-10-1",
            "25-10-28",
            "0999",
            "3000",
        ),
        *("2025-Q0", "2025-Q5", "2025-q2", "2025Q2", "20251028", "86400", "1_000", "2_025", "2025-10-28T00:00", "nan"),
        *("٢٠٢٥", "2025-1०", "２０２５-10-28", "2025−10−28", "2025-10-2８"),  # noqa: RUF001 - other digits, another minus
        *("..", "2025...2026", "2025..2026..2027", "..unknown", "unknown..2025", "2025 .. 2026"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date; write 2025, 2025-Q2"):
        read_window(text)


@pytest.mark.parametrize("text", ["2026-03-31..2026-03-11", "2026..2025", "2025-11..2025-10-31"])
def test_a_range_does_not_end_before_it_begins(text: str) -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        read_window(text)


@pytest.mark.parametrize("text", ["2025", "2025-10", "2025-10-28..2025-10-29", "unknown", "2025-02-29", "2025-10-2８"])  # noqa: RUF001
def test_a_day_is_a_full_day(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day; write one as 2025-10-28"):
        read_day(text)


@pytest.mark.parametrize("year", [1899, 1900, 2000, 2023, 2024, 2025, 2100])
def test_the_pattern_knows_every_day_of_a_year(year: int) -> None:
    for month in range(14):
        for number in range(33):
            text = f"{year}-{month:02}-{number:02}"
            assert (
                bool(_DAY.fullmatch(text)) == bool(_DATE.fullmatch(text)) == exists(year, month, number) == reads(text)
            ), text


def exists(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def reads(text: str) -> bool:
    """Whether it is a date; a range that runs backwards is one to the pattern, which compares nothing."""
    try:
        read_window(text)
    except ValueError as error:
        return "ends before it begins" in str(error)
    return True


POINTS = st.one_of(
    st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat),
    st.from_regex(r"[0-3][0-9]{3}(-(Q?[0-9]|[01][0-9](-[0-3][0-9])?))?", fullmatch=True),
)
DATES = st.one_of(
    POINTS,
    st.tuples(POINTS | st.just(""), POINTS | st.just("")).map("..".join),
    st.text("0123456789-Q.", max_size=22),
    st.text(max_size=12),
)


@given(DATES)
@settings(max_examples=200, deadline=None)
def test_the_pattern_agrees_with_the_reader(text: str) -> None:
    assert bool(_DATE.fullmatch(text)) == reads(text)


def test_windows_join_and_know_whether_they_are_exact() -> None:
    assert window("2025-10-27", "2025-10-27").joined(window("2025-10-28", "2025-10-29")) == window(
        "2025-10-27", "2025-10-29"
    )
    assert window("2025-10-27", "2025-10-27").exact
    assert not window("2025-10-27", "2025-10-28").exact
    assert not ANY_DAY.exact


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1 day", Period(days=1)),
        ("180 days", Period(days=180)),
        ("2 weeks", Period(days=14)),
        ("6 months", Period(months=6)),
        ("1 year", Period(months=12)),
        ("12 years", Period(months=144)),
    ],
)
def test_a_period_is_days_or_calendar_months(text: str, period: Period) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "180",
        "days",
        "0 days",
        "-1 days",
        "1.5 years",
        "180days",
        "180  days",
        "180 Days",
        "1_000 days",
        "10000 days",
        "P180D",
        "six months",
        "\u0666 months",
        "180 days\n",
        "1 dayss",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a period; write one as 180 days"):
        read_period(text)


@pytest.mark.parametrize(
    ("day", "period", "last"),
    [
        ("2025-10-28", "180 days", "2026-04-26"),
        ("2025-10-28", "6 months", "2026-04-28"),
        ("2025-08-31", "6 months", "2026-02-28"),
        ("2023-08-31", "6 months", "2024-02-29"),
        ("2022-11-07", "6 months", "2023-05-07"),
        ("2025-01-31", "1 month", "2025-02-28"),
        ("2025-02-28", "1 month", "2025-03-28"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2024-02-28", "1 day", "2024-02-29"),
        ("2025-02-28", "1 day", "2025-03-01"),
        ("2025-12-31", "2 months", "2026-02-28"),
        ("2025-12-31", "12 months", "2026-12-31"),
        ("2025-12-15", "1 month", "2026-01-15"),
        ("2025-10-26", "60 days", "2025-12-25"),
        ("2025-10-28", "2 weeks", "2025-11-11"),
        ("2999-12-31", "9999 years", END.isoformat()),
    ],
)
def test_the_last_day_of_a_period(day: str, period: str, last: str) -> None:
    assert add(date.fromisoformat(day), read_period(period)) == date.fromisoformat(last)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(1, 400))
@settings(max_examples=100, deadline=None)
def test_a_period_of_days_begins_the_day_after(day: date, count: int) -> None:
    assert add(day, Period(days=count)) == day + timedelta(days=count)


def test_a_period_from_an_uncertain_day() -> None:
    half_a_year = read_period("6 months")
    assert after(read_window("2025-10"), half_a_year) == window("2026-04-01", "2026-04-30")
    assert after(read_window("unknown"), half_a_year) == ANY_DAY
    assert after(read_window("2025-10-28.."), half_a_year) == Window(date(2026, 4, 28), END)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("110", 110),
        ("-5", -5),
        ("17.5", 17.5),
        ("0.1", 0.1),
        ("2.0", 2),
        ("8.5 billion", 8_500_000_000),
        ("150 million", 150_000_000),
        ("1.5 thousand", 1500),
        ("0.000001 trillion", 1_000_000),
        ("999999999999999", 999_999_999_999_999),
    ],
)
def test_numbers(text: str, number: float) -> None:
    assert read_number(text) == number
    assert isinstance(read_number(text), type(number))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1_000",
        "1,000",
        "1e3",
        "1E001",
        "nan",
        "inf",
        "-inf",
        "0x10",
        "010",
        "+5",
        ".5",
        "5.",
        "1 000",
        " 1",
        "1\n",
        "\u0661\u0662",
        "\uff11",
        "-1 million",
        "8.5  billion",
        "8.5billion",
        "8.5 Billion",
        "1000000 million",
        "1000000000000000",
        "0.1 %",
        "true",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number; write 110, 17\.5 or 8\.5 billion"):
        read_number(text)


@given(st.text(max_size=12))
@settings(max_examples=200, deadline=None)
def test_a_number_is_finite_and_ascii(text: str) -> None:
    try:
        number = read_number(text)
    except ValueError:
        return
    assert text.isascii()
    assert abs(number) < 10**19


@pytest.mark.parametrize("text", ["0.1 %", "50 %", "100 %", "0 %"])
def test_a_share_is_kept_as_written(text: str) -> None:
    assert read_percent(text) == text


@pytest.mark.parametrize("text", ["0.1%", "0.1", "1_0 %", "-1 %", "\u0665 %", "0,1 %", "010 %", "0.1 % "])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        read_percent(text)


def test_truth_values() -> None:
    assert (read_boolean("true"), read_boolean("false")) == (True, False)
    for text in ("yes", "no", "True", "1", "on", ""):
        with pytest.raises(ValueError, match="is not a truth value"):
            read_boolean(text)


@pytest.mark.parametrize(
    ("text", "found", "shown"),
    [
        ("plain\ttext\n", None, "plain\ttext\n"),
        ("稀土 é", None, "稀土 é"),
        ("a\x1b[31m", (1, "U+001B"), "a\\x1b[31m"),
        ("\x00", (0, "U+0000"), "\\x00"),
        ("ab\u202etxt", (2, "U+202E"), "ab\\u202etxt"),
        ("a\u200bb", (1, "U+200B"), "a\\u200bb"),
        ("\ufefftitle", (0, "U+FEFF"), "\\ufefftitle"),
        ("a\x85b", (1, "U+0085"), "a\\x85b"),
        ("a\u2028b", (1, "U+2028"), "a\\u2028b"),
        ("x\u00ady", (1, "U+00AD"), "x\\xady"),
        ("\U000e0041", (0, "U+E0041"), "\\U000e0041"),
        ("\ud800", (0, "U+D800"), "\\ud800"),
        ("over\rwritten", None, "over\\rwritten"),
    ],
)
def test_unsafe_characters_are_named_and_shown_escaped(text: str, found: tuple[int, str] | None, shown: str) -> None:
    assert unsafe_character(text) == found
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=()), max_size=30))
@settings(max_examples=200, deadline=None)
def test_what_is_shown_is_safe(text: str) -> None:
    assert unsafe_character(visible(text)) is None
    assert visible(visible(text)) == visible(text)
    visible(text).encode("utf-8")


WORDS = ["licensing requirement", "export quota", "export tax", "JP", "AU-WA"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("export qouta", "export quota"), ("Export Tax", "export tax"), ("jp", "JP"), ("licencing requirement", WORDS[0])],
)
def test_a_hint_names_what_was_meant(word: str, meant: str) -> None:
    assert nearest(word, WORDS) == meant
    assert did_you_mean(word, WORDS) == f"did you mean '{meant}'?"


@pytest.mark.parametrize(("word", "candidates"), [("zzz", WORDS), ("", WORDS), ("export tax", [])])
def test_no_hint_where_nothing_is_near(word: str, candidates: list[str]) -> None:
    assert did_you_mean(word, candidates) == ""


def test_marked_texts_are_texts() -> None:
    found = Reference("cn-mofcom", ("organizations",))
    assert (found, found.kinds) == ("cn-mofcom", ("organizations",))
    assert DateText("2025-10") == "2025-10"
