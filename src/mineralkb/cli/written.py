"""An answer of rows in the form that was asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from mineralkb.cli import session
from mineralkb.cli.remarks import remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mineralkb.cli.reasons import Reasons
    from mineralkb.render.blocks import Block


class FullFormat(StrEnum):
    """How an answer is written that is a page as well as rows."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    markdown = "markdown"
    html = "html"


AsFull = Annotated[FullFormat, typer.Option("--format", help="How to write the answer.")]


class Forms(NamedTuple):
    """What makes each form: blocks for a width (or none), rows with their columns, lines of JSON, and data.

    `markdown` is there where it says more than the blocks do, `reasons` where the command has `--why`.
    """

    blocks: Callable[[int | None], Iterable[Block]]
    rows: Callable[[], Sequence[Mapping[str, Any]]]
    columns: Sequence[str]
    lines: Callable[[], Sequence[Any]]
    data: Callable[[], dict[str, Any]]
    title: str = ""
    markdown: Callable[[], str] | None = None
    reasons: Reasons | None = None


def column_names(typed: str) -> tuple[str, ...]:
    """The columns that were typed, between commas."""
    return tuple(name.strip() for name in typed.split(",") if name.strip())


def write(forms: Forms, format_: StrEnum, *, safe: bool) -> None:
    """Make the form that was asked for, and print it."""
    match format_.value:
        case "markdown" if forms.markdown:
            typer.echo(forms.markdown())
            if forms.reasons:
                session.write(forms.reasons.blocks(), "markdown", forms.title)
        case "table" | "markdown" | "html" as page:
            made = forms.blocks(session.width() if page == "table" else None)
            session.write([*made, *(forms.reasons.blocks() if forms.reasons else ())], page, forms.title)
        case "json":
            from mineralkb.render.json import to_json

            typer.echo(to_json(forms.data() | (forms.reasons.data() if forms.reasons else {})))
        case rows:
            _write_rows(forms, rows, safe=safe)


def _write_rows(forms: Forms, format_: str, *, safe: bool) -> None:
    if format_ == "csv":
        from mineralkb.render.csv import rows_csv

        typer.echo(rows_csv(forms.columns, forms.rows(), safe=safe))
    else:
        from mineralkb.render.json import to_json_lines

        typer.echo(to_json_lines(list(forms.lines())))
    if forms.reasons and forms.reasons.wanted:
        remark(f"the reasons are not among the rows: ask with --format json, not {format_}")
