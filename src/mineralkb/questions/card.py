"""Everything worth knowing of one record or part on a day, as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.questions.disputes import Dispute, disputes
from mineralkb.questions.provenance import SourceLine, sources_for
from mineralkb.questions.related import Link, Touch, links, touching
from mineralkb.questions.standings import Answer, standing_on
from mineralkb.questions.timeline import EventLine, events_of
from mineralkb.record import STANDING_PARTS

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.find import Found


class PartLine(NamedTuple):
    """A pledge or provision of the record, with its data and its standing on the day."""

    id: str
    name: str
    kind: str
    data: dict[str, Any]
    standing: Answer | None
    due: tuple[str, str] | None


class MemberLine(NamedTuple):
    """A member of a group, with its data, and whether it is one on the day: yes, no, or cannot tell."""

    id: str
    data: dict[str, Any]
    answer: str


class Card(NamedTuple):
    """A record or part: its data, its standing and why, and all that belongs to it."""

    found: Found
    standing: Answer | None
    parts: tuple[PartLine, ...]
    members: tuple[MemberLine, ...]
    events: tuple[EventLine, ...]
    links: tuple[Link, ...]
    touching: tuple[Touch, ...]
    disputes: tuple[Dispute, ...]
    sources: tuple[SourceLine, ...]
    names: dict[str, str]
    due: tuple[str, str] | None
    asked: Asked


def card(base: Base, found: Found, asked: Asked) -> Card:
    """The card of a record or part for the day asked."""
    events = events_of(base, found)
    return Card(
        found=found,
        standing=standing_on(base, found.subject, asked.on),
        parts=_parts(base, found, asked),
        members=_members(found, asked),
        events=events,
        links=links(base, found),
        touching=touching(base, found, asked),
        disputes=disputes(found),
        sources=sources_for(base, found, events),
        names=_names(base, found),
        due=_due(base, found.subject),
        asked=asked,
    )


def _parts(base: Base, found: Found, asked: Asked) -> tuple[PartLine, ...]:
    if found.route:
        return ()
    rows = {row["name"]: row for row in base.rows("SELECT * FROM part WHERE record = ?", (found.record,))}
    lines = []
    for section, kind in STANDING_PARTS.items():
        for name, data in found.data.get(section, {}).items():
            row = rows[name]
            standing = standing_on(base, row["id"], asked.on)
            lines.append(PartLine(row["id"], name, kind, data, standing, _days(row) if kind == "pledge" else None))
    return tuple(lines)


def _members(found: Found, asked: Asked) -> tuple[MemberLine, ...]:
    members = {} if found.route else found.data.get("members", {})
    if not members:
        return ()
    from mineralkb.status.membership import member_on  # only groups need it

    return tuple(
        MemberLine(name, data, member_on(data.get("since"), data.get("until"), asked.on))
        for name, data in members.items()
    )


def _due(base: Base, subject: str) -> tuple[str, str] | None:
    row = base.one("SELECT day_first, day_last FROM part WHERE id = ? AND kind = 'pledge'", (subject,))
    return _days(row) if row else None


def _days(row: Any) -> tuple[str, str] | None:
    return (row["day_first"], row["day_last"]) if row["day_first"] else None


def _names(base: Base, found: Found) -> dict[str, str]:
    """Ids that the record mentions, with their titles, so that a reader need not look them up."""
    query = "SELECT r.id, r.title FROM reference m JOIN record r ON r.id = m.target WHERE m.record = ? AND r.kind <> 'sources'"
    return {row["id"]: row["title"] for row in base.rows(query, (found.record,))}
