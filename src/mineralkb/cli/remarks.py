"""Lines on stderr: not part of the answer, and wrapped where a person reads them."""

from __future__ import annotations

import sys

import typer


def remark(text: str) -> None:
    """One remark, in which no stranger's text acts; on a terminal its lines break between words."""
    from mineralkb.render.plain import inert, one_line

    text = inert(one_line(text))
    if sys.stderr.isatty():
        from shutil import get_terminal_size

        from mineralkb.render.layout import wrapped

        text = "\n".join(wrapped(text, get_terminal_size().columns))
    typer.echo(text, err=True)
