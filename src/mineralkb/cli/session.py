"""From options to an open base and what is asked of it; and from blocks to the screen."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mineralkb.cli.remarks import remark
from mineralkb.index import Base, open_base
from mineralkb.place import Place, find_place
from mineralkb.questions.asked import Asked, typed_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from mineralkb.render.blocks import Block


def today() -> date:
    """The day it is (UTC), or the one that MKB_TODAY fixes."""
    fixed = os.environ.get("MKB_TODAY")
    return typed_day(fixed, "MKB_TODAY") if fixed else datetime.now(UTC).date()


def place_of(data: str | None) -> Place:
    """The data folder that is asked."""
    return find_place(data, os.environ.get("MKB_DATA"), Path.cwd())


def opened(data: str | None, known: str | None, *, verbose: bool = False) -> Base:
    """The base of the folder, as it is or as it was known then."""
    place = place_of(data)
    base = open_base(place, revision_of(place, known), remark if sys.stderr.isatty() else None)
    if verbose:
        commit, day = state(base)
        changed = ", changed since" if base.meta("changed") else ""
        at = f", commit {commit[:12]} of {day}{changed}" if commit else ""
        remark(f"data: {place.folder} ({place.found}){at}")
    unread = int(base.meta("unread") or 0)
    if unread:
        remark(
            f"{unread} {'file' if unread == 1 else 'files'} could not be read in full and may be left out: see mkb validate"
        )
    return base


def asked(base: Base, on: str | None, known: str | None, parameters: dict[str, Any], *, sealed: bool = True) -> Asked:
    """Both clocks and the parameters; `sealed` also looks up the commit."""
    commit, commit_day = state(base) if sealed else ("", "")
    return Asked(typed_day(on, "--on") if on else today(), known or "", commit, commit_day, parameters)


def state(base: Base) -> tuple[str, str]:
    """The commit of the data and its day; empty where there is none."""
    if base.meta("commit"):
        return base.meta("commit"), base.meta("commit_day")
    if base.place.packaged:
        return "", ""
    from mineralkb.tree import history

    if base.revision:
        return base.revision, history.committed(base.place.folder, base.revision)
    return history.head(base.place.folder) or ("", "")


def show(blocks: Iterable[Block]) -> None:
    """The blocks on the terminal, or as plain text into a pipe or file."""
    if not sys.stdout.isatty():
        from mineralkb.render.plain import plain

        typer.echo(plain(blocks))
        return
    from mineralkb.render.terminal import console, terminal

    screen = console()
    screen.print(terminal(blocks, screen.width))


def write(blocks: Iterable[Block], format_: str, title: str) -> None:
    """The blocks as `table`, `markdown` or `html`."""
    if format_ == "markdown":
        from mineralkb.render.markdown import markdown

        typer.echo(markdown(blocks))
    elif format_ == "html":
        from mineralkb.render.html import html

        typer.echo(html(blocks, title))
    else:
        show(blocks)


def width() -> int | None:
    """How wide the terminal is; nothing for a pipe, in which no line is broken."""
    if not sys.stdout.isatty():
        return None
    from mineralkb.render.terminal import console

    return console().width


def revision_of(place: Place, known: str | None) -> str:
    """The commit that --known stands for; '' where it was not given."""
    if not known:
        return ""
    from mineralkb.tree import known_commit

    return known_commit(place.folder, known, packaged=place.packaged)
