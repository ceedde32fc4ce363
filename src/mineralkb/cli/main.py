"""The entry point: commands are imported when they are asked for, and trouble is told in one line."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from mineralkb.errors import MkbError

DONE, FOUND, FAILED = 0, 1, 2

COMMANDS = ("list", "show", "cite", "validate", "explain", "schema")


class Commands(TyperGroup):
    """A group whose commands live in modules of the same name."""

    def list_commands(self, _ctx: Any) -> list[str]:
        """All commands, in the order of a user's day."""
        return list(COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        """The command of that name; its module is imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"mineralkb.cli.{cmd_name}_command")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"mkb {version('mineralkb')}")
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
    """Run `mkb` with the arguments of the process."""
    try:
        app(prog_name="mkb")
    except MkbError as error:
        complain(error)
        sys.exit(FAILED)
    except BrokenPipeError:
        # Who read us has gone; whatever is still in the buffer has no reader either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)


def complain(error: MkbError) -> None:
    """What went wrong, and what to do, on stderr."""
    typer.echo(f"Error: {error.message}", err=True)
    if error.hint:
        typer.echo(f"Hint: {error.hint}", err=True)
