"""A record names another record that does not exist, or one of the wrong kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.values.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Each mention of a record that is not there; a file that would not read still claims its id."""
    for record in base.records.values():
        for route, target in record.references():
            kinds = " or ".join(target.kinds)
            if target not in base.claimed:
                hint = (
                    did_you_mean(target, base.claimed) or f"add data/{target.kinds[0]}/{target}.yaml, or correct the id"
                )
                yield Hit(record.id, route, f"no record has the id '{target}'", hint)
            elif target in base.records and base.records[target].kind not in target.kinds:
                message = f"'{target}' is in {base.records[target].kind}, and {kinds} are needed here"
                yield Hit(record.id, route, message, "name a record of the right kind")
