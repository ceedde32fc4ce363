"""The rules that are aimed at a list of parties, how they stand, and what they say of parties that others hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index import decoded
from mineralkb.questions.standings import standing_on
from mineralkb.vocabulary.uses import OWNED

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.index import Base
    from mineralkb.questions.standings import Answer

_AIMED = (
    "SELECT DISTINCT p.id, p.title, p.data FROM reference m JOIN part p ON p.record = m.record AND p.kind = 'provision' "
    "WHERE m.target = ? AND m.route = 'provisions/' || p.name || '/targets/listed_in/' || m.target ORDER BY p.id"
)


class Aimed(NamedTuple):
    """A rule aimed at a list, how it stands on the day, and its own words on holdings of listed parties."""

    id: str
    title: str
    measure: str
    standing: Answer | None
    on_holdings: tuple[str, ...]


def aimed_at(base: Base, listed: str, day: date) -> tuple[Aimed, ...]:
    """The rules that name the list."""
    found = []
    for row in base.rows(_AIMED, (listed,)):
        data = decoded(row["data"])
        lines = data["targets"].get("end_users", ())
        quoted = tuple(line for line in lines if re.search(OWNED, line, re.IGNORECASE))
        found.append(Aimed(row["id"], row["title"], data["measure"], standing_on(base, row["id"], day), quoted))
    return tuple(found)
