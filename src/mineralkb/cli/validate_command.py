"""`mkb validate [PATHS]`: every finding, in one pass."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.main import DONE, FOUND
from mineralkb.cli.options import Data, Known, Verbose
from mineralkb.cli.remarks import remark

app = typer.Typer()


class FindingFormat(StrEnum):
    """How findings are written."""

    text = "text"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"


@app.command("validate")
def validate_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATHS]", help="Show findings in these files and folders only.")
    ] = None,
    *,
    format_: Annotated[FindingFormat, typer.Option("--format", help="How to write the findings.")] = FindingFormat.text,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Check every record against the schema and the rules. Exit 0 clean, 1 findings, 2 could not run."""
    from mineralkb.render.findings import RENDERERS, summary
    from mineralkb.validation import validate

    place = session.place_of(data)
    report = validate(place, session.revision_of(place, known), session.today(), tuple(paths or ()))
    if verbose:
        remark(f"data: {place.folder} ({place.found})")
    text = RENDERERS[format_](report)
    if text:
        _print(text, format_)
    remark(summary(report))
    raise typer.Exit(FOUND if report.findings else DONE)


def _print(text: str, format_: FindingFormat) -> None:
    if format_ is FindingFormat.text and sys.stdout.isatty():
        from mineralkb.render.terminal import console, findings_of

        console().print(findings_of(text))
    else:
        typer.echo(text)
