"""A unilateral act that is neither agreement nor export control."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Record, sets
from mineralkb.schema.control import Instrument, Issuer
from mineralkb.schema.event import Event
from mineralkb.schema.money import Amount
from mineralkb.schema.pledge import Pledge
from mineralkb.schema.types import Line, Name, reference, word
from mineralkb.vocabulary.materials import SECTORS, STAGES


class Policy(Record):
    """What one government does or announces on its own."""

    form: Line = Field(description="What kind of act it is, such as proclamation or programme.")
    issuers: dict[reference("countries", "groups", "organizations"), Issuer] = Field(
        min_length=1, description="Who issued it: country code or id."
    )
    instruments: dict[Name, Instrument] | None = Field(None, min_length=1, description="Published acts, by a name.")
    minerals: sets(reference("minerals"), "Materials and products that it names.") | None = None
    stages: sets(word(STAGES, "stage"), "Steps from the ground to the product that it names.") | None = None
    sectors: sets(word(SECTORS, "sector"), "Industries that it names.") | None = None
    events: dict[Name, Event] = Field(min_length=1, description="Its life, by names such as adopted.")
    amounts: dict[Name, Amount] | None = Field(None, min_length=1, description="Sums of money, by a name.")
    pledges: dict[Name, Pledge] | None = Field(None, min_length=1, description="What it undertakes, by a name.")
