"""Searching: what is typed, and what must come first, be among the hits, or stay out."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import COMMON, DATA, TODAY, indexed, write_base
from example_base import Done, runner
from mineralkb.errors import MkbError
from mineralkb.index import making, open_base, words
from mineralkb.questions.asked import Asked
from mineralkb.questions.search import answer as answer_room
from mineralkb.questions.search.answer import Answer, Searched, search
from mineralkb.questions.search.snippets import snippet
from mineralkb.questions.search.spelling import distance
from mineralkb.questions.search.typed import read_typed
from mineralkb.render import search as drawn
from mineralkb.render.blocks import Lines
from mineralkb.render.plain import cells_wide, plain
from mineralkb.values.tokens import plain as folded
from mineralkb.values.tokens import tokens
from schemas import schema, undescribed, validator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mineralkb.index import Base

ASKED = Asked(TODAY)
HOSTILE = [
    *(
        '"',
        '""',
        "'",
        "*",
        "-",
        "--",
        "OR",
        "OR OR",
        "AND",
        "NOT x OR",
        "NEAR(a b)",
        "title:x",
        "{title}:x",
        "a^b",
        "(",
        ")",
    ),
    *('a" OR "b', "x') --", "; DROP TABLE words", "\x00", "\x1b[31mx", "a" * 5000, "a " * 500, "\ud800x", "稀" * 300),
    *(
        "\u202eabc",
        "%s %n",
        "-a -b",
        '"unclosed',
        "a*b*",
        "*a",
        "+x",
        "words MATCH 1",
        "\ufffd\ufffd",
        "\u0300",
        "ﬁ ẞ İ",
    ),
]


def ask(base: Base, text: str, most: int = 20, **more: Any) -> Answer:
    """What is found, on the day that all tests fix."""
    kinds = more.pop("kind", ())
    return search(base, Searched(text, kinds, more, most), ASKED)


def ids(answer: Answer) -> list[str]:
    return [row.id for row in answer.rows]


# What is typed; what is first; what is among the first twenty; what is nowhere.
CASES = [
    ("price floor", "", ["us-section-232-minerals-2026/price-floors", "us-mp-price-protection-2025"], ["GA"]),
    ("floor price", "", ["us-mp-price-protection-2025"], []),
    ("稀土", "rare-earths", ["cn-mofcom-57-2025"], ["gallium"]),
    ("レアアース", "rare-earths", [], ["gallium"]),
    ("镓", "gallium", ["cn-mofcom-23-2023"], ["indium-phosphide"]),
    ("Ga", "gallium", ["cn-mofcom-23-2023"], ["GA", "au-ga", "ga-manganese-2029"]),
    ("GA", "GA", ["ga-manganese-2029"], ["gallium", "cn-mofcom-23-2023"]),
    ("In", "indium", ["indium-phosphide"], ["IN", "in-brazil-2026"]),
    ("IN", "IN", ["in-brazil-2026"], ["indium"]),
    ("Co", "cobalt", ["cd-cobalt-quota-2025"], ["CO"]),
    ("As", "arsenic", [], ["aluminium"]),
    ("Dy", "dysprosium", ["cn-mofcom-18-2025"], []),
    ("REE", "rare-earths", [], ["gallium"]),
    ("rare earths", "rare-earths", [], []),
    ("rare-earth elements", "rare-earths", [], []),
    ("magnet", "permanent-magnets", ["rare-earth-magnets"], []),
    ("wolfram", "tungsten", [], []),
    ("aluminum", "aluminium", [], []),
    ("dysprosum", "dysprosium", [], ["gallium"]),
    ("galium", "gallium", [], []),
    ("germainum", "germanium", [], []),
    ("dyspros", "dysprosium", [], []),
    ("China", "CN", [], []),
    ("chna gallium", "", ["cn-mofcom-23-2023"], []),
    ("US Japan framework", "us-japan-2025", [], []),
    ("us-japan-2025", "us-japan-2025", ["us-japan-2025/rapid-response-group"], []),
    ("announcement 18 of 2025", "cn-mofcom-18-2025", [], []),
    ("Export Control Law", "", ["cn-mofcom-18-2025", "cn-mofcom-51-2025"], []),
    ("三菱造船", "", [], []),
    ("offtake", "", ["us-mp-offtake-2025"], []),
    ("ban on gallium exports to the US", "", ["cn-mofcom-46-2024/gallium-germanium-antimony-superhard"], []),
    ("MP Materials Corp", "mp-materials", ["us-mp-materials-2025"], []),
    ("GALLIUM", "gallium", [], []),
    ("Pax Silica", "", ["pax-silica-2025"], []),
    ("Lobito", "", ["lobito-mou-2023"], []),
    ("MoU lithium", "", ["us-peru-2026"], []),
    (
        '"price floors" -mexico',
        "",
        ["us-section-232-minerals-2026/price-floors"],
        ["us-mexico-action-plan-2026/price-floors"],
    ),
]


@pytest.mark.parametrize(("text", "first", "among", "absent"), CASES, ids=[case[0] for case in CASES])
def test_what_is_typed_finds(real: Base, text: str, first: str, among: list[str], absent: list[str]) -> None:
    found = ask(real, text, 0)
    everything = ids(found)
    assert everything, text
    assert len(everything) == len(set(everything)) == found.total
    assert first in ("", everything[0])
    assert [name for name in among if name not in everything] == []
    assert [name for name in absent if name in everything] == []
    if among and first == "":
        assert set(among) & set(everything[:20])


@pytest.mark.parametrize("seed", range(3))
def test_every_title_finds_its_own_first_or_among_equals(real: Base, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same titles in every run
    rows = real.rows("SELECT id, title FROM record UNION ALL SELECT id, title FROM part")
    for row in chance.sample(rows, 40):
        found = ask(real, row["title"], 0)
        named = [one.id for one in found.rows if one.matched == "name"]
        assert row["id"] in named
        assert ids(found)[: len(named)] == named


TEXTS = {
    "agreements/one.yaml": "Framework on tin and tungsten|Ore is bought at a floor price. 稀土 too.",
    "agreements/two.yaml": "Memorandum of understanding|Tin ores; offtake of oxides, and Price-Floors.",
    "policies/three.yaml": "Tungsten reserve|Prices have a floor. The gate stays. 稀有 土",
    "policies/four.yaml": "Ex\u0301port ban|Tin, ore and floor.",
}
_PAPER = """\
title: {title}
summary: {summary}
form: framework
{more}
cite: [text]
events:
  signed: {{kind: {event}, date: 2025-10-28}}
"""
MORE = {
    "agreements": ("binding: non-binding\nparties: {US: {role: signatory}, JP: {role: signatory}}", "signed"),
    "policies": ("issuers: {CN: {}}", "adopted"),
}


def texts() -> dict[str, str]:
    """The records of these texts."""
    made = {}
    for path, told in TEXTS.items():
        title, summary = told.split("|")
        more, event = MORE[path.partition("/")[0]]
        made[path] = _PAPER.format(title=title, summary=f'"{summary}"', more=more, event=event)
    return made


@pytest.fixture(scope="module")
def small() -> Base:
    return indexed(texts())


def test_sets_of_words_are_found_where_a_slow_reader_finds_them(small: Base) -> None:
    """Against reading every text for every word: words, phrases, alternatives and words to leave out."""
    own = {path.partition("/")[2].removesuffix(".yaml"): text.split("|") for path, text in TEXTS.items()}
    told = {name: [*folded(title).split(), "|", *folded(summary).split()] for name, (title, summary) in own.items()}
    chosen = ["tin", "ores", "floor", "gate", "稀土", "oxide", "tungsten", "reserve"]

    def has(name: str, word: str) -> bool:
        wanted = folded(word).split()
        return any(told[name][place : place + len(wanted)] == wanted for place in range(len(told[name])))

    def found(text: str) -> set[str]:
        answer = ask(small, text, 0)
        return {row.id for row in answer.rows if row.matched != "about"} & set(own)

    for one, other in product(chosen, chosen):
        both = {name for name in own if has(name, one) and has(name, other)}
        assert found(f"{one} {other}") >= both
        assert found(f'"{one}" "{other}"') == both
        assert found(f'"{one}" OR "{other}"') == {name for name in own if has(name, one) or has(name, other)}
        assert found(f'"{one}" -"{other}"') == {name for name in own if has(name, one) and not has(name, other)}
        assert found(f'"{one} {other}"') == {name for name in own if has(name, f"{one} {other}")}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_is_an_error_of_the_database(small: Base, text: str) -> None:
    if not read_typed(text).wanted:
        with pytest.raises(MkbError, match="nothing to search for") as caught:
            ask(small, text)
        assert caught.value.message.isprintable()
        return
    found = ask(small, text)
    assert json.loads(json.dumps(drawn.search_data(found)))["count"] == found.total


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('ab"-*OR ()^:{}+,稀\u0301\x00\u202e\ud800'), max_size=12))
def test_no_row_of_signs_is_an_error_of_the_database(small: Base, text: str) -> None:
    if read_typed(text).wanted:
        found = ask(small, text)
        assert len(found.rows) == found.total
    else:
        with pytest.raises(MkbError, match="nothing to search for"):
            ask(small, text)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("price floor", [["price"], ["floor"]], []),
        ('"price floor" x', [["price floor"], ["x"]], []),
        ("“price floor”", [["price floor"]], []),
        ("a OR b c", [["a", "b"], ["c"]], []),
        ("OR a OR", [["a"]], []),
        ("a -b -“c d”", [["a"]], ["b", "c d"]),
        ("rare-earths U.S.", [["rare earth"], ["us"]], []),
        ("希土類", [["希 土 類"]], []),
        ("Ça SUSPENDS policies gas bus basis", [["ca"], ["suspend"], ["policy"], ["gas"], ["bus"], ["basis"]], []),
        ("- * ''", [], []),
    ],
)
def test_what_is_typed_is_read_as(text: str, wanted: list[list[str]], unwanted: list[str]) -> None:
    found = read_typed(text)
    assert [[" ".join(term.words) for term in row] for row in found.wanted] == wanted
    assert [" ".join(term.words) for term in found.unwanted] == unwanted


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_a_word_is_folded_to_what_the_index_keeps_whole(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(a, tokenize = 'ascii')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    connection.execute("INSERT INTO t VALUES (?)", (folded(text),))
    kept = [row[0] for row in connection.execute("SELECT term FROM v ORDER BY offset")]
    assert kept == [token.word for token in tokens(text)]


def slow_distance(one: str, other: str) -> int:
    """Damerau and Levenshtein's distance where no piece is changed twice, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    found = [
        slow_distance(one[1:], other) + 1,
        slow_distance(one, other[1:]) + 1,
        slow_distance(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[:2][::-1] and len(one) > 1:
        found.append(slow_distance(one[2:], other[2:]) + 1)
    return min(found)


@settings(max_examples=150)
@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_typing_errors_are_counted(one: str, other: str) -> None:
    assert distance(one, other) == slow_distance(one, other)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dysprosum", "no 'dysprosum'; searched for 'dysprosium'"),
        ("Gallim", "no 'Gallim'; searched for 'gallium'"),
        ("dysprsoim", "no 'dysprsoim'; searched for 'dysprosium'"),
        ("dyspros", "no 'dyspros'; searched for words that begin so, as 'dysprosium'"),
        ("2099", ""),
        ("xqzy", ""),
    ],
)
def test_words_that_stand_nowhere(real: Base, text: str, said: str) -> None:
    lines = drawn.remarks(ask(real, text))
    assert said in lines if said else "nothing found" in lines


def test_filters_are_those_of_lists(real: Base) -> None:
    found = ask(real, "licence", 0, kind=("provision",), issuer=("cn",), mineral=("dysprosium",))
    listed = {"cn-mofcom-18-2025/dysprosium"}
    assert listed <= set(ids(found))
    rules = {row["id"] for row in real.rows("SELECT id FROM part WHERE kind = 'provision' AND record LIKE 'cn-%'")}
    assert set(ids(found)) <= rules
    assert {row.standing for row in ask(real, "licence", 0, status=("in effect",)).rows} == {"in effect"}
    assert ask(real, "licence", 0, kind=("provisions",)).total > found.total
    for filters in ({"issuer": ("XQ",)}, {"topic": ("nothing",)}, {"status": ("maybe",)}):
        with pytest.raises(MkbError):
            search(real, Searched("licence", (), filters), ASKED)
    with pytest.raises(MkbError, match="nothing that is searched"):
        ask(real, "licence", kind=("events",))


def test_the_standing_is_that_of_the_day(real: Base) -> None:
    def standing(day: str) -> str:
        found = search(real, Searched("cn-mofcom-23-2023"), Asked(type(TODAY).fromisoformat(day)))
        return found.rows[0].standing

    assert standing("2023-09-01") == "in effect"
    assert standing("2026-01-01") == "ended"


def test_an_empty_answer_says_why(real: Base) -> None:
    filtered = ask(real, "dysprosium", party=("PE",))
    assert any(name == "party PE" and number > 0 for name, number in filtered.without)
    each = ask(real, "gallium xqzyw")
    assert dict(each.each)["xqzyw"] == 0 < dict(each.each)["gallium"]
    assert each.silence is not None
    lines = " ".join((*drawn.remarks(filtered), *drawn.remarks(each)))
    assert "coverage: " in lines
    assert "free" not in lines


def test_limit_says_how_many_more(real: Base) -> None:
    found = ask(real, "lithium", 5)
    assert len(found.rows) == 5 < found.total
    assert f"and {found.total - 5} more" in drawn.footer(found)
    assert ids(found) == ids(ask(real, "lithium", 0))[:5]


def test_snippets_mark_what_was_found() -> None:
    data = {"title": "T", "summary": "a " * 200 + "the price\nfloor\u202e is high " + "z " * 200, "note": "price"}
    found = snippet(data, [("price", "floor"), ("price",), ("high",)])
    assert [found.text[first:last] for first, last in found.hits] == ["price floor", "high"]
    assert found.route == "summary"
    assert found.text.startswith("…")
    assert "\\u202e" in found.text
    assert len(found.text) < 200
    assert snippet({"title": "T"}, [("t",)]).text == ""


@pytest.mark.parametrize("width", [20, 80, 140])
def test_a_terminal_shows_what_was_found_in_its_width(real: Base, width: int) -> None:
    found = ask(real, "price floor")
    block = drawn.search_blocks(found, width)[0]
    assert isinstance(block, Lines)
    lines = block.rows
    assert max(sum(cells_wide(cell.text) for cell in line) for line in lines) <= width
    strong = " ".join(cell.text for line in lines for cell in line if cell.meaning == "strong")
    assert "Price floors" in strong or width < 40
    shown = "".join(cell.text for line in lines for cell in line).replace(" ", "").replace("\n", "")
    assert all(row.title.replace(" ", "") in shown for row in found.rows)


def test_texts_that_would_act_are_shown() -> None:
    acting = "Tin **x** <b>|[y](z) @all"
    base = indexed(
        texts()
        | {
            "agreements/one.yaml": texts()["agreements/one.yaml"].replace(
                TEXTS["agreements/one.yaml"].split("|")[0], f"'{acting}'"
            )
        }
    )
    found = ask(base, "tin x")
    text = drawn.search_markdown(found)
    assert "<b>" not in text
    assert "\\|" in text
    assert "| **Tin** \\*\\***x**" in text


@pytest.mark.parametrize("text", ["price floor", "Ga", "xqzyw gallium", "dysprosum"])
def test_json_has_the_documented_shape(real: Base, text: str) -> None:
    found = ask(real, text)
    validator("search").validate(json.loads(json.dumps(drawn.search_data(found))))
    for row in found.rows:
        data = drawn.row_data(row)
        assert all(data["snippet"][first:last].strip() for first, last in data["hits"])
    assert undescribed(schema("search"), "search") == []


def test_a_changed_file_changes_what_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = write_base(tmp_path / "data", texts())

    def found(text: str) -> list[str]:
        base = open_base(place)
        with closing(base.connection):
            return ids(ask(base, text))

    assert found("wicket OR gate") == ["three"]
    monkeypatch.setattr(making, "make", None)  # from now on the index is only kept up
    file = place.folder / "policies/three.yaml"
    file.write_text(file.read_text().replace("gate", "wicket"))
    assert found("wicket") == ["three"]
    assert found("gate") == []
    file.unlink()
    assert found("wicket") == []


def test_without_full_text_everything_else_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(words, "FULL_TEXT", "SELECT 1 WHERE 0")
    base = open_base(write_base(tmp_path / "data", texts()))
    assert base.one("SELECT id FROM record WHERE id = 'three'")
    with pytest.raises(MkbError, match="no full text"):
        ask(base, "gate")
    monkeypatch.setattr(answer_room, "FULL_TEXT", "SELECT 1 WHERE 0")
    with pytest.raises(MkbError, match="FTS5"):
        ask(base, "gate")


@pytest.fixture
def mkb(real: Base, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    assert real
    monkeypatch.setenv("MKB_DATA", str(DATA))
    monkeypatch.setattr("mineralkb.index.store._true", lambda *_: True)
    return runner(monkeypatch, capsys)


def test_the_command(mkb: Callable[..., Done]) -> None:
    done = mkb("search", "price", "floor", "--limit", "2", "--format", "jsonl")
    assert len(done.out.splitlines()) == 2
    assert "us-section-232-minerals-2026/price-floors" in mkb("search", "price floor").out
    assert mkb("search", "price floor", "--format", "csv").out.startswith(
        "kind,id,title,standing,matched,score,snippet,route"
    )
    assert "**Price floors**" in mkb("search", "price floor", "--format", "markdown").out
    nothing = mkb("search", "xqzyw")
    assert "nothing found" in nothing.err
    assert mkb("search", '""').code == 2


def test_common_records_are_found_by_name() -> None:
    base = indexed({})
    for path, text in COMMON.items():
        title = next((line.removeprefix("title: ") for line in text.splitlines() if line.startswith("title: ")), "")
        if "/" in path:
            assert path.partition("/")[2].removesuffix(".yaml") in ids(ask(base, title, 0))
    assert plain(drawn.search_blocks(ask(base, "Japan"), None)).startswith("kind")
