"""The types of single values: each reads text by a grammar of ours and says so in the JSON Schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import Discriminator, Field, PlainValidator, StringConstraints, Tag, WithJsonSchema

from mineralkb import codes
from mineralkb.values import dates, numbers, periods
from mineralkb.values.marked import DateText, Reference
from mineralkb.values.text import brief, did_you_mean, nearest_or_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# A mapping with one of these keys is read as having sources, or as a disputed value, so nothing else is called so.
_FREE = r"(?!(?:cite|disputed)$)"
ID_PATTERN = rf"{_FREE}[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*"
_AN_ID = "an id is letters, digits and single hyphens or dots"
NAME_PATTERN = rf"{_FREE}[a-z0-9]+(?:-[a-z0-9]+)*"
# The characters of RFC 3986; others are written as %E9.
URL_PATTERN = (
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?"
)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is expected here, not fields or a list; write one text after the colon")  # noqa: TRY004 - pydantic takes ValueError for a misfit
    return value


def grammar(read: Callable[[str], Any], schema: dict[str, Any]) -> Any:
    """A type that reads its text by `read` (ValueError where it does not fit), with its JSON Schema."""
    return Annotated[Any, PlainValidator(lambda value: read(_text(value))), WithJsonSchema(schema)]


def described(expression: str, what: str, **more: Any) -> dict[str, Any]:
    """The JSON Schema of a text that matches the expression as a whole; editors show `what` where it does not."""
    return {"type": "string", "pattern": f"^(?:{expression})$", "patternErrorMessage": what, **more}


def pattern(expression: str, what: str) -> Any:
    """A text that matches the expression as a whole; `what` says how to write one."""
    compiled = re.compile(expression)

    def read(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(f"'{brief(text)}' does not fit here; {what}")
        return text

    return grammar(read, described(expression, what))


def word(words: Mapping[str, str], what: str) -> Any:
    """One of our controlled words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"'{brief(text)}' is not a known {what}; {nearest_or_all(text, words)}")
        return text

    return grammar(read, {"enum": list(words), "enumDescriptions": list(words.values())})


def code(listed: Callable[[], dict[str, str]], what: str) -> Any:
    """A code of a well-kept list; the JSON Schema names them all."""

    def read(text: str) -> str:
        if text not in listed():
            raise ValueError(
                f"'{brief(text)}' is not {what}; {did_you_mean(text, listed()) or 'look it up in the list'}"
            )
        return text

    return grammar(read, {"enum": sorted(listed())})


def reference(*kinds: str) -> Any:
    """The id of another record, of one of these kinds."""
    compiled = re.compile(ID_PATTERN)

    def read(text: str) -> Reference:
        if not compiled.fullmatch(text):
            raise ValueError(f"'{brief(text)}' is not an id; {_AN_ID}")
        return Reference(text, kinds)

    return grammar(read, described(ID_PATTERN, _AN_ID))


def shape_of(value: object) -> str:
    """How a value is written; unions are chosen by this alone."""
    if isinstance(value, dict):
        return "disputed" if "disputed" in value else "mapping"
    return "list" if isinstance(value, list) else "text"


def by_shape(**shapes: Any) -> Any:
    """A union whose branch is chosen by how the value is written: text, list, mapping or disputed."""
    members = tuple(Annotated[kind, Tag(f"({shape})")] for shape, kind in shapes.items())
    fallback = f"({next(iter(shapes))})"

    def choose(value: object) -> str:
        shape = f"({shape_of(value)})"
        if shape == "(disputed)" and "disputed" not in shapes:
            shape = "(mapping)"
        return shape if shape.strip("()") in shapes else fallback

    union: Any = Union[members]  # noqa: UP007 - `|` takes no tuple
    return Annotated[union, Discriminator(choose)]


# The loader refuses a text of nothing but blanks before the schema sees it.
Text = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=4000),
    Field(description="Text in our own words.", json_schema_extra={"pattern": r"\S"}),
]
Line = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=400, pattern=r"^[^\n\r]*\S[^\n\r]*$"),
    Field(json_schema_extra={"patternErrorMessage": "write one line of text"}),
]
Date = grammar(
    lambda text: (dates.read_window(text), DateText(text))[1],
    {
        "anyOf": [
            described(
                dates.DATE_PATTERN, "a date is 2025, 2025-Q2, 2025-10, 2025-10-28, 2026-03-11..2026-03-31 or unknown"
            ),
            {"type": "integer", "minimum": 1000, "maximum": 2999},
        ],
        "examples": ["2025-10-28", "2025-10", "2025-Q2", "2025", "2026-03-11..2026-03-31", "unknown"],
    },
)
Day = grammar(
    lambda text: (dates.read_day(text), DateText(text))[1],
    described(dates.DAY_PATTERN, "a day is written as 2025-10-28", examples=["2025-10-28", "2026-01-02"]),
)
Year = grammar(
    lambda text: (dates.read_year(text), DateText(text))[1],
    {
        "anyOf": [
            described(dates.YEAR_PATTERN, "a year is four digits"),
            {"type": "integer", "minimum": 1000, "maximum": 2999},
        ],
        "examples": [2024, 2025],
    },
)
Period = grammar(
    lambda text: (periods.read_period(text), text)[1],
    described(
        periods.PERIOD_PATTERN, "a period is 180 days, 2 weeks, 6 months or 12 years", examples=["180 days", "6 months"]
    ),
)
Number = grammar(
    numbers.read_number,
    {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": -1e15, "exclusiveMaximum": 1e15},
            described(f"{numbers.SCALED_PATTERN}|{numbers.PLAIN_PATTERN}", "a number is 110, 17.5 or 8.5 billion"),
        ],
        "examples": [110, "8.5 billion"],
    },
)
Percent = grammar(
    numbers.read_percent, described(numbers.PERCENT_PATTERN, "a share is written as 0.1 %", examples=["0.1 %", "25 %"])
)
# Quotes make no difference to our reader.
Boolean = grammar(
    numbers.read_boolean, {"anyOf": [{"type": "boolean"}, described("true|false", "write true or false")]}
)
Name = pattern(NAME_PATTERN, "a name is small letters, digits and single hyphens")
FieldName = pattern(r"[a-z]+(?:_[a-z]+)*", "write the name of a field, such as native_title")
Id = pattern(ID_PATTERN, _AN_ID)
Url = pattern(URL_PATTERN, "write the page's address with https:// and percent signs for other letters")
HsCode = pattern(r"[0-9]{4}(?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{2})?)?)?", "an HS or tariff code is 4, 6, 8 or 10 digits")
ControlCode = pattern(r"[0-9A-Z][0-9A-Za-z]*(?:\.[0-9A-Za-z]+)*", "a control code is like 1C902 or 1C902.a.1")
EntryKey = pattern(rf"{_FREE}[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*", "write a control code such as 1C902.a, or a name")
Edition = pattern(
    r"HS(?:1992|1996|2002|2007|2012|2017|2022|2028)|[A-Z]{2}(?:-[12][0-9]{3})?", "write HS2022, or CN-2025"
)
Currency = code(codes.currencies, "a currency of ISO 4217")
Language = code(codes.languages, "a language of ISO 639-1")
