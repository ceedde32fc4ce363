"""Lists of what agreements and controls speak of: materials, countries, bodies, projects, sources."""

from __future__ import annotations

from mineralkb.questions.kind import MINERALS, RECORD, Kind
from mineralkb.questions.rows import Column, count, facet, money, own, parts
from mineralkb.questions.texts import stated

_MINERALS_KIND = Kind(
    unit="mineral",
    table="record",
    where="s.kind = 'minerals'",
    columns={
        **RECORD,
        "symbol": Column("symbol", own("symbol")),
        "type": Column("type", own("type")),
        "broader": Column("belongs to", own("broader")),
        "names": Column("other names", own("names")),
    },
    shown=("id", "title", "symbol", "type", "broader"),
    filters={"mineral": "mineral", "type": "type", "form": "form", "hs": "hs"},
)


def _things(unit: str, kind: str, extra: dict[str, Column], shown: tuple[str, ...], filters: dict[str, str]) -> Kind:
    return Kind(unit, "record", f"s.kind = '{kind}'", {**RECORD, **extra}, ("id", "title", *shown), filters)


_TYPE = Column("type", own("type"))
_COUNTRY = Column("country", own("country"))

THINGS: dict[str, Kind] = {
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
        {"type": _TYPE, "country": _COUNTRY, "entries": Column("entries", parts)},
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
            "minerals": MINERALS,
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
            **RECORD,
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
    "tariffs": _things(
        "tariff",
        "tariffs",
        {"edition": Column("edition", own("edition")), "headings": Column("headings", count("headings"))},
        ("edition", "headings"),
        {},
    ),
}
