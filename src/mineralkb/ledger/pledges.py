"""The ledger of pledges: which match, how they stand, and the money in them, each amount once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.ledger.amounts import amounts_of
from mineralkb.ledger.once import once
from mineralkb.ledger.sums import described, sums
from mineralkb.questions.listing import list_kind

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.ledger.once import LeftOut
    from mineralkb.ledger.sums import Counted, Sums
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.listing import Listing
    from mineralkb.questions.wanted import Wanted

COLUMNS = (
    *("id", "title", "agreement", "by", "to", "topics", "strength", "due"),
    *("standing", "evidence", "minerals", "amounts", "summary"),
)
NOT_MADE = "not made"
FILTERS = ("party", "by", "to", "topic", "mineral", "stage", "sector", "strength", "form", "record")


class Ledger(NamedTuple):
    """The pledges that match, as many and in such columns as are wanted; the sums of their money and of that of their records, what was counted and what not.

    `recurring` are pledges that come back and have no due day of their own, where a due day was asked for. `unmade` are
    those of the listing that nobody had made on the day: their money is in no sum, unless that standing was asked for.
    """

    listing: Listing
    sums: Sums
    counted: tuple[Counted, ...]
    left_out: tuple[LeftOut, ...]
    recurring: int
    unmade: int = 0

    @property
    def chosen(self) -> bool:
        """Whether the columns are others than the ledger's own."""
        return tuple(name for name, _ in self.listing.columns) != COLUMNS


def ledger(base: Base, wanted: Wanted, asked: Asked) -> Ledger:
    """The ledger for the filters of `wanted`, on the day asked."""
    sort = wanted.sort or ("due",)
    listing = list_kind(base, wanted._replace(kind="pledges", columns=COLUMNS, sort=sort, most=0), asked)
    known = amounts_of(base)
    rows = {str(row["id"]) for row in listing.rows if row["standing"] != NOT_MADE or NOT_MADE in wanted.status}
    records = {name.partition("/")[0] for name in rows}
    chosen = [
        one.id
        for one in known.values()
        if (f"{one.record}/{one.pledge}" in rows if one.pledge else one.record in records)
    ]
    found = once(known, chosen)
    counted = described(found, _topics(listing))
    unmade = len(listing.rows) - len(rows)
    if wanted.columns or wanted.most:
        columns = wanted.columns or COLUMNS
        listing = list_kind(base, wanted._replace(kind="pledges", columns=columns, sort=sort), asked)
    return Ledger(listing, sums(counted), counted, found.left_out, _recurring(base, wanted, asked), unmade)


def _topics(listing: Listing) -> dict[str, frozenset[str]]:
    """The topics of the pledges that match, by record."""
    found: dict[str, set[str]] = {}
    for row in listing.rows:
        topics = row["topics"]
        found.setdefault(str(row["agreement"]), set()).update(topics if isinstance(topics, list) else ())
    return {name: frozenset(topics) for name, topics in found.items()}


def _recurring(base: Base, wanted: Wanted, asked: Asked) -> int:
    if not (wanted.since or wanted.until):
        return 0
    anyhow = wanted._replace(kind="pledges", since="", until="", columns=("id", "due"), most=0)
    return sum(str(row["due"]).startswith("every ") for row in list_kind(base, anyhow, asked).rows)
