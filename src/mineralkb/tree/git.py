"""The one door to git: plumbing commands only, with nothing of the repository's own configuration run."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError

if TYPE_CHECKING:
    from pathlib import Path

# A data folder can pose as a bare repository whose configuration names commands to run; hooks and a
# file-system monitor are such commands too.
_SAFE = (
    "--no-replace-objects",
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.quotePath=false"),
    *("-c", "protocol.allow=never"),
)


class GitError(Exception):
    """git said no; the message is git's."""


def git(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """What git prints, run in the folder; GitError where it fails, MkbError where there is no git."""
    try:
        done = subprocess.run(  # noqa: S603 - arguments are ours, or follow --end-of-options
            ["git", *_SAFE, *arguments],  # noqa: S607 - git is found as the user has it
            cwd=folder,
            env=_environment(),
            input=given,
            stdin=None if given is not None else subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise MkbError("git was not found", "install git; it is needed to read earlier revisions") from None
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def text(folder: Path, *arguments: str) -> str:
    """What git prints, as one text without the last line end."""
    return git(folder, *arguments).decode("utf-8", "replace").rstrip("\n")


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
        "TZ": "UTC",
    }
