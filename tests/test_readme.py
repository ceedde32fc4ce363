"""Every command that a page shows is run, and its output is the one shown."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = ["README.md", "docs/standing.md", "docs/python.md", "docs/command-line.md"]
_BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: str) -> str:
    """What `mkb ...` prints into a pipe, answer and remarks, on the day that the pages fix."""
    environment = {**os.environ, "MKB_TODAY": "2026-11-23", "COLUMNS": "100", "NO_COLOR": "1"}
    environment.pop("MKB_DATA", None)
    words = shlex.split(command)
    assert words[0] == "mkb", "pages show mkb commands only"
    done = subprocess.run(
        [sys.executable, "-m", "mineralkb", *words[1:]],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def shown(page: str) -> list[tuple[str, str]]:
    """The (command, output) pairs of a page."""
    pairs = []
    for block in _BLOCK.finditer((ROOT / page).read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            pairs.append((command, output))
    return pairs


@pytest.mark.parametrize("page", PAGES)
def test_commands_give_what_is_shown(page: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        rewrite(page)
    for command, output in shown(page):
        assert run(command).rstrip("\n") == output.rstrip("\n"), command


def rewrite(page: str) -> None:
    """Put the present output into the page, for a review of the difference."""
    path = ROOT / page

    def fresh(block: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (.*)$", block["body"], flags=re.MULTILINE)
        parts = [f"$ {command}\n{run(command).rstrip()}\n" for command in commands]
        return f"```console\n{''.join(parts)}```"

    path.write_text(_BLOCK.sub(fresh, path.read_text(encoding="utf-8")), encoding="utf-8")


def test_readme_shows_exactly_two_set_up_commands() -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert [block.count("\n") for block in blocks] == [1, 1]
    assert all("pip install" in block for block in blocks)


def test_picture_is_what_the_program_draws() -> None:
    code = "import sys; sys.path.insert(0, 'tools'); import picture; sys.stdout.write(picture.picture())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == (ROOT / "docs" / "show.svg").read_text(encoding="utf-8"), "run: python tools/picture.py"
