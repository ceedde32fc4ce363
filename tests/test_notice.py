"""Every command in every form: which carry the notice, which rightly do not, and which forms there are."""

from __future__ import annotations

import csv
import io
import json
import shlex
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import pytest
import typer

from conftest import TODAY
from example_base import EXAMPLE, Done, runner, written
from mineralkb.cli.main import COMMANDS
from mineralkb.questions.asked import NOTICE
from repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LEAD = NOTICE.partition(".")[0]
# Of these forms the rows have no room for it.
_ROWS = ("csv", "jsonl")


class Case(NamedTuple):
    """A command line, its forms, and in which the notice is not; with the reason where it is in none."""

    line: str
    forms: tuple[str, ...]
    absent: tuple[str, ...] = _ROWS
    why: str = ""


ALL = ("table", "json", "jsonl", "csv", "markdown")
PAGE = ("table", "json", "markdown", "html")
FULL = (*ALL, "html")
_AS_WRITTEN = "it tells what is written in the records and when that changed, and of no day how anything stands"
CASES = {
    "list": Case("list provisions", ALL),
    "list of what has no standing": Case("list countries", ALL, (*_ROWS, "table", "markdown"), "names only"),
    "show": Case("show cn-1-2025", ("table", "json", "yaml", "markdown"), ("yaml",)),
    "search": Case("search dysprosium", ALL),
    "search of what has no standing": Case("search dysprosium --kind minerals", ALL, (*_ROWS, "table", "markdown")),
    "applicable": Case("applicable --origin CN", PAGE, ()),
    "screen": Case("screen Acme", ALL),
    "why": Case("why cn-1-2025", PAGE, ()),
    "pledges": Case("pledges", ALL),
    "due": Case("due", ALL),
    "timeline": Case("timeline", FULL),
    "compare": Case("compare us-japan-2025 us-other-2025", ALL),
    "matrix": Case("matrix issuers minerals", ALL),
    "tensions": Case("tensions", ALL),
    "coverage": Case("coverage", ALL),
    "cite": Case("cite cn-1-2025", ("text", "bibtex", "csl"), ("text", "bibtex", "csl"), _AS_WRITTEN),
    "stats": Case("stats", FULL, FULL, "it counts records"),
    "query": Case("query 'SELECT id, standing FROM provisions'", ALL),
    "diff": Case("diff us-japan-2025 us-other-2025", PAGE, ()),
    "diff of states": Case("diff HEAD~1 HEAD", PAGE, PAGE, _AS_WRITTEN),
    "log": Case("log cn-1-2025", FULL, FULL, _AS_WRITTEN),
    "blame": Case("blame cn-1-2025", ALL, ALL, _AS_WRITTEN),
    "impact": Case("impact HEAD~1 HEAD", PAGE, ()),
    "changes": Case("changes --since rev:HEAD~1", ("table", "markdown", "json", "jsonl", "csv", "icalendar"), _ROWS),
    "review": Case("review HEAD~1...HEAD", ("table", "json", "markdown", "html"), ()),
    "validate": Case("validate", ("text", "json"), ("text", "json"), _AS_WRITTEN),
}
# Their output is a file, a schema, or what git shows.
WITHOUT_FORMS = {"export", "explain", "schema", "merge-driver", "diff-driver"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in a repository, in whose last commit an answer changed."""
    top = tmp_path_factory.mktemp("notice")
    other = {"agreements/us-other-2025.yaml": EXAMPLE["agreements/us-japan-2025.yaml"]}
    data = written(top, EXAMPLE | other)
    repository = Repository(top).begin()
    repository.git("add", "data")
    repository.git("commit", "--quiet", "--message", "Begin")
    control = data / "controls/cn-1-2025.yaml"
    control.write_text(control.read_text(encoding="utf-8").replace("date: 2025-10-20", "date: 2025-10-25"), "utf-8")
    repository.git("add", "data")
    repository.git("commit", "--quiet", "--message", "A start is another")
    return data


@pytest.fixture
def mkb(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    monkeypatch.setenv("MKB_DATA", str(folder))
    monkeypatch.setenv("MKB_TODAY", TODAY.isoformat())
    return runner(monkeypatch, capsys)


def test_every_command_is_in_the_table() -> None:
    assert {case.line.split()[0] for case in CASES.values()} == set(COMMANDS) - WITHOUT_FORMS
    assert all(case.why for case in CASES.values() if {"table", "text", "json"} <= set(case.absent))


@pytest.mark.parametrize("name", CASES)
def test_the_notice_is_where_it_belongs(mkb: Callable[..., Done], name: str) -> None:

    case = CASES[name]
    for form in case.forms:
        done = mkb(*shlex.split(case.line), "--format", form)
        assert (done.code in (0, 1), done.out == "") == (True, False), done.err
        plainly = done.out.replace("\n ", " ").replace("\\,", ",")
        assert (_LEAD in plainly.replace("\r", "")) == (form not in case.absent), form
        if form == "json" and form not in case.absent:
            assert NOTICE in json.loads(done.out)["notice"]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "csv" in case.forms])
def test_lines_and_csv_have_the_same_rows(mkb: Callable[..., Done], name: str) -> None:

    line = shlex.split(CASES[name].line)
    lines = [json.loads(one) for one in mkb(*line, "--format", "jsonl").out.splitlines() if one]
    rows = list(csv.DictReader(io.StringIO(mkb(*line, "--format", "csv").out)))
    assert len(rows) == len(lines)
    safe = list(csv.DictReader(io.StringIO(mkb(*line, "--format", "csv", "--safe-csv").out)))
    assert [row.keys() for row in safe] == [row.keys() for row in rows]
    help_text = mkb(line[0], "--help").out
    assert "--safe-csv" in help_text


def test_the_option_of_reasons_is_one() -> None:
    named = (
        *("list", "show", "search", "applicable", "screen", "pledges", "due", "timeline", "compare", "matrix"),
        "tensions",
    )
    helps = set()
    for command in COMMANDS:
        module = import_module(f"mineralkb.cli.{command.replace('-', '_')}_command")
        found = [one for one in typer.main.get_command(module.app).params if "--why" in one.opts]
        assert bool(found) == (command in named), command
        helps |= {getattr(one, "help", "") for one in found}
    assert len(helps) == 1
