"""Lines that name the days of listing of those whom a rule means, as `parties of Japan listed on 24 February 2026`."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAY = rf"([0-9]{{1,2}}) ({'|'.join(_MONTHS)})"
_LISTED = re.compile(rf"\blisted on ((?:{_DAY}(?:, | and )?)+) ([0-9]{{4}})\b", re.IGNORECASE)


def days_of(lines: tuple[str, ...]) -> frozenset[str]:
    """The days of listing that the lines name; none where they name none."""
    return frozenset(day for line in lines for day in _days(line))


def names_days(line: str) -> bool:
    """Whether the line says who is meant by the day of listing."""
    return bool(_days(line))


def _days(line: str) -> list[str]:
    found = _LISTED.search(line)
    if not found:
        return []
    year = int(found[4])
    try:
        return [
            date(year, _MONTHS.index(month.capitalize()) + 1, int(day)).isoformat()
            for day, month in re.findall(_DAY, found[1], re.IGNORECASE)
        ]
    except ValueError:  # no such day: the line is for a person to read
        return []
