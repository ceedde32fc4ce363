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
    *("-c", "i18n.logOutputEncoding=UTF-8"),
)

# Trees of a few bytes can list files without end, each naming the same folder many times over.
_MOST_PRINTED = 32 * 1024 * 1024

# The exit code of a merge is the number of its conflicts, or one that is higher.
_MOST_CONFLICTS = 127


class GitError(Exception):
    """git said no; the message is git's."""


def git(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """What git prints, run in the folder; GitError where it fails, MkbError where it cannot be run."""
    with _started(folder, arguments, subprocess.PIPE if given is not None else subprocess.DEVNULL) as process:
        printed, said = process.communicate(given)
    if process.returncode:
        raise GitError(said.decode("utf-8", "replace").strip())
    return printed


def listing(folder: Path, *arguments: str) -> bytes:
    """What git prints, where a hostile repository decides how much that is; MkbError where it is too much."""
    with _started(folder, arguments, subprocess.DEVNULL) as process:
        printed = process.stdout.read(_MOST_PRINTED + 1) if process.stdout else b""
        if len(printed) > _MOST_PRINTED:
            process.kill()
            raise MkbError("the revision lists too many files", "keep one knowledge base in the data folder")
        said = process.stderr.read() if process.stderr else b""
    if process.returncode:
        raise GitError(said.decode("utf-8", "replace").strip())
    return printed


def text(folder: Path, *arguments: str) -> str:
    """What git prints, as one text without the last line end; file names may hold any byte."""
    return git(folder, *arguments).decode("utf-8", "surrogateescape").rstrip("\n")


def merged_lines(files: tuple[Path, Path, Path], labels: tuple[str, str, str], signs: int) -> tuple[bytes, bool]:
    """Our file, the base and theirs merged line by line, and whether there are conflicts; GitError where git cannot."""
    named = [part for label in labels for part in ("-L", label)]
    arguments = ("merge-file", "-p", f"--marker-size={signs}", *named, "--", *(str(file.absolute()) for file in files))
    with _started(files[0].absolute().parent, arguments, subprocess.DEVNULL) as process:
        printed, said = process.communicate()
    if not 0 <= process.returncode <= _MOST_CONFLICTS:
        raise GitError(said.decode("utf-8", "replace").strip())
    return printed, process.returncode > 0


def _started(folder: Path, arguments: tuple[str, ...], given: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - arguments are ours, or follow --end-of-options
            ["git", *_SAFE, *arguments],  # noqa: S607 - git is found as the user has it
            cwd=folder,
            env=_environment(),
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        if not folder.is_dir():
            raise MkbError(f"{folder} is not a folder", "name the folder that holds kb.yaml") from None
        raise MkbError(f"git cannot be run: {error.strerror}", "install git; it reads earlier revisions") from None


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        # No file is fetched while reading: older versions of git know only the second of these.
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
        "TZ": "UTC",
    }
