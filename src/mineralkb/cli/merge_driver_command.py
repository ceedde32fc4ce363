"""`mkb merge-driver %O %A %B %L %P %S %X %Y`: git's way to have a record merged."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from mineralkb.cli.remarks import remark
from mineralkb.errors import MkbError
from mineralkb.values.text import brief

app = typer.Typer()

# Up to 128 git takes what the file then holds for the result of a merge with conflicts.
BROKEN = 129
_SIDES = 3
_MOST_SIGNS = 1_000
_ALL_ARE_ARGUMENTS = {"ignore_unknown_options": True, "allow_interspersed_args": False}


# What follows the first file is never an option: a path may be called --help.
@app.command("merge-driver", context_settings=_ALL_ARE_ARGUMENTS)
def merge_driver_command(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="%O %A %B [%L %P %S %X %Y]",
            help="What git names: three files, the length of markers, the path, and labels of the base, ours and theirs.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Merge one record for git, by fact. Exit 0 merged, 1 conflicts marked, 129 nothing written."""
    from mineralkb.merging.driver import Versions, merge_file
    from mineralkb.merging.markers import Markers

    base, ours, theirs, size, path, *labels = _given(files or [])
    names = [_label(*pair) for pair in zip(labels, ("base", "ours", "theirs"), strict=True)]
    markers = Markers(ours=names[1], theirs=names[2], base=names[0], size=_size(size))
    try:
        done = merge_file(Versions(Path(base), Path(ours), Path(theirs), path), markers)
    except (OSError, MkbError) as error:
        _stop(f"{brief(path or ours)} was not merged: {error}")
    if done.fallback:
        remark(f"{brief(path or ours)}: merged line by line, for {brief(done.fallback, 200)}")
    raise typer.Exit(int(done.conflict))


def _given(files: list[str]) -> list[str]:
    """The eight arguments, '' for what the configuration leaves out."""
    if not _SIDES <= len(files) <= _SIDES + 5:
        _stop("git must name the files; see docs/merging.md for the line of the configuration")
    return [*files, *[""] * (_SIDES + 5 - len(files))]


def _label(given: str, name: str) -> str:
    """A label of git's, on one line; an older git leaves the sign of one as it is."""
    line = " ".join(given.split())
    return name if not line or re.fullmatch("%[SXY]", line) else line


def _size(given: str) -> int:
    return int(given) if re.fullmatch("[1-9][0-9]{0,3}", given, re.ASCII) and int(given) <= _MOST_SIGNS else 7


def _stop(message: str) -> NoReturn:
    remark(f"Error: {message}")
    raise typer.Exit(BROKEN)
