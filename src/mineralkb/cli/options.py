"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mineralkb.cli.completion import ids


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    markdown = "markdown"


class PageFormat(StrEnum):
    """How an answer is written that is also a page: no list of rows."""

    table = "table"
    json = "json"
    markdown = "markdown"
    html = "html"


Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The knowledge base to ask; else MKB_DATA, the nearest above, or the packaged one.",
    ),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day of the world that is asked about; today where nothing is said."),
]
Known = Annotated[
    str | None,
    typer.Option(
        "--known", metavar="DATE|REV", help="What this base said then: a day, or a git revision (rev:NAME forces one)."
    ),
]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say which data is asked, and its commit.")]
Why = Annotated[
    bool, typer.Option("--why", help="Also the shortest reasons for each standing: rule, event, fact, line, source.")
]
Id = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="A record or a part of it, as us-japan-2025 or us-japan-2025/permitting.", autocompletion=ids
    ),
]
