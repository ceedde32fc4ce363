"""Which record of the newer side is which of the older one, where ids differ: `formerly` says so, on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mineralkb.kb import KnowledgeBase


def renamed(old: KnowledgeBase, new: KnowledgeBase) -> dict[str, str]:
    """New id to old id. Where the newer side is the earlier one, it is the older side that says so."""
    found = _renamed(old, new)
    back = {was: now for now, was in _renamed(new, old).items()}
    taken = set(found.values())
    return {now: was for now, was in back.items() if was not in taken} | found


def _renamed(old: KnowledgeBase, new: KnowledgeBase) -> dict[str, str]:
    """The record newly says that it had the id, and no other record keeps one of both."""
    found = {
        record.id: former
        for record in new.records.values()
        for former in record.data.get("formerly", [])
        if former in old.claimed and former != record.id and former not in _former(old, record.id)
    }
    while loose := _loose(found, old, new):
        found = {now: was for now, was in found.items() if now not in loose}
    return found


def _former(base: KnowledgeBase, name: str) -> list[str]:
    record = base.records.get(name)
    return record.data.get("formerly", []) if record else []


def _loose(found: dict[str, str], old: KnowledgeBase, new: KnowledgeBase) -> set[str]:
    """Those whose old id is still that of a record of its own, or whose new id was: ids can be swapped, or passed on."""
    passed_on = set(found.values())
    return {
        now
        for now, was in found.items()
        if (was in new.claimed and was not in found) or (now in old.claimed and now not in passed_on)
    }
