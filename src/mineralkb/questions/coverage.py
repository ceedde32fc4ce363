"""What claims of coverage say of a question, so that silence can be read: covered to a day, in part, or not."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded
from mineralkb.values.dates import read_window

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from mineralkb.index import Base

NOT_COVERED, NONE_KNOWN = "not covered", "none known"
# The kind of records in which a kind of list has its rows; of other lists no claim speaks.
CLAIMED = {
    **dict.fromkeys(("agreements", "pledges"), ("agreements",)),
    **dict.fromkeys(("controls", "provisions"), ("controls",)),
    **dict.fromkeys(("lists", "entries"), ("lists",)),
    "policies": ("policies",),
    "projects": ("projects",),
}


class Claim(NamedTuple):
    """A claim: what was looked at, in which period; no parties, minerals or topics are all of them."""

    id: str
    title: str
    path: str
    kinds: tuple[str, ...]
    parties: tuple[str, ...]
    minerals: tuple[str, ...]
    topics: tuple[str, ...]
    since: str
    until: str
    data: dict[str, Any]
    # The minerals named and everything narrower.
    below: frozenset[str] = frozenset()


class Point(NamedTuple):
    """One combination that is asked about; nothing named is all there is."""

    kind: str
    party: str = ""
    mineral: str = ""
    topic: str = ""


class Sought(NamedTuple):
    """What is asked about; values of one sort are alternatives, and none is all of them."""

    kinds: tuple[str, ...]
    parties: tuple[str, ...] = ()
    minerals: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Silence(NamedTuple):
    """What claims say where nothing was found: the day they reach, whether for all that was asked, and which."""

    until: str
    whole: bool
    claims: tuple[Claim, ...]
    # What was looked for and not found, and speaks of what was asked: claim, name, what.
    misses: tuple[tuple[str, str, str], ...] = ()

    @property
    def sentence(self) -> str:
        """In one line, for a reader."""
        if not self.claims:
            return NOT_COVERED
        if self.whole:
            return f"{NONE_KNOWN}, covered to {self.until} ({', '.join(claim.id for claim in self.claims)})"
        parts = "; ".join(f"{_extent(claim)} to {claim.until} ({claim.id})" for claim in self.claims)
        return f"{NONE_KNOWN}, covered in part: {parts}; the rest {NOT_COVERED}"


def claims(base: Base) -> tuple[Claim, ...]:
    """All claims, by their ids."""
    rows = base.rows("SELECT id, title, path, data FROM record WHERE kind = 'coverage' ORDER BY id")
    return tuple(_claim(base, row) for row in rows)


def covers(claim: Claim, point: Point, on: str) -> bool:
    """Whether the claim covers all of it, for a day in its period or after."""
    return (
        _in_time(claim, point.kind, on)
        and (not claim.parties or point.party in claim.parties)
        and (not claim.minerals or point.mineral in claim.below)
        and (not claim.topics or point.topic in claim.topics)
    )


def best(known: Iterable[Claim], points: Collection[Point], on: str) -> Claim | None:
    """The claim that covers one of the points up to the latest day."""
    found = [claim for claim in known if any(covers(claim, point, on) for point in points)]
    return max(found, key=lambda claim: (claim.until, claim.id), default=None)


def said(found: Claim | None, *, empty: bool, unsure: bool = False) -> str:
    """What is said of a cell: never that there is none, but what is known, and up to which day."""
    if found is None:
        return NOT_COVERED
    lead = "cannot tell, " if unsure and empty else f"{NONE_KNOWN}, " if empty else ""
    return f"{lead}covered to {found.until}"


def silence(base: Base, sought: Sought, on: date) -> Silence:
    """What claims say of a question in which nothing was found."""
    known, day = claims(base), on.isoformat()
    asked = [Point(*one) for one in product(sought.kinds, *(values or ("",) for values in sought[1:]))]
    found = [best(known, (point,), day) for point in asked]
    whole = bool(found) and None not in found
    near = [claim for claim in known if any(_touches(claim, point, day) for point in asked)]
    told = sorted({claim.id: claim for claim in found if claim}.values()) if whole else near
    until = min((claim.until for claim in told), default="")
    words = _words(base, (*sought.parties, *sought.minerals, *sought.topics))
    return Silence(until, whole, tuple(told), tuple(_misses(told, words)))


def _claim(base: Base, row: Any) -> Claim:
    data = decoded(row["data"])
    minerals = tuple(data.get("minerals", ()))
    marks = ", ".join("?" * len(minerals))
    narrower = base.rows(f"SELECT mineral FROM closure WHERE broader IN ({marks})", minerals) if minerals else ()
    return Claim(
        row["id"],
        row["title"],
        row["path"],
        tuple(data["kinds"]),
        tuple(data.get("parties", ())),
        minerals,
        tuple(data.get("topics", ())),
        read_window(data["since"]).first.isoformat(),
        data["until"],
        data,
        frozenset({*minerals, *(one["mineral"] for one in narrower)}),
    )


def _in_time(claim: Claim, kind: str, on: str) -> bool:
    return kind in claim.kinds and claim.since <= on


def _touches(claim: Claim, point: Point, on: str) -> bool:
    """Whether it covers a part of it at least."""
    return (
        _in_time(claim, point.kind, on)
        and (not claim.parties or not point.party or point.party in claim.parties)
        and (not claim.minerals or not point.mineral or point.mineral in claim.below)
        and (not claim.topics or not point.topic or point.topic in claim.topics)
    )


def _extent(claim: Claim) -> str:
    """What limits it, in words."""
    named = ("/".join(claim.parties), "/".join(claim.minerals), "/".join(claim.topics))
    return " on ".join(text for text in named if text) or "all"


def _words(base: Base, names: Iterable[str]) -> set[str]:
    """What the values are called: ids and titles, as they stand in sentences."""
    wanted = tuple(names)
    marks = ", ".join("?" * len(wanted))
    titles = [row["title"] for row in base.rows(f"SELECT title FROM record WHERE id IN ({marks})", wanted)]
    # A code such as IN or US stands inside too many words.
    return {word.casefold().replace("-", " ") for word in (*wanted, *titles) if not word.isupper()}


def _misses(told: Iterable[Claim], words: set[str]) -> list[tuple[str, str, str]]:
    return [
        (claim.id, name, miss["summary"])
        for claim in told
        for name, miss in claim.data.get("not_found", {}).items()
        if any(word in f"{name} {miss['summary']}".casefold().replace("-", " ") for word in words)
    ]
