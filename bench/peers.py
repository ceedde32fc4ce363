"""Checking, asking and updating generated bases, against the tools that one would otherwise take.

`python bench/peers.py [--tools FOLDER] [RECORDS...]`: FOLDER is a virtual environment with check-jsonschema, yamale and
duckdb; recsel (recutils) and rg (ripgrep) are taken from the path. What is not there is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import others
from generated import files

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (1_000, 10_000, 100_000)
# Whoever waits longer for a check does not check again.
MOST_FOR_PEERS = 10_000
MKB = (sys.executable, "-c", "from mineralkb.cli import main; main()")
ASKED = ("list", "pledges", "--party", "JP", "--mineral", "lithium", "--format", "json")


class Ran(NamedTuple):
    """Of a process: seconds to its end, those of the processor with its children's, most MB of it or a child."""

    seconds: float
    processor: float
    memory: float


def ran(command: Sequence[str], folder: Path) -> Ran:
    """One process that prints into a file nobody reads."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} failed with {process.returncode}")
    return Ran(time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def pairs(mine: Sequence[str], other: Sequence[str], folder: Path, runs: int) -> tuple[float, float, float]:
    """Median seconds of both, which take turns, and the median ratio of the second to the first."""
    taken = [(ran(mine, folder).seconds, ran(other, folder).seconds) for _ in range(runs)]
    ours, theirs = (statistics.median(column) for column in zip(*taken, strict=True))
    return ours, theirs, statistics.median(other / own for own, other in taken)


def row(records: int, what: str, tool: str, found: tuple[float, float, float], budget: str = "") -> None:
    """One line of the table."""
    mine, other, ratio = found
    print(f"| {records:,} | {what} | {tool} | {budget} | {ratio:.1f} | {mine:.2f} | {other:.2f} |", flush=True)


def measure(records: int, top: Path, tools: Path) -> None:
    """The rows of one base."""
    data = top / "data"
    files(data, records)
    mkb = (*MKB, *ASKED, "--data", str(data))
    checking(records, data, tools)
    asking(records, data, mkb, tools)
    updating(records, data, mkb)


def checking(records: int, data: Path, tools: Path) -> None:
    """Every record against its schema; mkb also applies its rules."""
    if records > MOST_FOR_PEERS:
        return
    mine = (*MKB, "validate", "--data", str(data))
    for tool, command, budget in others.checkers(data, tools, MKB):
        row(records, "cold check", tool, pairs(mine, command, data, 3), budget)


def asking(records: int, data: Path, mkb: Sequence[str], tools: Path) -> None:
    """A filtered list of pledges, warm, against the same facts laid out as each tool wants them."""
    ran(mkb, data)
    for tool, command, budget in others.askers(data, tools):
        row(records, "warm filtered list", tool, pairs(mkb, command, data, 7), budget)


def updating(records: int, data: Path, mkb: Sequence[str]) -> None:
    """The same list after one file changed, against the list where nothing did and a bare look at every file."""
    changed = data / "agreements/text-1.yaml"
    text = changed.read_text(encoding="utf-8")
    taken = []
    for run in range(7):
        warm = ran(mkb, data).seconds
        changed.write_text(text.replace("Tokyo", f"Town {run}"), encoding="utf-8")
        taken.append((ran(mkb, data).seconds, warm))
    ours, theirs = (statistics.median(column) for column in zip(*taken, strict=True))
    found = ours, theirs, statistics.median(warm / own for own, warm in taken)
    row(records, "list after one changed file", "the same list, nothing changed", found)
    look = (sys.executable, "-c", others.LOOK)
    row(records, "warm filtered list", "Python that only looks at every file", pairs(mkb, look, data, 7))


def main() -> None:
    """Print the table."""
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--tools", type=Path, default=Path("/nowhere"))
    read.add_argument("records", type=int, nargs="*", default=SIZES)
    given = read.parse_args()
    os.environ.pop("MKB_DATA", None)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| records | what | against | budget, times | times faster | mkb, s | other, s |")
    print("|--:|---|---|--:|--:|--:|--:|")
    for records in given.records:
        with tempfile.TemporaryDirectory(prefix="mineralkb-bench-") as folder:
            os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
            measure(records, Path(folder), given.tools)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}. {json.dumps(others.versions(given.tools))}")


if __name__ == "__main__":
    main()
