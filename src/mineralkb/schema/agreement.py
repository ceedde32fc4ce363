"""An instrument between parties, or a contract of a government with a company."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Cited, Record, sets, stated
from mineralkb.schema.event import Event
from mineralkb.schema.money import Amount
from mineralkb.schema.pledge import Actor, Pledge
from mineralkb.schema.types import Date, Line, Name, reference, word
from mineralkb.vocabulary.agreements import BINDING, FORMS, ROLES
from mineralkb.vocabulary.materials import SECTORS, STAGES


class Party(Cited):
    """How a country, group or organization stands to the agreement, and since when."""

    role: stated(word(ROLES, "role")) = Field(description="In what capacity.")
    joined: stated(Date) | None = Field(None, description="First day as a party, where not from the beginning.")
    left: stated(Date) | None = Field(None, description="First day no longer a party.")
    since: stated(Date) | None = Field(None, description="First day in the role.")
    until: stated(Date) | None = Field(None, description="Last day in the role.")


class Signer(Cited):
    """Who signed."""

    name: Line = Field(description="The person's name.")
    office: Line | None = Field(None, description="The office in which they signed.")
    party: Actor = Field(description="For whom.")


class Agreement(Record):
    """Who agreed what with whom."""

    form: word(FORMS, "form of agreement") = Field(description="What kind of instrument it is.")
    binding: stated(word(BINDING, "word for binding force")) = Field(
        description="What the text or a party says of its legal force."
    )
    parties: dict[Actor, Party] = Field(min_length=1, description="Parties by country code or id.")
    signers: dict[Name, Signer] | None = Field(None, min_length=1, description="Who signed, by a name.")
    minerals: sets(reference("minerals"), "Materials and products that it names.") | None = None
    stages: sets(word(STAGES, "stage"), "Steps from the ground to the product that it names.") | None = None
    sectors: sets(word(SECTORS, "sector"), "Industries that it names.") | None = None
    projects: sets(reference("projects"), "Projects that it names.") | None = None
    events: dict[Name, Event] = Field(min_length=1, description="Its life, by names such as signed.")
    amounts: dict[Name, Amount] | None = Field(None, min_length=1, description="Sums of money, by a name.")
    pledges: dict[Name, Pledge] | None = Field(None, min_length=1, description="Each distinct undertaking, by a name.")
