"""`mkb diff-driver -- PATH OLD HEX MODE NEW HEX MODE`: git's way to have a record's difference shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.errors import MkbError
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from mineralkb.diff.alone import Version

app = typer.Typer()

_NOWHERE = "/dev/null"
_ALL_ARE_ARGUMENTS = {"ignore_unknown_options": True, "allow_interspersed_args": False}


# What follows is never an option: a path may be called --help.
@app.command("diff-driver", context_settings=_ALL_ARE_ARGUMENTS)
def diff_driver_command(
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH [OLD HEX MODE NEW HEX MODE]",
            help="What git names: the path, both files with their ids and modes; of a renamed one also the new path and "
            "what git says of it. PATH OLD NEW is enough.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show for git what differs in one file, as facts. Exit 0 done, 2 could not run."""
    from mineralkb.diff.files import compare_files
    from mineralkb.render.files import file_comparison_text, unmerged_text

    match named or []:
        case [path]:
            typer.echo(unmerged_text(path))
        case [path, old, new]:
            typer.echo(file_comparison_text(compare_files(_version(path, old), _version(path, new))))
        case [path, old, was, old_mode, new, now, new_mode, *renamed] if len(renamed) in (0, 2):
            other, said = renamed or (path, "")
            found = compare_files(_version(path, old, old_mode), _version(other, new, new_mode))
            typer.echo(file_comparison_text(found, f"{_id(was)}..{_id(now)}", _without_ids(said)))
        case _:
            raise MkbError("git names a file with 1, 3, 7 or 9 words", "see docs/diff.md for the lines to configure")


def _version(path: str, file: str, mode: str = "") -> Version:
    """One side; a file of which more is read than is ever shown is too large in any case."""
    from mineralkb.diff.alone import Version
    from mineralkb.render.files import MOST_BYTES

    if file == _NOWHERE or mode == ".":
        return Version(path, None)
    try:
        with Path(file).open("rb") as opened:
            return Version(path, opened.read(MOST_BYTES + 1), mode)
    except OSError as error:
        hint = "name two files, as git difftool does" if Path(file).is_dir() else ""
        raise MkbError(f"{brief(file, 200)} cannot be read: {error.strerror}", hint) from None


def _id(given: str) -> str:
    """The first digits of a content's id; git knows none yet of a file in the working tree."""
    if given == ".":
        return "nothing"
    return given[:7] if re.fullmatch("[0-9a-f]{40,64}", given) and given.strip("0") else "working tree"


def _without_ids(said: str) -> list[str]:
    return [line for line in said.splitlines() if line and not line.startswith("index ")]
