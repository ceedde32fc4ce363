"""Options that several commands share, and how all of them are read."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mineralkb.cli.completion import ids
from mineralkb.errors import MkbError

if TYPE_CHECKING:
    from collections.abc import Callable

# The heading of filters in the help.
PANEL = "Filters"


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
AsRows = Annotated[Format, typer.Option("--format", help="How to write the answer.")]
AsPage = Annotated[PageFormat, typer.Option("--format", help="How to write the answer.")]
SafeCsv = Annotated[bool, typer.Option("--safe-csv", help="CSV in which no text can be a formula.")]
Limit = Annotated[int, typer.Option("--limit", min=0, metavar="N", help="At most so many rows; 0 is all.")]
Sort = Annotated[
    list[str] | None, typer.Option("--sort", metavar="COLUMN", help="Sort by a column; -COLUMN is backwards.")
]
Columns = Annotated[str, typer.Option("--columns", metavar="A,B", help="Only these columns, in this order.")]
Possible = Annotated[bool, typer.Option("--possible", help="Instead what may match, but cannot be told.")]
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


def of_ids(*names: str, metavar: str, said: str) -> Any:
    """A filter that takes ids, and completes them in the shell."""
    return typer.Option(*names, metavar=metavar, help=said, rich_help_panel=PANEL, autocompletion=ids)


# Filters of several questions, in words that hold for all of them.
Text = Annotated[
    str,
    typer.Option(
        "--text", metavar="TEXT", help="Text in title, id or fields, whatever its case.", rich_help_panel=PANEL
    ),
]
Parties = Annotated[
    list[str] | None,
    of_ids("--party", "--country", metavar="CODE", said="What it signed or issued, and what is there."),
]
Minerals = Annotated[list[str] | None, of_ids("--mineral", metavar="ID", said="A material, with everything narrower.")]
Records = Annotated[list[str] | None, of_ids("--record", metavar="ID", said="This record.")]


def strict(command: Any) -> Any:
    """The command, which refuses a second value where an option takes one, and an empty one: both would answer something else."""
    make = command.make_parser

    def make_parser(ctx: Any) -> Any:
        parser = make(ctx)
        if not ctx.resilient_parsing:  # the shell asks how a line may go on that is not whole yet
            parser.parse_args = partial(_strictly, parser.parse_args)
        return parser

    command.make_parser = make_parser
    return command


def _strictly(parse: Callable[..., tuple[dict[str, Any], list[str], list[Any]]], args: list[str]) -> Any:
    """What was read, refused where it would answer something else than what was asked."""
    values, rest, order = parse(args=args)
    _refuse([one for one in order if one.param_type_name == "option" and not one.is_flag], values)
    return values, rest, order


def _refuse(order: list[Any], values: dict[str, Any]) -> None:
    """MkbError for an option that is given twice or is empty; each is in the order once for every time it was typed."""
    for option, times in Counter(order).items():
        if times > 1 and not option.multiple:
            raise MkbError(f"{option.opts[0]} is given twice", "ask for each alone")
        value = values[option.name]
        if any(isinstance(one, str) and not one.strip() for one in (value if option.multiple else [value])):
            raise MkbError(f"{option.opts[0]} is empty", "leave it out, or say what it is")
