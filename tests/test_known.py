"""The second clock: what the base said on a day or at a revision, beside what held on a day of the world."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

import mineralkb
from conftest import write_base
from mineralkb.index import making
from mineralkb.place import Place
from mineralkb.tree import known_commit
from repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

RULE = """\
title: A rule
form: law
issuers:
  CN: {authorities: [ministry]}
cite: [text]
events:
  announced: {kind: announced, date: 2025-10-09}
  effective: {kind: effective, date: START}
provisions:
  metals:
    title: Metals
    summary: Metals need a licence.
    measure: licensing requirement
    objects: [goods]
    items:
      metal: {minerals: [dysprosium]}
"""
CORRECTION = """\
corrections:
  start:
    date: 2026-02-02
    route: events/effective/date
    reason: The first page read was wrong.
    was: 2025-10-10
"""


class History(NamedTuple):
    """A repository with a knowledge base, and its commits by name."""

    folder: Path
    commits: dict[str, str]

    @property
    def place(self) -> Place:
        """Its data folder."""
        return Place(self.folder / "data", "made by a test")


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    return Repository(folder).git(*arguments)


def commit(folder: Path, when: str) -> str:
    """The id of a commit of all files."""
    return Repository(folder).commit("A change", when)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """The rule is recorded on 10 January, corrected on 2 February, and gone on 3 March."""
    folder = tmp_path_factory.mktemp("clone")
    write_base(folder / "data", {"controls/rule.yaml": RULE.replace("START", "2025-10-10")})
    git(folder, "init", "--quiet")
    commits = {"recorded": commit(folder, "2026-01-10T12:00:00Z")}
    write_base(folder / "data", {"controls/rule.yaml": RULE.replace("START", "2025-10-20") + CORRECTION})
    # Half past midnight in Tokyo is the day before by the clock that counts.
    commits["corrected"] = commit(folder, "2026-02-03T00:30:00+09:00")
    (folder / "data" / "controls" / "rule.yaml").unlink()
    commits["gone"] = commit(folder, "2026-03-03T12:00:00Z")
    git(folder, "tag", "2026-01-01", commits["corrected"])
    git(folder, "tag", "edition-1", commits["recorded"])
    return History(folder, commits)


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ("2026-01-10", "recorded"),
        ("2026-02-01", "recorded"),
        ("2026-02-02", "corrected"),
        ("2026-03-02", "corrected"),
        ("2026-03-03", "gone"),
        ("2026-11-23", "gone"),
        ("edition-1", "recorded"),
        ("HEAD~1", "corrected"),
        ("rev:HEAD~2", "recorded"),
        ("main", "gone"),
        # A full date is a date, also where a tag is called so.
        ("rev:2026-01-01", "corrected"),
    ],
)
def test_a_day_or_a_revision_stands_for_a_commit(known: str, name: str, history: History) -> None:
    assert known_commit(history.place.folder, known) == history.commits[name]


def test_short_ids_stand_for_their_commit(history: History) -> None:
    assert known_commit(history.place.folder, history.commits["recorded"][:10]) == history.commits["recorded"]


def test_before_the_first_commit_there_was_no_base(history: History) -> None:
    for day in ("2026-01-09", "2026-01-01"):
        with pytest.raises(mineralkb.MkbError, match="the base began on 2026-01-10") as raised:
            mineralkb.open(history.folder, known=day)
        assert "later" in raised.value.hint


def test_an_unknown_revision_is_named(history: History) -> None:
    for known in ("edition-2", "rev:2026-02-02", "--all"):
        with pytest.raises(mineralkb.MkbError, match="there is no revision"):
            mineralkb.open(history.folder, known=known)


@pytest.mark.parametrize(
    ("known", "on", "expected"),
    [
        # As it was recorded first, the rule ran from 10 October on.
        ("2026-01-10", "2025-10-09", "planned"),
        ("2026-01-10", "2025-10-15", "in effect"),
        ("2026-02-01", "2025-10-15", "in effect"),
        # As it was corrected later, it did not, and that holds for the same days of the world.
        ("2026-02-02", "2025-10-15", "planned"),
        ("2026-02-02", "2025-10-19", "planned"),
        ("2026-02-02", "2025-10-20", "in effect"),
        ("HEAD~1", "2025-10-15", "planned"),
        ("HEAD~2", "2025-10-15", "in effect"),
    ],
)
def test_both_clocks(known: str, on: str, expected: str, history: History) -> None:
    base = mineralkb.open(history.folder, known=known)
    for identity in ("rule", "rule/metals"):
        answer = base.standing(identity, on)
        assert answer is not None
        assert answer.word == expected


def test_what_is_gone_is_still_known_of_then(history: History) -> None:
    assert mineralkb.open(history.folder).ids("controls") == []
    assert mineralkb.open(history.folder, known=date(2026, 3, 2)).ids("controls") == ["rule"]
    with pytest.raises(mineralkb.MkbError, match="there is no record 'rule'"):
        mineralkb.open(history.folder, known="2026-03-03").record("rule")


def test_a_correction_says_what_was_there(history: History) -> None:
    data = mineralkb.open(history.folder, known="edition-1").record("rule").data
    assert "corrections" not in data
    data = mineralkb.open(history.folder, known="2026-02-02").record("rule").data
    assert data["corrections"]["start"]["was"] == "2025-10-10"


def test_a_revision_is_kept_and_read_again(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    first = mineralkb.open(history.folder, known="edition-1").record("rule")
    monkeypatch.setattr(making, "make", None)
    assert mineralkb.open(history.folder, known="2026-01-20").record("rule") == first


def test_a_shallow_clone_says_what_to_do(history: History, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", history.folder.as_uri(), "shallow")
    shallow = tmp_path / "shallow"
    assert mineralkb.open(shallow, known="2026-03-03").ids("controls") == []
    for known in ("2026-02-02", "HEAD~1", history.commits["recorded"]):
        with pytest.raises(mineralkb.MkbError) as raised:
            mineralkb.open(shallow, known=known)
        assert "git fetch --unshallow" in raised.value.hint


def test_without_history_there_is_no_then(tmp_path: Path) -> None:
    place = write_base(tmp_path / "data", {})
    with pytest.raises(mineralkb.MkbError, match="no history") as raised:
        mineralkb.open(place.folder, known="2026-01-01")
    assert "clone" in raised.value.hint


def test_before_any_commit_there_is_no_then(tmp_path: Path) -> None:
    place = write_base(tmp_path / "data", {})
    git(tmp_path, "init", "--quiet")
    with pytest.raises(mineralkb.MkbError, match="no history yet"):
        mineralkb.open(place.folder, known="2026-01-01")


def test_the_packaged_copy_has_no_history(history: History) -> None:
    with pytest.raises(mineralkb.MkbError, match="the packaged data has no history") as raised:
        known_commit(history.place.folder, "2026-01-10", packaged=True)
    assert "clone" in raised.value.hint


def mkb(history: History, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the command does with the history's data."""
    command = [sys.executable, "-m", "mineralkb", *arguments, "--data", str(history.folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_takes_both_clocks(history: History) -> None:
    then = mkb(
        history,
        "list",
        "controls",
        "--known",
        "2026-02-01",
        "--on",
        "2025-10-15",
        "--format",
        "csv",
        "--columns",
        "id,standing",
    )
    assert (then.returncode, then.stdout.split()) == (0, ["id,standing", "rule,in", "effect"])
    early = mkb(history, "list", "controls", "--known", "2025-12-31")
    assert (early.returncode, early.stdout) == (2, "")
    assert "the base began on 2026-01-10" in early.stderr
