"""Dates as precise as the source: a day, a month, a quarter, a year, a range, or unknown."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from mineralkb.values.text import brief

BEGINNING, END = date.min, date.max

YEAR_PATTERN = r"[12][0-9]{3}"
_LEAP = r"(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:20|16|12|24|28)00)"
_LONG = r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
_SHORT = r"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_FEBRUARY = r"02-(?:0[1-9]|1[0-9]|2[0-8])"
DAY_PATTERN = rf"(?:{YEAR_PATTERN}-(?:{_LONG}|{_SHORT}|{_FEBRUARY})|{_LEAP}-02-29)"
_POINT = rf"(?:{DAY_PATTERN}|{YEAR_PATTERN}(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?)"
DATE_PATTERN = rf"(?:{_POINT}|{_POINT}\.\.(?:{_POINT})?|\.\.{_POINT}|unknown)"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


class Window(NamedTuple):
    """The days, first to last, on one of which something happened or will happen."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def joined(self, other: Window) -> Window:
        """The smallest window that holds both."""
        return Window(min(self.first, other.first), max(self.last, other.last))


ANY_DAY = Window(BEGINNING, END)


@lru_cache(maxsize=1 << 14)
def read_window(text: str) -> Window:
    """`2025`, `2025-Q2`, `2025-10`, `2025-10-28`, `A..B`, `A..`, `..B` or `unknown`; else ValueError."""
    if not _compiled(DATE_PATTERN).fullmatch(text):
        raise ValueError(_advice(text))
    if text == "unknown":
        return ANY_DAY
    first, dots, last = text.partition("..")
    if not dots:
        return _point(text)
    window = Window(_point(first).first if first else BEGINNING, _point(last).last if last else END)
    if window.first > window.last:
        raise ValueError(f"the range {text} ends before it begins")
    return window


def read_day(text: str) -> date:
    """One full day, `2025-10-28`; else ValueError."""
    if not _compiled(DAY_PATTERN).fullmatch(text):
        raise ValueError(f"'{brief(text)}' is not a day; write one as 2025-10-28")
    return date.fromisoformat(text)


def read_year(text: str) -> int:
    """One year, `2025`; else ValueError."""
    if not _compiled(YEAR_PATTERN).fullmatch(text):
        raise ValueError(f"'{brief(text)}' is not a year; write one as 2025")
    return int(text)


def _point(text: str) -> Window:
    year = int(text[:4])
    rest = text[5:]
    if not rest:
        return Window(date(year, 1, 1), date(year, 12, 31))
    if rest.startswith("Q"):
        last = int(rest[1]) * 3
        return Window(date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]))
    if "-" not in rest:
        month = int(rest)
        return Window(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    day = date.fromisoformat(text)
    return Window(day, day)


def _advice(text: str) -> str:
    return (
        f"'{brief(text)}' is not a date; write 2025, 2025-Q2, 2025-10, 2025-10-28, "
        "a range such as 2026-03-11..2026-03-31, or unknown"
    )
