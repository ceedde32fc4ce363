"""Every command that a page shows is run, and its output is the one shown."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from pages import BLOCK, ROOT, VALIDATING, printed, shown

PAGES = ["README.md", "docs/standing.md", "docs/python.md", "docs/command-line.md"]


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("page", PAGES)
def test_commands_give_what_is_shown(page: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        rewrite(page)
    for command, output in shown(page):
        if command != VALIDATING:
            assert printed(command).rstrip("\n") == output.rstrip("\n"), command


def rewrite(page: str) -> None:
    """Put the present output into the page, for a review of the difference."""
    path = ROOT / page

    def fresh(block: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (.*)$", block["body"], flags=re.MULTILINE)
        parts = [f"$ {command}\n{printed(command).rstrip()}\n" for command in commands]
        return f"```console\n{''.join(parts)}```"

    path.write_text(BLOCK.sub(fresh, path.read_text(encoding="utf-8")), encoding="utf-8")


def test_readme_shows_exactly_two_set_up_commands() -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert [block.count("\n") for block in blocks] == [1, 1]
    assert all("pip install" in block for block in blocks)


@pytest.mark.usefixtures("real")
def test_picture_is_what_the_program_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "tools")
    picture = import_module("picture")
    assert picture.picture() == (ROOT / "docs" / "show.svg").read_text(encoding="utf-8"), "run: python tools/picture.py"
