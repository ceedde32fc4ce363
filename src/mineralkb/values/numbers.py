"""Numbers as people write them in a record: `110`, `0.1`, `8.5 billion`, `0.1 %`."""

from __future__ import annotations

import re
from decimal import Decimal

from mineralkb.values.text import brief

PLAIN_PATTERN = r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?"
SCALED_PATTERN = r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,6})? (?:thousand|million|billion|trillion)"
PERCENT_PATTERN = r"(?:0|[1-9][0-9]{0,3})(?:\.[0-9]{1,6})? %"
YES, NO = "true", "false"

_PLAIN, _SCALED, _PERCENT = (re.compile(p, re.ASCII) for p in (PLAIN_PATTERN, SCALED_PATTERN, PERCENT_PATTERN))
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def read_number(text: str) -> int | float:
    """`110`, `17.5` or `8.5 billion`; else ValueError. Whole results are int."""
    if _PLAIN.fullmatch(text):
        return _simple(Decimal(text))
    if _SCALED.fullmatch(text):
        count, scale = text.split(" ")
        return _simple(Decimal(count) * _SCALES[scale])
    raise ValueError(f"'{brief(text)}' is not a number; write 110, 17.5 or 8.5 billion")


def read_percent(text: str) -> str:
    """`0.1 %`, kept as it is written; else ValueError."""
    if not _PERCENT.fullmatch(text):
        raise ValueError(f"'{brief(text)}' is not a share; write it as 0.1 %")
    return text


def read_boolean(text: str) -> bool:
    """`true` or `false`; else ValueError."""
    if text not in (YES, NO):
        raise ValueError(f"'{brief(text)}' is not a truth value; write true or false")
    return text == YES


def _simple(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
