"""An answer of rows in the form that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from mineralkb.cli import session
from mineralkb.cli.options import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mineralkb.render.blocks import Block


class Forms(NamedTuple):
    """What makes each form: blocks for a width (or none), rows with their columns, lines of JSON, and data.

    `markdown` is there where it says more than the blocks do.
    """

    blocks: Callable[[int | None], Iterable[Block]]
    rows: Callable[[], Sequence[Mapping[str, Any]]]
    columns: Sequence[str]
    lines: Callable[[], list[Any]]
    data: Callable[[], dict[str, Any]]
    title: str = ""
    markdown: Callable[[], str] | None = None


def write(forms: Forms, format_: Format, *, safe: bool) -> None:
    """Make the form that was asked for, and print it."""
    match format_:
        case Format.table:
            session.show(forms.blocks(session.width()))
        case Format.markdown:
            if forms.markdown:
                typer.echo(forms.markdown())
            else:
                session.write(forms.blocks(None), "markdown", forms.title)
        case Format.csv:
            from mineralkb.render.csv import rows_csv

            typer.echo(rows_csv(forms.columns, forms.rows(), safe=safe))
        case Format.json | Format.jsonl:
            from mineralkb.render.json import to_json, to_json_lines

            typer.echo(to_json(forms.data()) if format_ is Format.json else to_json_lines(forms.lines()))
