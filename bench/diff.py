"""Whole-process time of differences in a generated base: `python bench/diff.py [RECORDS...]`.

The cost is to follow the change: `mkb diff` of a commit within three times `git diff --stat` of it and `mkb diff HEAD HEAD`,
which says that nothing differs, together.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated import history

RUNS = 7
SIZES = (1_000, 10_000, 100_000)
# Whoever waits longer for one answer does not ask again.
MOST_FOR_IMPACT = 10_000
TWENTY, ONE, NOTHING = ("HEAD~2", "HEAD~1"), ("HEAD~1", "HEAD"), ("HEAD", "HEAD")
MKB = (sys.executable, "-c", "from mineralkb.cli import main; main()")
GIT = ("git", "--no-pager", "diff", "--stat")


def seconds(command: tuple[str, ...], folder: Path) -> float:
    """The time from start to end of one process that prints into a pipe."""
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    taken = time.perf_counter() - begin
    if done.returncode not in (0, 1):  # mkb impact answers 1 where the past is rewritten without a reason
        raise SystemExit(f"{command} failed: {done.stderr.decode()}")
    return taken


def compared(asked: tuple[str, ...], folder: Path) -> tuple[float, float, float, float]:
    """Median milliseconds of git, of mkb where nothing differs and of mkb, and the median ratio of the last to both."""
    turns = []
    for run in range(RUNS + 1):
        taken = [
            seconds(command, folder) for command in ((*GIT, *asked), (*MKB, "diff", *NOTHING), (*MKB, "diff", *asked))
        ]
        if run:  # the first turn warms the caches
            turns.append(taken)
    ratio = statistics.median(mine / (stat + nothing) for stat, nothing, mine in turns)
    stat, nothing, mine = (statistics.median(column) * 1000 for column in zip(*turns, strict=True))
    return stat, nothing, mine, ratio


def measure(records: int, folder: Path) -> None:
    """The rows of one base."""
    data = history(folder, records, (20, 1))
    for name, asked in (("20 records", TWENTY), ("1 record", ONE)):
        stat, nothing, mine, ratio = compared(asked, folder)
        print(
            f"| {records:,} | `mkb diff`, {name} | 3.0 | {ratio:.2f} | {mine:.0f} | {stat:.0f} | {nothing:.0f} |",
            flush=True,
        )
    changed = data / "agreements/text-1.yaml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("Tokyo", "Osaka"), encoding="utf-8")
    stat, nothing, mine, ratio = compared(("HEAD",), folder)
    print(
        f"| {records:,} | `mkb diff`, working tree | | {ratio:.2f} | {mine:.0f} | {stat:.0f} | {nothing:.0f} |",
        flush=True,
    )
    if records <= MOST_FOR_IMPACT:
        taken = seconds((*MKB, "impact", *TWENTY), folder)
        print(f"| {records:,} | `mkb impact`, 20 records | | | {taken * 1000:.0f} | | |", flush=True)


def main() -> None:
    """Print the table."""
    os.environ.pop("MKB_DATA", None)
    print(f"Python {sys.version.split()[0]}\n")
    print("| records | command | budget | ratio | ms | `git diff --stat`, ms | `mkb diff HEAD HEAD`, ms |")
    print("|--:|---|--:|--:|--:|--:|--:|")
    for records in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            measure(records, Path(folder))


if __name__ == "__main__":
    main()
