"""What is due around a day: due days, starts, ends of suspensions, terms and quotas, and what has passed unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.ledger.nothing import silent
from mineralkb.ledger.spans import earlier, later
from mineralkb.questions.ahead import coming
from mineralkb.questions.chosen import chosen
from mineralkb.status.dated import DUE, START
from mineralkb.values.dates import BEGINNING, END
from mineralkb.values.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mineralkb.index import Base
    from mineralkb.questions.ahead import Coming
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.chosen import Filters
    from mineralkb.questions.coverage import Silence

NOT_CHECKED = "due date passed, not checked"
# How far around the window is looked for what lies nearest, the last time as far as there are days.
_YEARS = (1, 5, 25, 9999)
# How a pledge stands of whose due day nothing is known, though the day has passed.
_WAITING = (NOT_CHECKED, "open", "due", "not made", "cannot tell", "")


class DueRow(NamedTuple):
    """One dated thing, or several of one part on the same day (then `names` tells them apart).

    `seen`, of what has passed: whether what is recorded speaks of that day or a later one. `days_left` counts to the
    first and to the last possible day; None is open.
    """

    days: tuple[str | None, str | None]
    what: str
    says: str
    subject: str
    title: str
    record: str
    kind: str
    standing: str
    evidence: str
    passed: bool
    seen: bool | None
    days_left: tuple[int | None, int | None]
    names: tuple[str, ...]
    sources: tuple[str, ...]


class Due(NamedTuple):
    """What is dated in the window, by day. `overtaken` can no longer come; `older` passed unchecked before the window.

    Of an empty answer, `near` are what lies nearest before and after, and `silence` is what claims of coverage say.
    """

    first: date
    last: date
    rows: tuple[DueRow, ...]
    overtaken: int
    older: int
    evidence: str
    asked: Asked
    near: tuple[DueRow, ...] = ()
    silence: Silence | None = None


def due(base: Base, filters: Filters, spans: tuple[Period, Period], asked: Asked) -> Due:
    """What is dated from so long before the day asked (the second span) to so long after it (the first)."""
    first, last = earlier(asked.on, spans[1]), later(asked.on, spans[0])
    wanted = chosen(base, None, filters, asked.on)
    found = coming(base, first, last, asked.on, wanted)
    expected = [one for one in found if one.thing.window.last < asked.on or not one.overtaken]
    rows = _grouped(_row(one, asked.on) for one in expected if one.thing.window.last >= first)
    overtaken = len(found) - len(expected)
    evidence = max((row.evidence for row in rows), default="")
    answer = Due(first, last, rows, overtaken, _older(base, first, wanted, asked.on), evidence, asked)
    if rows:
        return answer
    return answer._replace(near=_near(base, (first, last), wanted, asked.on), silence=silent(base, filters, asked.on))


def _near(base: Base, ends: tuple[date, date], wanted: frozenset[str] | None, on: date) -> tuple[DueRow, ...]:
    """The last thing before the window and the first after it; near days are looked at first, as all take long."""
    before: list[Coming] = []
    after: list[Coming] = []
    for years in _YEARS:
        span = Period(months=12 * years)
        if not before:
            found = coming(base, earlier(ends[0], span), ends[0], on, wanted)
            before = [one for one in found if one.thing.window.last < ends[0]]
        if not after:
            found = coming(base, ends[1], later(ends[1], span), on, wanted)
            after = [one for one in found if not one.overtaken and one.thing.window.last <= later(ends[1], span)]
    return tuple(_row(one, on) for one in (*before[-1:], *after[:1]))


def _row(one: Coming, on: date) -> DueRow:
    thing = one.thing
    passed = thing.window.last < on
    route = thing.route[2:] if thing.part_title else thing.route
    begin, end = thing.window
    days = (None if begin == BEGINNING else begin, None if end == END else end)
    return DueRow(
        days=(str(days[0]) if days[0] else None, str(days[1]) if days[1] else None),
        what=_word(thing.role, thing.what),
        says=thing.what,
        subject=thing.subject,
        title=thing.part_title or thing.title,
        record=thing.record,
        kind=thing.kind,
        standing=one.standing,
        evidence=one.evidence,
        passed=passed,
        seen=_seen(one) if passed else None,
        days_left=((days[0] - on).days if days[0] else None, (days[1] - on).days if days[1] else None),
        names=route[1:2] if route[:1] == ("tranches",) else (),
        sources=one.sources,
    )


def _word(role: str, what: str) -> str:
    """The sort of a day in a word of its own."""
    if role in (DUE, START):
        return "due" if role == DUE else "effective"
    thing = what.rpartition(" ")[2]
    return f"{thing if thing in ('suspension', 'quota', 'rate') else 'term'} ends"


def _seen(one: Coming) -> bool:
    """Whether anything is recorded of what came of it; of one turn of what comes back, that it is over."""
    if one.thing.role == DUE:
        return one.overtaken if DUE in one.thing.route[2:] else one.standing not in _WAITING
    return one.overtaken or one.evidence >= one.thing.window.last.isoformat()


def _grouped(rows: Iterable[DueRow]) -> tuple[DueRow, ...]:
    """By day; several quotas of one rule that end on the same day are one row."""
    found: dict[tuple[object, ...], DueRow] = {}
    for row in rows:
        key = (row.days, row.says, row.subject, "" if row.names else len(found))
        found[key] = _joined(found[key], row) if key in found else row
    return tuple(sorted(found.values(), key=lambda row: (row.days[1] or row.days[0] or "", row.subject, row.what)))


def _joined(one: DueRow, other: DueRow) -> DueRow:
    return one._replace(names=(*one.names, *other.names), sources=tuple(dict.fromkeys((*one.sources, *other.sources))))


def _older(base: Base, first: date, wanted: frozenset[str] | None, on: date) -> int:
    """Pledges whose due day passed before the window, and nobody looked."""
    query = (
        "SELECT p.record FROM part p JOIN standing t ON t.subject = p.id AND t.first <= ? AND t.last >= ? "
        "WHERE p.kind = 'pledge' AND t.word = ? AND p.day_last < ?"
    )
    rows = base.rows(query, (on.isoformat(), on.isoformat(), NOT_CHECKED, first.isoformat()))
    return sum(wanted is None or row["record"] in wanted for row in rows)
