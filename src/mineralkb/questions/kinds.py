"""What can be listed: for each kind its table, unit, columns and filters."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from mineralkb.questions.rows import Column, count, day, destinations, facet, held, money, own, stated


class Kind(NamedTuple):
    """One kind of list. `shown` are the columns by default; `filters` map an option to a facet."""

    unit: str
    table: str
    where: str
    columns: dict[str, Column]
    shown: tuple[str, ...]
    filters: Mapping[str, str] = MappingProxyType({})
    dated: str = ""
    stands: bool = False
    order: str = "id"


_ID = Column("id", held("id"))
_TITLE = Column("title", held("title"))
_STANDING = Column("standing", held("word"))
_EVIDENCE = Column("last evidence", held("evidence"))
_SUMMARY = Column("summary", own("summary"))
_MINERALS = Column("minerals", facet("mineral"))
_RECORD = {"id": _ID, "title": _TITLE, "summary": _SUMMARY}
_LIVING = {"standing": _STANDING, "evidence": _EVIDENCE}

_AGREEMENTS = Kind(
    unit="agreement",
    table="record",
    where="s.kind = 'agreements'",
    columns={
        **_RECORD,
        **_LIVING,
        "parties": Column("parties", facet("party")),
        "date": Column("date", day),
        "form": Column("form", own("form")),
        "binding": Column("binding", own("binding")),
        "pledges": Column("pledges", count("pledges")),
        "minerals": _MINERALS,
        "topics": Column("topics", facet("topic")),
        "amounts": Column("amounts", money),
    },
    shown=("id", "date", "parties", "form", "binding", "pledges", "standing"),
    filters={
        "party": "party",
        "mineral": "mineral",
        "topic": "topic",
        "stage": "stage",
        "sector": "sector",
        "form": "kind",
        "binding": "binding",
        "strength": "strength",
        "project": "project",
    },
    dated="signed",
    stands=True,
    order="date",
)

_PLEDGES = Kind(
    unit="pledge",
    table="part",
    where="s.kind = 'pledge'",
    columns={
        **_RECORD,
        **_LIVING,
        "agreement": Column("agreement", held("record")),
        "by": Column("by", own("by")),
        "to": Column("to", own("to")),
        "topics": Column("topics", own("topics")),
        "strength": Column("strength", own("strength")),
        "due": Column("due", day),
        "minerals": _MINERALS,
        "stages": Column("stages", own("stages")),
        "amounts": Column("amounts", money),
    },
    shown=("id", "due", "topics", "by", "strength", "standing"),
    filters={
        "party": "party",
        "by": "by",
        "to": "to",
        "topic": "topic",
        "mineral": "mineral",
        "stage": "stage",
        "sector": "sector",
        "strength": "strength",
        "form": "form",
    },
    dated="due",
    stands=True,
)

_CONTROL_FILTERS = {
    "issuer": "issuer",
    "authority": "authority",
    "destination": "destination",
    "mineral": "mineral",
    "form": "form",
    "hs": "hs",
    "code": "code",
    "measure": "measure",
    "object": "object",
    "policy": "policy",
    "list": "list",
}

_CONTROLS = Kind(
    unit="control",
    table="record",
    where="s.kind = 'controls'",
    columns={
        **_RECORD,
        **_LIVING,
        "issuers": Column("issuer", facet("issuer")),
        "authorities": Column("authorities", facet("authority")),
        "date": Column("issued", day),
        "form": Column("form", own("form")),
        "measures": Column("measures", facet("measure")),
        "destinations": Column("destinations", destinations),
        "minerals": _MINERALS,
        "provisions": Column("rules", count("provisions")),
    },
    shown=("id", "date", "title", "issuers", "provisions", "standing"),
    filters=_CONTROL_FILTERS,
    dated="issued",
    stands=True,
    order="date",
)

_PROVISIONS = Kind(
    unit="provision",
    table="part",
    where="s.kind = 'provision'",
    columns={
        **_RECORD,
        **_LIVING,
        "control": Column("control", held("record")),
        "measure": Column("measure", own("measure")),
        "policy": Column("policy", own("policy")),
        "objects": Column("objects", own("objects")),
        "effect": Column("effect", lambda row: stated(row.data.get("effect", "restricts"))),
        "destinations": Column("to", destinations),
        "minerals": _MINERALS,
        "codes": Column("codes", facet("code")),
        "hs": Column("HS", facet("hs")),
        "start": Column("start", day),
    },
    shown=("id", "start", "measure", "minerals", "destinations", "standing"),
    filters=_CONTROL_FILTERS,
    dated="start",
    stands=True,
)

_POLICIES = Kind(
    unit="policy",
    table="record",
    where="s.kind = 'policies'",
    columns={
        **_RECORD,
        **_LIVING,
        "issuers": Column("issuer", facet("issuer")),
        "date": Column("issued", day),
        "form": Column("form", own("form")),
        "minerals": _MINERALS,
        "amounts": Column("amounts", money),
    },
    shown=("id", "date", "title", "form", "issuers", "standing"),
    filters={
        "issuer": "issuer",
        "authority": "authority",
        "mineral": "mineral",
        "topic": "topic",
        "stage": "stage",
        "sector": "sector",
        "form": "kind",
    },
    dated="issued",
    stands=True,
    order="date",
)

_EVENTS = Kind(
    unit="event",
    table="event",
    where="1",
    columns={
        "id": _ID,
        "date": Column("date", lambda row: stated(row.data["date"])),
        "record": Column("record", held("record")),
        "part": Column("part", held("part")),
        "event": Column("event", held("kind")),
        "until": Column("until", lambda row: stated(row.data.get("until"))),
        "party": Column("party", held("party")),
        "caused_by": Column("caused by", held("caused_by")),
        "place": Column("place", own("place")),
        "summary": _SUMMARY,
    },
    shown=("date", "event", "record", "part", "caused_by"),
    filters={"record": "record", "event": "kind", "party": "party", "mineral": "mineral", "issuer": "issuer"},
    dated="date",
    order="date",
)

_MINERALS_KIND = Kind(
    unit="mineral",
    table="record",
    where="s.kind = 'minerals'",
    columns={
        **_RECORD,
        "symbol": Column("symbol", own("symbol")),
        "type": Column("type", own("type")),
        "broader": Column("belongs to", own("broader")),
        "names": Column("other names", own("names")),
    },
    shown=("id", "title", "symbol", "type", "broader"),
    filters={"mineral": "mineral", "type": "type", "form": "form", "hs": "hs"},
)


def _things(unit: str, kind: str, extra: dict[str, Column], shown: tuple[str, ...], filters: dict[str, str]) -> Kind:
    return Kind(unit, "record", f"s.kind = '{kind}'", {**_RECORD, **extra}, ("id", "title", *shown), filters)


_TYPE = Column("type", own("type"))
_COUNTRY = Column("country", own("country"))

KINDS: dict[str, Kind] = {
    "agreements": _AGREEMENTS,
    "pledges": _PLEDGES,
    "controls": _CONTROLS,
    "provisions": _PROVISIONS,
    "policies": _POLICIES,
    "events": _EVENTS,
    "minerals": _MINERALS_KIND,
    "countries": _things(
        "country", "countries", {"shares": Column("shares", count("shares"))}, ("shares",), {"mineral": "mineral"}
    ),
    "groups": _things(
        "group", "groups", {"members": Column("members", facet("member"))}, ("members",), {"member": "member"}
    ),
    "lists": _things(
        "list",
        "lists",
        {"type": _TYPE, "country": _COUNTRY, "entries": Column("entries", count("entries"))},
        ("type", "country", "entries"),
        {
            "issuer": "issuer",
            "authority": "authority",
            "type": "type",
            "mineral": "mineral",
            "code": "code",
            "hs": "hs",
        },
    ),
    "organizations": _things(
        "organization",
        "organizations",
        {"type": _TYPE, "country": _COUNTRY},
        ("type", "country"),
        {"type": "type", "country": "country"},
    ),
    "projects": _things(
        "project",
        "projects",
        {
            "type": _TYPE,
            "countries": Column("where", own("countries")),
            "minerals": _MINERALS,
            "amounts": Column("amounts", money),
        },
        ("type", "countries", "minerals", "amounts"),
        {"type": "type", "country": "country", "mineral": "mineral", "stage": "stage", "sector": "sector"},
    ),
    "sources": Kind(
        unit="source",
        table="record",
        where="s.kind = 'sources'",
        columns={
            **_RECORD,
            "publisher": Column("publisher", own("publisher")),
            "date": Column("date", own("date")),
            "kind": Column("kind", own("kind")),
            "extent": Column("read", own("extent")),
            "language": Column("language", own("language")),
            "url": Column("address", lambda row: stated(row.data.get("url") or row.data.get("address"))),
        },
        shown=("id", "date", "publisher", "kind", "extent", "title"),
        filters={"publisher": "publisher", "kind": "kind", "extent": "extent", "language": "language"},
        dated="date",
        order="date",
    ),
    "coverage": _things(
        "coverage claim",
        "coverage",
        {"until": Column("to", own("until"))},
        ("until",),
        {"mineral": "mineral", "topic": "topic"},
    ),
}
