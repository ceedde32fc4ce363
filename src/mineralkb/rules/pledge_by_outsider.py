"""A pledge of, or to, someone who is no party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.rules._noted import noted, those

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node

_OF_A_STATE = {"government", "ministry", "agency", "bank", "court"}
_HINT = "name a party, or add the party; who leads the work goes into 'lead', whom it serves into 'summary'"


def others(record: Record, _nodes: list[Node]) -> Iterator[str]:
    """Those who owe or are owed a pledge, and are not named as parties or issuers."""
    near = _near(record)
    yield from (str(actor) for _, actor in _actors(record) if actor not in near)


NOTES = (others,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Such as belong to no party. What a policy promises may be for anyone."""
    named = noted(base, others)
    for record in those(base, [one for actor, ids in named.items() if actor in base.records for one in ids]):
        inside = _inside(base, record)
        for route, actor in _actors(record):
            if actor in base.records and not _belongs(base, actor, inside):
                yield Hit(record.id, route, f"'{actor}' is no party here", _HINT)


def _actors(record: Record) -> Iterator[tuple[Route, str]]:
    for name, pledge in record.data.get("pledges", {}).items():
        for field in ("by", "to") if record.kind == "agreements" else ("by",):
            yield from ((("pledges", name, field, actor), actor) for actor in pledge.get(field, []))


def _near(record: Record) -> set[str]:
    """The parties or issuers, and the authorities of issuers."""
    found = set(record.data.get("parties", {})) | set(record.data.get("issuers", {}))
    for issuer in record.data.get("issuers", {}).values():
        found.update(issuer.get("authorities", []))
    return found


def _inside(base: KnowledgeBase, record: Record) -> set[str]:
    """These, and the members of groups among them."""
    found = _near(record)
    for group in found & base.records.keys():
        found = found | set(base.records[group].data.get("members", {}))
    return found


def _belongs(base: KnowledgeBase, actor: str, inside: set[str]) -> bool:
    """Whether the actor is inside, or is a body or a region of someone inside."""
    seen: set[str] = set()
    while actor not in inside:
        seen.add(actor)
        actor = _above(base, actor)
        if not actor or actor in seen:
            return False
    return True


def _above(base: KnowledgeBase, actor: str) -> str:
    """What the actor is a part of, or the state it acts for; nothing for others."""
    if actor not in base.records:
        return ""
    record = base.records[actor]
    if record.kind == "countries":
        return actor.partition("-")[0]
    acts_for = record.data.get("country", "") if record.data.get("type") in _OF_A_STATE else ""
    return str(record.data.get("part_of", acts_for))
