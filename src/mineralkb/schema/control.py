"""An export-control measure and its rules."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Cited, Record, Relation, sets, stated
from mineralkb.schema.event import Event
from mineralkb.schema.item import Item
from mineralkb.schema.money import Tranche
from mineralkb.schema.pledge import Exemption
from mineralkb.schema.types import (
    Boolean,
    ControlCode,
    Date,
    FieldName,
    Line,
    Name,
    Percent,
    Text,
    Url,
    reference,
    word,
)
from mineralkb.vocabulary.controls import (
    EFFECTS,
    FORMS,
    INSTRUMENT_ROLES,
    LICENSING_POLICIES,
    MEASURES,
    OBJECTS,
    REACHES,
)

Destination = reference("countries", "groups")


class Issuer(Cited):
    """The authorities of an issuer that set the measure."""

    authorities: sets(reference("organizations"), "Authorities that issued it.") | None = None


class Instrument(Cited):
    """A published act of the measure."""

    number: Line | None = Field(None, description="Number, as in Announcement No. 18 of 2025.")
    date: stated(Date) | None = Field(None, description="Date of the act.")
    role: word(INSTRUMENT_ROLES, "role of an instrument") = Field(description="What it does for the measure.")
    url: Url | None = Field(None, description="Official address, whether or not it could be opened.")


class Target(Cited):
    """Whom and what a rule is aimed at. Nothing said means everywhere and everyone."""

    destinations: sets(Destination, "Countries or groups of destination.") | None = None
    excluded: sets(Destination, "Destinations that are excepted.") | None = None
    end_uses: sets(Line, "End uses, in our own words.") | None = None
    end_users: sets(Line, "End users, in our own words.") | None = None
    listed_in: sets(reference("lists"), "Lists of parties it is aimed at.") | None = None
    exporters: sets(Line, "Who is bound, where not every exporter in the issuer's territory.") | None = None


class Scope(Cited):
    """A list whose entries, as they stand on the day, a rule covers."""

    entries: sets(ControlCode, "Codes of the list; the whole list where none is named.") | None = None
    minerals: sets(reference("minerals"), "Only entries of these materials.") | None = None


class DeMinimis(Cited):
    """A share below which the rule does not reach."""

    share: stated(Percent) = Field(description="Covered from this share on.")
    of: Line = Field(description="What the share is a share of, such as value.")
    content: Line = Field(description="Whose share is counted.")


class Provision(Cited):
    """One rule of a control. What it says never varies in time: a change ends it and starts another."""

    title: Line = Field(description="A short name.")
    summary: Text = Field(description="What the rule says, in our own words.")
    measure: word(MEASURES, "measure") = Field(description="Kind of measure, in the OECD's terms.")
    effect: word(EFFECTS, "effect") | None = Field(None, description="restricts where nothing is said.")
    objects: sets(word(OBJECTS, "object"), "Goods, technology, software or services.")
    policy: stated(word(LICENSING_POLICIES, "licensing policy")) | None = Field(
        None, description="How licences are decided."
    )
    reach: (
        sets(word(REACHES, "reach"), "How far beyond the issuer's territory; territorial where nothing is said.") | None
    ) = None
    targets: Target | None = Field(None, description="Destinations, end uses and end users; all where nothing is said.")
    items: dict[Name, Item] | None = Field(None, min_length=1, description="What it covers, by a name.")
    scope: dict[reference("lists"), Scope] | None = Field(
        None, min_length=1, description="Lists whose entries it covers, by id."
    )
    exceptions: dict[Name, Exemption] | None = Field(
        None, min_length=1, description="Cases that are excepted, by a name."
    )
    de_minimis: DeMinimis | None = Field(None, description="A share below which it does not reach.")
    technology_from: (
        sets(reference("countries"), "Origins of technology that bring foreign-made goods under it.") | None
    ) = None
    transit: Text | None = Field(None, description="The rule for goods already on the way.")
    tranches: dict[Name, Tranche] | None = Field(
        None, min_length=1, description="Quotas and rates by period, by a name."
    )
    events: dict[Name, Event] | None = Field(
        None, min_length=1, description="Its own events; the record's hold where it has none."
    )
    relations: dict[reference("controls"), Relation] | None = Field(
        None, min_length=1, description="Earlier measures it continues or replaces."
    )
    partial: sets(FieldName, "Fields of the rule that are known in part only.") | None = None


class Control(Record):
    """A measure that restricts exports, or that eases or administers such a measure."""

    form: word(FORMS, "form of control") = Field(description="Whether it is law, policy, practice or non-state.")
    issuers: dict[reference("countries", "groups", "organizations"), Issuer] = Field(
        min_length=1, description="Who issued it: country code or id."
    )
    instruments: dict[Name, Instrument] | None = Field(None, min_length=1, description="Published acts, by a name.")
    legal_basis: sets(Line, "Laws it names as its basis.") | None = None
    reason: Text | None = Field(None, description="The reason its issuer states.")
    state: Boolean | None = Field(None, description="false where no state issued it.")
    events: dict[Name, Event] = Field(min_length=1, description="Its life; holds for all its rules.")
    provisions: dict[Name, Provision] = Field(min_length=1, description="Its rules, by a name.")
