"""The events of a record or part, in the order of days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded
from mineralkb.record import sources_of

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.find import Found


class EventLine(NamedTuple):
    """One event: whose it is, its data, the days it may be, and the sources that say so."""

    subject: str
    name: str
    data: dict[str, Any]
    first: str
    last: str
    until_last: str | None
    sources: tuple[str, ...]
    route: tuple[str, ...]
    caused: bool = False


def events_of(base: Base, found: Found) -> tuple[EventLine, ...]:
    """Events on the record and its parts, or on the part and its record; and those that it caused elsewhere."""
    rows = base.rows("SELECT * FROM event WHERE record = ? ORDER BY first, last, id", (found.record,))
    lines = [_line(found.data, row) for row in rows if _bears(found, row["part"])]
    causes = {line.data["caused_by"] for line in lines if "caused_by" in line.data}
    lines = sorted([*lines, *(line for cause in causes for line in _said_of(base, cause))], key=lambda line: line.first)
    if not found.route:
        query = "SELECT e.*, r.data AS whole FROM event e JOIN record r ON r.id = e.record WHERE e.caused_by = ? ORDER BY e.first, e.id"
        lines += [_line(decoded(row["whole"]), row, caused=True) for row in base.rows(query, (found.record,))]
    return tuple(lines)


def _said_of(base: Base, cause: str) -> list[EventLine]:
    """What was said of an instrument that suspended or ended something bears on what it did."""
    query = (
        "SELECT e.*, r.data AS whole FROM event e JOIN record r ON r.id = e.record "
        "WHERE e.record = ? AND e.part IS NULL AND e.kind IN ('statement', 'proceeding') ORDER BY e.first, e.id"
    )
    return [_line(decoded(row["whole"]), row) for row in base.rows(query, (cause,))]


def _bears(found: Found, part: str | None) -> bool:
    if not found.route:
        return part is None or found.kind != "lists"  # what befell single entries is in their own cards
    if found.route[0] in ("pledges", "provisions"):
        return part in (None, found.subject)
    return part == found.subject


def _line(whole: dict[str, Any], row: Any, *, caused: bool = False) -> EventLine:
    route = tuple(row["id"].split("/")[1:])
    subject = row["part"] or row["record"]
    cited = tuple(sources_of(whole, route))
    data, last = decoded(row["data"]), row["until_last"]
    return EventLine(subject, route[-1], data, row["first"], row["last"], last, cited, route, caused)
