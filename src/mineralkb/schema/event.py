"""A dated happening in the life of a record or of one of its parts."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Cited, stated
from mineralkb.schema.types import Date, Line, Name, Text, reference, word
from mineralkb.vocabulary.events import EVENTS


class Event(Cited):
    """Something that happened, or is due to happen, on a day."""

    kind: word(EVENTS, "event") = Field(description="What happened.")
    date: stated(Date) = Field(description="The first day of the new state, local to the issuer or place of signing.")
    until: stated(Date) | None = Field(None, description="The last day of this state, by its terms.")
    of: Name | None = Field(
        None, description="The event that this one extends or resumes from, or that a statement speaks of, by its name."
    )
    party: reference("countries", "groups", "organizations") | None = Field(
        None, description="Who did it, where one party acts."
    )
    place: stated(Line) | None = Field(None, description="Where.")
    caused_by: reference("agreements", "controls", "policies", "lists") | None = Field(
        None, description="The instrument that caused it."
    )
    summary: Text | None = Field(None, description="What happened, in our own words.")
