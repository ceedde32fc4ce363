"""Which data a command speaks of: a folder that was named, the nearest one above, or the packaged copy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from mineralkb.errors import MkbError

MARK = "kb.yaml"
SHIPPED = "index.sqlite"
_ROOM = Path(__file__).parent
PACKAGED = _ROOM / "_data"
_CHECKOUT = _ROOM.parents[1] / "data"


class Place(NamedTuple):
    """A data folder, how it was found, and whether it came with the program."""

    folder: Path
    found: str
    packaged: bool = False


def find_place(named: str | None, environment: str | None, here: Path) -> Place:
    """The folder named by --data, else by MKB_DATA, else the nearest above `here`, else the packaged copy."""
    if named:
        return Place(_within(Path(named), "--data"), "named by --data")
    if environment:
        return Place(_within(Path(environment), "MKB_DATA"), "named by MKB_DATA")
    for folder in (here, *here.parents):
        if _there(folder / "data" / MARK):
            return Place(folder / "data", "found above the working directory")
        if _there(folder / MARK):
            return Place(folder, "found above the working directory")
    if _there(PACKAGED / SHIPPED):
        return Place(PACKAGED, "packaged with the program", packaged=True)
    if _there(_CHECKOUT / MARK):
        return Place(_CHECKOUT, "the checkout that the program is installed from")
    raise MkbError("there is no knowledge base here", "name its folder with --data, or install mineralkb with its data")


def _within(folder: Path, name: str) -> Path:
    for candidate in (folder, folder / "data"):
        if _there(candidate / MARK):
            return candidate.absolute()
    raise MkbError(f"{name}: {folder} is no knowledge base", f"a knowledge base is a folder with {MARK} in it")


def _there(file: Path) -> bool:
    """Whether the file is there; one that nobody lets us see is not."""
    return os.path.isfile(file)  # noqa: PTH113 - Path.is_file raises where it may not look
