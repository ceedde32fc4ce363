"""The files of a scripted history: what a step makes of them, and the samples that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conftest import COMMON
from repository import Link, Repository
from scripts import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = {path.stem: path for path in sorted((FOLDER / "records").rglob("*.yaml"))}


def edited(files: dict[str, str], step: dict[str, Any]) -> dict[str, str]:
    """The files after a step: moved, taken from the samples, written, changed, taken away."""
    found = dict(files)
    for old, new in step.get("mv", {}).items():
        moved = [path for path in found if path == old or path.startswith(f"{old}/")]
        found |= {new + path.removeprefix(old): found.pop(path) for path in moved}
    for path in step.get("rm", ()):
        del found[path]
    for name in step.get("take", ()):
        found |= _sample(name)
    found |= {path: text_of(text) for path, text in step.get("write", {}).items()}
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


def text_of(text: str) -> str:
    """A text as it is written, or the sample of that name."""
    return RECORDS[text].read_text(encoding="utf-8") if text in RECORDS else text


def write_out(top: Path, before: dict[str, str], after: dict[str, str]) -> None:
    """What differs, in the working tree."""
    for path in before.keys() - after.keys():
        (top / path).unlink()
    Repository(top).write({path: text for path, text in after.items() if before.get(path) != text})


def files_below(top: Path) -> dict[str, str]:
    """The files of a working tree."""
    files = [path for path in top.rglob("*") if path.is_file() and ".git" not in path.parts]
    return {path.relative_to(top).as_posix(): path.read_text("utf-8") for path in files}
