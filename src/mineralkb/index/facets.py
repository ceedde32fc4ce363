"""What records and parts can be found by: parties, minerals, codes, topics and the like."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mineralkb.index.days import lasting
from mineralkb.index.marks import EVERYWHERE, PARTIAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

Pair = tuple[str, str]
Covered = tuple[str, ...]

# Fields that hold one word or a list of words, and are a facet of the same meaning.
_PLAIN = {
    "minerals": "mineral",
    "stages": "stage",
    "sectors": "sector",
    "topics": "topic",
    "forms": "form",
    "strength": "strength",
    "binding": "binding",
    "measure": "measure",
    "objects": "object",
    "policy": "policy",
    "codes": "code",
    "hs": "hs",
    "by": "by",
    "to": "to",
    "projects": "project",
    "countries": "country",
    "country": "country",
    "owners": "owner",
    "authorities": "authority",
    "publisher": "publisher",
    "originator": "publisher",
    "language": "language",
    "extent": "extent",
    "type": "type",
    "broader": "mineral",
}
_OF_ITEMS = {"mineral", "form", "code", "hs", "country", PARTIAL}
# What a part takes from its record.
_INHERITED = {"party", "issuer", "authority"}
_INHERITED_PARTIAL = {(PARTIAL, "parties"), (PARTIAL, "issuers")}
_KIND_OF = {"agreements": "form", "controls": "form", "policies": "form", "sources": "kind"}


def facets_of(record: Record, base: KnowledgeBase) -> dict[str, set[Pair]]:
    """Facets of the record and of each of its parts, by their ids."""
    found: dict[str, set[Pair]] = defaultdict(set)
    own = set(_of_mapping(record.data)) | set(_of_record(record))
    found[record.id] = set(own)
    inherited = {pair for pair in own if pair[0] in _INHERITED or pair in _INHERITED_PARTIAL}
    for (section, name), part in record.parts():
        pairs = set(_of_mapping(part)) | inherited
        if section == "provisions":
            pairs |= set(_of_provision(part, base))
        else:
            pairs |= {("party", actor) for facet, actor in pairs if facet in ("by", "to")}
            named = {("mineral", name) for name in record.data.get("minerals", ())} | {(PARTIAL, "minerals")}
            pairs |= own & named if "minerals" not in part else set()
        found[f"{record.id}/{name}"] = pairs
        found[record.id] |= pairs
    for name, entry in record.data.get("entries", {}).items():
        named = {("list", record.id), ("code", name), *(("listed", party) for party in _values(entry.get("party")))}
        found[f"{record.id}/{name}"] = named | {pair for pair in _of_mapping(entry) if pair[0] in _OF_ITEMS}
    return found


def _of_mapping(data: dict[str, Any]) -> Iterator[Pair]:
    for field, facet in _PLAIN.items():
        for value in _values(data.get(field)):
            yield facet, value
    yield from ((PARTIAL, field) for field in data.get("partial", ()))
    for section in ("items", "entries", "shares"):
        for inner in data.get(section, {}).values():
            yield from ((f, v) for f, v in _of_mapping(inner) if f in _OF_ITEMS)
            yield from (("mineral", value) for value in _values(inner.get("mineral")))


def _of_record(record: Record) -> Iterator[Pair]:
    data = record.data
    if record.kind in _KIND_OF:
        yield from (("kind", value) for value in _values(data.get(_KIND_OF[record.kind])))
    yield from (("party", party) for party in data.get("parties", {}) if isinstance(data["parties"], dict))
    yield from (("member", member) for member in data.get("members", {}))
    for issuer, details in data.get("issuers", {}).items():
        yield "issuer", issuer
        yield from (("authority", authority) for authority in details.get("authorities", ()))
    if record.kind == "minerals":
        yield "mineral", record.id
    if record.kind == "lists":
        yield "issuer", data["country"]
        yield from (("code", code) for code in data.get("entries", {}))


def _of_provision(part: dict[str, Any], base: KnowledgeBase) -> Iterator[Pair]:
    targets = part.get("targets", {})
    yield from (("destination", place) for place in targets.get("destinations", (EVERYWHERE,)))
    yield from (("excluded", place) for place in targets.get("excluded", ()))
    yield "effect", part.get("effect", "restricts")
    for listed, scope in part.get("scope", {}).items():
        yield "list", listed
        yield from (("mineral", mineral) for mineral in scope.get("minerals", ()))
        there = base.records[listed].data if listed in base.records else {}
        if "minerals" in scope:
            yield from (("code", code) for code in scope.get("entries", ()))
            # The codes of these entries are in the list, under materials that may be narrower or wider.
            yield from ((PARTIAL, field) for field in ("codes", "hs"))
        elif "entries" in scope:
            # Of an entry that the list has, its own days count.
            yield from (("code", code) for code in scope["entries"] if code not in there.get("entries", {}))
        else:
            yield from ((PARTIAL, field) for field in there.get("partial", ()))


def covered_through_lists(record: Record, base: KnowledgeBase) -> Iterator[Covered]:
    """What the rules of a record cover through the lists that they name: those entries, or the list as a whole."""
    for route, part in record.parts():
        for listed, scope in part.get("scope", {}).items():
            if listed not in base.records or "minerals" in scope:
                continue
            for code, entry in base.records[listed].data.get("entries", {}).items():
                if code in scope.get("entries", (code,)):
                    days = lasting(entry)
                    pairs = {("code", code), *(pair for pair in _of_mapping(entry) if pair[0] in ("mineral", "hs"))}
                    yield from ((f"{record.id}/{route[1]}", *pair, *days) for pair in pairs)
                    yield from ((record.id, *pair, *days) for pair in pairs)


def _values(value: Any) -> tuple[str, ...]:
    """A word, the words of a list, or what the sides of a dispute say."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return tuple(value["disputed"].values()) if "disputed" in value else ()
    return (value,) if isinstance(value, str) else ()
