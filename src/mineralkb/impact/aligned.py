"""The older side under the ids and names of the newer, so that what is only called otherwise differs in nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mineralkb.diff.edits import same_under_new_names
from mineralkb.diff.renames import renamed
from mineralkb.record import STANDING_PARTS, Record
from mineralkb.values.marked import Reference

if TYPE_CHECKING:
    from mineralkb.kb import KnowledgeBase


def aligned(old: KnowledgeBase, new: KnowledgeBase) -> KnowledgeBase:
    """The older side, with the ids that `formerly` tells of, and the new names of parts that are otherwise the same."""
    ids = {was: now for now, was in renamed(old, new).items()}
    records = {}
    for record in old.records.values():
        name = ids.get(record.id, record.id)
        now = new.records.get(name)
        records[name] = _under_new_names(record, now, ids) if now and record.data != now.data else record
        if name != record.id:
            records[name] = replace(records[name], id=name)
    claimed = {ids.get(name, name): path for name, path in old.claimed.items()}
    return replace(old, records=records, claimed=claimed)


def _under_new_names(was: Record, now: Record, ids: dict[str, str]) -> Record:
    data = _readdressed(was.data, ids) if ids else dict(was.data)
    for section in STANDING_PARTS:
        if section in data and section in now.data:
            data[section] = _renamed_parts(data[section], now.data[section])
    return replace(was, data=data)


def _renamed_parts(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    names = {was: now for now, was in same_under_new_names(old, new).items()}
    return {names.get(name, name): part for name, part in old.items()}


def _readdressed(node: Any, ids: dict[str, str]) -> Any:
    """The data with each mention of a record under its new id."""
    if isinstance(node, dict):
        return {_readdressed(key, ids): _readdressed(value, ids) for key, value in node.items()}
    if isinstance(node, list):
        return [_readdressed(word, ids) for word in node]
    return Reference(ids[node], node.kinds) if isinstance(node, Reference) and node in ids else node
