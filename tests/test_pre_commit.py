"""The pre-commit hook, run by pre-commit itself as git runs it at a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from example_base import AGREEMENT, EXAMPLE
from platforms import stand_in
from repository import Repository

if TYPE_CHECKING:
    from collections.abc import Mapping

pytest.importorskip("pre_commit", reason="pre-commit is not installed; README.md, 'Set up', installs it with the tests")

MANIFEST = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"

# As a user writes it, but for `language`: nothing is installed, the `mkb` at hand is run.
SETTINGS = """\
repos:
- repo: {hooks}
  rev: {rev}
  hooks:
  - id: mkb-validate
    language: system
"""


class Committed(NamedTuple):
    """How a commit ended, and what was said."""

    code: int
    said: str


class Scratch(NamedTuple):
    """A repository with a knowledge base and the hook."""

    repository: Repository
    environment: Mapping[str, str]

    def commit(self) -> Committed:
        """A commit of what is staged, by git, with the hook."""
        words = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "change")
        done = subprocess.run(
            words,
            cwd=self.repository.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Committed(done.returncode, done.stdout)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A repository whose first commit is clean, with the hook installed by pre-commit."""
    folder = tmp_path_factory.mktemp("scratch")
    hooks = Repository(folder / "hooks").begin()
    hooks.write({MANIFEST.name: MANIFEST.read_text(encoding="utf-8")})
    rev = hooks.commit()
    repository = Repository(folder / "base").begin()
    repository.write({".pre-commit-config.yaml": SETTINGS.format(hooks=hooks.folder, rev=rev)})
    repository.write({f"data/{name}": text for name, text in EXAMPLE.items()})
    repository.commit()
    repository.git("tag", "first")
    stand_in(folder / "programs")  # holds a program `mkb`
    given = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "MKB_", "PRE_COMMIT"))}
    environment = {
        **given,
        "PATH": f"{folder / 'programs'}:{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "MKB_TODAY": "2026-11-23",
    }
    install = [sys.executable, "-m", "pre_commit", "install"]
    subprocess.run(install, cwd=repository.folder, env=environment, capture_output=True, check=True)
    return Scratch(repository, environment)


@pytest.fixture(autouse=True)
def _as_it_was(scratch: Scratch) -> None:
    """Every test begins with the first commit."""
    scratch.repository.git("reset", "--quiet", "--hard", "first")


def write(scratch: Scratch, files: Mapping[str, str]) -> None:
    """Files, written and staged."""
    scratch.repository.write(files)
    scratch.repository.git("add", "--all")


def test_a_clean_commit_passes_whatever_its_files_are_called(scratch: Scratch) -> None:
    write(scratch, {"data/countries/KR.yaml": "title: South Korea\n"})
    write(scratch, {"notes/--data=x $(touch ran)\n::error::x.md": "a note\n"})
    done = scratch.commit()
    assert done.code == 0, done.said
    assert "Passed" in done.said
    assert list(scratch.repository.folder.rglob("ran")) == []


def test_a_bad_record_is_refused_with_its_place_and_so_is_an_unusual_name(scratch: Scratch) -> None:
    write(scratch, {"data/agreements/us-japan-2025.yaml": AGREEMENT.replace("form: framework", "form: framewrk")})
    write(scratch, {"data/agreements/$(touch ran) --data=x.yaml": AGREEMENT})
    scratch.repository.write({"data/agreements/us-japan-2025.yaml": AGREEMENT})  # mended, and not staged
    done = scratch.commit()
    assert done.code == 1
    assert "data/agreements/us-japan-2025.yaml:4:1" in done.said
    assert "data/agreements/$(touch ran) --data=x.yaml:1:1" in done.said
    assert list(scratch.repository.folder.rglob("ran")) == []


def test_a_commit_that_only_deletes_is_checked(scratch: Scratch) -> None:
    """It names no file to a hook, and breaks records that it does not touch."""
    scratch.repository.git("rm", "--quiet", "data/organizations/ministry.yaml")
    done = scratch.commit()
    assert done.code == 1
    assert "no record has the id 'ministry'" in done.said


def test_a_commit_that_touches_no_data_is_checked_too(scratch: Scratch) -> None:
    write(scratch, {"README.md": "A base\n"})
    done = scratch.commit()
    assert done.code == 0
    assert "Passed" in done.said  # not "Skipped"
