"""What befell an entry of a list: added, suspended, extended, taken off, each with its days and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index import decoded
from mineralkb.questions.standings import standing_on
from mineralkb.questions.texts import stated

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.index import Base
    from mineralkb.parties.listed import Party
    from mineralkb.questions.standings import Answer


class Happened(NamedTuple):
    """One thing that befell the entry: its days as written, through which instrument, and who says so."""

    kind: str
    date: str
    until: str
    through: str
    summary: str
    sources: tuple[str, ...]


class Fate(NamedTuple):
    """How an entry stands on the day, since and until when it is listed, and what befell it."""

    standing: Answer | None
    since: str
    until: str
    happened: tuple[Happened, ...]


def fate_of(base: Base, party: Party, day: date) -> Fate:
    """The fate of an entry as far as it is recorded, also beyond the day."""
    data = party.data
    since, until = (str(stated(data.get(field)) or "") for field in ("since", "until"))
    cited = tuple(data.get("cite", ()))
    happened = [Happened("added", since or "unknown", "", data.get("added_by", ""), "", cited)]
    rows = base.rows("SELECT data FROM event WHERE part = ? ORDER BY first, last, id", (party.id,))
    happened += [_happened(decoded(row["data"]), cited) for row in rows]
    happened += [Happened("last day on the list", until, "", "", "", cited)] if until else []
    return Fate(standing_on(base, party.id, day), since, until, tuple(happened))


def _happened(event: dict[str, object], around: tuple[str, ...]) -> Happened:
    date, until = (str(stated(event.get(field)) or "") for field in ("date", "until"))
    cite = event.get("cite")
    sources = tuple(cite) if isinstance(cite, dict) else around
    through, summary = str(event.get("caused_by", "")), str(event.get("summary", ""))
    return Happened(str(event["kind"]), date, until, through, summary, sources)
