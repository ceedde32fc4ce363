"""Scripted histories, each with what a reader must see of it, and the whole answer as it was reviewed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from example_base import Done, runner
from mineralkb import reading
from mineralkb.diff.difference import CLASSES
from mineralkb.impact.answers import CLASSES as CAUSES
from mineralkb.kb import faults, loading
from mineralkb.render.plain import inert
from mineralkb.values.text import visible
from script_history import made
from scripted import told
from scripts import FOLDER, scripts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Done]

SCRIPTS = scripts()


def as_of_format(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of that format: the one before called a title `name`."""

    def lift(_kind: str, data: Any) -> Any:
        return {("title" if key == "name" else key): value for key, value in data.items()}

    for module in (reading, faults, loading):
        monkeypatch.setattr(module, "FORMAT", number)
    monkeypatch.setattr(reading, "LIFTS", dict.fromkeys(range(1, number), lift))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_history_is_told_as_promised(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    script = SCRIPTS[name]
    as_of_format(script.format, monkeypatch)
    history = made(tmp_path, script)
    monkeypatch.chdir(history.repository.folder)
    monkeypatch.setenv("MKB_TODAY", script.today)
    monkeypatch.delenv("MKB_DATA", raising=False)
    run = runner(monkeypatch, capsys)
    answers = list(told(history, script, run))
    golden = "\n\n".join([f"# {script.title}", *(shown for _, _, shown in answers), ""]).replace("\r", "")
    if request.config.getoption("--update"):
        script.golden.write_text(golden, encoding="utf-8")
    for ask, done, shown in answers:
        assert ask.promise.broken(shown, done.code) == [], shown
    assert golden == script.golden.read_text(encoding="utf-8")
    owed = [ask.owed.why for ask, done, shown in answers if ask.owed and ask.owed.broken(shown, done.code)]
    if owed:
        pytest.xfail("; ".join(dict.fromkeys(owed)))


MEANINGS = {
    "record corrected": "THE PAST READS DIFFERENTLY",
    "learned late": "LEARNED LATE",
    "world changed": "THE WORLD CHANGED",
    "sharpened": "WHAT COULD NOT BE TOLD NOW CAN BE",
    "only time passed": "ONLY TIME PASSED",
}


def test_every_class_is_reached() -> None:
    """Of differences, and of answers that read otherwise; the golden files are what the commands say."""
    shown = "\n".join(script.golden.read_text(encoding="utf-8") for script in SCRIPTS.values())
    assert [name for name in CLASSES if not re.search(rf"^(\w+ +)?{name}  ", shown, re.MULTILINE)] == []
    assert set(MEANINGS) == set(CAUSES)
    assert [name for name, heading in MEANINGS.items() if f"\n{heading}" not in shown] == []


def test_every_history_is_asked_and_promises_something() -> None:
    assert len(SCRIPTS) >= 30
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(SCRIPTS)
    for script in SCRIPTS.values():
        assert all(ask.promise.lines or ask.promise.never or ask.owed for ask in script.asks), script.name
        assert all(ask.owed.why for ask in script.asks if ask.owed), script.name


def test_nothing_in_a_golden_file_acts() -> None:
    for script in SCRIPTS.values():
        shown = script.golden.read_text(encoding="utf-8")
        assert inert(shown) == shown, script.name
        assert all(visible(line) == line for line in shown.splitlines()), script.name


def test_a_rebase_keeps_the_fingerprints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    history = made(tmp_path, SCRIPTS["a-rebase"])
    monkeypatch.chdir(history.repository.folder)
    monkeypatch.delenv("MKB_DATA", raising=False)
    run = runner(monkeypatch, capsys)
    sides = [json.loads(run("diff", f"main...{name}", "--format", "json").out) for name in ("before", "work")]
    before, after = ([one["fingerprint"] for one in side["differences"]] for side in sides)
    lines = [[one["new_spot"]["line"] for one in side["differences"]] for side in sides]
    assert before == after
    assert len(set(before)) == 2
    assert lines[0] != lines[1]
    assert history.repository.git("rev-parse", "before") != history.repository.git("rev-parse", "work")
