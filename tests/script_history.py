"""A scripted history, made with git: commits all at once, and what a user would do one by one."""

from __future__ import annotations

import string
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from repository import Commit, Repository
from script_commands import as_a_user
from script_files import edited, files_below, write_out

if TYPE_CHECKING:
    from pathlib import Path

    from scripts import Script

_FIRST = date(2026, 1, 1)


class Made:
    """A history in the making: what is decided and not yet given to git, and the files of each branch."""

    def __init__(self, folder: Path) -> None:
        self.top = folder
        self.repository = Repository(folder / "base").begin()
        self.names: dict[str, str] = {}
        self._waiting: list[Commit] = []
        self._branch = "main"
        self._tips: dict[str, str] = {}
        self._files: dict[str, dict[str, str]] = {"main": {}}
        self._at = "main"
        self._days = 0

    def step(self, step: dict[str, Any]) -> None:
        """One step of a script."""
        kind = next(iter(step))
        if kind == "commit":
            self._commit(step)
        elif kind == "branch":
            self._files[step["branch"]] = dict(self._files[self._branch])
            if self._branch in self._tips:
                self._tips[step["branch"]] = self._tips[self._branch]
            self._branch = step["branch"]
        elif kind == "orphan":
            self._branch = step["orphan"]
            self._files[self._branch] = {}
        elif kind == "switch":
            self._branch = step["switch"]
        else:
            self._real(kind, step)

    def _commit(self, step: dict[str, Any]) -> None:
        before = self._files[self._branch]
        after = edited(before, step)
        changed = {path: after.get(path) for path in {**before, **after} if before.get(path) != after.get(path)}
        self._files[self._branch] = after
        parents = (self._tips[self._branch],) if self._branch in self._tips else ()
        when = step.get("on") or self._day()
        author = step.get("by", "Ada Byron")
        self._waiting.append(Commit(step["commit"], changed, when, parents, self._branch, author))
        self._tips[self._branch] = f":{len(self._waiting)}"

    def _day(self) -> str:
        self._days += 1
        return (_FIRST + timedelta(self._days - 1)).isoformat()

    def flush(self) -> None:
        """All that waits is done, and the last branch is checked out."""
        if self._waiting:
            made = self.repository.imported(self._waiting)
            for identity in made:
                self._name(identity)
            self._tips = {
                branch: made[int(tip[1:]) - 1] if tip[0] == ":" else tip for branch, tip in self._tips.items()
            }
            self._waiting = []
        if self._at != self._branch:
            self.repository.git("symbolic-ref", "HEAD", f"refs/heads/{self._branch}")
            self._at = self._branch
        self.repository.git("reset", "--quiet", "--hard")

    def _name(self, identity: str) -> None:
        if identity not in self.names:
            self.names[identity] = string.ascii_lowercase[len(self.names)]

    def _real(self, kind: str, step: dict[str, Any]) -> None:
        """What git does as a user would have it done."""
        self.flush()
        git = self.repository.git
        if kind == "work":
            write_out(self.repository.folder, self._files[self._branch], edited(self._files[self._branch], step))
        elif kind == "clone":
            self.repository = self.repository.clone(self.top / "clone", *step["clone"].split())
        elif kind == "detach":
            git("checkout", "--quiet", "--detach", step["detach"])
        elif kind == "ref":
            git("update-ref", step["ref"], step.get("to", "HEAD"))
        else:
            as_a_user(self.repository, kind, step, step.get("on") or self._day())
            self._read_back()

    def _read_back(self) -> None:
        made = self.repository.git("rev-list", "--reverse", "--topo-order", "HEAD").split()
        for identity in made:
            self._name(identity)
        self._tips[self._branch] = made[-1]
        self._files[self._branch] = files_below(self.repository.folder)


def made(folder: Path, script: Script) -> Made:
    """The history of a script, in a folder."""
    found = Made(folder)
    for step in script.steps:
        found.step(step)
    if "work" not in script.steps[-1] and not {"clone", "detach"} & set(script.steps[-1]):
        found.flush()
    return found
