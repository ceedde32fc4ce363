"""A record names another record that does not exist, or one of the wrong kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.rules._named import names
from mineralkb.rules._noted import noted, those
from mineralkb.values.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase

NOTES = (names,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Each mention of a record that is not there; a file that would not read still claims its id."""
    wrong = [one for named, ids in noted(base, names).items() if _fault(base, *named) for one in ids]
    meant: dict[str, str] = {}
    for record in those(base, wrong):
        for route, target in record.references():
            if fault := _fault(base, target, target.kinds):
                hint = "name a record of the right kind"
                if target not in base.claimed:
                    if target not in meant:
                        meant[target] = did_you_mean(target, base.claimed)
                    hint = meant[target] or f"add data/{target.kinds[0]}/{target}.yaml, or correct the id"
                yield Hit(record.id, route, fault, hint)


def _fault(base: KnowledgeBase, target: str, kinds: tuple[str, ...]) -> str:
    """What is wrong with the mention; nothing where the record is there, or may be, and of the right kind."""
    if target not in base.claimed:
        return f"no record has the id '{target}'"
    if target in base.records and base.records[target].kind not in kinds:
        return f"'{target}' is in {base.records[target].kind}, and {' or '.join(kinds)} are needed here"
    return ""
