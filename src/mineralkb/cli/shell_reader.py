"""Reading lines with completion and a history that lasts: with prompt_toolkit where it is installed, else readline."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mineralkb.cli.shell_words import completions
from mineralkb.writing import own_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mineralkb.index import Base

    Reader = Callable[[str], str]

_MOST_LINES = 1_000


def history_file() -> Path | None:
    """Where lines are remembered, for this user alone; None where nothing can be kept."""
    try:
        if sys.platform == "win32":
            root = Path(os.environ.get("LOCALAPPDATA") or Path.home())
        else:
            root = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
        return own_file(root / "mineralkb" / "query-history")
    except (OSError, RuntimeError):
        return None


def reader(base: Base) -> Reader:
    """Reads one line after a prompt; EOFError at the end."""
    try:
        return _with_toolkit(base)
    except ImportError:
        return _with_readline(base)


def _with_toolkit(base: Base) -> Reader:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.history import FileHistory

    class Words(Completer):
        def get_completions(self, document: Any, complete_event: Any) -> Iterator[Completion]:  # noqa: ARG002 - given
            piece, words = completions(base, document.text_before_cursor)
            return (Completion(word, -len(piece)) for word in words)

    file = history_file()
    asked: PromptSession[str] = PromptSession(
        history=FileHistory(os.fspath(file)) if file else None, completer=Words(), complete_while_typing=False
    )
    return asked.prompt


def _with_readline(base: Base) -> Reader:
    """Without readline too, as on Windows, lines are read, and nothing completes them."""
    with suppress(ImportError):
        import atexit
        import readline

        def complete(piece: str, number: int) -> str | None:
            typed, words = completions(base, readline.get_line_buffer()[: readline.get_endidx()])
            found = [piece.removesuffix(typed) + word for word in words]
            return found[number] if number < len(found) else None

        readline.set_completer(complete)
        readline.set_completer_delims(" \t\n,()='")
        readline.parse_and_bind("tab: complete")
        if file := history_file():
            with suppress(OSError):
                readline.read_history_file(file)
            readline.set_history_length(_MOST_LINES)
            atexit.register(readline.write_history_file, file)
    return input
