"""One undertaking: who owes what to whom, how strongly, and by when."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Cited, Disputed, Part, sets, stated
from mineralkb.schema.event import Event
from mineralkb.schema.money import Amount, Price, Volume
from mineralkb.schema.types import Date, Line, Name, Period, Text, by_shape, reference, word
from mineralkb.vocabulary.agreements import STRENGTHS
from mineralkb.vocabulary.materials import FORMS, SECTORS, STAGES
from mineralkb.vocabulary.topics import TOPICS

Actor = reference("countries", "groups", "organizations")


class Due(Part):
    """A due day counted from an event, or a duty that comes back."""

    within: Period | None = Field(None, description="How long after the event, such as 180 days.")
    every: Period | None = Field(None, description="How often, such as 3 months.")
    of: Name | None = Field(None, description="The event it counts from, by its name in this record.")


class Exemption(Cited):
    """A case in which the rule or pledge does not hold."""

    summary: Text = Field(description="The case, in our own words.")
    duty: Text | None = Field(None, description="What must be done instead, such as a report within 10 working days.")


class Pledge(Cited):
    """One undertaking in an agreement or policy."""

    title: Line = Field(description="A short name.")
    summary: Text = Field(description="What is promised, in our own words.")
    topics: sets(word(TOPICS, "topic"), "What it is about.")
    by: sets(Actor, "Who owes it.")
    to: sets(Actor, "To whom it is owed.") | None = None
    lead: dict[Actor, Line] | None = Field(
        None, min_length=1, description="Who leads it on each side: party to office."
    )
    strength: stated(word(STRENGTHS, "strength")) = Field(description="How strongly the text puts it.")
    due: by_shape(text=Date, mapping=Due, disputed=Disputed[Date]) | None = Field(
        None, description="By when: a date, or a period after an event."
    )
    stages: sets(word(STAGES, "stage"), "Steps from the ground to the product that it names.") | None = None
    sectors: sets(word(SECTORS, "sector"), "Industries that it names.") | None = None
    minerals: sets(reference("minerals"), "Materials and products that it names.") | None = None
    forms: sets(word(FORMS, "form"), "Forms of the material that it names.") | None = None
    amounts: dict[Name, Amount] | None = Field(None, min_length=1, description="Sums of money, by a name.")
    prices: dict[Name, Price] | None = Field(None, min_length=1, description="Prices, by a name.")
    volumes: dict[Name, Volume] | None = Field(None, min_length=1, description="Quantities, by a name.")
    exceptions: dict[Name, Exemption] | None = Field(
        None, min_length=1, description="Cases in which it does not hold, by a name."
    )
    events: dict[Name, Event] | None = Field(None, min_length=1, description="What became of it, by a name.")
