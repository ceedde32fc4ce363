"""Whole-process time of reading commands, as ratios to an empty Typer command of the same Python."""

from __future__ import annotations

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15
EMPTY = "import typer\napp = typer.Typer()\n@app.command()\ndef a() -> None: ...\n@app.command()\ndef b() -> None: ...\napp()\n"
MKB = "from mineralkb.cli import main; main()"
COMMANDS = (
    ("list agreements", "JSON", 1.5, ["list", "agreements", "--format", "json"]),
    ("list agreements", "pipe", 1.5, ["list", "agreements"]),
    ("list agreements", "terminal", 2.0, ["list", "agreements"]),
    ("show us-japan-2025", "JSON", 1.5, ["show", "us-japan-2025", "--format", "json"]),
    ("show us-japan-2025", "pipe", 1.5, ["show", "us-japan-2025"]),
    ("show us-japan-2025", "terminal", 2.0, ["show", "us-japan-2025"]),
    ("validate", "pipe", 0.0, ["validate"]),  # all records against all rules; it has no budget of this kind
)


def seconds(arguments: list[str], folder: str, *, terminal: bool) -> float:
    """The time from start to end of one process that prints into a pipe or a terminal."""
    command = [sys.executable, *arguments]
    begin = time.perf_counter()
    if terminal:
        _in_terminal(command, folder)
    else:
        subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - begin


def _in_terminal(command: list[str], folder: str) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        while os.read(ours, 65536):
            pass
    except OSError:  # the terminal is closed when the process ends
        pass
    os.close(ours)
    if process.wait():
        raise SystemExit(f"{command} failed")


def measured(arguments: list[str], folder: str, empty: Path, *, terminal: bool) -> tuple[float, float, float]:
    """Median milliseconds of the command and of the empty one, and the median of their ratios pair by pair."""
    pairs = []
    for run in range(RUNS + 1):
        mine = seconds(["-c", MKB, *arguments], folder, terminal=terminal)
        other = seconds([str(empty), "a"], folder, terminal=terminal)
        if run:  # the first pair warms the caches
            pairs.append((mine, other))
    ratio = statistics.median(mine / other for mine, other in pairs)
    return statistics.median(m for m, _ in pairs) * 1000, statistics.median(o for _, o in pairs) * 1000, ratio


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        said = subprocess.run(
            [sys.executable, "-c", MKB, "list", "groups", "-v"], cwd=folder, capture_output=True, text=True, check=True
        )
        print(f"Python {sys.version.split()[0]}, {said.stderr.splitlines()[0]}\n")
        print("| command | into | budget | ratio | ms | empty command, ms |\n|---|---|--:|--:|--:|--:|")
        for name, into, budget, arguments in COMMANDS:
            mine, other, ratio = measured(arguments, folder, empty, terminal=into == "terminal")
            print(f"| `mkb {name}` | {into} | {budget or ''} | {ratio:.2f} | {mine:.0f} | {other:.0f} |", flush=True)


if __name__ == "__main__":
    main()
