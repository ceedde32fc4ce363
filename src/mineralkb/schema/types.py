"""The types of single values: each reads text by a grammar of ours and says so in the JSON Schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Discriminator, Field, PlainValidator, StringConstraints, Tag, WithJsonSchema

from mineralkb import codes
from mineralkb.values import dates, numbers, periods
from mineralkb.values.marked import DateText, Reference
from mineralkb.values.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ID_PATTERN = r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*"
NAME_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
URL_PATTERN = r"https?://[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}(?::[0-9]{1,5})?(?:/[^\s<>\"\\^`{|}]*)?"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is expected here, not fields or a list")  # noqa: TRY004 - pydantic wants ValueError
    return value


def grammar(read: Callable[[str], Any], schema: dict[str, Any]) -> Any:
    """A type that reads its text by `read` (ValueError where it does not fit), with its JSON Schema."""
    return Annotated[Any, PlainValidator(lambda value: read(_text(value))), WithJsonSchema(schema)]


def pattern(expression: str, what: str, schema: dict[str, Any] | None = None) -> Any:
    """A text that matches the expression as a whole; `what` says how to write one."""
    compiled = re.compile(expression, re.ASCII)

    def read(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(f"'{text}' does not fit: {what}")
        return text

    return grammar(read, {"type": "string", "pattern": f"^(?:{expression})$", **(schema or {})})


def word(words: Mapping[str, str], what: str) -> Any:
    """One of our controlled words."""

    def read(text: str) -> str:
        if text not in words:
            meant = did_you_mean(text, words) or f"one of: {', '.join(words)}"
            raise ValueError(f"'{text}' is not a known {what}; {meant}")
        return text

    return grammar(read, {"enum": list(words), "enumDescriptions": list(words.values())})


def code(listed: Callable[[], dict[str, str]], what: str) -> Any:
    """A code of a well-kept list; the JSON Schema names them all."""

    def read(text: str) -> str:
        if text not in listed():
            raise ValueError(f"'{text}' is not {what}; {did_you_mean(text, listed()) or 'look it up in the list'}")
        return text

    return grammar(read, {"enum": sorted(listed())})


def reference(*kinds: str) -> Any:
    """The id of another record, of one of these kinds."""
    compiled = re.compile(ID_PATTERN, re.ASCII)

    def read(text: str) -> Reference:
        if not compiled.fullmatch(text):
            raise ValueError(f"'{text}' is not an id; an id is letters, digits and single hyphens")
        return Reference(text, kinds)

    return grammar(read, {"type": "string", "pattern": f"^{ID_PATTERN}$"})


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

    union: Any = members[0]
    for member in members[1:]:
        union = union | member if union is not members[0] else _union(members[0], member)
    return Annotated[union, Discriminator(choose)] if len(members) > 1 else members[0]


def _union(first: Any, second: Any) -> Any:
    from typing import Union

    return Union[first, second]  # noqa: UP007 - Annotated members have no `|`


Text = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=4000), Field(description="Text in our own words.")
]
Line = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=400, pattern=r"^[^\n]+$")]
Date = grammar(
    lambda text: (dates.read_window(text), DateText(text))[1],
    {
        "anyOf": [
            {"type": "string", "pattern": f"^{dates.DATE_PATTERN}$"},
            {"type": "integer", "minimum": 1000, "maximum": 2999},
        ],
        "examples": ["2025-10-28", "2025-10", "2025-Q2", "2025", "2026-03-11..2026-03-31", "unknown"],
    },
)
Day = grammar(
    lambda text: (dates.read_day(text), DateText(text))[1],
    {"type": "string", "pattern": f"^{dates.DAY_PATTERN}$", "examples": ["2025-10-28"]},
)
Period = grammar(
    lambda text: (periods.read_period(text), text)[1],
    {"type": "string", "pattern": f"^{periods.PERIOD_PATTERN}$", "examples": ["180 days", "6 months"]},
)
Number = grammar(
    numbers.read_number,
    {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": -1e15, "exclusiveMaximum": 1e15},
            {"type": "string", "pattern": f"^{numbers.SCALED_PATTERN}$"},
        ],
        "examples": [110, "8.5 billion"],
    },
)
Percent = grammar(
    numbers.read_percent, {"type": "string", "pattern": f"^{numbers.PERCENT_PATTERN}$", "examples": ["0.1 %"]}
)
Boolean = grammar(numbers.read_boolean, {"type": "boolean"})
Name = pattern(NAME_PATTERN, "a name is small letters, digits and single hyphens")
Id = pattern(ID_PATTERN, "an id is letters, digits and single hyphens")
Url = pattern(URL_PATTERN, "write the page's address with https://", {"format": "uri"})
HsCode = pattern(r"[0-9]{4}(?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{2})?)?)?", "an HS or tariff code is 4, 6, 8 or 10 digits")
ControlCode = pattern(r"[0-9A-Z][0-9A-Za-z]*(?:\.[0-9A-Za-z]+)*", "a control code is like 1C902 or 1C902.a.1")
Edition = pattern(r"HS(?:1992|1996|2002|2007|2012|2017|2022|2028)|[A-Z]{2}(?:-[12][0-9]{3})?", "HS2022, or CN-2025")
Currency = code(codes.currencies, "a currency of ISO 4217")
Language = code(codes.languages, "a language of ISO 639-1")
