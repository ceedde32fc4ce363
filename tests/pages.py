"""The commands that pages show with their output, and what they print, on the day that the pages fix."""

from __future__ import annotations

import io
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import pytest

from mineralkb.cli import main

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
# It reads every file of the shipped data, so it is run once, by the test that the data is clean.
VALIDATING = "mkb validate"


def shown(page: str) -> list[tuple[str, str]]:
    """The (command, output) pairs of a page."""
    pairs = []
    for block in BLOCK.finditer((ROOT / page).read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            pairs.append((command, output))
    return pairs


def printed(command: str) -> str:
    """What `mkb ...` prints into a file, answer and remarks."""
    words = shlex.split(command)
    assert words[0] == "mkb", "pages show mkb commands only"
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said), suppress(SystemExit):
        patch.chdir(ROOT)
        patch.delenv("MKB_DATA", raising=False)
        for name, value in {"MKB_TODAY": "2026-11-23", "COLUMNS": "100", "NO_COLOR": "1"}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", words)
        main()
    said.seek(0)
    return said.read()
