"""An edition of the Harmonized System: what its codes cover, and which codes of earlier editions came into them."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Cited, Part, Record, sets
from mineralkb.schema.types import Edition, HsCode, Line, reference, word
from mineralkb.vocabulary.materials import FORMS


class Passage(Part):
    """The codes of an earlier edition from which the goods of a code come: these, and no others."""

    whole: sets(HsCode, "Earlier codes that came into it with all their goods.") | None = None
    part: sets(HsCode, "Earlier codes of which some goods came into it.") | None = None


class Heading(Cited):
    """A heading or subheading."""

    title: Line | None = Field(None, description="What it covers, in few words.")
    minerals: sets(reference("minerals"), "Every material that goods of this code can be of.") | None = None
    forms: sets(word(FORMS, "form"), "Every form that they can have.") | None = None
    earlier: dict[Edition, Passage] | None = Field(
        None, min_length=1, description="Where its goods stood before, by edition; not where `same` says it."
    )


class Tariff(Record):
    """An edition of the Harmonized System."""

    edition: Edition = Field(description="The edition, as HS2022.")
    same: dict[Edition, sets(HsCode, "Codes.")] | None = Field(
        None, min_length=1, description="Codes that cover the same goods as these digits do in an earlier edition."
    )
    headings: dict[HsCode, Heading] | None = Field(None, min_length=1, description="Headings and subheadings, by code.")
