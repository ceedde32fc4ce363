"""How the time and the memory of commands grow with the base: `python bench/growth.py [RECORDS...]`, a Markdown table.

Each command is run against generated bases by itself, in a process of its own; what is said of it are the seconds from its
start to its end, the seconds of the processor in it and in those it started, and the most memory of the largest of them.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from generated import files
from peers import MKB, Ran, ran

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
RUNS = 5
LIST = ("list", "pledges", "--party", "JP", "--mineral", "lithium", "--format", "json")
SHIPMENT = ("applicable", "--origin", "CN", "--mineral", "lithium", "--form", "ore", "--destination", "JP")
WARM = {
    "list": LIST,
    "show": ("show", "text-1"),
    "applicable": SHIPMENT,
    "search": ("search", "scrap lithium"),
    "query": ("query", "SELECT kind, count(*) FROM records GROUP BY kind"),
}


def measure(records: int, top: Path) -> None:
    """The rows of one base."""
    data = top / "data"
    files(data, records)
    asked = {name: (*MKB, *command, "--data", str(data)) for name, command in WARM.items()}
    row(records, "index made", ran(asked["list"], top))
    for name, command in asked.items():
        row(records, name, middle([ran(command, top) for _ in range(RUNS)]))
    changed = data / "agreements/text-1.yaml"
    text = changed.read_text(encoding="utf-8")
    taken = []
    for run in range(RUNS):
        changed.write_text(text.replace("Tokyo", f"Town {run}"), encoding="utf-8")
        taken.append(ran(asked["list"], top))
    row(records, "list after one change", middle(taken))
    row(records, "validate", middle([ran((*MKB, "validate", "--data", str(data)), top) for _ in range(2)]))


def middle(taken: list[Ran]) -> Ran:
    """The median of each."""
    return Ran(*(statistics.median(column) for column in zip(*taken, strict=True)))


def row(records: int, what: str, found: Ran) -> None:
    """One line of the table."""
    print(f"| {records:,} | {what} | {found.seconds:.2f} | {found.processor:.2f} | {found.memory:.0f} |", flush=True)


def main() -> None:
    """Print the table."""
    os.environ.pop("MKB_DATA", None)
    os.environ["MKB_TODAY"] = "2026-11-23"
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| records | command | s | s of the processor | MB |\n|--:|---|--:|--:|--:|")
    for records in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        with tempfile.TemporaryDirectory(prefix="mineralkb-bench-") as folder:
            os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
            measure(records, Path(folder))
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
