"""Every flag arrives, answers go to stdout and remarks to stderr, and trouble is told in one line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from example_base import EXAMPLE, Done, runner, written
from mineralkb import place
from mineralkb.cli.filters import FILTERS
from mineralkb.cli.main import COMMANDS
from mineralkb.index import making
from mineralkb.questions.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Done]

ROOT = Path(__file__).parent.parent
HELP = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example's data folder; the working directory is beside it, and nothing of the user's counts."""
    folder = written(tmp_path, EXAMPLE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("MKB_TODAY", "2026-11-23")
    monkeypatch.delenv("MKB_DATA", raising=False)
    return folder


@pytest.fixture
def mkb(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:  # noqa: ARG001
    return runner(monkeypatch, capsys)


def piped(command: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """What a shell gets of `mkb`."""
    script = f'mkb() {{ "{sys.executable}" -m mineralkb "$@"; }}; {command}'
    environment = os.environ | {"PYTHONPATH": str(Path(place.__file__).parents[1])} | more
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


# Flags


def ids(done: Done) -> list[str]:
    return [row["id"] for row in json.loads(done.out)["rows"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("agreements", ["us-japan-2025"]),
        ("agreements --party US --party CN", ["us-japan-2025"]),
        ("agreements --party CN", []),
        ("agreements --text WORK", ["us-japan-2025"]),
        ("agreements --since 2025-10-28 --until 2025", ["us-japan-2025"]),
        ("agreements --since 2026", []),
        ("controls --status suspended", ["cn-1-2025"]),
        ("controls --status suspended --on 2025-10-30", []),
        ("provisions --mineral rare-earths --issuer CN", ["cn-1-2025/dysprosium"]),
        ("countries --sort -title --limit 2", ["US", "JP"]),
        ("countries --columns id,title", ["CN", "JP", "US"]),
    ],
)
def test_a_flag_of_list_arrives(mkb: Run, words: str, expected: list[str]) -> None:
    done = mkb("list", *words.split(), "--format", "json")
    assert (done.code, ids(done)) == (0, expected)


def test_what_was_asked_is_in_the_answer(mkb: Run) -> None:
    done = mkb("list", "agreements", "--party", "US", "--limit", "1", "--on", "2026-01-01", "--format", "json")
    asked = json.loads(done.out)["asked"]
    assert asked["on"] == "2026-01-01"
    assert asked["parameters"] == {"kind": "agreements", "filters": {"party": ["US"]}, "limit": 1}


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("show us-japan-2025", "Framework on the supply of rare earths\n"),
        ("show US-JAPAN-2025", "Framework on the supply of rare earths\n"),
        ("show us-japan-2025/rapid-response-group", "A group that answers shortages\n"),
        ("show us-japan-2025 --format markdown", "# Framework on the supply"),
        ("show us-japan-2025 --format yaml", "title: Framework on the supply"),
        ("show us-japan-2025 --format json", '{\n  "id": "us-japan-2025"'),
        ("list agreements --format csv", "id,date,"),
        ("list agreements --format jsonl", '{"id": "us-japan-2025"'),
        ("list agreements --format markdown", "| id | date |"),
        ("list agreements --format csv --safe-csv", '"id","date",'),
        ("cite us-japan-2025", "Framework on the supply of rare earths. In: Test"),
        ("cite us-japan-2025 --format bibtex", "@misc{us-japan-2025,"),
        ("cite us-japan-2025 --format csl", '[\n  {\n    "id": "us-japan-2025"'),
        ("explain", "rule "),
        ("explain schema", "# schema\n"),
        ("schema", "agreements\n"),
        ("schema sources", "{\n"),
        ("--version", "mkb"),
    ],
)
def test_an_answer_is_on_stdout(mkb: Run, words: str, start: str) -> None:
    done = mkb(*words.split())
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(start)


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("list agreements -v", "data: "),
        ("list agreements --party CN", "nothing matches; the list is empty because of: party CN\n"),
        ("list agreements --binding binding --on 2026-11-23", ""),
        ("list controls --status suspended --on 2026-11-28", "cannot tell whether 1 further control matches"),
        ("list provisions --mineral dysprosium", "rules may name a wider group instead: try --mineral rare-earths\n"),
        ("validate", "13 records in 14 files: 0 errors, 0 warnings\n"),
    ],
)
def test_a_remark_is_on_stderr(mkb: Run, words: str, remark: str) -> None:
    done = mkb(*words.split())
    assert done.err.startswith(remark)
    assert not remark or remark not in done.out


# Exit codes, and trouble in one line


def test_findings_exit_with_1(mkb: Run, data: Path) -> None:
    (data / "agreements" / "us-japan-2025.yaml").write_text("title: No more\n", encoding="utf-8")
    done = mkb("validate")
    assert (done.code, done.out.startswith("error[")) == (1, True)


@pytest.mark.parametrize("words", ["validate", "validate data/countries", "validate data/../data/lists/cn-list.yaml"])
def test_a_clean_base_exits_with_0(mkb: Run, words: str) -> None:
    done = mkb(*words.split())
    assert (done.code, done.out) == (0, "")


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        ("list agrements", "there is no list of 'agrements'", "did you mean 'agreements'?"),
        ("list nonsense", "there is no list of 'nonsense'", "one of: agreements, pledges"),
        ("lst", "there is no command 'lst'", "did you mean 'list'?"),
        ("list", "missing argument 'KIND'", "see: mkb list --help"),
        ("list agreements --partys US", "no such option: --partys", "see: mkb list --help"),
        ("list agreements --party", "option '--party' requires an argument", "see: mkb"),
        ("list agreements --format xml", "invalid value for '--format': 'xml' is not", "see: mkb list --help"),
        ("list agreements --limit many", "invalid value for '--limit': 'many'", "see: mkb list --help"),
        ("list agreements --issuer US", "a list of agreements cannot be filtered by --issuer", "filters here: --party"),
        ("list agreements --status effective", "'effective' is no word for a standing", "did you mean 'in effect'?"),
        ("list agreements --sort titel", "a list of agreements has no column 'titel'", "did you mean 'title'?"),
        ("list agreements --columns all", "a list of agreements has no column 'all'", "columns: id, title"),
        ("list countries --since 2025", "a country has no date", "leave --since and --until away"),
        ("list agreements --on 28.10.2025", "--on: '28.10.2025' is not a day", ""),
        ("list agreements --since yesterday", "--since: 'yesterday' is not a date", ""),
        ("list agreements --known nothing", "", ""),
        ("list agreements --data /nowhere", "--data: /nowhere is no knowledge base", "a knowledge base is a folder"),
        ("show us-japan-2052", "there is no record 'us-japan-2052'", "did you mean 'us-japan-2025'?"),
        ("show us-japan-2025/group", "'us-japan-2025' has no part 'group'", ""),
        ("cite nobody", "there is no record 'nobody'", ""),
        ("explain scheme", "there is no rule 'scheme'", "did you mean 'schema'?"),
        ("schema agreement", "there is no kind 'agreement'", "did you mean 'agreements'?"),
        ("validate nowhere.yaml", "there is no file or folder nowhere.yaml", "name files or folders"),
        ("validate ..", "", "name it with --data"),
    ],
)
def test_trouble_is_one_line_a_hint_and_2(mkb: Run, words: str, error: str, hint: str) -> None:
    done = mkb(*words.split())
    assert (done.code, done.out) == (2, "")
    first, *rest = done.err.splitlines()
    assert first.startswith(f"Error: {error}")
    assert [line[:6] for line in rest] in ([], ["Hint: "])
    assert not hint or rest[0].startswith(f"Hint: {hint}")


def test_a_wrong_today_is_told(mkb: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MKB_TODAY", "tomorrow")
    assert mkb("list", "agreements").err.startswith("Error: MKB_TODAY: 'tomorrow' is not a day")


# Which data, which day


def test_the_day_is_that_of_MKB_TODAY_or_on(mkb: Run) -> None:  # noqa: N802
    assert mkb("list", "countries").out.endswith("3 countries on 2026-11-23\n")
    assert mkb("list", "countries", "--on", "2020-01-01").out.endswith("3 countries on 2020-01-01\n")


def test_which_data_is_asked(
    mkb: Run, data: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--data before MKB_DATA before the nearest folder above before what came with the program."""
    other = written(tmp_path_factory.mktemp("other"), {**EXAMPLE, "countries/DE.yaml": "title: Germany\n"})
    inner = data.parent / "some" / "folder"
    inner.mkdir(parents=True)

    def asked(*words: str) -> str:
        return mkb("list", "countries", "-v", *words).err

    assert asked() == f"data: {data} (found above the working directory)\n"
    monkeypatch.chdir(inner)
    assert asked() == f"data: {data} (found above the working directory)\n"
    monkeypatch.setenv("MKB_DATA", str(other.parent))
    assert asked() == f"data: {other} (named by MKB_DATA)\n"
    assert asked("--data", str(data)) == f"data: {data} (named by --data)\n"
    monkeypatch.delenv("MKB_DATA")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    packaged = tmp_path_factory.mktemp("packaged")
    making.write(place.Place(other, "built from"), packaged / place.SHIPPED, {"made": "0"})
    monkeypatch.setattr(place, "PACKAGED", packaged)
    assert asked() == f"data: {packaged} (packaged with the program)\n"


def test_the_packaged_data_has_no_history(
    mkb: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    packaged = tmp_path_factory.mktemp("packaged")
    (packaged / place.SHIPPED).touch()
    monkeypatch.setattr(place, "PACKAGED", packaged)
    done = mkb("list", "countries", "--known", "2026-01-01")
    assert (done.code, done.err.splitlines()[0]) == (2, "Error: the packaged data has no history")


# Pipes and shells


def test_pipes(data: Path) -> None:
    """A closed pipe is no error; what is piped is never wrapped and has no escape codes."""
    folder = data.parent
    long = "word " * 75
    for number in range(200):
        text = f"title: {number} {long}\npublisher: press\ndate: 2025\nseen: 2026-01-02\nurl: https://p.example.org/{number}\n"
        path = data / "sources" / f"source-{number}.yaml"
        path.write_text(f"{text}language: en\nkind: news\nextent: whole\n", encoding="utf-8")
    command = (
        "set -o pipefail; mkb list sources --columns id,title | head -1; echo $?; mkb list sources | true; echo $?"
    )
    done = piped(f"{command}; mkb list --help | true; echo $?", folder, TERM="xterm-256color", COLUMNS="60")
    assert (done.stdout.split(), done.stderr) == (["id", "title", "0", "0", "0"], "")
    done = piped("mkb list sources --columns id,title | cat", folder, TERM="xterm-256color", FORCE_COLOR="1")
    assert len(done.stdout.splitlines()) == 1 + 203 + 1
    assert "\x1b" not in done.stdout


def test_a_pipe_that_has_no_code_for_a_sign(data: Path) -> None:
    done = piped("mkb show us-japan-2025", data.parent, PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u63a1\\u6398" in done.stdout


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mkb li", ["list"]),
        ("mkb list agr", ["agreements"]),
        ("mkb show us-j", ["us-japan-2025"]),
        ("mkb show us-japan-2025/", ["us-japan-2025/rapid-response-group"]),
        ("mkb cite cn-1", ["cn-1-2025"]),
        ("mkb list provisions --mineral dys", ["dysprosium"]),
        ("mkb explain unc", ["uncited-fact"]),
        ("mkb schema agr", ["agreements"]),
        ("mkb nonsense x", []),
    ],
)
def test_the_shell_completes(mkb: Run, monkeypatch: pytest.MonkeyPatch, line: str, expected: list[str]) -> None:
    words = line.split()
    monkeypatch.setenv("_MKB_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    done = mkb()
    assert (done.out.split(), done.err) == (expected, "")


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_help_and_all_its_options_are_documented(mkb: Run, command: str) -> None:
    done = mkb(command, "--help")
    assert (done.code, done.out == mkb(command, "-h").out) == (0, True)
    _, _, section = HELP.partition(f"$ mkb {command} --help\n")
    section = section.partition("\n$ mkb")[0].partition("\n```")[0]
    found = typer.main.get_command(import_module(f"mineralkb.cli.{command.replace('-', '_')}_command").app)
    assert all(getattr(parameter, "help", "") for parameter in found.params), "each says what it is for"
    names = {name for parameter in found.params for name in parameter.opts if name.startswith("--")}
    documented = set(re.findall(r"--[a-z][a-z-]+", section))
    assert names <= documented


def test_the_help_names_every_command(mkb: Run) -> None:
    done = mkb()
    assert done.out == mkb("--help").out
    assert all(f" {command} " in done.out for command in COMMANDS)


def test_every_filter_of_a_list_is_an_option() -> None:
    assert set(FILTERS) == {"status"} | {name for kind in KINDS.values() for name in kind.filters}
