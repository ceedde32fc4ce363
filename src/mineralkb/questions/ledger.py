"""`mkb coverage`: the claims of what was looked at, and up to which day each party's kinds of records are covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.questions.asked import given
from mineralkb.questions.coverage import Claim, Point, best, claims
from mineralkb.questions.filter_values import checked
from mineralkb.values.text import nearest_or_all, visible

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked

KINDS = ("agreements", "controls", "policies", "lists", "projects")
_ACTORS = {"agreements": "party", "controls": "issuer", "policies": "issuer", "lists": "issuer", "projects": "country"}


class Wanted(NamedTuple):
    """Only claims that speak of one of these."""

    kinds: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    minerals: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """What was asked for, without what was left as it is."""
        plain = {"kind": self.kinds, "party": self.parties, "mineral": self.minerals, "topic": self.topics}
        return given({name: list(values) for name, values in plain.items()})


class Entry(NamedTuple):
    """A claim, and how many records of the base it speaks of, by kind."""

    claim: Claim
    found: dict[str, int]


class Square(NamedTuple):
    """A party and a kind of records: the claim that reaches furthest, and whether it speaks of some topics or materials only."""

    party: str
    kind: str
    claim: Claim | None
    in_part: bool


class Ledger(NamedTuple):
    """The claims, and for each party and kind the day up to which it is covered."""

    entries: tuple[Entry, ...]
    parties: tuple[str, ...]
    kinds: tuple[str, ...]
    squares: tuple[Square, ...]
    asked: Asked


def ledger(base: Base, wanted: Wanted, asked: Asked) -> Ledger:
    """The claims that speak of what is asked, for a day."""
    known = [claim for claim in claims(base) if _fits(claim, wanted)]
    named = {party for claim in known for party in claim.parties}
    # A party that was asked for and of which no claim speaks is shown, as not covered.
    parties = tuple(sorted(wanted.parties or named))
    kinds = tuple(kind for kind in KINDS if kind in (wanted.kinds or KINDS))
    day = asked.on.isoformat()
    squares = tuple(_square(known, party, kind, day) for party in parties for kind in kinds)
    return Ledger(tuple(Entry(claim, _found(base, claim)) for claim in known), parties, kinds, squares, asked)


# A topic is one of pledges: claims on other kinds say nothing of it.
_WITH_TOPICS = ("agreements", "policies")


def wanted_of(
    base: Base, kinds: tuple[str, ...], parties: tuple[str, ...], minerals: tuple[str, ...], topics: tuple[str, ...]
) -> Wanted:
    """What was typed, as the base writes it; MkbError with what was probably meant."""
    for kind in kinds:
        if kind not in KINDS:
            raise MkbError(f"no claim speaks of '{visible(kind)}'", nearest_or_all(kind, KINDS))
    return Wanted(
        kinds or (_WITH_TOPICS if topics else ()),
        checked(base, "party", parties),
        checked(base, "mineral", minerals),
        checked(base, "topic", topics),
    )


def _fits(claim: Claim, wanted: Wanted) -> bool:
    """Whether it speaks of one of the values of each filter; what it does not limit it speaks of whole."""
    return (
        (not wanted.kinds or bool(set(wanted.kinds) & set(claim.kinds)))
        and (not wanted.parties or not claim.parties or bool(set(wanted.parties) & set(claim.parties)))
        and (not wanted.minerals or not claim.minerals or bool(set(wanted.minerals) & claim.below))
        and (not wanted.topics or not claim.topics or bool(set(wanted.topics) & set(claim.topics)))
    )


def _square(known: list[Claim], party: str, kind: str, day: str) -> Square:
    whole = best(known, [Point(kind, party)], day)
    narrow = [claim for claim in known if kind in claim.kinds and party in claim.parties and claim.since <= day]
    part = max(narrow, key=lambda claim: (claim.until, claim.id), default=None)
    return Square(party, kind, whole or part, whole is None and part is not None)


def _found(base: Base, claim: Claim) -> dict[str, int]:
    """How many records there are of what it speaks of, whatever their day."""
    return {kind: _count(base, kind, claim) for kind in claim.kinds}


def _count(base: Base, kind: str, claim: Claim) -> int:
    limits = ((_ACTORS[kind], claim.parties), ("mineral", tuple(claim.below)), ("topic", claim.topics))
    sql, values = ["r.kind = ?"], [kind]
    for facet, named in limits:
        if named:
            marks = ", ".join("?" * len(named))
            sql.append(
                f"EXISTS (SELECT 1 FROM facet f WHERE f.subject = r.id AND f.facet = ? AND f.value IN ({marks}))"
            )
            values += [facet, *named]
    row = base.one(f"SELECT count(*) AS n FROM record r WHERE {' AND '.join(sql)}", values)
    return int(row["n"]) if row else 0
