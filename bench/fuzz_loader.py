"""Looks for a file that the loader does not survive: `python bench/fuzz_loader.py SECONDS [SEED]`.

Changes shipped records and the files of tests/hostile at random, loads each result and runs every rule over it.
Anything but findings (an exception, or a file that takes too long) is saved, and the exit code is 1.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mineralkb import rules
from mineralkb.kb import load
from mineralkb.schema import KINDS
from mineralkb.tree import MOST_BYTES, Refusal, UnreadableError
from mineralkb.tree.files import decode

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)
TOO_LONG = 5.0
MARKS = "{}[]:,-?#&*!|>'\"%@`\\~<= \t\n\r\0\x1b\x85\u2028\u202e\u200b\ufeff٣土𠀀"
TOKENS = (
    "&a ", "*a", "!!python/object:x ", "<<: ", "---\n", "...\n", "%YAML 1.2\n", "? ", "- ", ": ", "|2\n", ">-\n",
    "{disputed: {text: x, news: y}}", "cite: [text]", "cite_for: {}", "unknown", "2025-02-30", "2999..", "..1000",
    "9999 years", "1e999", "0x1F", "'", '"', '"\\ud800"', '"\\x00"', "null", "~", "true", "format: 2\n", "\ud7ff",
)  # fmt: skip


class One:
    """A tree of a few good files and one that is under test."""

    shown = "data"

    def __init__(self, good: dict[str, bytes], path: str, content: bytes) -> None:
        self.contents = good | {path: content}

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """Every path; sizes are limited when a file is read."""
        return dict.fromkeys(self.contents, "x"), []

    def read(self, path: str) -> str:
        """As every tree decodes its files."""
        if path not in self.contents:
            raise UnreadableError("no such file")
        return decode(self.contents[path])


Change = Callable[[bytes, bytes, random.Random], bytes]


def seeds() -> list[tuple[str, bytes]]:
    """Files to begin with, each with its path below a data folder."""
    shipped = [
        (path.relative_to(ROOT / "data").as_posix(), path.read_bytes()) for path in (ROOT / "data").glob("*/*.yaml")
    ]
    hostile = [
        ("/".join(path.relative_to(ROOT / "tests" / "hostile").parts[1:]), path.read_bytes())
        for path in (ROOT / "tests" / "hostile").rglob("*.yaml")
        if path.is_file()
    ]
    return [(path, content) for path, content in sorted(shipped + hostile) if len(content) <= MOST_BYTES]


def changed(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """The content after a few random changes."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        change: Change = chance.choice(CHANGES)
        content = change(content, other, chance)[: MOST_BYTES + 1]
    return content


def _stretch(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 2, 8, 60)))


def cut(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """Without a stretch."""
    start, end = _stretch(content, chance)
    return content[:start] + content[end:]


def doubled(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """With a stretch many times over."""
    start, end = _stretch(content, chance)
    return content[:start] + content[start:end] * chance.choice((2, 3, 40, 1000)) + content[end:]


def marked(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """With a mark or a word of YAML set in."""
    at, _end = _stretch(content, chance)
    mark: str = chance.choice((*MARKS, *TOKENS))
    return content[:at] + mark.encode() + content[at:]


def flipped(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """With a byte changed."""
    if not content:
        return bytes([chance.randrange(256)])
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def lines_moved(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """With a line elsewhere, or indented."""
    lines = content.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randrange(len(lines) + 1), b" " * chance.choice((0, 0, 1, 2, 4)) + line)
    return b"\n".join(lines)


def spliced(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """With a stretch of another file."""
    start, end = _stretch(other, chance)
    at, _end = _stretch(content, chance)
    return content[:at] + other[start:end] + content[at:]


CHANGES: tuple[Change, ...] = (cut, doubled, marked, flipped, lines_moved, spliced)


def trouble(good: dict[str, bytes], path: str, content: bytes) -> str:
    """What went wrong with this file, or nothing."""
    begun = time.process_time()
    try:
        base = load(One(good, path, content))
        rules.check(base, TODAY)
    except Exception:  # noqa: BLE001 - any exception is what is looked for
        return traceback.format_exc()
    taken = time.process_time() - begun
    if taken > TOO_LONG:
        return f"took {taken:.1f} s\n"
    return "" if set(good) - {path} <= set(base.texts) else "a good file was not read\n"


def main(seconds: float, seed: int) -> int:
    """Run until the time is up or something is found."""
    chance = random.Random(seed)  # noqa: S311 - it must give the same again
    found = seeds()
    good = {"kb.yaml": b"format: 1\ntitle: Fuzz\nlicence: MIT\n", "countries/US.yaml": b"title: United States\n"}
    folders = [*KINDS, "nowhere"]
    until, runs = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        path, content = chance.choice(found)
        if chance.random() < 0.1:  # noqa: PLR2004 - now and then a record stands in another folder
            path = f"{chance.choice(folders)}/{path.rpartition('/')[2]}"
        content = changed(content, chance.choice(found)[1], chance)
        runs += 1
        if said := trouble(good, path, content):
            saved = Path(f"fuzz-{seed}-{runs}.yaml")
            saved.write_bytes(content)
            print(f"{said}{runs} runs; as {path}: {saved.resolve()}")
            return 1
    print(f"{runs} runs, nothing found (seed {seed})")
    return 0


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(float(given[0]) if given else 10, int(given[1]) if len(given) > 1 else time.time_ns() % 10**6))
