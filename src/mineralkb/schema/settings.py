"""The two files that are no records: what marks a knowledge base, and the waivers of findings."""

from __future__ import annotations

import re

from pydantic import Field

from mineralkb.schema.base import Part, Route
from mineralkb.schema.types import Day, Id, Line, Name, Text, described, grammar
from mineralkb.values.text import brief

_FORMAT = r"[1-9][0-9]{0,3}"


def read_format(text: str) -> int:
    """The version of the format, a whole number from 1."""
    if not re.fullmatch(_FORMAT, text):
        raise ValueError(f"'{brief(text)}' is not a version of the format; write 1")
    return int(text)


FormatNumber = grammar(
    read_format,
    {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9999}, described(_FORMAT, "a version is a whole number")]},
)


class Withdrawal(Part):
    """A record that this base no longer holds, and why."""

    date: Day = Field(description="The day on which it was withdrawn.")
    reason: Text = Field(description="Why the record is gone.")


class Settings(Part):
    """Marks the folder as a knowledge base."""

    format: FormatNumber = Field(description="Version of the record format.")
    title: Line = Field(description="Name of the knowledge base.")
    licence: Line = Field(description="Licence of the data, as an SPDX identifier.")
    withdrawn: dict[Id, Withdrawal] | None = Field(
        None, min_length=1, description="Records that are gone, by the id that they had."
    )


class Waiver(Part):
    """A finding that is known and accepted, with the reason."""

    rule: Name = Field(description="The rule whose finding is waived.")
    record: Id = Field(description="The record it is found in.")
    route: Route | None = Field(None, description="The part of the record; the whole record where nothing is said.")
    reason: Text = Field(description="Why the finding is accepted.")
    until: Day | None = Field(None, description="Last day on which the waiver holds.")


class Waivers(Part):
    """Findings that are accepted, by a name."""

    waivers: dict[Name, Waiver] = Field(description="Each waiver, by a name.")
