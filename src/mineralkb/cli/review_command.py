"""`mkb review BASE...HEAD`: a change of the data, as its reviewer needs it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.main import DONE, FOUND
from mineralkb.cli.options import Data
from mineralkb.cli.remarks import remark
from mineralkb.errors import MkbError
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from mineralkb.review.answer import Review

app = typer.Typer()

# What a step summary of GitHub holds; a comment holds 65,536 characters.
_MOST = 1024 * 1024
_LEAST = 10_000


class ReviewFormat(StrEnum):
    """How a review is written."""

    table = "table"
    markdown = "markdown"
    html = "html"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"


@app.command("review")
def review_command(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="BASE...HEAD",
            help="Two revisions, from where both come; or as mkb diff takes them. No HEAD: the folder.",
        ),
    ],
    *,
    format_: Annotated[ReviewFormat, typer.Option("--format", help="How to write the review.")] = ReviewFormat.table,
    save: Annotated[
        list[str] | None,
        typer.Option("--save", metavar="FORMAT=FILE", help="Write it to a file too; can be repeated."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="BYTES", min=_LEAST, help="The most that Markdown may take; rows are cut.")
    ] = _MOST,
    data: Data = None,
) -> None:
    """Check a change of the data against the whole base, and say what differs and what to look at.

    Exit 0 nothing is newly wrong, 1 new findings or the past rewritten without a reason, 2 could not run.
    """
    from mineralkb.render.review import review_blocks, verdict
    from mineralkb.review.answer import review

    files = [_file(typed) for typed in save or []]
    found = review(session.place_of(data), what, session.today())
    for name, path in files:
        _save(path, _text(found, name, limit))
    if format_ is ReviewFormat.table:
        session.show(review_blocks(found))
    else:
        if text := _text(found, format_, limit):
            typer.echo(text)
        remark(verdict(found))
    raise typer.Exit(FOUND if found.failing else DONE)


def _text(found: Review, format_: ReviewFormat, limit: int) -> str:
    """The review in a format; '' of annotations where there are none."""
    from mineralkb.render import review as drawn

    if format_ is ReviewFormat.json:
        from mineralkb.render.json import to_json

        return to_json(drawn.review_data(found))
    if format_ is ReviewFormat.github:
        return drawn.review_annotations(found)
    if format_ is ReviewFormat.markdown:
        from mineralkb.render.limited import limited

        return limited(drawn.review_sections(found), limit, f"mkb review {drawn.named(found)}")
    if format_ is ReviewFormat.html:
        from mineralkb.render.html import html

        return html(drawn.review_blocks(found), f"Review of {drawn.named(found)}")
    if format_ is ReviewFormat.table:
        from mineralkb.render.plain import plain

        return plain(drawn.review_blocks(found))
    from mineralkb.render.findings import RENDERERS

    return RENDERERS[format_](found.report)


def _file(typed: str) -> tuple[ReviewFormat, Path]:
    """A format and a file, as `--save` names them."""
    name, equals, path = typed.partition("=")
    if name not in ReviewFormat.__members__ or not equals or not path:
        raise MkbError(f"--save {visible(typed)} is no FORMAT=FILE", f"formats: {', '.join(ReviewFormat)}")
    return ReviewFormat(name), Path(path)


def _save(path: Path, text: str) -> None:
    from mineralkb.writing import write_whole

    try:
        write_whole(path, f"{text}\n".encode() if text else b"")
    except OSError as error:
        raise MkbError(
            f"{visible(str(path))} cannot be written: {error.strerror}", "name a file in a folder that is there"
        ) from None
