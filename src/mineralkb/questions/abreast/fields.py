"""The fields that are compared, in reading order, of records and of parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.questions.abreast import readers
from mineralkb.questions.abreast.told import Told, date, own_standing, standing, texts, value, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.questions.abreast.sides import Side


class Field(NamedTuple):
    """A field's name for readers, how one side of it is read, and whether it is a set of words."""

    name: str
    read: Callable[[Told], Side]
    several: bool = False


_STANDING = Field("standing", standing)
_NAMED = (
    Field("minerals", words("minerals"), several=True),
    Field("stages", words("stages"), several=True),
    Field("sectors", words("sectors"), several=True),
    Field("projects", words("projects"), several=True),
)
_ISSUERS = Field("issuers", texts("issuers", lambda name, _: name), several=True)

RECORDS = {
    "agreements": (
        _STANDING,
        Field("form", value("form")),
        Field("binding", value("binding")),
        Field("parties", texts("parties", readers.party_text), several=True),
        *_NAMED,
    ),
    "policies": (_STANDING, Field("form", value("form")), _ISSUERS, *_NAMED[:-1]),
    "controls": (
        _STANDING,
        Field("form", value("form")),
        _ISSUERS,
        Field("authorities", readers.authorities, several=True),
        Field("legal basis", words("legal_basis"), several=True),
    ),
    "lists": (
        _STANDING,
        Field("type", value("type")),
        Field("country", value("country")),
        Field("authorities", words("authorities"), several=True),
    ),
    "groups": (_STANDING,),
}

PARTS = {
    "pledges": (
        Field("strength", value("strength")),
        Field("due", readers.due_day),
        Field("amounts", texts("amounts", readers.money_text), several=True),
        Field("prices", texts("prices", readers.price), several=True),
        Field("volumes", texts("volumes", readers.volume_text), several=True),
        Field("by", readers.everyone("by"), several=True),
        Field("to", readers.everyone("to"), several=True),
        Field("led by", texts("lead", lambda party, office: f"{office} ({party})"), several=True),
        Field("topics", words("topics"), several=True),
        Field("stages", words("stages"), several=True),
        Field("minerals", readers.minerals, several=True),
        Field("forms", words("forms"), several=True),
        Field("sectors", words("sectors"), several=True),
        Field("exceptions", texts("exceptions", readers.exception_text), several=True),
        _STANDING,
    ),
    "provisions": (
        Field("effect", value("effect", "restricts")),
        Field("policy", value("policy")),
        Field("to", words("destinations", "everywhere", within="targets"), several=True),
        Field("excepted", words("excluded", within="targets"), several=True),
        Field("end uses", words("end_uses", "every end use", within="targets"), several=True),
        Field("end users", words("end_users", "every end user", within="targets"), several=True),
        Field("aimed at lists", words("listed_in", within="targets"), several=True),
        Field("exporters", words("exporters", "every exporter", within="targets"), several=True),
        Field("objects", words("objects"), several=True),
        Field("reach", words("reach", "territorial"), several=True),
        Field("minerals", readers.of_items("minerals"), several=True),
        Field("forms", readers.of_items("forms"), several=True),
        Field("codes", readers.of_items("codes"), several=True),
        Field("lists", texts("scope", readers.scope_text), several=True),
        Field("tranches", texts("tranches", readers.tranche_text), several=True),
        Field("de minimis", readers.de_minimis),
        Field("technology from", words("technology_from"), several=True),
        Field("transit", value("transit")),
        Field("exceptions", texts("exceptions", readers.exception_text), several=True),
        Field("HS codes", readers.tariff_codes, several=True),
        Field("standing", own_standing),
    ),
    "entries": (
        Field("minerals", words("minerals"), several=True),
        Field("forms", words("forms"), several=True),
        Field("codes", words("codes"), several=True),
        Field("HS codes", words("hs"), several=True),
        Field("country", value("country")),
        Field("until", date("until")),
        Field("standing", own_standing),
    ),
    "members": (
        Field("role", value("role")),
        _STANDING,
    ),
}
