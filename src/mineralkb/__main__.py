"""`python -m mineralkb` is `mkb`."""

from __future__ import annotations

from mineralkb.cli import main

if __name__ == "__main__":
    main()
