"""Sums of money, prices and volumes."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Cited, Route, sets, stated
from mineralkb.schema.types import Boolean, Currency, Date, Line, Number, Percent, reference, word
from mineralkb.vocabulary.money import AMOUNT_FORMS, FIRMNESS


class Amount(Cited):
    """A sum of money: how much, from whom, in what form and how firm."""

    value: stated(Number) | None = Field(None, description="The sum, in units of the currency.")
    least: stated(Number) | None = Field(None, description="The lower end, where a range or a minimum is stated.")
    most: stated(Number) | None = Field(None, description="The upper end of a stated range.")
    up_to: Boolean | None = Field(None, description="true where the source says 'up to'.")
    currency: stated(Currency) = Field(description="ISO 4217 code.")
    form: word(AMOUNT_FORMS, "form of money") = Field(description="In what form the money comes.")
    provider: sets(reference("countries", "groups", "organizations"), "Who provides it.") | None = None
    recipient: sets(reference("countries", "groups", "organizations", "projects"), "Who receives it.") | None = None
    firmness: word(FIRMNESS, "firmness") = Field(description="How firm it is.")
    purpose: Line | None = Field(None, description="What it is for.")
    within: Route | None = Field(None, description="Another amount that this one is a part of, as ID/amounts/name.")
    same_as: Route | None = Field(None, description="Another amount that is the same money, as ID/amounts/name.")


class Price(Cited):
    """A price that is secured, or a reference."""

    kind: word(
        {"floor": "not below", "cap": "not above", "fixed": "exactly", "reference": "measured against"}, "kind of price"
    ) = Field(description="How the figure binds.")
    value: stated(Number) = Field(description="The price, in units of the currency.")
    currency: Currency = Field(description="ISO 4217 code.")
    per: Line = Field(description="The unit of the goods, such as kg.")
    product: Line | None = Field(None, description="The goods, as the text calls them.")


class Volume(Cited):
    """A quantity of goods."""

    value: stated(Number) | None = Field(None, description="How much.")
    share: stated(Percent) | None = Field(None, description="How much, as a share of the whole.")
    up_to: Boolean | None = Field(None, description="true where the source says 'up to'.")
    unit: Line | None = Field(None, description="Unit, such as t.")
    per: Line | None = Field(None, description="Span of time, such as year.")
    product: Line | None = Field(None, description="The goods.")


class Tranche(Cited):
    """A dated part of a quota, or a rate for a time."""

    period: stated(Date) = Field(description="The days it covers.")
    volume: stated(Number) | None = Field(None, description="How much may be exported.")
    unit: Line | None = Field(None, description="Unit of the volume, such as t.")
    rate: stated(Percent) | None = Field(None, description="Rate of tax.")
    holder: reference("organizations", "countries") | None = Field(None, description="Who holds it.")
    valid_until: stated(Date) | None = Field(None, description="Last day on which it can be used.")
