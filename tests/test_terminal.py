"""What a reader sees: `mkb` in a real terminal of 80 and of 140 columns, read back by a terminal emulator."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from mineralkb import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.index import Base

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import fcntl
import pty
import struct
import termios

import pyte
import wcwidth

ROOT = Path(__file__).parent.parent
LIST = "list agreements"
CARDS = ("show us-japan-2025", "show cn-mofcom-46-2024 --on 2026-03-01")
WIDTHS = (80, 140)
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


class Shown(NamedTuple):
    """The lines that were printed, without their escape codes, and the screen they made, as cells and as lines."""

    lines: list[str]
    screen: pyte.Screen
    display: list[str]

    @property
    def colours(self) -> set[tuple[str, str]]:
        """Words that stand together, with the colour of their first letter; wide signs come after none of these."""
        return {
            (words.group(), self.screen.buffer[number][words.start()].fg)
            for number, line in enumerate(self.display)
            for words in re.finditer(r"\S+( \S+)*", line)
        }


@pytest.fixture(scope="module", autouse=True)
def _read_before(real: Base) -> Iterator[None]:
    """The data that the commands are asked of has been read, and is the project's."""
    assert real
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("MKB_DATA", raising=False)
        yield


@cache
def shown(command: str, width: int, **more: str) -> Shown:
    """`mkb` in a terminal of this width."""
    output = in_terminal(command, width, more)
    lines = _ESCAPES.sub("", output.decode()).replace("\r\n", "\n").rstrip("\n").split("\n")
    screen = pyte.Screen(width, 2 * len(lines))  # a long address takes more lines of the screen than one
    pyte.ByteStream(screen).feed(output)
    return Shown(lines, screen, screen.display)


def in_terminal(command: str, width: int, more: dict[str, str]) -> bytes:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    fixed = {"MKB_TODAY": "2026-11-23", "TERM": "xterm-256color", "PYTHONPATH": str(Path(place.__file__).parents[1])}
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "LINES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "mineralkb", *command.split()],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=ROOT,
        env=environment | fixed | more,
    )
    os.close(slave)
    output = b"".join(read_all(master))
    os.close(master)
    assert process.wait() == 0
    return output


def read_all(master: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # the other side is closed
            return
        if not chunk:
            return
        yield chunk


@cache
def rows() -> list[dict[str, str]]:
    """The agreements as data."""
    environment = os.environ | {"MKB_TODAY": "2026-11-23", "PYTHONPATH": str(Path(place.__file__).parents[1])}
    command = [sys.executable, "-m", "mineralkb", *LIST.split(), "--format", "json"]
    answer = json.loads(subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout)
    found: list[dict[str, str]] = answer["rows"]
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", [LIST, *CARDS])
def test_no_line_is_cut_or_wraps_by_itself(command: str, width: int) -> None:
    """Each line of the output is a line of the screen, but for addresses, which are never broken by us."""
    found = shown(command, width)
    assert [
        line for line in found.lines if wcwidth.wcswidth(line) > width and not re.search(r"^[ \d]*https?://\S+$", line)
    ] == []
    seen = "".join(line.rstrip() for line in found.display)
    assert seen == "".join(line.rstrip() for line in found.lines)


@pytest.mark.parametrize("width", WIDTHS)
def test_ids_are_whole_and_the_standing_is_there(width: int) -> None:
    found = shown(LIST, width)
    heading = found.lines[0]
    assert heading.split()[0] == "id"
    assert heading.split()[-1] == "standing"
    second, last = heading.index("date"), heading.index("standing")
    body = found.lines[2:]
    first_column = "".join(line[:second].strip() for line in body)
    for row in rows():
        assert row["id"] in first_column
        if len(row["id"]) <= width * 2 // 5:
            [line] = [line for line in body if line[:second].strip() == row["id"]]
            assert row["standing"].startswith(line[last:].strip())
            assert line[last:].strip()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_card_has_its_parts_with_their_standing(width: int) -> None:
    found = shown(CARDS[1], width)
    [above] = [number for number, line in enumerate(found.lines) if line.startswith("Rules (")]
    heading = found.lines[above + 1]
    assert heading.split()[-1] == "standing"
    for name, word in {"military": "in effect", "graphite": "suspended"}.items():
        [line] = [line for line in found.lines if re.match(rf"{name} .* {word}$", line)]
        assert line.index(word) == heading.index("standing")


@pytest.mark.parametrize("width", WIDTHS)
def test_wide_characters_take_two_cells(width: int) -> None:
    """The original title is Japanese: its lines stand under each other, and nothing is lost."""
    found = shown(CARDS[0], width)
    [start] = [number for number, line in enumerate(found.lines) if line.startswith("original title")]
    margin = found.lines[start].index("採")
    title = found.lines[start][margin:]
    for line in found.lines[start + 1 :]:
        if line[:margin].strip():
            break
        title += line[margin:]
    assert title == "採掘及び加工を通じた重要鉱物及びレアアースの供給確保のための日米枠組み"


def test_colours_say_the_standing() -> None:
    meanings = {"operating": "green", "in force": "green", "cannot tell": "magenta", "announced": "cyan"}
    expected = {(row["standing"], meanings[row["standing"]]) for row in rows() if row["standing"] in meanings}
    assert expected
    assert expected <= shown(LIST, 80).colours
    assert ("suspended", "brown") in shown(CARDS[1], 80).colours  # what pyte calls yellow


def test_no_colour_where_none_is_wanted() -> None:
    found = shown(LIST, 80, NO_COLOR="1")
    assert {colour for _, colour in found.colours} == {"default"}
    assert found.lines == shown(LIST, 80).lines
