"""What `mkb` says of a scripted history, as its golden file has it."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from mineralkb.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from example_base import Done
    from script_history import Made
    from scripts import Ask, Script

_ID = re.compile(r"\b[0-9a-f]{11,64}\b")


def told(history: Made, script: Script, run: Callable[..., Done]) -> Iterator[tuple[Ask, Done, str]]:
    """Each command with how it ended, and as the golden file has it."""
    for ask in script.asks:
        done = run(*shlex.split(ask.line))
        parts = [f"$ mkb {visible(ask.line)}", done.out.rstrip("\n")]
        parts += [f"stderr: {line}" for line in done.err.splitlines()]
        parts += [f"exit {done.code}"] if done.code else []
        shown = "\n".join(part for part in parts if part).replace(str(history.top), "/scratch")
        yield ask, done, _ID.sub(lambda found: _masked(found.group(), history.names), shown)


def _masked(identity: str, names: dict[str, str]) -> str:
    """A commit's id as its letter, as long as it was: a for the first that was made."""
    return next((name * len(identity) for commit, name in names.items() if commit.startswith(identity)), identity)
