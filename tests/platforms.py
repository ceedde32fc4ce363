"""What a platform does with a pull request, on this machine: checkouts, steps in a shell, commands in a log."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml12

from mineralkb import errors
from repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
SOURCE = Path(errors.__file__).parent.parent
_EXPRESSION = re.compile(r"\$\{\{ *(.+?) *\}\}")

# What GitHub's runner takes for a command at the start of a line, and in its older form anywhere in it.
_COMMANDS = {
    *("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher"),
    *("save-state", "set-env", "set-output", "stop-commands", "warning", "internal-set-repo-path"),
}


class Command(NamedTuple):
    """A command that the runner would obey: its name, its properties as written, and what it says."""

    name: str
    properties: str
    said: str


class Ended(NamedTuple):
    """How a shell ended, and its log."""

    code: int
    log: str


def read(path: str) -> Any:
    """A YAML file of this repository, read as the platforms do: by YAML 1.2, where `on` is a word."""
    return yaml12.read_yaml(str(ROOT / path))


def filled(text: str, context: Mapping[str, str]) -> str:
    """A value with its expressions replaced; one that no test knows is a mistake."""
    return _EXPRESSION.sub(lambda found: context[found[1]], text)


def shell(script: str, shell_words: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> Ended:
    """Run a script as a platform does: from a file, with little in the environment, one log for both streams."""
    file = folder / "script.sh"
    file.write_text(script, encoding="utf-8")
    given = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "MKB_TODAY": "2026-11-23"}
    done = subprocess.run(
        [*shell_words, str(file)],
        cwd=folder,
        env={**given, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode())


def obeyed(log: str) -> Iterator[Command]:
    """The commands in a log that GitHub's runner would obey, as its ActionCommandManager reads them."""
    stopped = ""
    for line in re.split(r"\r\n|\r|\n", log):
        command = _command(line, {*_COMMANDS, stopped} - {""})
        if command is None or (stopped and command.name != stopped):
            continue
        if command.name == "stop-commands":
            stopped = command.said
        elif stopped:
            stopped = ""
        else:
            yield command


def _command(line: str, names: set[str]) -> Command | None:
    newer = re.match(r"\s*::(?P<head>.*?)::(?P<said>.*)", line)
    older = re.search(r"##\[(?P<head>[^\]]*)\](?P<said>.*)", line)
    for found in (newer, older):
        if found:
            name, _, properties = found["head"].partition(" ")
            if name.lower() in names:
                return Command(name.lower(), properties, found["said"])
    return None


def proposed(origin: Path, folder: Path, commit: str) -> Repository:
    """A commit checked out in a folder, with all of the history, in the words of actions/checkout."""
    made = Repository(folder).begin()
    made.git("remote", "add", "origin", str(origin))
    specs = ("+refs/heads/*:refs/remotes/origin/*", f"+{commit}:refs/remotes/pull/1/merge")
    made.git("fetch", "--quiet", "--no-tags", "--prune", "--no-recurse-submodules", "origin", *specs)
    made.git("checkout", "--quiet", "--force", "refs/remotes/pull/1/merge")
    return made


def stand_in(folder: Path) -> Path:
    """A Python that writes down what it is asked for, and installs `mkb` as it stands here instead."""
    program = f"import sys\nsys.path.insert(0, {str(SOURCE)!r})\nfrom mineralkb.cli import main\nmain()\n"
    mkb = executable(folder / "mkb", f"#!{sys.executable}\n{program}")
    script = f"""#!/bin/sh
printf '%s: %s\\n' "$PWD" "$*" >> '{folder}/asked'
case $* in *'-m venv '*)
  for last; do :; done
  mkdir -p "$last/bin"
  cp "$0" "$last/bin/python"
  cp '{mkb}' "$last/bin/mkb"
esac
"""
    return executable(folder / "python3", script)


def executable(path: Path, text: str) -> Path:
    """A program of a test's own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path
