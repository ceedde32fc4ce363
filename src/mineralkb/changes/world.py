"""What happened in the world in a window of days: the events of the base, sure and possible ones apart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded
from mineralkb.questions.texts import stated
from mineralkb.record import sources_of
from mineralkb.status.dated import near
from mineralkb.status.happenings import REPORTED, SHOWN_ONLY
from mineralkb.values.dates import Window

if TYPE_CHECKING:
    from collections.abc import Collection

    from mineralkb.finding import Route
    from mineralkb.index import Base

# Whether it is a fact: seen or reported; only expected by an earlier source; or known from machine digests alone.
KNOWN, EXPECTED, DIGEST = "known", "expected", "digest only"
# What says something of the standing, or that it still is so: news of a lesser kind.
SAID = (*sorted(SHOWN_ONLY), "confirmed")


class Happened(NamedTuple):
    """One event with its days, its sources, how sure it is, and whether this base learned it in its own window."""

    record: str
    kind: str
    title: str
    subject: str
    part_title: str
    route: Route
    event: str
    date: str
    first: str
    last: str
    until: str
    party: str
    caused_by: str
    summary: str
    sources: tuple[str, ...]
    certainty: str
    learned: bool | None = None

    @property
    def name(self) -> str:
        """What names it, whatever is reworded or corrected."""
        return "/".join((self.record, *self.route))

    @property
    def told(self) -> str:
        """What happened: `suspended until 2026-11-10 (US), by cn-mofcom-70-2025`."""
        until = f" until {self.until}" if self.until else ""
        party = f" ({self.party})" if self.party else ""
        cause = f", by {self.caused_by}" if self.caused_by else ""
        return f"{self.event}{until}{party}{cause}"

    @property
    def whose(self) -> str:
        """The title of the record, and of its part."""
        return f"{self.title}: {self.part_title}" if self.part_title else self.title


def happenings(base: Base, since: date, now: date, chosen: Collection[str] | None) -> list[Happened]:
    """The events that happened in the window, or may have, by day; `chosen` are the records that are asked about."""
    query = (
        "SELECT e.*, r.kind AS of_kind, r.title, r.data AS whole, r.evidence, p.title AS part_title, "
        "p.evidence AS part_evidence FROM event e JOIN record r ON r.id = e.record "
        "LEFT JOIN part p ON p.id = e.part WHERE e.first <= ? AND e.last >= ? ORDER BY e.first, e.last, e.id"
    )
    days = (now.isoformat(), since.isoformat())
    rows = [
        row
        for row in base.rows(query, days)
        if (chosen is None or row["record"] in chosen) and near(_window(row), since, now)
    ]
    digests = {row["id"] for row in base.rows(_DIGESTS)}
    wholes = {row["record"]: row["whole"] for row in rows}
    records = {identity: decoded(whole) for identity, whole in wholes.items()}
    return [_happened(row, records[row["record"]], digests) for row in rows]


_DIGESTS = "SELECT record AS id FROM fact WHERE kind = 'sources' AND route = 'kind' AND value = 'machine digest'"


def _window(row: Any) -> Window:
    return Window(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))


def _happened(row: Any, whole: dict[str, Any], digests: set[str]) -> Happened:
    route = tuple(row["id"].split("/")[1:])
    event = decoded(row["data"])
    cited = tuple(sources_of(whole, route))
    return Happened(
        row["record"],
        row["of_kind"],
        row["title"],
        row["part"] or row["record"],
        row["part_title"] or "",
        route,
        row["kind"],
        str(stated(event["date"])),
        row["first"],
        row["last"],
        str(stated(event["until"])) if "until" in event else "",
        row["party"] or "",
        row["caused_by"] or "",
        row["summary"] or "",
        cited,
        _certainty(row, cited, digests),
    )


def _certainty(row: Any, cited: tuple[str, ...], digests: set[str]) -> str:
    if cited and digests.issuperset(cited):
        return DIGEST
    if row["kind"] in SHOWN_ONLY or (row["kind"] in REPORTED and cited):
        return KNOWN
    return KNOWN if (row["part_evidence"] or row["evidence"] or "") >= row["last"] else EXPECTED


def surely(found: list[Happened], since: date, now: date) -> tuple[list[Happened], list[Happened]]:
    """Those whose days lie in the window as a whole, and those that only may lie in it."""
    first, last = since.isoformat(), now.isoformat()
    sure = [one for one in found if one.first >= first and one.last <= last]
    return sure, [one for one in found if one not in sure]


def newest_evidence(base: Base, chosen: Collection[str] | None) -> str:
    """The day of the newest evidence of any standing: what happened later, the base cannot know; '' where it has none."""
    query = "SELECT id AS record, evidence FROM record UNION ALL SELECT record, evidence FROM part"
    rows = base.rows(query)
    return max((row["evidence"] or "" for row in rows if chosen is None or row["record"] in chosen), default="")
