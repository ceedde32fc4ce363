"""Two records that are probably one."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._noted import noted
from mineralkb.rules._related import WHOLE, related, relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node

Key = tuple[str, ...]

# Their ids are codes of a standard, and Georgia is both a country and a state.
_NEVER_TWINS = {"countries", "coverage", "tariffs"}
# What records can share, the most telling first.
_ADDRESS, _TITLE = "the same address", "the same title"
_SIGNING, _NUMBER = "the same form, parties and day of signing", "the same issuer and number"
_LIKENESSES = (_ADDRESS, _TITLE, _SIGNING, _NUMBER)
_RELATED = {"agreements", "controls", "policies", "lists", "projects", "groups"}


def likenesses(record: Record, _nodes: list[Node]) -> Iterator[tuple[str, bytes]]:
    """What no two records should share, each with its name; in short, as there is much of it."""
    for likeness, key in _keys(record):
        yield likeness, blake2b(repr((record.kind, *key)).encode(), digest_size=16).digest()


NOTES = (likenesses, relations)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Records of one kind that agree in what tells records apart, and say nothing of each other."""
    found = related(base)
    twins: dict[tuple[str, str], list[str]] = {}
    for (likeness, _), ids in noted(base, likenesses).items():
        if len(ids) > 1:
            first, *others = sorted(ids)
            for one in others:
                if not _told_apart(found, first, one):
                    twins.setdefault((one, first), []).append(likeness)
    for (one, twin), likeness_of in twins.items():
        hint = "keep one, with the other's id in 'formerly'"
        if base.records[one].kind in _RELATED:
            hint = "keep one; where they are two, say in 'relations' of the later how it stands to the other"
        elsewhere = (Elsewhere(twin, ("title",), "the other"),)
        message = f"{min(likeness_of, key=_LIKENESSES.index)} as '{twin}'"
        yield Hit(one, ("title",), message, hint, elsewhere=elsewhere)


def _keys(record: Record) -> Iterator[tuple[str, Key]]:
    """What no two records of this kind should share, each with its name."""
    data = record.data
    if record.kind == "sources":
        addresses = [data["url"]] if "url" in data else []
        yield from ((_ADDRESS, (_address(url),)) for url in [*addresses, *data.get("copies", [])])
    elif record.kind not in _NEVER_TWINS:
        yield _TITLE, (_plain(record.title), *_whose(record))
    if record.kind == "agreements":
        for event in data["events"].values():
            if event["kind"] == "signed":
                yield _SIGNING, (data["form"], str(event["date"]), *_whose(record))
    if record.kind == "controls":
        for act in data.get("instruments", {}).values():
            if act["role"] == "notice" and "number" in act:
                year = str(act.get("date", ""))[:4]
                yield _NUMBER, (_plain(act["number"]), year, *_whose(record))


def _whose(record: Record) -> Key:
    """Who stands behind the record, sorted."""
    data = record.data
    named = [*data.get("parties", ()), *data.get("issuers", ()), *data.get("countries", ()), data.get("country", "")]
    return tuple(sorted(named))


def _told_apart(found: dict[str, dict[str, str]], one: str, other: str) -> bool:
    """Whether one says how it stands to the other, or both belong to one package."""
    of_one, of_other = found.get(one, {}), found.get(other, {})
    if other in of_one or one in of_other:
        return True
    wholes = [{target for target, kind in some.items() if kind == WHOLE} for some in (of_one, of_other)]
    return bool(wholes[0] & wholes[1])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _address(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")
