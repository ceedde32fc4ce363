"""What was said of a suspension that ended by its terms, where nothing else tells what followed: shown, never counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.applying.rules import Rule
    from mineralkb.applying.world import World
    from mineralkb.questions.standings import Answer

_ENDED = "end of the suspension"
_SAID = "SELECT id, record, party, data FROM event WHERE kind = 'statement' AND record IN (?, ?) AND first <= ? ORDER BY first, id"
_CITED = "SELECT source FROM citation WHERE record = ? AND route = ? ORDER BY source"


class Statement(NamedTuple):
    """Who said what when, of which instrument, by which sources."""

    record: str
    date: str
    party: str
    summary: str
    sources: tuple[str, ...]


def statements_of(rule: Rule, standing: Answer | None, world: World) -> tuple[Statement, ...]:
    """What was said by that day of the suspension, of the instrument that caused it, and of its course."""
    causes = standing.causes if standing else ()
    ended = [cause["event"] for cause in causes if cause["role"] == _ENDED and cause["certainty"] != "known"]
    return tuple(dict.fromkeys(said for route in ended for said in _said(rule.record, route, world)))


def _said(record: str, route: str, world: World) -> Iterator[Statement]:
    base = world.store.base
    event = base.one("SELECT caused_by FROM event WHERE id = ?", (f"{record}/{route}",))
    caused_by = event["caused_by"] if event else None
    for row in base.rows(_SAID, (record, caused_by or record, world.day)):
        data: dict[str, Any] = decoded(row["data"])
        of = data.get("of")
        if of and (row["record"] != record or of == route.rpartition("/")[2]):
            at = row["id"].removeprefix(f"{row['record']}/")
            sources = tuple(cited["source"] for cited in base.rows(_CITED, (row["record"], at)))
            yield Statement(row["record"], str(data["date"]), row["party"] or "", data.get("summary", ""), sources)
