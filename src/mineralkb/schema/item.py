"""What a provision or a list covers: materials, forms, codes and thresholds."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Cited, sets, stated
from mineralkb.schema.types import ControlCode, Edition, FieldName, HsCode, Line, Name, Number, Text, reference, word
from mineralkb.vocabulary.materials import FORMS


class Threshold(Cited):
    """A limit of quality or size from which, or up to which, the item is covered."""

    at_least: stated(Number) | None = Field(None, description="Covered from this value on.")
    above: stated(Number) | None = Field(None, description="Covered above this value.")
    at_most: stated(Number) | None = Field(None, description="Covered up to this value.")
    below: stated(Number) | None = Field(None, description="Covered below this value.")
    unit: Line = Field(description="Unit, such as %, Wh/kg or m3/day.")


class Item(Cited):
    """One thing that is covered."""

    title: Line | None = Field(None, description="What the text calls it, in English.")
    summary: Text | None = Field(None, description="What is covered, in our own words.")
    minerals: sets(reference("minerals"), "Materials and products.") | None = None
    forms: sets(word(FORMS, "form"), "Forms that are covered; all where none is named.") | None = None
    codes: sets(ControlCode, "Control codes, in the list named by code_list.") | None = None
    code_list: reference("lists") | None = Field(None, description="The list that the control codes belong to.")
    hs: sets(HsCode, "HS or tariff codes, for reference only; the words of the text decide.") | None = None
    edition: Edition | None = Field(None, description="Edition of the HS, or national tariff, of the codes.")
    sic: sets(HsCode, "Codes among them that are printed so, and look like misprints.") | None = None
    thresholds: dict[Name, Threshold] | None = Field(
        None, min_length=1, description="Limits of quality or size, by a name."
    )
    some_of: (
        sets(
            reference("minerals"),
            "With minerals known in part: the groups, some of whose members are covered, that hold what is not named.",
        )
        | None
    ) = None
    partial: sets(FieldName, "Fields of the item that are known in part only.") | None = None
