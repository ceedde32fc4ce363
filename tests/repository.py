"""Scratch repositories of git: nothing of this machine's settings, fixed names and clocks, few processes."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOON = "T12:00:00Z"
# Nothing that a user set is read, nothing is signed, nothing runs beside what was asked for.
_SETTINGS = {
    "init.defaultBranch": "main",
    "user.name": "Bo Ek",
    "user.email": "bo@example.org",
    "user.useConfigOnly": "true",
    "commit.gpgSign": "false",
    "tag.gpgSign": "false",
    "core.hooksPath": os.devnull,
    "core.autocrlf": "false",
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "advice.detachedHead": "false",
    "protocol.file.allow": "always",
}
_ALWAYS = tuple(part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}"))


class Link(str):
    """Where a symbolic link leads."""

    __slots__ = ()


class Commit(NamedTuple):
    """A commit to import: what it writes or, where None stands, takes away; `parents` are ids, or marks as `:1`.

    The author's clock runs an hour before the committer's. `whole`: nothing of the parent's files stays.
    """

    message: str
    files: Mapping[str, str | None]
    when: str
    parents: tuple[str, ...] = ()
    branch: str = "main"
    author: str = "Ada Byron"
    whole: bool = False


class Repository(NamedTuple):
    """A repository in a folder of a test."""

    folder: Path

    def git(self, *words: str, when: str = "2026-01-01", author: str = "Ada Byron", given: bytes | None = None) -> str:
        """What git prints; a day stands for its noon (UTC)."""
        done = subprocess.run(
            ["git", *_ALWAYS, *words],
            cwd=self.folder,
            env=_environment(moment(when), author),
            input=given,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, f"git {' '.join(words)}: {done.stderr.decode('utf-8', 'replace')}"
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def begin(self) -> Repository:
        """The same repository, made."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path, content in _beginning().items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(content)
        for path in ("objects/info", "objects/pack", "refs/heads", "refs/tags"):
            (self.folder / ".git" / path).mkdir(parents=True)
        return self

    def write(self, texts: Mapping[str, str]) -> None:
        """The texts as files of the working tree."""
        for path, text in texts.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(text, Link):
                file.symlink_to(text)
            else:
                file.write_bytes(text.encode())

    def commit(self, message: str = "A change", when: str = "2026-01-01", author: str = "Ada Byron") -> str:
        """The id of a commit of all files as they stand."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, when=when, author=author)
        return self.git("rev-parse", "HEAD")

    def imported(self, commits: Sequence[Commit]) -> list[str]:
        """The ids of commits that git makes all at once; the working tree stays as it is."""
        stream = b"".join(_streamed(mark, commit) for mark, commit in enumerate(commits, 1))
        self.git("fast-import", "--quiet", "--force", "--export-marks=.git/marks", given=stream)
        marked = dict(line.split() for line in (self.folder / ".git/marks").read_text(encoding="utf-8").splitlines())
        return [marked[f":{mark}"] for mark in range(1, len(commits) + 1)]

    def clone(self, folder: Path, *words: str) -> Repository:
        """A clone in another folder, made as git makes one of a server."""
        self.git("clone", "--quiet", *words, self.folder.as_uri(), str(folder))
        return Repository(folder)


@cache
def _beginning() -> dict[str, bytes]:
    """The files of a new repository as git makes one; the next ones are copies, which takes no process."""
    with TemporaryDirectory() as folder:
        Repository(Path(folder)).git("init", "--quiet", "--template=")
        files = [path for path in Path(folder).rglob("*") if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def moment(when: str) -> datetime:
    """A time as it is written; of a day, noon (UTC)."""
    return datetime.fromisoformat(when if "T" in when else f"{when}{NOON}")


def _environment(when: datetime, author: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    seconds = int(when.timestamp())
    offset = when.strftime("%z")
    return kept | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_EDITOR": "true",
        "GIT_AUTHOR_NAME": author,
        "GIT_AUTHOR_EMAIL": "author@example.org",
        "GIT_AUTHOR_DATE": f"{seconds - 3600} {offset}",
        "GIT_COMMITTER_DATE": f"{seconds} {offset}",
        "LC_ALL": "C",
        "TZ": "UTC",
    }


def _streamed(mark: int, commit: Commit) -> bytes:
    """A commit as git's import stream has it."""
    when = moment(commit.when)
    seconds, offset = int(when.timestamp()), when.strftime("%z")
    lines = [
        f"commit refs/heads/{commit.branch}",
        f"mark :{mark}",
        f"author {commit.author} <author@example.org> {seconds - 3600} {offset}",
        f"committer Bo Ek <bo@example.org> {seconds} {offset}",
    ]
    ways = [f"{'merge' if place else 'from'} {parent}" for place, parent in enumerate(commit.parents)]
    files = [piece for path, text in commit.files.items() for piece in _file(path, text)]
    parts = [*(_encoded(line) for line in lines), _data(commit.message), *(_encoded(way) for way in ways)]
    return b"\n".join([*parts, *([b"deleteall"] if commit.whole else []), *files, b""])


def _file(path: str, text: str | None) -> tuple[bytes, ...]:
    quoted = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if text is None:
        return (_encoded(f'D "{quoted}"'),)
    return _encoded(f'M {"120000" if isinstance(text, Link) else "100644"} inline "{quoted}"'), _data(text)


def _data(text: str) -> bytes:
    body = _encoded(text)
    return b"data %d\n%b" % (len(body), body)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
