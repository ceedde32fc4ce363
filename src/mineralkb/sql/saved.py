"""Queries that are kept as files: beside the data that is asked, and those that come with the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.place import PACKAGED
from mineralkb.sql.fence import LIMITS
from mineralkb.values.text import nearest_or_all, visible

if TYPE_CHECKING:
    from mineralkb.place import Place

FOLDER = "queries"
_CHECKOUT = Path(__file__).parents[3] / FOLDER
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_PARAMETER = re.compile(r"--\s*:(\w+)\s+(.+)")


class Saved(NamedTuple):
    """A kept query: its name, what it answers, and what its parameters mean."""

    name: str
    answers: str
    parameters: dict[str, str]
    sql: str


def saved(place: Place) -> dict[str, Saved]:
    """All kept queries by name; one beside the data goes before one of the same name that came with the program."""
    own = place.folder if place.packaged else place.folder.parent
    shipped = PACKAGED / FOLDER if (PACKAGED / FOLDER).is_dir() else _CHECKOUT
    files = {path.stem: path for folder in (shipped, own / FOLDER) for path in _files(folder)}
    return {name: _read(name, files[name]) for name in sorted(files)}


def _files(folder: Path) -> list[Path]:
    # A link may lead anywhere.
    return [path for path in folder.glob("*.sql") if _NAME.fullmatch(path.stem) and not path.is_symlink()]


def _read(name: str, path: Path) -> Saved:
    sql = read_statement(path)
    comments = [line for line in sql.splitlines() if line.startswith("--")]
    parameters = {found[1]: found[2] for line in comments if (found := _PARAMETER.fullmatch(line))}
    answers = comments[0].lstrip("- ") if comments else ""
    return Saved(name, answers, parameters, sql)


def read_statement(path: Path) -> str:
    """The statement in a file."""
    most = LIMITS["sqlite"]["SQL_LENGTH"]
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
        return decoded(content)
    except OSError as error:
        raise MkbError(f"{visible(str(path))} cannot be read: {error.strerror}") from None


def decoded(content: bytes) -> str:
    """A statement as text; MkbError where it is too long or none."""
    most = LIMITS["sqlite"]["SQL_LENGTH"]
    if len(content) > most:
        raise MkbError(f"the statement is longer than {most:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MkbError("the statement is no UTF-8 text") from None


def statement(typed: str, place: Place) -> str:
    """What was typed: SQL, a file that holds it, or the name of a kept query."""
    if _NAME.fullmatch(typed):
        kept = saved(place)
        if typed not in kept:
            hint = nearest_or_all(typed, kept, "SQL begins with SELECT; the saved queries are")
            raise MkbError(f"there is no saved query '{typed}'", hint)
        return kept[typed].sql
    if typed.endswith(".sql") and typed[:6].lower() != "select":
        return read_statement(Path(typed))
    return typed
