"""Which data a command speaks of: a folder that was named, the nearest one above, or the packaged copy."""

from __future__ import annotations

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
        if (folder / "data" / MARK).is_file():
            return Place(folder / "data", "found above the working directory")
        if (folder / MARK).is_file():
            return Place(folder, "found above the working directory")
    if (PACKAGED / SHIPPED).is_file():
        return Place(PACKAGED, "packaged with the program", packaged=True)
    if (_CHECKOUT / MARK).is_file():
        return Place(_CHECKOUT, "the checkout that the program is installed from")
    raise MkbError("there is no knowledge base here", "name its folder with --data, or install mineralkb with its data")


def _within(folder: Path, name: str) -> Path:
    for candidate in (folder, folder / "data"):
        if (candidate / MARK).is_file():
            return candidate.absolute()
    raise MkbError(f"{name}: {folder} is no knowledge base", f"a knowledge base is a folder with {MARK} in it")
