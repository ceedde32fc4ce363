"""The sources of a record or part, with what they are cited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded
from mineralkb.record import sources_of

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.find import Found
    from mineralkb.questions.timeline import EventLine


class SourceLine(NamedTuple):
    """One source: its data, its publisher's name, and how many places cite it, the first few by route."""

    id: str
    data: dict[str, Any]
    publisher: str
    routes: tuple[str, ...]
    locators: tuple[str, ...]


def sources_for(base: Base, found: Found, events: tuple[EventLine, ...]) -> tuple[SourceLine, ...]:
    """Sources cited in the record, or for the part, and for the events that bear on it; the nearest first."""
    if found.kind == "sources":
        return ()
    rows = base.rows("SELECT * FROM citation WHERE record = ? ORDER BY source, route", (found.record,))
    prefixes = tuple(f"{'/'.join(route)}/" for route in (found.route, *(event.route for event in events)))
    inner = [row for row in rows if not found.route or f"{row['route']}/".startswith(prefixes)]
    own = sources_of(found.data, found.route) if found.route else ()
    cited = (*own, *(source for event in events for source in event.sources))
    routes: dict[str, list[str]] = {source: [] for source in cited}
    locators: dict[str, list[str]] = {}
    for row in inner:
        routes.setdefault(row["source"], []).append(row["route"])
        if row["locator"]:
            locators.setdefault(row["source"], []).append(locator_text(decoded(row["locator"])))
    lines = [_line(base, source, routes[source], locators.get(source, [])) for source in routes]
    return tuple(sorted((line for line in lines if line), key=_rank))


def locator_text(locator: Any) -> str:
    """A locator as one text."""
    if isinstance(locator, str):
        return locator
    return ", ".join(f"{field} {value}" for field, value in locator.items())


_NEARNESS = ("primary", "official statement", "mirror", "news", "analysis", "machine digest")


def _rank(line: SourceLine) -> tuple[int, str, str]:
    return (_NEARNESS.index(line.data["kind"]), line.data["date"], line.id)


def _line(base: Base, source: str, routes: list[str], locators: list[str]) -> SourceLine | None:
    row = base.one("SELECT data FROM record WHERE id = ?", (source,))
    if row is None:
        return None
    data = decoded(row["data"])
    name = _title(base, data["publisher"])
    if "originator" in data:
        name = f"{_title(base, data['originator'])} (as read at {name})"
    return SourceLine(source, data, name, tuple(routes), tuple(dict.fromkeys(locators)))


def _title(base: Base, identity: str) -> str:
    row = base.one("SELECT title FROM record WHERE id = ?", (identity,))
    return str(row["title"]) if row else identity
