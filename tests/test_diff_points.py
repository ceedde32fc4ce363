"""`mkb diff` between points of a real history."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from conftest import write_base
from mineralkb.diff.points import comparison, points
from mineralkb.errors import MkbError
from mineralkb.render.diff import comparison_data
from mineralkb.render.json import to_json

if TYPE_CHECKING:
    from mineralkb.diff.points import Comparison
    from mineralkb.place import Place

ROOT = Path(__file__).parent.parent
PATH = "agreements/us-japan-2025.yaml"
TEXT = """\
title: Framework
form: framework
binding: unstated
cite: [text]
parties:
  US: {role: signatory}
  JP: {role: signatory}
events:
  signed: {kind: signed, date: 2025-10-28}
"""
DAYS = ("2026-01-01", "2026-02-01", "2026-03-01")


def git(folder: Path, *arguments: str, day: str = DAYS[0]) -> None:
    names = {f"GIT_{who}_{what}": "tester" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | names | dates, check=True, capture_output=True)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """No data, then a record, then another date on one branch and another form on `main`; `data` moved from `old`."""
    top = tmp_path_factory.mktemp("history")
    git(top, "init", "--initial-branch", "main")
    (top / "notes.txt").write_text("before the data\n")
    git(top, "add", ".")
    git(top, "commit", "--message", "one")
    git(top, "tag", "nothing")
    place = write_base(top / "data", {PATH: TEXT})
    git(top, "mv", "notes.txt", "read.me")
    git(top, "add", ".")
    git(top, "commit", "--message", "two", day=DAYS[1])
    git(top, "checkout", "-b", "2026-01-01")
    (place.folder / PATH).write_text(TEXT.replace("2025-10-28", "2025-10-29"))
    git(top, "commit", "--all", "--message", "three", day=DAYS[2])
    git(top, "update-ref", "refs/heads/--help", "HEAD")
    git(top, "checkout", "main")
    (place.folder / PATH).write_text(TEXT.replace("form: framework", "form: treaty"))
    git(top, "commit", "--all", "--message", "four", day=DAYS[2])
    git(top, "checkout", "-b", "moved")
    git(top, "mv", "data", "kb")
    git(top, "commit", "--message", "five", day=DAYS[2])
    git(top, "checkout", "main")
    return place


def asked(place: Place, *typed: str) -> Comparison:
    return comparison(place, points(place, typed), "data")


def told(found: Comparison) -> list[str]:
    return [one.sentence for one in found.differences if one.record == "us-japan-2025"]


FORM = "form: treaty, was framework"
DATE = "event signed, date: 2025-10-29, was 2025-10-28"
CASES = [
    ((), []),
    (("HEAD~1",), [FORM]),
    (("HEAD~1", "HEAD"), [FORM]),
    (("HEAD~1..HEAD",), [FORM]),
    (("HEAD~1..",), [FORM]),
    (("main...rev:2026-01-01",), [DATE]),
    (("HEAD...rev:--help",), [DATE]),
    (("HEAD~1", "rev:2026-01-01"), [DATE]),
    (("rev:--help", "HEAD~1"), ["event signed, date: 2025-10-28, was 2025-10-29"]),
    (("2026-02-15",), [FORM]),
    (("HEAD~1", "--help"), [DATE]),
    (("nothing", "HEAD~1"), ["new: agreement 'Framework'"]),
    (("HEAD~1", "nothing"), ["gone: agreement 'Framework'"]),
    (("moved",), []),
    (("HEAD~1", "moved"), [FORM]),
]


@pytest.mark.parametrize(("typed", "sentences"), CASES)
def test_two_points_as_they_are_typed(history: Place, typed: tuple[str, ...], sentences: list[str]) -> None:
    assert told(asked(history, *typed)) == sentences


@pytest.mark.parametrize("typed", [("missing",), ("a", "b", "c"), ("2025-12-31",), ("HEAD...missing",)])
def test_what_is_no_point_says_what_to_do(history: Place, typed: tuple[str, ...]) -> None:
    with pytest.raises(MkbError) as caught:
        asked(history, *typed)
    assert caught.value.hint or "began on" in caught.value.message


def test_the_folder_as_it_stands(history: Place) -> None:
    top = history.folder.parent
    (history.folder / PATH).write_text(TEXT.replace("Framework", "Another"))
    (history.folder / "minerals" / "gallium.yaml").write_text("title: Gallium\ntype: element\nsymbol: Ga\n")
    (history.folder / "countries" / "JP.yaml").unlink()
    found = {(one.record, one.sort) for one in asked(history).differences}
    git(top, "clean", "--force", "--quiet")
    git(top, "checkout", ".")
    assert found == {
        ("us-japan-2025", "wording only"),
        ("us-japan-2025", "fact corrected"),
        ("gallium", "record added"),
        ("JP", "record removed"),
    }


def test_only_files_that_differ_are_read(history: Place) -> None:
    found = asked(history, "HEAD~1", "HEAD")
    assert set(found.old.texts) == set(found.new.texts) == {"kb.yaml", PATH}


def test_the_json_has_its_documented_shape(history: Place) -> None:
    schema: dict[str, Any] = json.loads((ROOT / "docs/schemas/diff.json").read_text(encoding="utf-8"))
    validator = jsonschema_rs.Draft202012Validator(schema)
    for typed in (("nothing", "HEAD"), ("HEAD~1",), ("HEAD~1", "rev:--help")):
        answer = json.loads(to_json(comparison_data(asked(history, *typed), ["us-japan-2025"])))
        validator.validate(answer)
        one = schema["properties"]["differences"]["items"]["properties"]
        assert all(set(found) == set(one) for found in answer["differences"])
