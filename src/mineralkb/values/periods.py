"""Periods of time, and the day on which one ends."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from mineralkb.values.dates import BEGINNING, END, Window
from mineralkb.values.text import brief

PERIOD_PATTERN = r"[1-9][0-9]{0,3} (?:days?|weeks?|months?|years?)"
_PERIOD = re.compile(PERIOD_PATTERN, re.ASCII)


class Period(NamedTuple):
    """So many days, or so many calendar months."""

    days: int = 0
    months: int = 0


def read_period(text: str) -> Period:
    """`180 days`, `2 weeks`, `6 months`, `12 years`; else ValueError."""
    if not _PERIOD.fullmatch(text):
        raise ValueError(f"'{brief(text)}' is not a period; write one as 180 days, 2 weeks, 6 months or 12 years")
    count, unit = text.split(" ")
    match unit.rstrip("s"):
        case "day":
            return Period(days=int(count))
        case "week":
            return Period(days=7 * int(count))
        case "month":
            return Period(months=int(count))
        case _:
            return Period(months=12 * int(count))


def add(day: date, period: Period) -> date:
    """The last day of the period that begins the day after `day`.

    Months end on the same number, or on the month's last day where there is no such number:
    the rule of Article 4 of the European Convention on the Calculation of Time-Limits (ETS 076).
    A period beyond the calendar never ends.
    """
    if day in (BEGINNING, END):
        return day
    index = day.year * 12 + day.month - 1 + period.months
    year, month = divmod(index, 12)
    if year > END.year:
        return END
    number = min(day.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, number) + timedelta(days=period.days)


def after(window: Window, period: Period) -> Window:
    """The last days of a period counted from an uncertain day."""
    return Window(add(window.first, period), add(window.last, period))
