"""What a version would be if it had brought nothing of its own: every fact as one of the versions before it has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTHING = object()


def inherited(now: Record, before: Sequence[Record]) -> Record:
    """The record to compare a version with. Of a merge, only what none of the versions before it has is then its own."""
    identity = next((one.id for one in before if one.id == now.id), before[0].id)
    kind = next((one.kind for one in before if one.kind == now.kind), before[0].kind)
    return Record(kind, identity, now.path, _fields(now.data, [one.data for one in before]))


def _fields(now: dict[str, Any], before: Sequence[dict[str, Any]]) -> dict[str, Any]:
    keys = dict.fromkeys([*now, *(key for one in before for key in one)])
    values = {key: _value(now.get(key, _NOTHING), [one.get(key, _NOTHING) for one in before]) for key in keys}
    return {key: value for key, value in values.items() if value is not _NOTHING}


def _value(now: Any, before: Sequence[Any]) -> Any:
    """The value as it is, if it stood so before; else as it was, in as far as it differs from all."""
    if any(one == now for one in before):
        return now
    there = [one for one in before if one is not _NOTHING]
    alike = [one for one in there if isinstance(one, type(now))]
    if isinstance(now, dict) and alike:
        return _fields(now, alike)
    if isinstance(now, list) and alike:
        return _words(now, alike)
    return there[0] if there else _NOTHING


def _words(now: list[str], before: Sequence[list[str]]) -> list[str]:
    """The words that stand now and stood anywhere, and those that stood everywhere and are gone."""
    kept = [word for word in now if any(word in one for one in before)]
    return kept + [word for word in before[0] if word not in now and all(word in one for one in before)]
