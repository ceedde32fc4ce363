"""Random small bases and shipments: few places, materials, lists and days, so that they meet often."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from mineralkb.applying.shipment import Code, Shipment
from mineralkb.index import Base
from mineralkb.index.fill import begin, fill
from mineralkb.kb import KnowledgeBase
from mineralkb.place import Place
from mineralkb.record import Record
from mineralkb.vocabulary.controls import LICENSING_POLICIES, MEASURES

if TYPE_CHECKING:
    from random import Random

PLACES = ("AA", "BB", "CC")
BROADER: dict[str, list[str]] = {"metals": [], "iron": ["metals"], "steel": ["iron"], "salt": []}
FORMS = ("ore", "metal", "oxide")
USES = ("civil", "military", "space", "batteries")
LINES = ("military use", "satellites", "work for the good of all")
USERS = ("military users", "whoever it may be")
PARTIES = ("Acme Inc.", "Bolt", "Cord")
FIRST, DAYS = date(2025, 1, 1), 12
# Seen standing, so that nothing hangs on how a rule stands.
IN_EFFECT = {
    "effective": {"kind": "effective", "date": "2024-12-02"},
    "confirmed": {"kind": "confirmed", "date": "2025-02-01"},
}
HS = (("260400", "HS2022"), ("260300", "HS2022"), ("260400", "HS2017"), ("2604001000", "CN-2023"))


def day_at(place: int) -> str:
    """One of the few days."""
    return (FIRST + timedelta(days=place)).isoformat()


def some(random: Random, values: tuple[Any, ...], most: int = 2) -> list[Any]:
    """One or a few of the values, none twice."""
    return random.sample(values, random.randint(1, min(most, len(values))))


def made(data: dict[str, tuple[str, dict[str, Any]]]) -> KnowledgeBase:
    """A base of records by id: kind and data."""
    records = {name: Record(kind, name, f"{kind}/{name}.yaml", inner) for name, (kind, inner) in data.items()}
    return KnowledgeBase(records=records)


def index_of(base: KnowledgeBase) -> Base:
    """Its database, in memory; without facts and words, of which nothing here is asked and which take a while."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(_empty())
    connection.row_factory = sqlite3.Row
    with (
        patch("mineralkb.index.fill.begin", _nothing),
        patch("mineralkb.index.rows.facts", _nothing),
        patch("mineralkb.index.words.documents", _nothing),
    ):
        fill(connection, base, {}, {})
    return Base(connection, Place(Path("nowhere"), "made by a test"))


@cache
def _empty() -> bytes:
    """A database with all tables and no rows: to copy it is quicker than to make it."""
    connection = sqlite3.connect(":memory:")
    begin(connection)
    connection.commit()
    return connection.serialize()


def _nothing(*_: object) -> tuple[()]:
    return ()


def records(random: Random) -> dict[str, tuple[str, dict[str, Any]]]:
    """A small base."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for name, broader in BROADER.items():
        forms = {"forms": some(random, FORMS)} if random.random() < 0.5 else {}
        found[name] = ("minerals", {"title": name, "type": "element", "broader": broader, **forms})
    found["pact"] = ("groups", {"title": "Pact", "members": _members(random), **_partly(random, "members", 0.1)})
    found["goods"] = ("lists", {"title": "Goods", "country": "AA", "entries": _entries(random), **_partly(random)})
    if random.random() < 0.7:
        found["HS2022"] = ("tariffs", _tariff(random))
    found["names"] = ("lists", {"title": "Names", "country": "AA", "entries": _parties(random), **_partly(random)})
    for number in range(random.choice((1, 2, 2, 3))):
        found[f"law-{number}"] = ("controls", control(random, random.choice(("AA", "AA", "AA", "BB", "pact"))))
    return found


def _tariff(random: Random) -> dict[str, Any]:
    """What the codes cover, and where their goods stood before."""
    tariff: dict[str, Any] = {"title": "HS 2022", "edition": "HS2022", "headings": {}}
    if random.random() < 0.3:
        tariff["same"] = {"HS2017": ["260400"]}
    for code in ("260400", "260300"):
        heading: dict[str, Any] = {"title": "Ores"}
        if random.random() < 0.6:
            heading["minerals"] = some(random, tuple(BROADER))
            heading |= {"forms": some(random, FORMS)} if random.random() < 0.5 else {}
        if random.random() < 0.6:
            earlier = random.choice(
                ({"whole": ["260400"]}, {"part": ["260400"]}, {"whole": ["260300"], "part": ["2604"]})
            )
            heading["earlier"] = {"HS2017": earlier}
        tariff["headings"][code] = heading
    return tariff


def control(random: Random, issuer: str) -> dict[str, Any]:
    """A control with one or two rules."""
    names = ("first", "second")[: random.randint(1, 2)]
    form = "law" if random.random() < 0.9 else "de facto"
    return {
        "title": "Law",
        "form": form,
        "issuers": {issuer: {}},
        "events": _life(random),
        "provisions": {name: _provision(random) for name in names},
    }


def _partly(random: Random, field: str = "entries", chance: float = 0.3) -> dict[str, Any]:
    return {"partial": [field]} if random.random() < chance else {}


def _date(random: Random) -> str:
    first = random.randint(0, DAYS - 1)
    last = min(first + random.choice((0, 0, 0, 2)), DAYS)
    return day_at(first) if first == last else f"{day_at(first)}..{day_at(last)}"


def _life(random: Random) -> dict[str, Any]:
    events: dict[str, Any] = {"announced": {"kind": "announced", "date": "2024-12-01"}}
    if random.random() < 0.97:
        events["effective"] = {"kind": "effective", "date": _date(random) if random.random() < 0.35 else "2024-12-02"}
    if random.random() < 0.2:
        events["suspended"] = {"kind": "suspended", "date": _date(random)}
    if random.random() < 0.12:
        events["repealed"] = {"kind": "repealed", "date": _date(random)}
    events["confirmed"] = {"kind": "confirmed", "date": random.choice(("2025-02-01", "2025-02-01", day_at(6)))}
    return events


def _members(random: Random) -> dict[str, Any]:
    return {place: _lasting(random) for place in PLACES if random.random() < 0.6}


def _lasting(random: Random) -> dict[str, Any]:
    found = {}
    if random.random() < 0.55:
        found["since"] = _date(random)
    if random.random() < 0.2:
        found["until"] = day_at(DAYS)
    return found


def _entries(random: Random) -> dict[str, Any]:
    return {code: {**_item(random), **_lasting(random)} for code in ("1A1", "1A2") if random.random() < 0.8}


def _parties(random: Random) -> dict[str, Any]:
    parties = zip(("acme", "bolt"), PARTIES, strict=False)
    return {name: {"title": title, **_lasting(random)} for name, title in parties if random.random() < 0.7}


def _item(random: Random) -> dict[str, Any]:
    item: dict[str, Any] = {"title": "Item"}
    if random.random() < 0.93:
        item["minerals"] = some(random, tuple(BROADER))
    if random.random() < 0.5:
        item["forms"] = some(random, FORMS)
    if random.random() < 0.3:
        code, edition = random.choice(HS)
        item |= {"hs": [code], "edition": edition}
    if random.random() < 0.2:
        item |= {"codes": [random.choice(("1A1", "1A1.a", "1A2"))], "code_list": "goods"}
    if random.random() < 0.05:
        item["thresholds"] = {"purity": {"at_least": 99, "unit": "%"}}
    if random.random() < 0.08:
        item["partial"] = [random.choice(("minerals", "forms", "hs", "codes"))]
    if random.random() < 0.05 and "minerals" in item:
        item |= {"partial": ["minerals"], "some_of": [random.choice(tuple(BROADER))]}
    return item


def _provision(random: Random) -> dict[str, Any]:
    if random.random() < 0.4:
        return _plain(random)
    rule: dict[str, Any] = {
        "title": "Rule",
        "summary": "It says so.",
        "measure": random.choice(tuple(MEASURES)[:6]),
        "objects": random.choice((["goods"], ["goods", "technology"], ["goods"], ["goods"], ["technology"])),
    }
    if random.random() < 0.6:
        rule |= {"measure": "licensing requirement", "policy": random.choice(tuple(LICENSING_POLICIES))}
    if random.random() < 0.1:
        rule["effect"] = "eases"
    if random.random() < 0.15:
        rule |= {"measure": "export quota", "tranches": {name: _tranche(random) for name in some(random, ("a", "b"))}}
    if random.random() < 0.8:
        rule["items"] = {name: _item(random) for name in ("one", "two")[: random.randint(1, 2)]}
    if random.random() < 0.3:
        rule["scope"] = {"goods": random.choice(({}, {}, {"minerals": ["metals"]}, {"entries": ["1A1"]}))}
    if random.random() < 0.1:
        rule["partial"] = ["items"]
    if random.random() < 0.6:
        rule["targets"] = _targets(random)
    rule |= _reach(random)
    return rule


def _tranche(random: Random) -> dict[str, Any]:
    first = random.randint(0, DAYS - 1)
    tranche = {"period": f"{day_at(first)}..{day_at(min(first + random.choice((0, 3, DAYS)), DAYS))}"}
    tranche["volume"] = random.choice(("0", "0", "0", "7"))
    if random.random() < 0.3:
        tranche["holder"] = "AA"
    if random.random() < 0.3:
        tranche["valid_until"] = day_at(random.randint(first, DAYS))
    return tranche


def _plain(random: Random) -> dict[str, Any]:
    """A rule that bears on most shipments, but for one thing."""
    rule: dict[str, Any] = {
        "title": "Rule",
        "summary": "It says so.",
        "measure": random.choice(tuple(MEASURES)[:6]),
        "objects": ["goods"],
        "items": {"one": {"title": "Item", "minerals": ["metals"]}},
    }
    more: tuple[dict[str, Any], ...] = (
        {},
        {"targets": {"destinations": ["pact"]}},
        {"scope": {"goods": {}}},
        {"measure": "export quota", "tranches": {"a": _tranche(random), "b": _tranche(random)}},
        {"scope": {"goods": {}}, "targets": {"destinations": ["CC"]}},
        {"items": {"one": {"title": "Item", "minerals": ["salt"]}}, "scope": {"goods": {}}},
        {"de_minimis": {"share": random.choice(("0.1 %", "3 %")), "of": "value", "content": "goods"}},
        {"targets": {"end_uses": [LINES[0]], "end_users": [USERS[0]], "listed_in": ["names"]}},
        {"items": {"one": {"title": "Item", "minerals": ["salt"]}}, "scope": {"goods": {"entries": ["1A1", "1A2"]}}},
    )
    return rule | random.choice(more)


def _targets(random: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if random.random() < 0.5:
        found["destinations"] = some(random, (*PLACES, "pact"))
    if random.random() < 0.2:
        found["excluded"] = some(random, (*PLACES, "pact"), 1)
    if random.random() < 0.2:
        found["end_uses"] = some(random, LINES)
    if random.random() < 0.12:
        found["end_users"] = some(random, USERS)
    if random.random() < 0.12:
        found["listed_in"] = ["names"]
    if random.random() < 0.05:
        found["exporters"] = ["the firm of the king"]
    return found or {"destinations": ["AA"]}


def _reach(random: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if random.random() < 0.25:
        found["reach"] = some(random, ("territorial", "re-export", "foreign-made"))
    if random.random() < 0.08:
        found["de_minimis"] = {"share": random.choice(("0.1 %", "5 %")), "of": "value", "content": "goods"}
    if random.random() < 0.06:
        found["technology_from"] = some(random, PLACES)
    return found


def shipment(random: Random) -> Shipment:
    """A shipment of which this and that is not given."""

    def perhaps(values: tuple[Any, ...], chance: float, nothing: Any = "") -> Any:
        return random.choice(values) if random.random() < chance else nothing

    code = perhaps(
        (Code("1A1", "goods"), Code("1A1.a.1", "goods"), Code("1A1.b", "goods"), Code("1A3", "goods")), 0.2, None
    )
    hs = perhaps((*HS, ("2604", "HS2022"), ("260400", ""), ("2604009000", "CN-2023")), 0.2, None)
    uses = perhaps(USES, 0.5, None)
    content = perhaps(("AA", *PLACES), 0.4, None)
    technology = perhaps(PLACES, 0.3, None)
    mineral = perhaps(tuple(BROADER), 0.5 if code or hs else 0.93, None)
    form = perhaps(FORMS, 0.75)
    return Shipment(
        perhaps(("AA", "AA", "AA", *PLACES), 0.9),
        perhaps((*PLACES, "CC", "CC", "pact"), 0.8),
        perhaps(PLACES, 0.15),
        (mineral,) if mineral else (),
        form,
        "goods",
        (Code(*hs),) if hs else (),
        (code,) if code else (),
        (uses,) if uses else (),
        perhaps(("civil", "military", *PARTIES), 0.5),
        perhaps(("the firm of the king", "Bolt"), 0.3),
        {content: Decimal(random.choice(("0", "0.1", "3")))} if content else {},
        (technology,) if technology else (),
    )


def coded_records(random: Random) -> dict[str, tuple[str, dict[str, Any]]]:
    """A small base in which codes, quotas and groups covered in part decide, and nothing else does."""
    found: dict[str, tuple[str, dict[str, Any]]] = {
        name: ("minerals", {"title": name, "type": "element", "broader": on}) for name, on in BROADER.items()
    }
    entries = {code: _coded_item(random) for code in ("1A1", "1A2")}
    found["goods"] = ("lists", {"title": "Goods", "country": "AA", "entries": entries})
    found["HS2022"] = ("tariffs", _tariff(random))
    found["law"] = (
        "controls",
        {
            "title": "Law",
            "form": "law",
            "issuers": {"AA": {}},
            "events": IN_EFFECT,
            "provisions": {name: _coded_rule(random) for name in ("first", "second", "third")},
        },
    )
    return found


def _coded_rule(random: Random) -> dict[str, Any]:
    rule: dict[str, Any] = {"title": "Rule", "summary": "It says so.", "objects": ["goods"]}
    rule |= {"measure": random.choice(tuple(MEASURES)[:6])}
    if random.random() < 0.4:
        rule |= {"measure": "export quota", "tranches": {name: _tranche(random) for name in some(random, ("a", "b"))}}
    return rule | {"items": {name: _coded_item(random) for name in some(random, ("one", "two"))}}


def _coded_item(random: Random) -> dict[str, Any]:
    item: dict[str, Any] = {"title": "Item", "minerals": some(random, tuple(BROADER))}
    if random.random() < 0.5:
        item["forms"] = some(random, FORMS)
    if random.random() < 0.25:
        item |= {"codes": [random.choice(("1A1", "1A1.a", "1A2"))], "code_list": "goods"}
    if random.random() < 0.4:
        code, edition = random.choice((*HS, HS[2], *HS[2:], *HS[2:]))
        item |= {"hs": [code], "edition": edition}
    if random.random() < 0.15:
        item["partial"] = [random.choice(("minerals", "forms"))]
    if random.random() < 0.15:
        item |= {"partial": ["minerals"], "some_of": [random.choice(tuple(BROADER))]}
    return item


def coded_shipment(random: Random) -> Shipment:
    """A shipment that is told by a code, and now and then by its material or form."""
    codes = (Code("1A1", "goods"), Code("1A1.a.1", "goods"), Code("1A2", "goods"))
    hs = (*HS, HS[2], *HS[2:], HS[-1], ("2604", "HS2022"), ("260300", "HS2017"), ("2604001000", "CN-2018"))
    told = random.random()
    mineral = random.choice(tuple(BROADER)) if told > 0.8 else ""
    return Shipment(
        "AA",
        "CC",
        minerals=(mineral,) if mineral else (),
        form=random.choice(("", "", *FORMS)),
        hs=(Code(*random.choice(hs)),) if told > 0.35 else (),
        codes=(random.choice(codes),) if told < 0.45 else (),
    )
