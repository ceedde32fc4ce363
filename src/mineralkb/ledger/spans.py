"""Spans of time as users type them: `90d`, `12 weeks`, `6m`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.questions.asked import typed_day
from mineralkb.values.dates import BEGINNING, END
from mineralkb.values.periods import Period, add
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from datetime import date

_SPAN = re.compile(r"([0-9]{1,4}) ?(d|days?|w|weeks?|m|months?|y|years?)?", re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}


def typed_span(text: str, name: str) -> Period:
    """The span that was typed for an option of this name, in days where no unit is; MkbError where it is none."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        raise MkbError(
            f"{name}: '{visible(text)}' is no span of time", "write one as 90d, 12w, 6m or 1y, or a day as 2025-10-28"
        )
    count, unit = int(found[1]), (found[2] or "d")[0].lower()
    return Period(count * _DAYS.get(unit, 0), count * _MONTHS.get(unit, 0))


def typed_reach(text: str, name: str, on: date, *, ahead: bool) -> Period:
    """How far it is from the day asked, ahead or back, to the day that was typed; or the span itself."""
    if not _DAY.fullmatch(text.strip()):
        return typed_span(text, name)
    day = typed_day(text.strip(), name)
    days = (day - on).days if ahead else (on - day).days
    if days < 0:
        raise MkbError(f"{name}: {day} is {'before' if ahead else 'after'} the day asked about, {on}")
    return Period(days)


def later(day: date, span: Period) -> date:
    """The day so much later; the calendar ends somewhere."""
    try:
        return add(day, span)
    except OverflowError:
        return END


def earlier(day: date, span: Period) -> date:
    """The day so much earlier; the calendar begins somewhere."""
    try:
        return add(day, Period(-span.days, -span.months))
    except (OverflowError, ValueError):
        return BEGINNING
