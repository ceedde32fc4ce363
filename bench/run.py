"""Every benchmark, one after the other: `python bench/run.py [--tools FOLDER]`; half an hour and 2 GB of temporary files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Print all tables, and draw growth.svg from the last."""
    for name, arguments in (("startup", []), ("diff", []), ("peers", sys.argv[1:])):
        print(f"\n## {name}\n", flush=True)
        subprocess.run([sys.executable, str(HERE / f"{name}.py"), *arguments], check=True)
    print("\n## growth\n", flush=True)
    table = subprocess.run([sys.executable, str(HERE / "growth.py")], check=True, capture_output=True, text=True).stdout
    print(table, flush=True)
    subprocess.run([sys.executable, str(HERE / "plot.py")], check=True, input=table, text=True)


if __name__ == "__main__":
    main()
