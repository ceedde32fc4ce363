"""Timelines: bars are true at any width, fit the screen, and read without colour; events are in order."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TODAY, indexed
from example_base import EXAMPLE, Done, runner
from mineralkb.errors import MkbError
from mineralkb.ledger.stretches import Segment
from mineralkb.ledger.timeline import Bar, Timeline, timeline
from mineralkb.questions.asked import Asked
from mineralkb.questions.chosen import Filters
from mineralkb.render.blocks import Lines
from mineralkb.render.html import html
from mineralkb.render.markdown import markdown
from mineralkb.render.plain import cells_wide, plain
from mineralkb.render.terminal import terminal
from mineralkb.render.timeline_bars import ASCII, DRAWN, axis, bar, cells, label, marked, sign
from mineralkb.render.timelines import timeline_blocks, timeline_data
from mineralkb.vocabulary.standing import STANDINGS
from schemas import validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.index import Base

BEGIN = date(2020, 2, 20)
WORDS = ("not issued", "planned", "in effect", "suspended", "cannot tell", "ended")


@pytest.fixture
def mkb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return runner(monkeypatch, capsys)


@st.composite
def drawings(draw: st.DrawFn) -> tuple[tuple[Segment, ...], date, date, int]:
    """Stretches that follow on each other from before the days drawn to after them, and a width."""
    lengths = draw(st.lists(st.one_of(st.integers(1, 4), st.integers(1, 400)), min_size=1, max_size=12))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=len(lengths), max_size=len(lengths)))
    segments = []
    day = BEGIN
    for length, word in zip(lengths, words, strict=True):
        segments.append(Segment(day.isoformat(), (day + timedelta(length - 1)).isoformat(), word))
        day += timedelta(length)
    whole = (day - BEGIN).days
    first = BEGIN + timedelta(draw(st.integers(0, whole - 1)))
    last = first + timedelta(draw(st.integers(0, (day - first).days - 1)))
    return tuple(segments), first, last, draw(st.one_of(st.integers(1, 8), st.integers(1, 220)))


def days_of(cell: int, first: date, last: date, width: int) -> set[date]:
    """The days of a cell, one by one: each day stands where it is in proportion; a narrow cell has the day it lies in."""
    count = (last - first).days + 1
    edges = [cell * count // width, (cell + 1) * count // width]
    return {first + timedelta(number) for number in range(edges[0], max(edges[1], edges[0] + 1))}


@settings(max_examples=120)
@given(drawings())
def test_a_cell_shows_what_stands_on_a_day_of_it_and_nothing_long_is_lost(
    drawn: tuple[tuple[Segment, ...], date, date, int],
) -> None:
    segments, first, last, width = drawn
    shown = cells(segments, first, last, width)
    assert len(shown) == width
    held = [days_of(cell, first, last, width) for cell in range(width)]
    standing = {
        first + timedelta(number): place
        for number in range((last - first).days + 1)
        for place, one in enumerate(segments)
        if one.first <= (first + timedelta(number)).isoformat() <= one.last
    }
    there = [{standing[day] for day in days} for days in held]
    assert all(place in known for place, known in zip(shown, there, strict=True))
    longest = max(len(days) for days in held)
    for place in set(standing.values()):
        touched = [cell for cell in range(width) if place in there[cell]]
        length = sum(1 for known in standing.values() if known == place)
        if length > longest or width > len(standing):
            assert place in shown
        # A short one is left out only where every cell that it touches is the only one of another.
        if place not in shown:
            assert all(shown.count(shown[cell]) == 1 for cell in touched)
    assert [place for place, before in zip(shown, [-1, *shown], strict=False) if place < before] == []


@settings(max_examples=50)
@given(drawings())
def test_a_drawn_bar_is_as_wide_as_asked_and_each_sign_is_a_word_of_its_cell(
    drawn: tuple[tuple[Segment, ...], date, date, int],
) -> None:
    segments, first, last, width = drawn
    for signs in (DRAWN, ASCII):
        text = "".join(cell.text for cell in bar(segments, first, last, width, signs))
        assert len(text) == width + 2
        words = [segments[place].word for place in cells(segments, first, last, width)]
        assert text[1:-1] == "".join(sign(word, signs) for word in words)
        assert (text[0] == signs.left) == (
            (
                segments[0].last < first.isoformat()
                and any(
                    one.first < first.isoformat() <= one.last and sign(one.word, ASCII) not in " -" for one in segments
                )
            )
            or (segments[0].first < first.isoformat() <= segments[0].last and sign(segments[0].word, ASCII) not in " -")
        )
        assert len(axis(first, last, width, signs)) == width
    assert text.isascii()


def test_every_word_of_a_standing_has_a_sign_and_uncertainty_its_own() -> None:
    nothing = {word for word in STANDINGS if sign(word, ASCII) == " "}
    assert nothing == {"not issued", "not concluded", "not listed", "not made"}
    assert [word for word in STANDINGS if sign(word, ASCII) == "?"] == ["cannot tell"]
    assert [word for word in STANDINGS if sign(word, ASCII) == "="] == ["suspended"]
    for signs in (DRAWN, ASCII):
        assert len(set(signs.kinds)) == len(signs.kinds) == 8
        assert all(cells_wide(part) == 1 for part in (*signs.kinds, *signs[1:]))


def test_what_goes_on_has_an_arrow_and_what_ended_has_none() -> None:
    segments = (Segment("2020-01-01", "2024-06-30", "in effect"), Segment("2024-07-01", "9999-12-31", "ended"))
    assert [cell.text for cell in bar(segments, date(2024, 1, 1), date(2024, 12, 31), 4, ASCII)] == [
        "<",
        "##",
        "--",
        " ",
    ]
    assert bar(segments, date(2024, 1, 1), date(2024, 3, 31), 4, ASCII)[-1].text == ">"
    assert bar(segments, date(2020, 1, 1), date(2024, 3, 31), 4, ASCII)[0].text == " "


AXES = [
    (date(2024, 1, 1), date(2026, 12, 31), 36, "|2024       |2025       |2026       "),
    (date(2024, 2, 1), date(2026, 12, 31), 12, "       |2026"),
    (date(2026, 1, 1), date(2026, 3, 31), 30, "|2026-01  |2026-02 |2026-03   "),
    (date(1990, 1, 1), date(2029, 12, 31), 40, "|1990     |2000     |2010     |2020     "),
    (date(2026, 5, 2), date(2026, 5, 20), 10, " " * 10),
]


@pytest.mark.parametrize(("first", "last", "width", "expected"), AXES)
def test_ticks(first: date, last: date, width: int, expected: str) -> None:
    assert axis(first, last, width, ASCII) == expected


def test_the_day_asked_is_marked_on_either_side() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    assert marked(first, last, date(2026, 1, 2), 30, ASCII) == "^ 2026-01-02"
    assert marked(first, last, date(2026, 12, 30), 30, ASCII) == " " * 18 + "2026-12-30 ^"
    assert marked(first, last, date(2027, 1, 1), 30, ASCII) == ""


@settings(max_examples=40)
@given(st.text("abc/-", min_size=1, max_size=90), st.integers(1, 60))
def test_a_label_is_cut_in_its_middle(text: str, width: int) -> None:
    found = label(text, width, ASCII).text
    assert len(found) == width
    if len(text) <= width:
        assert found.rstrip() == text
    else:
        head, _, tail = found.partition("~")
        assert text.startswith(head)
        assert text.endswith(tail)


# The answer.


def of(base: Base, *ids: str, ends: tuple[str, str] = ("", ""), **filters: str) -> Timeline:
    chosen = Filters(**{name: (value,) for name, value in filters.items()})
    found = timeline(base, ids, chosen, ends, Asked(TODAY))
    validator("timeline").validate(json.loads(json.dumps(timeline_data(found))))
    return found


def words(one: Bar) -> list[tuple[str, str]]:
    return [(part.first, part.word) for part in one.segments]


def test_a_record_has_a_bar_for_itself_and_each_part() -> None:
    base = indexed(EXAMPLE)
    found = of(base, "cn-1-2025")
    assert [one.subject for one in found.bars] == ["cn-1-2025", "cn-1-2025/dysprosium"]
    assert words(found.bars[1]) == [
        ("0001-01-01", "not issued"),
        ("2025-10-09", "planned"),
        ("2025-10-20", "in effect"),
        ("2025-11-10", "suspended"),
        ("2026-11-28", "cannot tell"),
    ]
    assert [line.name for line in found.events] == ["announced", "effective", "paused"]
    assert found.first <= date(2025, 10, 9)
    assert found.last > date(2026, 11, 28)
    assert [one.subject for one in of(base, "cn-1-2025/dysprosium").bars] == ["cn-1-2025/dysprosium"]
    assert [one.subject for one in of(base, "cn-1-2025/events/paused").bars] == [one.subject for one in found.bars]


def test_without_ids_controls_are_drawn_by_their_rules() -> None:
    base = indexed(EXAMPLE)
    assert [one.subject for one in of(base).bars] == ["cn-1-2025/dysprosium", "us-japan-2025"]
    assert [one.subject for one in of(base, party="CN").bars] == ["cn-1-2025/dysprosium"]
    assert [one.subject for one in of(base, mineral="dysprosium").bars] == ["cn-1-2025/dysprosium"]
    assert {line.subject for line in of(base, mineral="dysprosium").events} == {"cn-1-2025"}


def test_the_days_asked_for_are_drawn() -> None:
    base = indexed(EXAMPLE)
    found = of(base, ends=("2025-11-01", "2025-11-30"))
    assert (found.first, found.last) == (date(2025, 11, 1), date(2025, 11, 30))
    assert [line.name for line in found.events] == ["paused"]
    gone = of(base, "cn-1-2025", ends=("2025-01-01", "2025-01-31"))
    assert (gone.bars, gone.events, gone.emptied_by) == ((), (), "since and until")
    with pytest.raises(MkbError, match="end before they begin"):
        of(base, ends=("2026-01-01", "2025-01-01"))


def test_an_empty_answer_says_why() -> None:
    base = indexed(EXAMPLE)
    assert of(base, party="JP", mineral="dysprosium").emptied_by == "party"
    silent = of(base, party="JP", mineral="dysprosium").silence
    assert silent
    assert silent.sentence == "not covered"
    with pytest.raises(MkbError) as ended:
        of(base, "CN")
    assert ended.value.hint == "what it has to do with: mkb timeline --party CN"


@pytest.mark.parametrize("width", [70, 80, 140, 200])
def test_every_drawn_line_fits(real: Base, width: int) -> None:
    found = of(real, party="CN", mineral="gallium")
    assert len(found.bars) > 5
    for ascii_only in (False, True):
        blocks = timeline_blocks(found, width, ascii_only=ascii_only)
        drawing = next(block for block in blocks if isinstance(block, Lines))
        lines = ["".join(cell.text for cell in row) for row in drawing.rows]
        assert max(map(cells_wide, lines)) <= width
        assert all(line.isascii() for line in lines) or not ascii_only
        assert max(cells_wide(line) for line in terminal(blocks, width).plain.split("\n")) <= width


def test_whatever_an_id_or_word_holds_is_shown_and_never_obeyed() -> None:
    evil = "a```\n\x1b[31m<b>::error::"
    segment = Segment("2025-01-01", "9999-12-31", "in effect")
    found = Timeline(date(2025, 1, 1), date(2026, 1, 1), (), (Bar(evil, evil, "a", (segment,)),), "", Asked(TODAY))
    blocks = timeline_blocks(found, 100, page=True)
    for text in (plain(blocks), markdown(blocks), html(blocks, "x")):
        assert "\x1b" not in text
        assert "\n::error" not in text
    assert "<b>" not in html(blocks, "x")
    assert markdown(blocks).count("```") == 2


@pytest.mark.usefixtures("real")
def test_forms_of_the_command(mkb: Callable[..., Done]) -> None:
    asked = ("timeline", "cn-mofcom-46-2024")
    drawing = mkb(*asked, "--ascii", "--width", "90").out.split("EVENTS")[0]
    assert drawing.isascii()
    assert re.search(r"gallium\S+ +#+=+\?+>$", drawing, re.MULTILINE)
    whole = json.loads(mkb(*asked, "--format", "json").out)
    assert [bar["segments"][-1] for bar in whole["bars"] if bar["subject"].endswith("graphite")] == [
        {"first": "2026-11-27", "last": None, "word": "cannot tell"}
    ]
    assert mkb(*asked, "--format", "markdown").out.count("```") == 2
    assert "<pre>" in mkb(*asked, "--format", "html").out
    assert mkb("timeline", "US").code == 2
    assert mkb("timeline", "--country", "KZ", "--mineral", "gallium").code == 0
