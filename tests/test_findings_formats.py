"""Planted faults, at known places, in every form in which findings are written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest

from example_base import EXAMPLE, Done, runner, written
from mineralkb.finding import ERROR, Finding, Place, Spot
from mineralkb.render.gitlab import code_quality
from mineralkb.rules import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Done]

GOLDEN = Path(__file__).parent / "golden" / "findings.txt"
SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "schemas" / "validate.json").read_text(encoding="utf-8"))

GITLAB = {"error": "major", "warning": "minor"}

FAULTY = """\
title: 鉱物に関する覚書 [red]memorandum[/red]
form: memorandm
binding: "100 %0A::error file=x::y, z"
cite: [text]
parties: {"US": {role: signatory}, "JP":\t{role: 署名国}}
minerals: [dysprosium, disprosium]
events:
  signed: {kind: signed, date: 2025-10-28}
"""
BROKEN = "title: Not closed\nparties: {US: [\n"
LATER = """\
title: 覚書その後, a second memorandum
form: memorandum
binding: non-binding
cite: [text]
parties:
  US: {role: signatory}
  KR: {role: signatory}
events:
  signed: {kind: signed, date: 2025-10-28}
"""
CLASH = "title: Twice\n"
FILES = EXAMPLE | {
    "agreements/faulty.yaml": FAULTY,
    "agreements/broken.yaml": BROKEN,
    "agreements/later.yaml": LATER,
    "policies/dysprosium.yaml": CLASH,
    "countries/::error::x.yaml": CLASH,
    "sources/unused.yaml": EXAMPLE["sources/news.yaml"].replace("example.org/news", "example.org/unused"),
}


@pytest.fixture
def mkb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    written(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MKB_TODAY", "2026-11-23")
    monkeypatch.delenv("MKB_DATA", raising=False)
    return runner(monkeypatch, capsys)


def as_data(mkb: Run, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(mkb("validate", "--format", "json", *words).out)
    return found


def places(found: dict[str, Any]) -> list[str]:
    return [f"{one['path']}:{one['line']}:{one['column']} {one['rule']}" for one in found["findings"]]


def test_text(mkb: Run, request: pytest.FixtureRequest) -> None:
    done = mkb("validate")
    if request.config.getoption("--update"):
        GOLDEN.write_text(done.out, encoding="utf-8")
    assert (done.code, done.out) == (1, GOLDEN.read_text(encoding="utf-8"))
    assert re.fullmatch(r"\d+ records in \d+ files: \d+ errors, 1 warning\n", done.err)


def test_json(mkb: Run) -> None:
    found = as_data(mkb)
    jsonschema_rs.Draft202012Validator(SCHEMA).validate(found)
    assert found["errors"] + found["warnings"] == len(found["findings"])
    assert {one["rule"] for one in found["findings"]} <= set(SEVERITIES)
    assert places(found)[:5] == [
        "data/agreements/broken.yaml:3:1 unreadable-yaml",
        "data/agreements/faulty.yaml:2:1 schema",
        "data/agreements/faulty.yaml:3:1 schema",
        "data/agreements/faulty.yaml:5:43 schema",
        "data/agreements/later.yaml:7:3 dangling-reference",
    ]


def test_github(mkb: Run) -> None:
    """One workflow command a line; what the data says cannot begin another or end this one early."""
    lines = mkb("validate", "--format", "github").out.splitlines()
    found = as_data(mkb)["findings"]
    assert len(lines) == len(found)
    for line, one in zip(lines, found, strict=True):
        command = re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", line)
        assert command, line
        properties = dict(part.split("=", 1) for part in command[2].split(","))
        assert list(properties) == ["file", "line", "col", "endColumn", "title"]
        assert (command[1], unquote(properties["file"])) == (one["severity"], one["path"])
        assert (properties["line"], properties["title"]) == (str(one["line"]), one["rule"])
        assert unquote(command[3]).startswith(one["message"])


def test_sarif(mkb: Run) -> None:
    log = json.loads(mkb("validate", "--format", "sarif").out)
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run, found = log["runs"][0], as_data(mkb)["findings"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({one["rule"] for one in found})
    assert all(
        set(rule) == {"id", "shortDescription", "help", "defaultConfiguration"}
        for rule in run["tool"]["driver"]["rules"]
    )
    assert run["columnKind"] == "unicodeCodePoints"
    for result, one in zip(run["results"], found, strict=True):
        assert (rules[result["ruleIndex"]], result["level"]) == (one["rule"], one["severity"])
        assert result["message"]["text"].startswith(one["message"])
        [location] = result["locations"]
        assert unquote(location["physicalLocation"]["artifactLocation"]["uri"]) == one["path"]
        region = location["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (one["line"], one["column"])
        assert region["endColumn"] > region["startColumn"]
        assert len(result.get("relatedLocations", [])) == len(one["elsewhere"])
    prints = [result["partialFingerprints"]["mkb/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_gitlab(mkb: Run) -> None:
    """One issue a finding, in the published format; a repeated finding keeps a fingerprint of its own."""
    issues, found = json.loads(mkb("validate", "--format", "gitlab").out), as_data(mkb)["findings"]
    for issue, one in zip(issues, found, strict=True):
        assert list(issue) == ["description", "check_name", "fingerprint", "severity", "location"]
        assert issue["description"].startswith(one["message"])
        assert (issue["check_name"], issue["severity"]) == (one["rule"], GITLAB[one["severity"]])
        assert issue["location"] == {"path": one["path"], "lines": {"begin": one["line"]}}
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_a_repeated_finding_is_no_second_issue_of_the_first() -> None:
    twice = [Finding("schema", ERROR, Spot("./data/a.yaml", Place(line, 1, 2)), "the same") for line in (1, 2, 3)]
    issues = code_quality(twice)
    first = issues[0]["fingerprint"]
    assert [issue["fingerprint"] for issue in issues] == [first, f"{first}-2", f"{first}-3"]
    assert issues[0]["location"] == {"path": "data/a.yaml", "lines": {"begin": 1}}


def test_a_fingerprint_stays_when_lines_move(mkb: Run, tmp_path: Path) -> None:
    def prints() -> list[str]:
        run = json.loads(mkb("validate", "data/agreements/later.yaml", "--format", "sarif").out)["runs"][0]
        return [result["partialFingerprints"]["mkb/v1"] for result in run["results"]]

    before = prints()
    (tmp_path / "data" / "agreements" / "later.yaml").write_text(f"# moved\n\n{LATER}", encoding="utf-8")
    assert prints() == before


def test_junit(mkb: Run, tmp_path: Path) -> None:
    suite = ET.fromstring(mkb("validate", "--format", "junit").out)  # noqa: S314  # our own text
    found = as_data(mkb)["findings"]
    number = str(len(found))
    assert suite.attrib == {"name": "mkb validate", "tests": number, "failures": number, "errors": "0", "skipped": "0"}
    for case, one in zip(suite, found, strict=True):
        assert (case.tag, case.get("classname")) == ("testcase", one["path"])
        [failure] = case
        assert (failure.get("type"), failure.get("message")) == (one["rule"], one["message"])
        assert one["message"] in (failure.text or "")
    for name in FILES:
        if name not in EXAMPLE:
            (tmp_path / "data" / name).unlink()
    clean = ET.fromstring(mkb("validate", "--format", "junit").out)  # noqa: S314  # our own text
    assert (clean.get("tests"), clean.get("failures"), len(clean), len(clean[0])) == ("1", "0", 1, 0)


@pytest.mark.parametrize(
    ("name", "start"),
    [("text", ""), ("github", ""), ("json", "{"), ("sarif", "{"), ("junit", "<?xml"), ("gitlab", "[]")],
)
def test_a_clean_base_in_every_format(mkb: Run, tmp_path: Path, name: str, start: str) -> None:
    for file in FILES:
        if file not in EXAMPLE:
            (tmp_path / "data" / file).unlink()
    done = mkb("validate", "--format", name)
    assert (done.code, done.out == start or (bool(start) and done.out.startswith(start))) == (0, True)


# Paths


def test_a_path_shows_what_is_there_and_checks_all(mkb: Run) -> None:
    """The dangling reference is one because the whole base was read; the other files' findings are not shown."""
    assert places(as_data(mkb, "data/agreements/later.yaml")) == [
        place for place in places(as_data(mkb)) if place.startswith("data/agreements/later.yaml")
    ]
    assert {one["path"].split("/")[1] for one in as_data(mkb, "data/sources", "data/countries")["findings"]} == {
        *("sources", "countries")
    }
    assert as_data(mkb, "data/agreements/us-japan-2025.yaml")["findings"] == []
    assert as_data(mkb, "data/agreements/us-japan-2025.yaml")["records"] == as_data(mkb)["records"]
    assert as_data(mkb, "data") == as_data(mkb)


def test_paths_are_relative_to_where_it_ran(mkb: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_data(mkb)["findings"][0]["path"] == "data/agreements/broken.yaml"
    monkeypatch.chdir(tmp_path.parent)
    found = as_data(mkb, "--data", str(tmp_path))
    assert found["findings"][0]["path"] == f"{tmp_path.name}/data/agreements/broken.yaml"
    monkeypatch.chdir("/")
    path = as_data(mkb, "--data", str(tmp_path))["findings"][0]["path"]
    assert Path("/", path) == tmp_path / "data" / "agreements" / "broken.yaml"
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    path = as_data(mkb, "--data", str(tmp_path))["findings"][0]["path"]
    assert Path(path) == tmp_path / "data" / "agreements" / "broken.yaml"


def test_a_revision_is_checked_as_it_was(mkb: Run, tmp_path: Path) -> None:
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "faults")):
        subprocess.run(["git", *words], cwd=tmp_path, env=environment, check=True)
    before = as_data(mkb)
    for name in FILES:
        if name not in EXAMPLE:
            (tmp_path / "data" / name).unlink()
    assert as_data(mkb)["findings"] == []
    assert as_data(mkb, "--known", "rev:HEAD") == before


def test_a_terminal_gets_colours(mkb: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    plain = mkb("validate").out
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _self: True, raising=False)
    coloured = mkb("validate").out
    assert "\x1b[1;31merror" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()
