"""The things that agreements and controls speak of: countries, materials, organizations, projects."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from mineralkb import codes
from mineralkb.schema.base import Cited, Record, sets, stated
from mineralkb.schema.event import Event
from mineralkb.schema.money import Amount
from mineralkb.schema.types import Edition, HsCode, Language, Line, Name, Number, Percent, Url, Year, reference, word
from mineralkb.vocabulary.materials import FORMS, MATERIAL_TYPES, PROJECT_TYPES, SECTORS, STAGES
from mineralkb.vocabulary.sources import ORGANIZATION_TYPES

# Pydantic publishes what a key must be for patterns only.
_LANGUAGES: dict[str, Any] = {"propertyNames": {"enum": sorted(codes.languages())}}
Native = Annotated[
    dict[Language, sets(Line, "Names in this language.")],
    Field(json_schema_extra=_LANGUAGES),
]


class Share(Cited):
    """A country's share of the world's output of a material at one stage in one year."""

    mineral: reference("minerals") = Field(description="The material.")
    stage: word(STAGES, "stage") = Field(description="The step that is measured.")
    forms: sets(word(FORMS, "form"), "Forms that are measured.") | None = None
    year: Year = Field(description="The year measured.")
    share: stated(Percent) | None = Field(None, description="Share of the world.")
    output: stated(Number) | None = Field(None, description="The country's output.")
    world: stated(Number) | None = Field(None, description="The world's output.")
    unit: Line | None = Field(None, description="Unit of both outputs, such as t of rare-earth oxide.")


class Country(Record):
    """A country or a sub-national unit, by its ISO 3166 code."""

    native: Native | None = Field(None, description="Names in other languages, by language code.")
    shares: dict[Name, Share] | None = Field(None, min_length=1, description="Shares of world output, by a name.")


class Mineral(Record):
    """A material or product."""

    type: word(MATERIAL_TYPES, "type of material") = Field(description="What kind of thing it is.")
    symbol: Line | None = Field(None, description="Chemical symbol or formula.")
    broader: sets(reference("minerals"), "The materials or groups it belongs to.") | None = None
    native: Native | None = Field(None, description="Names in other languages, by language code.")
    forms: sets(word(FORMS, "form"), "Forms it is traded in.") | None = None
    hs: sets(HsCode, "HS codes, for reference only.") | None = None
    edition: Edition | None = Field(None, description="Edition of the HS, or national tariff, of the codes.")


class Organization(Record):
    """A ministry, agency, bank, company, court, publisher or other body."""

    type: word(ORGANIZATION_TYPES, "type of organization") = Field(description="What kind of body it is.")
    country: reference("countries", "groups") | None = Field(None, description="Where it belongs.")
    part_of: reference("organizations") | None = Field(None, description="The body it is a part of.")
    native: Native | None = Field(None, description="Names in other languages, by language code.")
    website: Url | None = Field(None, description="Its own pages.")


class Project(Record):
    """A mine, plant, corridor, stockpile or programme."""

    type: word(PROJECT_TYPES, "type of project") = Field(description="What kind of works it is.")
    countries: sets(reference("countries"), "Where it is.") | None = None
    place: Line | None = Field(None, description="Where in the country.")
    owners: sets(reference("organizations"), "Who owns or runs it.") | None = None
    minerals: sets(reference("minerals"), "Materials and products.") | None = None
    stages: sets(word(STAGES, "stage"), "Steps from the ground to the product.") | None = None
    sectors: sets(word(SECTORS, "sector"), "Industries it serves.") | None = None
    events: dict[Name, Event] | None = Field(None, min_length=1, description="Its life, by a name.")
    amounts: dict[Name, Amount] | None = Field(None, min_length=1, description="Sums of money, by a name.")
