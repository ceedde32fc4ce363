"""What can be listed: agreements, controls, their parts and their events, and the things they speak of."""

from __future__ import annotations

from mineralkb.questions.kind import ID, LIVING, MINERALS, RECORD, SUMMARY, Kind
from mineralkb.questions.rows import Column, day, destinations, due, facet, held, measure, money, only, own, parts
from mineralkb.questions.texts import stated
from mineralkb.questions.things import THINGS

_AGREEMENTS = Kind(
    unit="agreement",
    table="record",
    where="s.kind = 'agreements'",
    columns={
        **RECORD,
        **LIVING,
        "parties": Column("parties", facet("party")),
        "date": Column("date", day),
        "form": Column("form", only("kind")),
        "binding": Column("binding", only("binding")),
        "pledges": Column("pledges", parts),
        "minerals": MINERALS,
        "topics": Column("topics", facet("topic")),
        "amounts": Column("amounts", money),
    },
    shown=("id", "date", "parties", "binding", "form", "pledges", "standing"),
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
        **RECORD,
        **LIVING,
        "agreement": Column("agreement", held("record")),
        "by": Column("by", own("by")),
        "to": Column("to", own("to")),
        "topics": Column("topics", own("topics")),
        "strength": Column("strength", own("strength")),
        "due": Column("due", due),
        "minerals": MINERALS,
        "stages": Column("stages", own("stages")),
        "amounts": Column("amounts", money),
    },
    shown=("id", "due", "strength", "by", "topics", "standing"),
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
        "record": "record",
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
        **RECORD,
        **LIVING,
        "issuers": Column("issuer", facet("issuer")),
        "authorities": Column("authorities", facet("authority")),
        "date": Column("issued", day),
        "form": Column("form", only("kind")),
        "measures": Column("measures", facet("measure")),
        "destinations": Column("destinations", destinations),
        "minerals": MINERALS,
        "provisions": Column("rules", parts),
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
        **RECORD,
        **LIVING,
        "control": Column("control", held("record")),
        "measure": Column("measure", measure),
        "policy": Column("policy", own("policy")),
        "objects": Column("objects", own("objects")),
        "effect": Column("effect", lambda row: stated(row.data.get("effect", "restricts"))),
        "destinations": Column("to", destinations),
        "minerals": MINERALS,
        "codes": Column("codes", facet("code")),
        "hs": Column("HS", facet("hs")),
        "start": Column("start", day),
    },
    shown=("id", "measure", "minerals", "destinations", "start", "standing"),
    filters={**_CONTROL_FILTERS, "record": "record"},
    dated="start",
    stands=True,
)

_POLICIES = Kind(
    unit="policy",
    table="record",
    where="s.kind = 'policies'",
    columns={
        **RECORD,
        **LIVING,
        "issuers": Column("issuer", facet("issuer")),
        "date": Column("issued", day),
        "form": Column("form", only("kind")),
        "minerals": MINERALS,
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

_ENTRIES = Kind(
    unit="entry",
    table="part",
    where="s.kind = 'entry'",
    columns={
        **RECORD,
        **LIVING,
        "list": Column("list", held("record")),
        "country": Column("country", own("country")),
        "minerals": MINERALS,
        "since": Column("since", own("since")),
        "until": Column("until", own("until")),
        "names": Column("other names", own("names")),
    },
    shown=("id", "title", "since", "until", "standing"),
    filters={"list": "list", "party": "listed", "country": "country", "mineral": "mineral", "code": "code", "hs": "hs"},
    stands=True,
)

_EVENTS = Kind(
    unit="event",
    table="event",
    where="1",
    columns={
        "id": ID,
        "date": Column("date", lambda row: stated(row.data["date"])),
        "record": Column("record", held("record")),
        "part": Column("part", held("part")),
        "event": Column("event", held("kind")),
        "until": Column("until", lambda row: stated(row.data.get("until"))),
        "party": Column("party", held("party")),
        "caused_by": Column("caused by", held("caused_by")),
        "place": Column("place", own("place")),
        "summary": SUMMARY,
    },
    shown=("date", "event", "record", "part", "caused_by"),
    filters={"record": "record", "event": "kind", "party": "party", "mineral": "mineral", "issuer": "issuer"},
    dated="date",
    order="date",
)

KINDS: dict[str, Kind] = {
    "agreements": _AGREEMENTS,
    "pledges": _PLEDGES,
    "controls": _CONTROLS,
    "provisions": _PROVISIONS,
    "policies": _POLICIES,
    "events": _EVENTS,
    "entries": _ENTRIES,
    **THINGS,
}
