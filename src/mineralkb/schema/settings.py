"""The two files that are no records: what marks a knowledge base, and the waivers of findings."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Part, Route
from mineralkb.schema.types import Day, Id, Line, Name, Text, grammar


def read_format(text: str) -> int:
    """The version of the format, a whole number from 1."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 9999):  # noqa: PLR2004 - as in the pattern below
        raise ValueError(f"'{text}' is not a version of the format; write 1")
    return int(text)


FormatNumber = grammar(read_format, {"type": "integer", "minimum": 1, "maximum": 9999})


class Settings(Part):
    """Marks the folder as a knowledge base."""

    format: FormatNumber = Field(description="Version of the record format.")
    title: Line = Field(description="Name of the knowledge base.")
    licence: Line = Field(description="Licence of the data, as an SPDX identifier.")


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
