"""Blocks as text, Markdown, JSON and CSV: what a record says is shown, never acted on.

`pytest tests/test_render.py --update` rewrites the texts in golden/; review the difference before you commit.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import wcwidth
from markdown_it import MarkdownIt
from rich.console import Console

from conftest import TODAY
from example_base import EXAMPLE, Done, runner, written
from mineralkb.finding import ERROR, Finding, Place, Spot
from mineralkb.questions.asked import Asked
from mineralkb.questions.citation import Cited
from mineralkb.questions.listing import Listing
from mineralkb.render import citations, findings
from mineralkb.render.blocks import DIM, Cell, Fields, Heading, Paragraph, Table, address, filled
from mineralkb.render.csv import rows_csv
from mineralkb.render.json import to_json, to_json_lines
from mineralkb.render.lists import list_blocks
from mineralkb.render.markdown import escaped, markdown
from mineralkb.render.plain import cells_wide, plain
from mineralkb.render.terminal import terminal
from mineralkb.validation import Report
from mineralkb.wording import counted, days, due_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.questions.texts import Value
    from mineralkb.render.blocks import Block

GOLDEN = Path(__file__).parent / "golden"

# What strangers may write, and what a page must not do of it.
HOSTILE = {
    "rich markup": "[red]danger[/red] [link=https://evil.example]x[/link]",
    "escape codes": "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\ \x07",
    "C1 control": "\x9b31mred",
    "bidirectional": "a\u202eb\u2066c\u200fd",
    "invisible": "a\u200bb\ufeffc\U000e0041d",
    "workflow command": "::error file=x::boo",
    "workflow command, indented": "  ::stop-commands::x",
    "old workflow command": "see ##[add-path]here",
    "carriage return": "good\r::error::boo",
    "next line": "a\x85b\u2028c",
    "markdown": "# *b* _i_ `c` [l](https://evil.example) ![i](x) ~~s~~ | \\ 1. $x$",
    "markdown rule": "---",
    "markdown list": "- item",
    "markdown number": "1. item",
    "markdown code": "```",
    "html": "<script>alert(1)</script> &lt; <!-- x -->",
    "mention": "@someone and user@example.org and #12",
    "autolink": "https://evil.example www.evil.example",
    "emoji code": ":tada: and :+1:",
    "formula": '=HYPERLINK("https://evil.example")',
    "formula of a minus": "-2+3",
    "formula, full width": "\uff1d1+1",
    "surrogate": "caf\udce9",
}
CONTROLS = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e0fff]"
)
COMMAND = re.compile(r"^\s*::[\w-]|##\[", re.MULTILINE)


def page(text: str) -> list[Block]:
    """The text wherever a text can stand."""
    link = Cell(text, link=text)
    rows = (("a label", (Cell(text), link)),)
    table = Table(("first", "second"), ((Cell(text), Cell(text, DIM)), (link, Cell("other"))))
    return [Heading(text, 1), Heading(text, 2), Paragraph(Cell(text)), Fields(rows), table]


def drawn(blocks: list[Block], width: int) -> str:
    """What a terminal of this width gets."""
    out = io.StringIO()
    screen = Console(file=out, width=width, force_terminal=True, color_system="truecolor", soft_wrap=True, _environ={})
    screen.print(terminal(blocks, width), markup=False, highlight=False, emoji=False)
    return out.getvalue()


# Hostile text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_plain_text_shows_it(text: str) -> None:
    shown = plain(page(text))
    assert not CONTROLS.search(shown)
    assert not COMMAND.search(shown)
    assert len(shown.splitlines()) == len(plain(page("harmless")).splitlines()), "no text makes lines of its own"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_terminal_shows_it(text: str) -> None:
    """Only colours, and links to addresses that are nothing else, reach the terminal."""
    said = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^;]*;(https?://[!-~]*)?\x1b\\", "", drawn(page(text), 200))
    assert not CONTROLS.search(said)
    if text.startswith("[red]"):
        assert text in said


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_markdown_shows_it(text: str) -> None:
    """Read back, there is the text and no other mark-up than that of the page."""
    written_text = markdown(page(text))
    assert not CONTROLS.search(written_text)
    assert not COMMAND.search(written_text)
    assert marks(written_text) == marks(markdown(page("harmless")))
    said = html.unescape(re.sub(r"<[^>]*>", "", rendered(written_text)))
    assert said.count(plain([Paragraph(Cell(text))]).replace(":\\:", "::").replace("##\\[", "##[")) == 8


def test_markdown_links_are_only_to_addresses() -> None:
    for link in (
        "javascript:alert(1)",
        "https://a> <script>",
        "https://a)b",
        "//evil.example",
        "https://a\nb",
        "data:x",
    ):
        assert marks(markdown([Paragraph(Cell("text", link=link))])) in (["p"], ["p", "a"])
        assert address(Cell("", link=link)) in ("", "https://a)b")
    assert markdown([Paragraph(Cell("text", link="https://a.example/b"))]) == "[text](<https://a.example/b>)"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_json_keeps_it_and_is_safe_to_print(text: str) -> None:
    for shown in (to_json({"text": [text]}), to_json_lines([{"text": [text]}])):
        assert json.loads(shown) == {"text": [text]}
        assert not CONTROLS.search(shown)
        assert not COMMAND.search(shown)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", findings.RENDERERS)
def test_findings_show_it(name: str, text: str) -> None:
    shown = findings.RENDERERS[name](report(text))
    assert not CONTROLS.search(shown)
    if name == "github":
        assert re.fullmatch(r"::error file=[^:,\n]*,line=1,col=1,endColumn=4,title=schema::[^\n]*", shown)
    elif name != "junit":
        assert not COMMAND.search(shown)
    if name == "junit":
        [case] = ET.fromstring(shown)  # noqa: S314  # our own text
        assert len(case) == 1
    if name in ("json", "sarif"):
        json.loads(shown)


def report(text: str) -> Report:
    """One finding that says the text wherever it can."""
    spot = Spot(f"data/{text}", Place(1, 1, 4), text, text)
    return Report((Finding("schema", ERROR, spot, text, text, text, (spot,), text, (text,)),), 1, 1, 0)


@pytest.mark.parametrize("text", [text for text in HOSTILE.values() if "\x85" not in text])
def test_a_citation_shows_it(text: str) -> None:
    cited = Cited("a", text, "agreements/a.yaml", "base", "CC", "c" * 40, "2026-01-02", False, Asked(TODAY))
    for shown in (citations.text(cited), citations.bibtex(cited), citations.csl(cited)):
        assert not CONTROLS.search(shown)
        assert not COMMAND.search(shown)


# Markdown


def rendered(text: str) -> str:
    return str(MarkdownIt("gfm-like", {"linkify": False}).render(text))


def marks(text: str) -> list[str]:
    """Every element that Markdown makes of the text, but code: in it stands what a platform would make a link of."""
    return [tag for tag in re.findall(r"<(\w+)", rendered(text)) if tag not in ("br", "code")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, 5 % and 2025-10-28", "plain words, 5 % and 2025-10-28"),
        ("a_b*c", r"a\_b\*c"),
        ("a | b", r"a \| b"),
        ("1. one", r"1\. one"),
        ("1.5 t", "1.5 t"),
        ("- one", r"\- one"),
        ("two\nlines", "two lines"),
        ("@someone", "`@someone`"),
    ],
)
def test_markdown_escapes(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_a_markdown_table_stays_a_table() -> None:
    rows = tuple((Cell(text), Cell("b")) for text in HOSTILE.values())
    found = rendered(markdown([Table(("one", "two"), rows)]))
    assert found.count("<table>") == 1
    assert found.count("<tr>") == len(rows) + 1
    assert found.count("<td>") == 2 * len(rows)


# Plain text and terminals


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Heading("A title", 1), "A title\n"),
        (Heading("A section"), "\nA SECTION"),
        (Paragraph(Cell("two\nlines")), "two lines"),
        (Fields((("id", (Cell("a"), Cell("b"))), ("longer", (Cell("c"),)))), "id      a\n        b\nlonger  c"),
        (Table(("x", "y"), ((Cell("稀土"), Cell("1")), (Cell("abcd"), Cell("2")))), "x     y\n稀土  1\nabcd  2"),
        (
            Table(("x", "y"), ((Cell("e\u0301"), Cell("1")), (Cell("\u0e01\u0e31b"), Cell("2")))),
            "x   y\ne\u0301   1\n\u0e01\u0e31b  2",
        ),
    ],
)
def test_plain(block: Block, expected: str) -> None:
    assert plain([block]) == expected


def test_cells_are_counted_as_a_terminal_counts_them() -> None:
    for text in (
        "abc",
        "稀土",
        "e\u0301",
        "日本",
        "\u0939\u093f\u0928",
        "\u0e01\u0e31",
        "Türkiye",
        "한국",
        "⅔",
        "\u2013",
        "\uff08\uff09",
        "👩",
    ):
        assert cells_wide(text) == wcwidth.wcswidth(text) or text == "\u0939\u093f\u0928", text


@pytest.mark.parametrize("width", [40, 80, 140])
def test_lines_fit_the_width_and_columns_stand_straight(width: int) -> None:
    long = "採掘及び加工を通じた重要鉱物の供給確保のための枠組み"
    rows = (
        (Cell("us-japan-strategic-investment-2025"), Cell(long), Cell("in effect")),
        (Cell("short"), Cell("some words " * 20), Cell("suspended")),
    )
    table = Table(("id", "what", "standing"), rows, keep=1, firm=(0,))
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in drawn([table], width).splitlines()]
    assert max(cells_wide(line) for line in lines) <= width
    start = lines[0].index("standing")
    starts = {
        cells_wide(line[: line.index(word)]) for word in ("in effect", "suspended") for line in lines if word in line
    }
    assert starts == {start}


def test_a_column_in_which_nothing_stands_is_left_away() -> None:
    table = Table(("id", "a", "b"), ((Cell("x"), Cell(""), Cell("y")),), keep=1, firm=(0, 2))
    assert filled(table) == Table(("id", "b"), ((Cell("x"), Cell("y")),), keep=1, firm=(0, 1))
    kept = Table(("id", "a"), ((Cell(""), Cell("")),), keep=2)
    assert filled(kept) == kept


# CSV


def as_csv(*values: Value, safe: bool = False) -> str:
    return rows_csv(
        ("id", "value"), [{"id": f"row-{place}", "value": one} for place, one in enumerate(values)], safe=safe
    )


def read(text: str) -> list[str]:
    return [row["value"] for row in csv.DictReader(io.StringIO(text, newline=""))]


def test_csv_loses_nothing() -> None:
    values: list[Value] = [*HOSTILE.values(), 'a "quote"', "a,b", "two\nlines", "", 12]
    assert read(as_csv(*values)) == [str(value) for value in values]


def test_a_list_in_csv_can_be_taken_apart() -> None:
    value = ["one; two", "back\\slash", "end\\", "=1"]
    [text] = read(as_csv(value))
    assert text == r"one\; two; back\\slash; end\\; =1"
    parts = re.findall(r"((?:\\.|[^\\;])+)(?:; |$)", text)
    assert [re.sub(r"\\(.)", r"\1", part) for part in parts] == value


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff20x"])
def test_safe_csv_has_no_formula(text: str) -> None:
    safe = as_csv(text, [text, "b"], safe=True)
    assert [value[0] for value in read(safe)] == ["'", "'"]
    assert all(line.startswith('"') for line in re.findall(r"^.+?$", safe) if line.startswith(("row", '"')))
    assert read(as_csv("harmless", safe=True)) == ["harmless"]


# Lists and wording


def test_a_list_says_what_was_counted_and_left_out() -> None:
    row: dict[str, Value] = {"id": "row-0", "value": "a"}
    found = Listing("things", "thing", (("id", "id"), ("value", "value")), (row,), 1, 0, 1, 2, (), "", Asked(TODAY))
    assert plain(list_blocks(found)).splitlines()[-1] == (
        "1 thing on 2026-11-23; 2 of them not shown (--limit); left out: 1 thing not adopted, of no state, or that "
        "eases or administers (--all takes them in)"
    )


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        (1, "policy", "1 policy"),
        (2, "policy", "2 policies"),
        (0, "control", "0 controls"),
        (3, "country", "3 countries"),
    ],
)
def test_counted(number: int, unit: str, expected: str) -> None:
    assert counted(number, unit) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-01-01", "2025-01-01", "2025-01-01"),
        ("2025-01-01", "2025-01-31", "a day between 2025-01-01 and 2025-01-31"),
        ("0001-01-01", "2025-01-31", "a day up to 2025-01-31"),
        ("2025-01-01", "9999-12-31", "a day from 2025-01-01 on"),
        ("0001-01-01", "9999-12-31", "an unknown day"),
    ],
)
def test_days(first: str, last: str, expected: str) -> None:
    assert days(first, last) == expected


@pytest.mark.parametrize(
    ("due", "window", "expected"),
    [
        (None, None, ""),
        ("2026-04", ("2026-04-01", "2026-04-30"), "2026-04-01..2026-04-30"),
        ({"within": "180 days", "of": "signed"}, ("2026-04-26", "2026-04-26"), "2026-04-26 (180 days after signed)"),
        ({"every": "3 months"}, None, "every 3 months"),
        ({"every": "year", "of": "entry-into-force"}, None, "every year, from entry into force"),
    ],
)
def test_due_text(due: Any, window: tuple[str, str] | None, expected: str) -> None:
    assert due_text(due, window) == expected


# Whole answers


@pytest.fixture
def mkb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    written(tmp_path, EXAMPLE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("MKB_TODAY", "2026-11-23")
    monkeypatch.delenv("MKB_DATA", raising=False)
    return runner(monkeypatch, capsys)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("list.txt", "list provisions"),
        ("list.md", "list provisions --format markdown"),
        ("card.txt", "show us-japan-2025"),
        ("card.md", "show us-japan-2025 --format markdown"),
    ],
)
def test_golden(mkb: Callable[..., Done], request: pytest.FixtureRequest, name: str, command: str) -> None:
    path = GOLDEN / name
    done = mkb(*command.split())
    if request.config.getoption("--update"):
        path.write_text(done.out, encoding="utf-8")
    assert (done.code, done.out) == (0, path.read_text(encoding="utf-8"))
