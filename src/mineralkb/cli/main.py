"""The entry point: commands are imported when they are asked for, and trouble is told in one line."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from mineralkb.cli.options import strict
from mineralkb.cli.remarks import remark
from mineralkb.errors import MkbError
from mineralkb.values.text import nearest_or_all, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

DONE, FOUND, FAILED = 0, 1, 2

COMMANDS = (
    "list",
    "show",
    "search",
    "applicable",
    "screen",
    "why",
    "pledges",
    "due",
    "timeline",
    "compare",
    "matrix",
    "tensions",
    "coverage",
    "cite",
    "stats",
    "query",
    "export",
    "diff",
    "log",
    "blame",
    "impact",
    "changes",
    "review",
    "validate",
    "explain",
    "schema",
    "merge-driver",
    "diff-driver",
)

# A command line that does not read; typer has no public name for it.
_UsageError: Any = typer.BadParameter.__mro__[1]


@contextmanager
def _readers_may_leave() -> Iterator[None]:
    """A closed pipe is no error: who read us had enough."""
    try:
        yield
    except (BrokenPipeError, SystemExit):  # Rich, which draws the help, makes the second of the first
        # Whatever is still in the buffer has no reader either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(DONE) from None


class Commands(TyperGroup):
    """A group whose commands live in modules of the same name."""

    def list_commands(self, _ctx: Any) -> list[str]:
        """All commands, in the order of a user's day."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; its module is imported now."""
        if cmd_name not in COMMANDS and ctx.resilient_parsing:  # the shell asks how a wrong line may go on
            return None
        if cmd_name not in COMMANDS:
            raise MkbError(f"there is no command '{visible(cmd_name)}'", nearest_or_all(cmd_name, COMMANDS))
        module = import_module(f"mineralkb.cli.{cmd_name.replace('-', '_')}_command")
        command = strict(typer.main.get_command(module.app))
        command.name = cmd_name
        return command

    def make_context(self, *names: Any, **more: Any) -> Any:
        """Read the arguments, or show the help."""
        with _readers_may_leave():
            return super().make_context(*names, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with _readers_may_leave():
            return super().invoke(ctx)


app = typer.Typer(
    cls=Commands,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"mkb {version('mineralkb')}")
        except PackageNotFoundError:
            typer.echo("mkb, run from its source")
        raise typer.Exit


@app.callback()
def mkb(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Who promised what to whom on critical minerals, who restricts what, and what applies on this day, with sources."""


def main() -> None:
    """Run `mkb` with the arguments of the process; without any, show the help."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A sign that the terminal or pipe has no code for is written out, and is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(sys.argv[1:] or ["--help"], prog_name="mkb", standalone_mode=False)
    except MkbError as error:
        complain(error)
        code = FAILED
    except _UsageError as error:
        complain(_misused(error))
        code = FAILED
    sys.exit(code or DONE)


def _misused(error: Any) -> MkbError:
    """A wrong option or a missing argument, as one line and where to read on."""
    said = str(error.format_message()).rstrip(".")
    path = error.ctx.command_path if error.ctx else "mkb"
    return MkbError(visible(said[:1].lower() + said[1:]), f"see: {path} --help")


def complain(error: MkbError) -> None:
    """What went wrong, and what to do, on stderr."""
    remark(f"Error: {error.message}")
    if error.hint:
        remark(f"Hint: {error.hint}")
