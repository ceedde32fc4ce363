"""A pledge of, or to, someone who is no party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

_OF_A_STATE = {"government", "ministry", "agency", "bank", "court"}
_HINT = "name a party, or add the party; who leads the work goes into 'lead', whom it serves into 'summary'"


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Those who owe or are owed a pledge, and belong to no party. What a policy promises may be for anyone."""
    for record in base.records.values():
        pledges = record.data.get("pledges", {})
        inside = _inside(base, record) if pledges else set()
        for name, pledge in pledges.items():
            for field in ("by", "to") if record.kind == "agreements" else ("by",):
                for actor in pledge.get(field, []):
                    if actor in base.records and not _belongs(base, actor, inside):
                        yield Hit(record.id, ("pledges", name, field, actor), f"'{actor}' is no party here", _HINT)


def _inside(base: KnowledgeBase, record: Record) -> set[str]:
    """The parties or issuers, the authorities of issuers, and the members of groups among them."""
    found = set(record.data.get("parties", {})) | set(record.data.get("issuers", {}))
    for issuer in record.data.get("issuers", {}).values():
        found.update(issuer.get("authorities", []))
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
