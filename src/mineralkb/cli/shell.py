"""Asking the base in SQL line by line: statements end with a semicolon, commands begin with a dot."""

from __future__ import annotations

from shutil import get_terminal_size
from typing import TYPE_CHECKING

import typer

from mineralkb.cli import session
from mineralkb.cli.main import complain
from mineralkb.cli.remarks import remark
from mineralkb.cli.shell_reader import reader
from mineralkb.cli.shell_words import COMMANDS
from mineralkb.errors import MkbError
from mineralkb.questions.asked import NOTICE
from mineralkb.render import query as drawn
from mineralkb.sql.run import run
from mineralkb.sql.saved import saved, statement
from mineralkb.sql.tables import TABLES, table_named
from mineralkb.values.text import nearest_or_all, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.render.blocks import Block

_WELCOME = "SQL that only reads; a statement ends with ';'. .help says more, .quit ends."
_HELP = (
    ".tables                 the tables",
    ".columns TABLE          the columns of a table, and what they mean",
    ".queries                the saved queries",
    ".run NAME               run a saved query",
    ".set PARAMETER VALUE    what :PARAMETER stands for from now on",
    ".help                   this",
    ".quit                   end, as the end of input does",
)


class Shell:
    """A base, what is asked of it, and what parameters stand for."""

    def __init__(self, base: Base, asked: Asked, parameters: Mapping[str, str], most: int) -> None:
        self.base = base
        self.asked = asked
        self.parameters = dict(parameters)
        self.most = most

    def run(self) -> None:
        """Read and answer until the input ends."""
        read = reader(self.base)
        remark(_WELCOME)
        remark(NOTICE)
        while (text := self._read(read)) is not None:
            try:
                if text.startswith("."):
                    session.show(self._told(*text.split(maxsplit=2)))
                elif text:
                    self._ask(text)
            except KeyboardInterrupt:
                remark("stopped")
            except MkbError as error:
                complain(error)

    def _read(self, read: Callable[[str], str]) -> str | None:
        """A command, or lines up to a semicolon; None at the end. An interrupt forgets what was typed."""
        lines: list[str] = []
        while True:
            try:
                lines.append(read("mkb> " if not lines else "...> "))
            except KeyboardInterrupt:
                return ""
            except EOFError:
                return None
            text = "\n".join(lines).strip()
            if text == ".quit":
                return None
            if not text or text.startswith(".") or text.endswith(";"):
                return text

    def _ask(self, text: str) -> None:
        answer = run(self.base, text, self.asked, self.parameters, self.most)
        session.show(drawn.query_blocks(answer, get_terminal_size().columns))

    def _told(self, command: str, name: str = "", value: str = "") -> list[Block]:
        """What a command with a dot shows."""
        match command:
            case ".tables":
                return drawn.tables_blocks(TABLES.values())
            case ".columns":
                return drawn.columns_blocks(table_named(name))
            case ".queries":
                return drawn.saved_blocks(saved(self.base.place).values())
            case ".run":
                self._ask(statement(name, self.base.place))
            case ".set":
                self.parameters[name] = value
            case ".help":
                typer.echo("\n".join(_HELP))
            case _:
                raise MkbError(f"there is no command '{visible(command)}'", nearest_or_all(command, COMMANDS))
        return []
