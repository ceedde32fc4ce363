"""The rules that can bear on a shipment at all: by issuer and material, before anything is read in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.applying.store import MOST_VALUES
from mineralkb.index import decoded
from mineralkb.index.marks import EVERYWHERE, PARTIAL

if TYPE_CHECKING:
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.store import Store

_COLUMNS = "p.id, p.record, p.name, p.title, p.counted, p.evidence, p.data"
_HAS = "EXISTS (SELECT 1 FROM facet f WHERE f.subject = p.id AND f.facet = '{facet}'{more})"


class Rule(NamedTuple):
    """A provision with what its record says of issuers; `counts` is false for what eases, administers or is no state's."""

    id: str
    record: str
    title: str
    data: dict[str, Any]
    issuers: tuple[str, ...]
    counts: bool
    evidence: str


def candidates(store: Store, shipment: Shipment, day: str = "") -> list[Rule]:
    """Every rule that may bear on the shipment on the day, or on some day, by id."""
    terms = [
        (f"p.kind = 'provision' AND {_HAS.format(facet='object', more=' AND f.value = ?')}", (shipment.object,)),
        _by_issuer(store, shipment),
        _by_destination(store, shipment),
        _by_mineral(shipment),
        _by_day(day),
    ]
    where = " AND ".join(f"({term})" for term, _ in terms if term)
    values = [value for _, given in terms for value in given]
    rows = store.base.rows(f"SELECT {_COLUMNS} FROM part p WHERE {where} ORDER BY p.id", values)
    issuers = _issuers(store, [row["id"] for row in rows])
    store.load(row["id"] for row in rows)
    return [_rule(row, issuers.get(row["id"], ())) for row in rows]


def _rule(row: Any, issuers: tuple[str, ...]) -> Rule:
    data = decoded(row["data"])
    return Rule(row["id"], row["record"], row["title"], data, issuers, bool(row["counted"]), row["evidence"] or "")


def _by_issuer(store: Store, shipment: Shipment) -> tuple[str, tuple[str, ...]]:
    """Rules of where it comes from, with the groups and bodies of that place; those of longer reach are any issuer's."""
    if not shipment.origin:
        return "", ()
    named = _around(store, {place for place in (shipment.origin, shipment.reexport_from) if place})
    marks = ", ".join("?" * len(named))
    bodies = f"SELECT o.subject FROM facet o WHERE o.facet = 'country' AND o.value IN ({marks})"
    issued = f"f.facet = 'issuer' AND (f.value IN ({marks}) OR f.value IN ({bodies}))"
    by_issuer = f"p.id IN (SELECT f.subject FROM facet f WHERE {issued})"
    far = " OR ".join(f"p.data LIKE '%\"{reach}\"%'" for reach in ("foreign-made", "persons"))
    return f"{by_issuer} OR {far}", (*named, *named)


def _by_destination(store: Store, shipment: Shipment) -> tuple[str, tuple[str, ...]]:
    """Rules that reach the place by name, through a group on some day, or as they reach everywhere."""
    if not shipment.destination:
        return "", ()
    named = (EVERYWHERE, *_around(store, {shipment.destination}))
    return _HAS.format(facet="destination", more=f" AND f.value IN ({', '.join('?' * len(named))})"), named


def _around(store: Store, places: set[str]) -> tuple[str, ...]:
    """The places, the countries and groups that they belong to on some day, and what belongs to them."""
    places = places | {place[:2] for place in places if place[2:3] == "-"}
    groups = {group for place in places for group, *_ in store.memberships.get(place, ())}
    partly = {group for group, in_part in store.groups.items() if in_part}
    inside = {there for there, found in store.memberships.items() for group, *_ in found if group in places}
    return tuple(sorted({*places, *groups, *partly, *inside}))


def _by_day(day: str) -> tuple[str, tuple[str, ...]]:
    """Rules that were made known by the day."""
    if not day:
        return "", ()
    issued = "t.subject = p.id AND t.first <= ? AND t.last >= ? AND t.word <> 'not issued'"
    return f"EXISTS (SELECT 1 FROM standing t WHERE {issued})", (day, day)


def _by_mineral(shipment: Shipment) -> tuple[str, tuple[str, ...]]:
    """Rules on the materials, on wider or narrower ones, or on what is not told by material."""
    if not shipment.minerals or shipment.contrary:
        return "", ()
    marks = ", ".join("?" * len(shipment.minerals))
    above = f"SELECT broader FROM closure WHERE mineral IN ({marks})"
    below = f"SELECT mineral FROM closure WHERE broader IN ({marks})"
    related = _HAS.format(facet="mineral", more=f" AND (f.value IN ({above}) OR f.value IN ({below}))")
    named = _HAS.format(facet="mineral", more="")
    partly = _HAS.format(facet=PARTIAL, more=" AND f.value IN ('items', 'scope', 'minerals')")
    through = _HAS.format(facet="list", more="")
    unnamed = "EXISTS (SELECT 1 FROM json_each(p.data, '$.items') i WHERE json_extract(i.value, '$.minerals') IS NULL)"
    return f"{related} OR NOT {named} OR {partly} OR {through} OR {unnamed}", (*shipment.minerals, *shipment.minerals)


def _issuers(store: Store, rules: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for start in range(0, len(rules), MOST_VALUES):
        some = rules[start : start + MOST_VALUES]
        marks = ", ".join("?" * len(some))
        query = f"SELECT subject, value FROM facet WHERE facet = 'issuer' AND subject IN ({marks}) ORDER BY value"
        for row in store.base.rows(query, some):
            found.setdefault(row["subject"], []).append(row["value"])
    return {rule: tuple(issuers) for rule, issuers in found.items()}
