"""A page or document that was read."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Part, Record, sets
from mineralkb.schema.types import Date, Day, Language, Line, Name, Text, Url, reference, word
from mineralkb.vocabulary.sources import EXTENTS, SOURCE_KINDS
from mineralkb.vocabulary.topics import TOPICS


class Source(Record):
    """Where facts come from. Copies of one story or release are one source."""

    publisher: reference("organizations", "countries") = Field(description="Who published the page that was read.")
    originator: reference("organizations", "countries") | None = Field(None, description="Who wrote it, where another.")
    date: Date = Field(description="Day of publication; unknown where the page shows none.")
    seen: Day = Field(description="The day on which it was read.")
    url: Url | None = Field(None, description="Address of the page that was read.")
    address: Line | None = Field(None, description="Address kept as text and never linked, where the host is unsafe.")
    original: Url | None = Field(None, description="Address of the original that a mirror copies, not opened.")
    copies: sets(Url, "Addresses of further copies of the same text.") | None = None
    language: Language = Field(description="Language read, ISO 639-1.")
    kind: word(SOURCE_KINDS, "kind of source") = Field(description="How near to the origin.")
    extent: word(EXTENTS, "extent") = Field(description="How much of it was read.")
    mirror_of: reference("sources") | None = Field(None, description="The source that this one copies.")


class Miss(Part):
    """Something that was looked for and not found."""

    summary: Text = Field(description="What was looked for.")


class Coverage(Record):
    """A claim of what was looked at, so that silence can be read."""

    kinds: sets(
        word({k: k for k in ("agreements", "controls", "policies", "lists", "projects")}, "kind"),
        "Kinds of records looked for.",
    )
    parties: (
        sets(
            reference("countries", "groups", "organizations"), "Issuers or parties looked at; all where none is named."
        )
        | None
    ) = None
    minerals: sets(reference("minerals"), "Materials looked at; all where none is named.") | None = None
    topics: sets(word(TOPICS, "topic"), "Topics looked at; all where none is named.") | None = None
    since: Date = Field(description="First day of the period looked at.")
    until: Day = Field(description="Last day of the period looked at.")
    by: sets(Line, "What was searched, in our own words.")
    complete: Text = Field(description="How complete the result is held to be.")
    not_found: dict[Name, Miss] | None = Field(
        None, min_length=1, description="What was looked for and not found, by a name."
    )
