"""What records and parts can be found by: parties, minerals, codes, topics and the like."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

EVERYWHERE = "*"
Pair = tuple[str, str]

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
_KIND_OF = {"agreements": "form", "controls": "form", "policies": "form", "sources": "kind"}


def facets_of(record: Record, base: KnowledgeBase) -> dict[str, set[Pair]]:
    """Facets of the record and of each of its parts, by their ids."""
    found: dict[str, set[Pair]] = defaultdict(set)
    own = set(_of_mapping(record.data)) | set(_of_record(record))
    found[record.id] = own
    inherited = {pair for pair in own if pair[0] in ("party", "issuer", "authority")}
    for (section, name), part in record.parts():
        pairs = set(_of_mapping(part)) | inherited
        if section == "provisions":
            pairs |= set(_of_provision(part, base))
        else:
            pairs |= {("party", actor) for facet, actor in pairs if facet in ("by", "to")}
            pairs |= {pair for pair in own if pair[0] == "mineral" and "minerals" not in part}
        found[f"{record.id}/{name}"] = pairs
        found[record.id] |= {pair for pair in pairs if pair != ("destination", EVERYWHERE)}
        if ("destination", EVERYWHERE) in pairs:
            found[record.id].add(("destination", EVERYWHERE))
    return found


def _of_mapping(data: dict[str, Any]) -> Iterator[Pair]:
    for field, facet in _PLAIN.items():
        for value in _values(data.get(field)):
            yield facet, value
    for section in ("items", "entries", "shares"):
        for inner in data.get(section, {}).values():
            yield from ((f, v) for f, v in _of_mapping(inner) if f in ("mineral", "form", "code", "hs", "country"))
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
        if "minerals" in scope:
            yield from (("mineral", mineral) for mineral in scope["minerals"])
        elif listed in base.records:
            yield from _of_entries(base.records[listed].data, set(scope.get("entries", ())))


def _of_entries(listed: dict[str, Any], only: set[str]) -> Iterator[Pair]:
    for code, entry in listed.get("entries", {}).items():
        if not only or code in only:
            yield from (("mineral on its list", mineral) for mineral in entry.get("minerals", ()))


def _values(value: Any) -> tuple[str, ...]:
    """A word, the words of a list, or what the sides of a dispute say."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return tuple(value["disputed"].values()) if "disputed" in value else ()
    return (value,) if isinstance(value, str) else ()
