"""Questions that professionals ask of the shipped data; the expected answers stand in `questions/`, with their sources."""

from __future__ import annotations

import json
import shlex
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import DATA
from example_base import Done, runner

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.index import Base

FILES = sorted((Path(__file__).parent / "questions").glob("*.toml"))
QUESTIONS = [question for file in FILES for question in tomllib.loads(file.read_text(encoding="utf-8"))["question"]]
FIELDS = {
    *("name", "ask", "run", "from", "ids", "has", "lacks", "count"),
    *("values", "keys", "says", "never_says", "remarks", "not_yet"),
}
ROWS = {"ids", "has", "lacks", "count"}
EXPECTED = FIELDS - {"name", "ask", "run", "from", "not_yet"}


def case(question: dict[str, Any]) -> Any:
    """A question by its name; what cannot be answered rightly yet must fail until it can."""
    why = question.get("not_yet")
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
    return pytest.param(question, id=question["name"], marks=marks)


@pytest.fixture
def mkb(real: Base, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """The program, asked about the checkout's data, which does not change meanwhile, on the day that all tests fix."""
    assert real
    monkeypatch.setattr("mineralkb.index.store._true", lambda *_: True)
    monkeypatch.setenv("MKB_DATA", str(DATA))
    monkeypatch.setenv("MKB_TODAY", "2026-11-23")
    return runner(monkeypatch, capsys)


def named(row: dict[str, Any], step: str) -> bool:
    """Whether a step of a path means this row of a list."""
    identity = str(row.get("id", row.get("record", "")))
    return step in (identity, identity.rpartition("/")[2])


def at(answer: Any, path: str) -> Any:
    """What stands at a path of an answer."""
    for step in path.split("."):
        answer = next(row for row in answer if named(row, step)) if isinstance(answer, list) else answer[step]
    return answer


def names(found: Any) -> set[str]:
    """The keys of a mapping, or the ids or records of the rows of a list."""
    return set(found) if isinstance(found, dict) else {row.get("id", row.get("record")) for row in found}


def squeezed(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())


def check_rows(question: dict[str, Any], answer: dict[str, Any]) -> None:
    """The rows are those that the question names."""
    ids = {row.get("id", row.get("subject")) for row in answer["rows"]}
    assert ids == set(question.get("ids", ids))
    assert set(question.get("has", ())) <= ids
    assert not set(question.get("lacks", ())) & ids
    assert len(answer["rows"]) == question.get("count", len(answer["rows"]))


def check_parts(question: dict[str, Any], answer: dict[str, Any]) -> None:
    """The parts of the answer are as the question says."""
    expected = question.get("values", {})
    assert {path: at(answer, path) for path in expected} == expected
    for path, wanted in question.get("keys", {}).items():
        assert names(at(answer, path)) == set(wanted)


def check_texts(question: dict[str, Any], done: Done) -> None:
    """What must be said is said, and what must not is not."""
    said, remarked = squeezed(done.out), squeezed(done.err)
    assert [text for text in question.get("says", ()) if text not in said] == []
    assert [text for text in question.get("never_says", ()) if text in said] == []
    assert [text for text in question.get("remarks", ()) if text not in remarked] == []


@pytest.mark.parametrize("question", [case(question) for question in QUESTIONS])
def test_a_question_is_answered(question: dict[str, Any], mkb: Callable[..., Done]) -> None:
    done = mkb(*shlex.split(question["run"]))
    assert done.code == 0, done.err
    if "--format json" in question["run"]:
        answer = json.loads(done.out)
        check_parts(question, answer)
        if ROWS & set(question):
            check_rows(question, answer)
    check_texts(question, done)


def test_every_question_has_a_name_a_source_and_something_expected() -> None:
    assert len({question["name"] for question in QUESTIONS}) == len(QUESTIONS)
    for question in QUESTIONS:
        assert FIELDS >= set(question) >= {"name", "ask", "run", "from"}, question["name"]
        assert EXPECTED & set(question), question["name"]


def test_there_are_sixty_questions() -> None:
    assert len(QUESTIONS) >= 60
