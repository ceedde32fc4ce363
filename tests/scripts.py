"""Histories as they are written down (tests/histories/*.yaml): their steps, and what is promised of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

FOLDER = Path(__file__).parent / "histories"


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
