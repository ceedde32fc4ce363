"""Every benchmark, one after the other: `python bench/run.py [--tools FOLDER]`; some minutes and 2 GB of temporary files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Print all tables."""
    for name, arguments in (("startup", []), ("diff", []), ("peers", sys.argv[1:])):
        print(f"\n## {name}\n", flush=True)
        subprocess.run([sys.executable, str(HERE / f"{name}.py"), *arguments], check=True)


if __name__ == "__main__":
    main()
