"""Bars of a timeline at any width: which stretch each cell shows, and the signs it is drawn with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.render.blocks import PLAIN, Cell, word_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mineralkb.ledger.stretches import Segment

EFFECT, PAUSE, UNSURE, COMING, DONE, LATE, OVER, NOTHING = range(8)
_KINDS = {
    **dict.fromkeys(("in effect", "in force", "operating", "listed", "provisionally applied"), EFFECT),
    "suspended": PAUSE,
    "cannot tell": UNSURE,
    **dict.fromkeys(("proposed", "planned", "announced", "concluded", "initialled", "signed", "open"), COMING),
    **dict.fromkeys(("delivered", "partly delivered", "delivered late"), DONE),
    **dict.fromkeys(("due", "due date passed, not checked", "overdue", "missed"), LATE),
    **dict.fromkeys(("ended", "never adopted", "never concluded", "withdrawn"), OVER),
}


class Signs(NamedTuple):
    """The sign of each kind of word, the arrows of what goes on, the tick of the axis, the mark of the day asked."""

    kinds: str
    left: str
    right: str
    tick: str
    mark: str
    cut: str


DRAWN = Signs("█▒?·▓!─ ", "←", "→", "│", "▲", "…")
ASCII = Signs("#=?.+!- ", "<", ">", "|", "^", "~")


def cells(segments: Sequence[Segment], first: date, last: date, width: int) -> list[int]:
    """For each of `width` cells, which together are the days from first to last, the place of the segment it shows.

    It is the one with most days there; but where another would be seen nowhere, it has a cell that it touches. No
    segment is left out that is longer than a cell. -1 stands for days of no segment.
    """
    starts, ends = _days(first, last, width)
    spans = [(date.fromisoformat(one.first).toordinal(), date.fromisoformat(one.last).toordinal()) for one in segments]
    widest = [_widest(spans, *days) for days in zip(starts, ends, strict=True)]
    shown = list(widest)
    kept = 0
    for place, (begin, end) in enumerate(spans):
        cell = max(bisect_left(ends, begin), kept)
        if cell < width and starts[cell] <= end:
            shown[cell] = place
            kept = cell + 1
    return _returned(shown, widest)


def _days(first: date, last: date, width: int) -> tuple[list[int], list[int]]:
    """The first and the last day of each cell; where there are more cells than days, several have one day."""
    begin, count = first.toordinal(), (last - first).days + 1
    edges = [begin + cell * count // width for cell in range(width + 1)]
    return edges[:-1], [max(here, there - 1) for here, there in pairwise(edges)]


def _widest(spans: list[tuple[int, int]], first: int, last: int) -> int:
    """The span with most days between two days; of equals the first."""
    begin = bisect_left(spans, first, key=lambda span: span[1])
    end = bisect_right(spans, last, key=lambda span: span[0])
    return max(
        range(begin, end),
        key=lambda place: (min(spans[place][1], last) - max(spans[place][0], first), -place),
        default=-1,
    )


def _returned(shown: list[int], widest: list[int]) -> list[int]:
    """A cell goes back to the segment with most days in it where the other is seen elsewhere too."""
    seen = Counter(shown)
    for cell, owner in enumerate(shown):
        if owner != widest[cell] and seen[owner] > 1:
            shown[cell] = widest[cell]
            seen[owner] -= 1
            seen[widest[cell]] += 1
    return shown


def bar(segments: Sequence[Segment], first: date, last: date, width: int, signs: Signs) -> tuple[Cell, ...]:
    """The bar with an arrow at either end where what stands there goes on beyond the days drawn."""
    places = cells(segments, first, last, width)
    words = [segments[place].word if place >= 0 else "" for place in places]
    drawn = [word_cell(word, sign(word, signs) * len(list(run))) for word, run in groupby(words)]
    left = _goes_on(segments, first, signs.left, before=True)
    right = _goes_on(segments, last, signs.right, before=False)
    return Cell(left), *drawn, Cell(right)


def sign(word: str, signs: Signs) -> str:
    """The sign for a word; a blank where nothing is there yet."""
    return signs.kinds[_KINDS.get(word, NOTHING)]


def _goes_on(segments: Sequence[Segment], day: date, arrow: str, *, before: bool) -> str:
    """The arrow, where the stretch of that day lasts beyond it and something stands."""
    for one in segments:
        if one.first <= day.isoformat() <= one.last:
            beyond = one.first < day.isoformat() if before else one.last > day.isoformat()
            return arrow if beyond and _KINDS.get(one.word, NOTHING) not in (OVER, NOTHING) else " "
    return " "


def legend(words: Iterable[str], signs: Signs) -> Iterator[tuple[Cell, ...]]:
    """A line for each sign that is used, with the words that it stands for, and one for the arrows."""
    kinds: dict[int, dict[str, None]] = {}
    for word in sorted(set(words)):
        kinds.setdefault(_KINDS.get(word, NOTHING), {})[word] = None
    for kind in sorted(set(kinds) - {NOTHING}):
        lead = next(iter(kinds[kind]))
        yield word_cell(lead, signs.kinds[kind] * 3), Cell(f"  {'; '.join(kinds[kind])}")
    yield Cell(f"{signs.left} {signs.right}"), Cell("  goes on beyond the days drawn; blank: nothing there yet")


def axis(first: date, last: date, width: int, signs: Signs) -> str:
    """Ticks at the beginnings of years, or of months where there are few, as many as have room for their labels."""
    starts, ends = _days(first, last, width)
    line = [" "] * width
    free = 0
    for day, label in _ticks(first, last, width):
        cell = bisect_left(ends, day.toordinal())
        if starts[0] <= day.toordinal() <= ends[-1] and cell >= free:
            text = signs.tick + label
            text = text if cell + len(text) <= width else signs.tick
            line[cell : cell + len(text)] = text
            free = cell + len(text) + 1
    return "".join(line)


def _ticks(first: date, last: date, width: int) -> Iterator[tuple[date, str]]:
    """The days to mark, so far apart that their labels do not touch."""
    days = (last - first).days + 1
    if days < 2 * 365:
        step = _step(days / 30.4, width, 9, (1, 2, 3, 6))
        months = range(first.year * 12, last.year * 12 + 12, step)
        yield from ((date(month // 12, month % 12 + 1, 1), f"{month // 12}-{month % 12 + 1:02}") for month in months)
        return
    step = _step(days / 365.2, width, 6, (1, 2, 5, 10, 20, 50, 100))
    yield from ((date(year, 1, 1), str(year)) for year in range(first.year, last.year + 1) if year % step == 0)


def _step(count: float, width: int, room: int, steps: tuple[int, ...]) -> int:
    """The smallest step at which so many labels have room."""
    return next((step for step in steps if count / step * room <= width), steps[-1])


def marked(first: date, last: date, day: date, width: int, signs: Signs) -> str:
    """The mark under the cell of a day, with its date; '' where the day is not drawn."""
    if not first <= day <= last:
        return ""
    cell = bisect_left(_days(first, last, width)[1], day.toordinal())
    text = f"{signs.mark} {day}"
    if cell + len(text) <= width:
        return " " * cell + text
    return f"{day} {signs.mark}".rjust(cell + 1)


def label(text: str, width: int, signs: Signs) -> Cell:
    """A text of exactly so many cells; the middle of a long one is left out."""
    if len(text) > width:
        tail = (width - 1) * 3 // 5
        text = text[: width - 1 - tail] + signs.cut + (text[-tail:] if tail else "")
    return Cell(text.ljust(width), PLAIN)
