"""`mkb diff` between points of a real history."""

from __future__ import annotations

import json
import re
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from conftest import write_base
from mineralkb.cli import main
from mineralkb.diff.points import comparison, points
from mineralkb.errors import MkbError
from mineralkb.render.diff import comparison_data
from mineralkb.render.json import to_json
from mineralkb.tree import Revision, known_commit
from repository import Repository

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
    Repository(folder).git(*arguments, when=day)


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


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
def test_what_a_clone_left_out_is_told_and_not_fetched(
    history: Place, tmp_path: Path, left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    top, clone, mark = history.folder.parent, tmp_path / "clone", tmp_path / "was-run"
    git(top, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", f"--filter={left_out}", "--branch=main", top.as_uri(), str(clone))
    git(clone, "config", "remote.origin.url", f"ext::sh -c touch% {mark}")
    git(clone, "config", "protocol.ext.allow", "always")
    git(clone, "config", "protocol.allow", "always")
    monkeypatch.chdir(clone)
    monkeypatch.delenv("MKB_DATA", raising=False)
    for words in (["HEAD~1", "HEAD"], ["HEAD~1"], ["HEAD~1...HEAD"], ["HEAD", "rev:origin/2026-01-01"]):
        code, said = ended(monkeypatch, "diff", *words)
        assert code == 2
        assert re.fullmatch(
            r"Error: this clone lacks files of \w{12}( or \w{12})?\nHint: clone the repository without --filter\n", said
        )
    with pytest.raises(MkbError, match="this clone lacks files"):
        Revision(clone / "data", known_commit(clone / "data", "HEAD~1")).paths()
    assert ended(monkeypatch, "diff") == (0, "")
    assert not mark.exists()


def ended(monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    """The exit code and the remarks of `mkb`, run in this process."""
    said = StringIO()
    monkeypatch.setattr(sys, "argv", ["mkb", *words])
    monkeypatch.setattr(sys, "stderr", said)
    with pytest.raises(SystemExit) as caught:
        main()
    return int(str(caught.value.code)), said.getvalue()


def test_the_json_has_its_documented_shape(history: Place) -> None:
    schema: dict[str, Any] = json.loads((ROOT / "docs/schemas/diff.json").read_text(encoding="utf-8"))
    validator = jsonschema_rs.Draft202012Validator(schema)
    for typed in (("nothing", "HEAD"), ("HEAD~1",), ("HEAD~1", "rev:--help")):
        answer = json.loads(to_json(comparison_data(asked(history, *typed), ["us-japan-2025"])))
        validator.validate(answer)
        one = schema["properties"]["differences"]["items"]["properties"]
        assert all(set(found) == set(one) for found in answer["differences"])
