"""What all records share: citations, corrections, relations, and a model that refuses unknown keys."""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from mineralkb.schema.types import Date, Day, FieldName, Id, Line, Name, Text, by_shape, pattern, reference, word
from mineralkb.vocabulary.agreements import RELATIONS

Value = TypeVar("Value")

Source = reference("sources")
Words = list[Line]
Route = pattern(r"[^/\s][^/]*(?:/[^/\s][^/]*)*", "a route is names joined by /, as in pledges/funding/due")


def sets(member: Any, description: str) -> Any:
    """A list of plain words, in no order, none twice."""
    return Annotated[
        list[member], Field(min_length=1, description=description, json_schema_extra={"uniqueItems": True})
    ]


class Part(BaseModel):
    """Fields that belong together; a key that is not among them is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Locator(Part):
    """Where in a source a fact stands."""

    article: Line | None = Field(None, description="Article of a treaty or law.")
    section: Line | None = Field(None, description="Section, as numbered or headed in the source.")
    paragraph: Line | None = Field(None, description="Paragraph within the section or article.")
    annex: Line | None = Field(None, description="Annex or schedule.")
    page: Line | None = Field(None, description="Page, as printed.")
    table: Line | None = Field(None, description="Table or figure.")
    item: Line | None = Field(None, description="Item of a list, or an exhibit.")


class Citation(Part):
    """How a source supports a fact."""

    at: by_shape(text=Line, mapping=Locator) | None = Field(None, description="Where in the source.")
    note: Text | None = Field(None, description="What the source says there that the fields cannot hold.")


Cites = Annotated[
    by_shape(
        list=Annotated[list[Source], Field(min_length=1, json_schema_extra={"uniqueItems": True})],
        mapping=Annotated[dict[Source, Citation], Field(min_length=1)],
    ),
    Field(description="The sources of these fields: a list of source ids, or a mapping with a locator for each."),
]


class Disputed(Part, Generic[Value]):
    """A value on which sources disagree: what each of them says."""

    # Pydantic hands neither name nor docstring on to the class of one type.
    model_config = ConfigDict(title="Disputed", json_schema_extra={"description": __doc__})

    disputed: dict[Source, Value] = Field(min_length=2, description="Source id to the value that source gives.")


def stated(kind: Any) -> Any:
    """A value, or what each source says where they disagree."""
    return by_shape(text=kind, disputed=Disputed[kind])


class Cited(Part):
    """Fields with their sources."""

    cite: Cites | None = Field(None, description="Sources of all fields of this mapping, down to its parts.")
    cite_for: dict[FieldName, Cites] | None = Field(
        None, min_length=1, description="Sources of one field, by the field's name."
    )
    note: Text | None = Field(None, description="A remark on doubt or reading, in our own words.")


class Relation(Cited):
    """How this record stands to an earlier one."""

    kind: word(RELATIONS, "relation") = Field(description="The relation, read from this record to the other.")


class Correction(Part):
    """A rewriting of the past: what this base said before, and why it was wrong."""

    date: Day = Field(description="The day of the correction.")
    route: Route = Field(description="What was corrected, as a route such as events/signed/date.")
    reason: Text = Field(description="Why it was wrong.")
    was: Line | None = Field(None, description="What stood there before.")


class Record(Cited):
    """What every record may say."""

    title: Line = Field(description="The official title, or a short name where there is none.")
    native_title: Line | None = Field(None, description="The title in the original language.")
    names: sets(Line, "Other names and abbreviations.") | None = None
    summary: Text | None = Field(None, description="What it is, in our own words.")
    relations: dict[reference("agreements", "controls", "policies", "lists", "projects", "groups"), Relation] | None = (
        Field(None, min_length=1, description="Earlier records this one stands in a relation to, by id.")
    )
    partial: (
        sets(FieldName, "Fields whose enumeration is known in part only: what is not named there may still be so.")
        | None
    ) = None
    formerly: sets(Id, "Ids this record had before.") | None = None
    corrections: dict[Name, Correction] | None = Field(
        None, min_length=1, description="Rewritings of the past, by a name."
    )


class Window(Cited):
    """A span of days: from its first to its last."""

    since: stated(Date) | None = Field(None, description="First day.")
    until: stated(Date) | None = Field(None, description="Last day.")
