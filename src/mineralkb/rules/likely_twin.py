"""Two records that are probably one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

Key = tuple[str, ...]

# Their ids are codes of a standard, and Georgia is both a country and a state.
_NEVER_TWINS = {"countries", "coverage"}
_RELATED = {"agreements", "controls", "policies", "lists", "projects", "groups"}


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Records of one kind that agree in what tells records apart, and say nothing of each other."""
    first_of: dict[Key, Record] = {}
    for record in sorted(base.records.values(), key=lambda record: record.id):
        twins: dict[str, str] = {}
        for likeness, key in _keys(record):
            first = first_of.setdefault((record.kind, likeness, *key), record)
            if first is not record and not _told_apart(first, record):
                twins.setdefault(first.id, likeness)
        for twin, likeness in twins.items():
            hint = "keep one, with the other's id in 'formerly'"
            if record.kind in _RELATED:
                hint = "keep one; where they are two, say in 'relations' of the later how it stands to the other"
            elsewhere = (Elsewhere(twin, ("title",), "the other"),)
            yield Hit(record.id, ("title",), f"{likeness} as '{twin}'", hint, elsewhere=elsewhere)


def _keys(record: Record) -> Iterator[tuple[str, Key]]:
    """What no two records of this kind should share, each with its name."""
    data = record.data
    if record.kind == "sources":
        addresses = [data["url"]] if "url" in data else []
        yield from (("the same address", (_address(url),)) for url in [*addresses, *data.get("copies", [])])
    elif record.kind not in _NEVER_TWINS:
        yield "the same title", (_plain(record.title), *_whose(record))
    if record.kind == "agreements":
        for event in data["events"].values():
            if event["kind"] == "signed":
                yield "the same form, parties and day of signing", (data["form"], str(event["date"]), *_whose(record))
    if record.kind == "controls":
        for act in data.get("instruments", {}).values():
            if act["role"] == "notice" and "number" in act:
                year = str(act.get("date", ""))[:4]
                yield "the same issuer and number", (_plain(act["number"]), year, *_whose(record))


def _whose(record: Record) -> Key:
    """Who stands behind the record, sorted."""
    data = record.data
    named = [*data.get("parties", ()), *data.get("issuers", ()), *data.get("countries", ()), data.get("country", "")]
    return tuple(sorted(named))


def _told_apart(one: Record, other: Record) -> bool:
    """Whether one says how it stands to the other, or both belong to one package."""
    relations = [record.data.get("relations", {}) for record in (one, other)]
    if other.id in relations[0] or one.id in relations[1]:
        return True
    wholes = [{target for target, relation in found.items() if relation["kind"] == "part of"} for found in relations]
    return bool(wholes[0] & wholes[1])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _address(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")
