"""A timeline as blocks and as data: bars with axis and legend, and the events in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.texts import span, stated
from mineralkb.render.blocks import DIM, Block, Cell, Heading, Lines, Paragraph, Table, filled, word_cell
from mineralkb.render.json import silence_data
from mineralkb.render.lists import silence_lines
from mineralkb.render.timeline_bars import ASCII, DRAWN, Signs, axis, bar, label, legend, marked
from mineralkb.values.dates import BEGINNING, END
from mineralkb.wording import counted

if TYPE_CHECKING:
    from mineralkb.ledger.timeline import Bar, Timeline
    from mineralkb.questions.timeline import EventLine

# Two arrows and two blanks stand beside the bar.
_BESIDE = 4
_OPEN = (BEGINNING.isoformat(), END.isoformat())


def timeline_blocks(found: Timeline, width: int, *, ascii_only: bool = False, page: bool = False) -> list[Block]:
    """The bars and the events; a page also has the stretches as a table, as it is read without the drawing."""
    signs = ASCII if ascii_only else DRAWN
    blocks: list[Block] = [Heading(f"Timeline from {found.first} to {found.last}", 1)]
    if found.bars:
        blocks += [Lines(_drawing(found, width, signs)), *([_stretches(found)] if page else [])]
    if found.events:
        headings = ("day", "event", "of", "until", "caused by", "what")
        rows = tuple(_event(line) for line in found.events)
        blocks += [Heading(f"Events ({len(rows)})"), filled(Table(headings, rows, keep=3, firm=(2, 0)))]
    return [*blocks, Paragraph(Cell(_footer(found), DIM)), Paragraph(Cell(NOTICE, DIM))]


def timeline_remarks(found: Timeline) -> list[str]:
    """What must be said where there is nothing to see."""
    if found.bars or found.events:
        return []
    why = f"; the timeline is empty because of: {found.emptied_by}" if found.emptied_by else ""
    return [f"nothing recorded fits{why}", *(silence_lines(found.silence) if found.silence else ())]


def _drawing(found: Timeline, width: int, signs: Signs) -> tuple[tuple[Cell, ...], ...]:
    """Axis, a line for each bar, the mark of the day asked, and the legend."""
    names = _names(found)
    wide = min(max(len(name) for name in names), max(width * 2 // 5, 1))
    room = max(width - wide - _BESIDE, 1)
    blank = Cell(" " * (wide + 2))
    words = {part.word for one in found.bars for part in one.segments if _seen(found, part.first, part.last)}
    lines = [(blank, Cell(axis(found.first, found.last, room, signs), DIM))]
    bars: list[tuple[Cell, ...]] = [
        (label(name, wide, signs), Cell(" "), *bar(one.segments, found.first, found.last, room, signs))
        for name, one in zip(names, found.bars, strict=True)
    ]
    mark = marked(found.first, found.last, found.asked.on, room, signs)
    foot = [(blank, Cell(mark, DIM))] if mark else []
    return (*lines, *bars, *foot, (Cell(""),), *legend(words, signs))


def _names(found: Timeline) -> list[str]:
    """The ids; below the bar of the one record that is drawn, the names of its parts."""
    drawn = {one.subject for one in found.bars}
    short = len({one.record for one in found.bars}) == 1
    return [
        f"  {one.subject.partition('/')[2]}" if short and one.subject != one.record in drawn else one.subject
        for one in found.bars
    ]


def _seen(found: Timeline, first: str, last: str) -> bool:
    return first <= found.last.isoformat() and last >= found.first.isoformat()


def _stretches(found: Timeline) -> Table:
    rows = tuple(
        (Cell(one.subject), word_cell(part.word), Cell(_open(part.first) or ""), Cell(_open(part.last) or ""))
        for one in found.bars
        for part in one.segments
        if _seen(found, part.first, part.last)
    )
    return Table(("of", "standing", "first day", "last day"), rows, keep=4)


def _event(line: EventLine) -> tuple[Cell, ...]:
    data = line.data
    told = [str(stated(data[name])) for name in ("party", "place", "summary") if name in data]
    return (
        Cell(str(stated(data["date"]))),
        Cell(data["kind"]),
        Cell(line.subject),
        Cell(str(stated(data.get("until")) or "")),
        Cell(data.get("caused_by", "")),
        Cell("; ".join(told)),
    )


def _footer(found: Timeline) -> str:
    until = f", by evidence up to {found.evidence}" if found.evidence else ""
    return f"{counted(len(found.bars), 'bar')}, {counted(len(found.events), 'event')}, as known{until}"


def _open(day: str) -> str | None:
    return None if day in _OPEN else day


def timeline_data(found: Timeline) -> dict[str, Any]:
    """The same as data, with exact days; a day that is open is null."""
    return {
        "asked": found.asked.as_data(),
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "last_evidence": found.evidence or None,
        "emptied_by": found.emptied_by or None,
        "coverage": silence_data(found.silence) if found.silence else None,
        "events": [_event_data(line) for line in found.events],
        "bars": [_bar_data(one) for one in found.bars],
        "notice": NOTICE,
    }


def _event_data(line: EventLine) -> dict[str, Any]:
    own = {"subject": line.subject, "name": line.name, "event": line.data["kind"]}
    days = {"day": [_open(line.first), _open(line.last)], "until": stated(line.data.get("until"))}
    told = {name: line.data.get(name) for name in ("party", "caused_by", "summary")}
    written = span(line.first, line.last)
    return {**own, **days, "written": stated(line.data["date"]) or written, **told, "sources": list(line.sources)}


def _bar_data(one: Bar) -> dict[str, Any]:
    segments = [{"first": _open(part.first), "last": _open(part.last), "word": part.word} for part in one.segments]
    return {"subject": one.subject, "title": one.title, "record": one.record, "segments": segments}


ROW = (
    *("row", "subject", "record", "title", "name", "word", "first", "last", "written"),
    *("until", "party", "caused_by", "summary", "sources"),
)


def timeline_rows(found: Timeline) -> list[dict[str, Any]]:
    """A row for each stretch of a bar, then one for each event, with the same columns; a day that is open is null."""
    blank = dict.fromkeys(ROW)
    bars = (
        blank | {"row": "standing", "subject": one.subject, "record": one.record, "title": one.title, **segment}
        for one in found.bars
        for segment in _bar_data(one)["segments"]
    )
    return [*bars, *(blank | _event_row(line) for line in found.events)]


def _event_row(line: EventLine) -> dict[str, Any]:
    data = _event_data(line)
    first, last = data.pop("day")
    own = {"row": "event", "record": line.subject.partition("/")[0], "word": data.pop("event")}
    return own | data | {"first": first, "last": last}
