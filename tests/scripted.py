"""Histories written down as scripts (tests/histories/*.yaml), made with git and asked of `mkb`."""

from __future__ import annotations

import re
import shlex
import string
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from conftest import COMMON
from mineralkb.values.text import visible
from repository import Commit, Link, Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from example_base import Done

FOLDER = Path(__file__).parent / "histories"
RECORDS = {path.stem: path for path in sorted((FOLDER / "records").rglob("*.yaml"))}
_FIRST = date(2026, 1, 1)
_ID = re.compile(r"\b[0-9a-f]{11,64}\b")
# Steps that git makes as a user would, each with the words of its command.
_REAL: dict[str, tuple[str, ...]] = {
    "merge": ("merge", "--quiet", "--no-ff", "--allow-unrelated-histories", "-m", "Merge"),
    "revert": ("revert", "--no-edit"),
    "rebase": ("rebase", "--quiet"),
    "cherry-pick": ("cherry-pick", "--allow-empty"),
    "mv": ("mv",),
}


class Promise(NamedTuple):
    """What a reader must see, what never, and how the command must end; `why` it is still owed, '' where it is kept."""

    lines: tuple[str, ...]
    never: tuple[str, ...]
    code: int
    why: str = ""

    def broken(self, shown: str, code: int) -> list[str]:
        """What of it is not kept."""
        missing = [f"missing: {line}" for line in self.lines if line not in shown]
        false = [f"must not be: {line}" for line in self.never if line in shown]
        return [*missing, *false, *([f"exit {code}, not {self.code}"] if code != self.code else [])]


class Ask(NamedTuple):
    """A command line, what it promises, and what it does not keep yet."""

    line: str
    promise: Promise
    owed: Promise | None


class Script(NamedTuple):
    """A history: what it is about, the day on which it is asked and the format of then, its steps, and what is asked."""

    name: str
    title: str
    today: str
    format: int
    steps: tuple[dict[str, Any], ...]
    asks: tuple[Ask, ...]

    @property
    def golden(self) -> Path:
        """What the commands said when it was reviewed last."""
        return FOLDER / f"{self.name}.txt"


def scripts() -> dict[str, Script]:
    """All scripts by name."""
    return {path.stem: _script(path) for path in sorted(FOLDER.glob("*.yaml"))}


def _script(path: Path) -> Script:
    told = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - the loader makes text only
    asks = tuple(
        Ask(one["mkb"], _promise(one, 0), _promise(one["owed"], int(one.get("code", 0))) if "owed" in one else None)
        for one in told["asks"]
    )
    return Script(
        path.stem,
        told["title"],
        told.get("today", "2026-02-01"),
        int(told.get("format", 1)),
        tuple(told["steps"]),
        asks,
    )


def _promise(one: dict[str, Any], code: int) -> Promise:
    return Promise(
        tuple(one.get("promise", ())), tuple(one.get("never", ())), int(one.get("code", code)), one.get("why", "")
    )


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

    def finish(self) -> None:
        """All that waits is done, and the last branch is checked out."""
        self._flush()

    def _commit(self, step: dict[str, Any]) -> None:
        before = self._files[self._branch]
        after = _edited(before, step)
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

    def _flush(self) -> None:
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
        self._flush()
        git = self.repository.git
        if kind == "work":
            _write_out(self.repository.folder, self._files[self._branch], _edited(self._files[self._branch], step))
        elif kind == "clone":
            self.repository = self.repository.clone(self.top / "clone", *step["clone"].split())
        elif kind == "detach":
            git("checkout", "--quiet", "--detach", step["detach"])
        elif kind == "ref":
            git("update-ref", step["ref"], step.get("to", "HEAD"))
        else:
            self._as_a_user(kind, step)

    def _as_a_user(self, kind: str, step: dict[str, Any]) -> None:
        """A command that makes commits; where it conflicts, the step says how that is resolved."""
        when = step.get("on") or self._day()
        words = [*_REAL[kind], *step.get("with", "").split(), *step[kind].split()]
        settled = step.get("settled")
        try:
            self.repository.git(*words, when=when)
        except AssertionError:
            if not settled:
                raise
        if settled:
            self.repository.write({path: _text(text) for path, text in settled.items()})
            self.repository.git("add", "--all")
            self.repository.git("commit", "--quiet", "--message", "Merge", when=when)
        self._read_back()

    def _read_back(self) -> None:
        made = self.repository.git("rev-list", "--reverse", "--topo-order", "HEAD").split()
        for identity in made:
            self._name(identity)
        self._tips[self._branch] = made[-1]
        top = self.repository.folder
        files = [path for path in top.rglob("*") if path.is_file() and ".git" not in path.parts]
        self._files[self._branch] = {path.relative_to(top).as_posix(): path.read_text("utf-8") for path in files}


def made(folder: Path, script: Script) -> Made:
    """The history of a script, in a folder."""
    found = Made(folder)
    for step in script.steps:
        found.step(step)
    if "work" not in script.steps[-1] and not {"clone", "detach"} & set(script.steps[-1]):
        found.finish()
    return found


def _edited(files: dict[str, str], step: dict[str, Any]) -> dict[str, str]:
    """The files after a step: moved, taken from the samples, written, changed, taken away."""
    found = dict(files)
    for old, new in step.get("mv", {}).items():
        moved = [path for path in found if path == old or path.startswith(f"{old}/")]
        found |= {new + path.removeprefix(old): found.pop(path) for path in moved}
    for path in step.get("rm", ()):
        del found[path]
    for name in step.get("take", ()):
        found |= _sample(name)
    found |= {path: _text(text) for path, text in step.get("write", {}).items()}
    for path, target in step.get("link", {}).items():
        found[path] = Link(target)
    for path, changes in step.get("replace", {}).items():
        for old, new in changes.items():
            assert found[path].count(old) == 1, f"{old!r} stands {found[path].count(old)} times in {path}"
            found[path] = found[path].replace(old, new)
    for path, text in step.get("append", {}).items():
        found[path] += text
    return found


def _sample(name: str) -> dict[str, str]:
    """A sample record at its place, or what every base has."""
    if name == "common":
        return {f"data/{path}": text for path, text in COMMON.items()}
    path = RECORDS[name]
    return {f"data/{path.relative_to(FOLDER / 'records').as_posix()}": path.read_text(encoding="utf-8")}


def _text(text: str) -> str:
    """A text as it is written, or the sample of that name."""
    return RECORDS[text].read_text(encoding="utf-8") if text in RECORDS else text


def _write_out(top: Path, before: dict[str, str], after: dict[str, str]) -> None:
    for path in before.keys() - after.keys():
        (top / path).unlink()
    Repository(top).write({path: text for path, text in after.items() if before.get(path) != text})


def told(history: Made, script: Script, run: Callable[..., Done]) -> Iterator[tuple[Ask, Done, str]]:
    """Each command with how it ended, and as the golden file has it."""
    for ask in script.asks:
        done = run(*shlex.split(ask.line))
        parts = [f"$ mkb {visible(ask.line)}", done.out.rstrip("\n")]
        parts += [f"stderr: {line}" for line in done.err.splitlines()]
        parts += [f"exit {done.code}"] if done.code else []
        shown = "\n".join(part for part in parts if part).replace(str(history.top), "/scratch")
        yield ask, done, _ID.sub(lambda found: _masked(found.group(), history.names), shown)


def _masked(identity: str, names: dict[str, str]) -> str:
    """A commit's id as its letter, as long as it was: a for the first that was made."""
    return next((name * len(identity) for commit, name in names.items() if commit.startswith(identity)), identity)
