"""Which commit a day or a name stands for, and where in a repository a folder is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.tree.git import GitError, text
from mineralkb.values.dates import read_day
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_IDENTITY = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def known_commit(folder: Path, known: str, *, packaged: bool = False) -> str:
    """The commit that `--known` stands for: a full date is always a date, `rev:NAME` always a revision."""
    if packaged:
        raise MkbError(
            "the packaged data has no history", "clone the repository of the knowledge base, and run mkb there"
        )
    try:
        day = read_day(known)
    except ValueError:
        return resolve(folder, known.removeprefix("rev:"))
    return as_of(folder, day)


def resolve(folder: Path, name: str) -> str:
    """The commit that a revision's name stands for; MkbError where there is none."""
    if found := id_of(folder, f"{name}^{{commit}}"):
        return found
    place_of(folder)
    cure = "the history is shallow: git fetch --unshallow" if is_shallow(folder) else "see: git log --oneline"
    raise MkbError(f"there is no revision '{brief(name)}'", cure)


def as_of(folder: Path, day: date) -> str:
    """The last first-parent commit whose committer time is on or before the day (UTC), by its id."""
    try:
        listed = _listed(folder, "--first-parent", "HEAD")
    except GitError:
        place_of(folder)
        raise MkbError("the folder has no history yet", "commit the data first") from None
    commits = [line.split() for line in listed.splitlines()]
    for commit, when in commits:
        if when <= day.isoformat():
            return commit
    if is_shallow(folder):
        raise MkbError(f"the history here is shallow and does not reach {day}", "run: git fetch --unshallow")
    raise MkbError(f"the base began on {commits[-1][1]}", "ask for that day or a later one")


def is_shallow(folder: Path) -> bool:
    """Whether the clone has only the newest part of the history."""
    return text(folder, "rev-parse", "--is-shallow-repository") == "true"


def head(folder: Path) -> tuple[str, str] | None:
    """The commit that is checked out, and its day (UTC); None outside of git or before the first commit."""
    try:
        commit, day = _listed(folder, "-1", "HEAD").split()
    except (GitError, MkbError, ValueError):
        return None
    return commit, day


def committed(folder: Path, commit: str) -> str:
    """The day (UTC) of a commit."""
    return _listed(folder, "-1", resolve(folder, commit)).split()[1]


def place_of(folder: Path) -> tuple[Path, str]:
    """The repository that the folder is in, and the folder's path in it; MkbError where there is none."""
    try:
        top, prefix = _place(folder.absolute())
    except GitError as error:
        raise _without_history(folder, str(error)) from None
    return type(folder)(top), prefix


@lru_cache(maxsize=16)
def _place(folder: Path) -> tuple[str, str]:
    """The same, as git says it; every answer from a history needs it several times, and it does not move meanwhile."""
    asked = ("--show-toplevel", "--show-prefix")
    lines = text(folder, "rev-parse", *asked).split("\n")
    if len(lines) <= len(asked):
        return lines[0], (*lines, "")[1]
    # A folder's name can hold a line end, and then two answers cannot be told apart.
    return text(folder, "rev-parse", asked[0]), text(folder, "rev-parse", asked[1])


def id_of(folder: Path, name: str) -> str:
    """The id of what git knows by this name, or nothing."""
    try:
        found = text(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except GitError:
        return ""
    return found if _IDENTITY.fullmatch(found) else ""


def _listed(folder: Path, *arguments: str) -> str:
    shape = ("--no-commit-header", "--format=%H %cd", "--date=format-local:%Y-%m-%d")
    return text(folder, "rev-list", *shape, *arguments, "--")


def _without_history(folder: Path, said: str) -> MkbError:
    """Why git sees no repository here, and the cure."""
    if "dubious ownership" in said:
        trust = next((line.strip() for line in said.splitlines() if "safe.directory" in line), "see: git help config")
        return MkbError(f"git does not trust {folder}: another user owns its repository", f"run: {trust}")
    if "bare repository" in said:
        cure = "delete the files HEAD and config and the folders objects and refs from it"
        return MkbError(f"{folder} poses as a repository of its own", cure)
    cure = "clone the repository of the knowledge base, and run mkb there"
    return MkbError(f"{folder} is not in a git repository, so it has no history", cure)
