"""`mkb schema [KIND]`: the JSON Schema of a kind of record."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from mineralkb.errors import MkbError
from mineralkb.values.text import nearest_or_all, visible

app = typer.Typer()


def _names(incomplete: str) -> list[str]:
    from mineralkb.schema import KINDS, SINGLE

    return [name for name in (*KINDS, *SINGLE) if name.startswith(incomplete)]


@app.command("schema")
def schema_command(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND",
            help="A folder of records, such as agreements; all are listed where none is given.",
            autocompletion=_names,
        ),
    ] = None,
) -> None:
    """Print the JSON Schema (2020-12) of a kind of record, for editors and for other programs."""
    from mineralkb.schema import KINDS, SINGLE, json_schema

    known = [*KINDS, *SINGLE]
    if kind is None:
        typer.echo("\n".join(known))
        return
    if kind not in known:
        raise MkbError(f"there is no kind '{visible(kind)}'", nearest_or_all(kind, known))
    typer.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))
