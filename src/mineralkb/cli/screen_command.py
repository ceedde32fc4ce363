"""`mkb screen NAME`: whether a party is among the names recorded on lists of parties, and what befell it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.options import AsRows, Data, Format, Known, On, SafeCsv, Verbose, Why
from mineralkb.cli.reasons import Reasons, reasons_for
from mineralkb.cli.written import Forms, write
from mineralkb.errors import MkbError
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from mineralkb.screening.answer import Screened

app = typer.Typer()
_MOST_NAMES, _MOST_BYTES, _LONGEST = 10_000, 1_000_000, 300


@app.command("screen")
def screen_command(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME...", help="Names of parties.")] = None,
    *,
    file: Annotated[str, typer.Option(metavar="FILE", help="A file with a name in each line; - is the input.")] = "",
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
    why: Why = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Look for parties on the lists of parties: by name, alias, native name, like spelling, or owner.

    Lists are known in part: a name that is not found is not among the names recorded, and may still be listed.
    """
    from mineralkb.screening.answer import screen

    wanted = _wanted([*(names or ()), *(_lines(file) if file else ())])
    base = session.opened(data, known, verbose=verbose)
    parameters = {"names": list(names or ()), **({"file": file} if file else {})}
    asked = session.asked(base, on, known, parameters, sealed=why or format_ is Format.json)
    found = screen(base, wanted, asked)
    entries = [match.party.id for match in found.matches]
    _answer(found, format_, reasons_for(base, entries, asked, wanted=why), safe=safe_csv)


def _wanted(names: list[str]) -> list[str]:
    """The names without what is blank; MkbError where there is none, or too much."""
    wanted = [name.strip() for name in names if name.strip()]
    if not wanted:
        raise MkbError("no name is given", 'as: mkb screen "General Dynamics", or --file names.txt')
    if len(wanted) > _MOST_NAMES:
        raise MkbError(f"more than {_MOST_NAMES} names are given", "ask in several turns")
    for name in wanted:
        if len(name) > _LONGEST:
            raise MkbError(f"the name '{brief(name, 40)}' is longer than {_LONGEST} signs", "one name in each line")
    return wanted


def _lines(file: str) -> list[str]:
    """The lines of a file or of the input, which must be text and not too much of it."""
    try:
        if file == "-":
            content = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as opened:
                content = opened.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no file can have this name"
        raise MkbError(f"--file: {brief(file)} cannot be read: {why}", "name a text file, or -") from None
    if len(content) > _MOST_BYTES:
        raise MkbError(f"--file: more than {_MOST_BYTES:,} bytes", "ask in several turns")
    try:
        return content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise MkbError(f"--file: {brief(file)} is not text in UTF-8", "save it as UTF-8") from None


def _answer(found: Screened, format_: Format, reasons: Reasons, *, safe: bool) -> None:
    from mineralkb.render.screen import screen_blocks, title
    from mineralkb.render.screen_data import COLUMNS, screen_data, screen_rows

    rows, data = partial(screen_rows, found), partial(screen_data, found)
    write(
        Forms(lambda _: screen_blocks(found), rows, COLUMNS, rows, data, title(found), reasons=reasons),
        format_,
        safe=safe,
    )
