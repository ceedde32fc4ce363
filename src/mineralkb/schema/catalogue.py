"""Lists and groups: what an authority names, and who belongs to what, each with dates."""

from __future__ import annotations

from pydantic import Field

from mineralkb.schema.base import Record, Window, sets, stated
from mineralkb.schema.control import Instrument
from mineralkb.schema.event import Event
from mineralkb.schema.item import Item
from mineralkb.schema.pledge import Actor
from mineralkb.schema.types import Date, EntryKey, Line, Name, reference, word
from mineralkb.vocabulary.agreements import ROLES
from mineralkb.vocabulary.controls import LIST_TYPES


class Entry(Item):
    """An item or a party on a list, and since when."""

    since: stated(Date) | None = Field(None, description="First day on the list.")
    until: stated(Date) | None = Field(None, description="Last day on the list.")
    added_by: reference("controls", "policies") | None = Field(None, description="The instrument that added it.")
    party: reference("organizations") | None = Field(None, description="The listed party, where it has a record.")
    names: sets(Line, "Other names of the listed party.") | None = None
    native_title: Line | None = Field(None, description="The name in the original language.")
    country: reference("countries") | None = Field(None, description="Country of the listed party.")
    events: dict[Name, Event] | None = Field(None, min_length=1, description="What happened to the entry, by a name.")


class List(Record):
    """An authority's list of items or parties."""

    type: word(LIST_TYPES, "type of list") = Field(description="What the list is for.")
    country: reference("countries", "groups") = Field(description="Whose list it is.")
    authorities: sets(reference("organizations"), "Authorities that keep it.") | None = None
    instruments: dict[Name, Instrument] | None = Field(None, min_length=1, description="Published acts, by a name.")
    events: dict[Name, Event] | None = Field(None, min_length=1, description="The life of the list as a whole.")
    entries: dict[EntryKey, Entry] | None = Field(None, min_length=1, description="Entries, by control code or a name.")


class Member(Window):
    """A member, since when and until when."""

    role: stated(word(ROLES, "role")) | None = Field(None, description="In what capacity, where members differ.")


class Group(Record):
    """Countries or organizations that belong together, with the dates of belonging."""

    events: dict[Name, Event] | None = Field(None, min_length=1, description="The life of the group as a whole.")
    members: dict[Actor, Member] | None = Field(None, min_length=1, description="Members by country code or id.")
    website: Line | None = Field(None, description="Where it presents itself.")
