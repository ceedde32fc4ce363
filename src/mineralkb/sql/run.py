"""One statement asked of the base, in a process of its own with limits on time, memory and size."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.sql.fence import FUNCTIONS, LIMITS, MOST_ROWS, UNDERLYING
from mineralkb.sql.source import address
from mineralkb.sql.tables import TABLES, views
from mineralkb.sql.trouble import explained, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked

_CHILD = Path(__file__).with_name("child.py")
# Starting the process and reading what it says.
_PATIENCE_SECONDS = 10


class Answer(NamedTuple):
    """Columns and rows of a statement; `cut` where there were more rows than were wanted."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool
    asked: Asked

    def keyed(self) -> list[dict[str, Any]]:
        """The rows by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def run(base: Base, sql: str, asked: Asked, parameters: Mapping[str, str], most: int = 0) -> Answer:
    """What the statement gives, at most so many rows (0: as many as there may be); MkbError where it does not run."""
    if why := refused(sql):
        raise why
    said = _said(base, sql, asked, {"today": asked.on.isoformat(), **parameters}, min(most or MOST_ROWS, MOST_ROWS))
    ended = said[-1] if said else {}
    if "error" in ended:
        raise explained(ended["error"], ended["at"], sql)
    if "end" not in ended:
        raise _stopped()
    rows = tuple(tuple(row) for line in said if "rows" in line for row in line["rows"])
    return Answer(_apart(said[0]["columns"]), rows, ended["end"] == "enough", asked)


def _said(base: Base, sql: str, asked: Asked, parameters: Mapping[str, str], most: int) -> list[dict[str, Any]]:
    """The lines of the other process's answer; of one that died, those before."""
    uri, content = address(base)
    request = {
        "database": uri,
        "views": views(asked),
        "sql": sql,
        "parameters": dict(parameters),
        "tables": [*TABLES, *UNDERLYING],
        "functions": FUNCTIONS,
        "limits": {**LIMITS, "rows": most},
    }
    sent = json.dumps(request).encode() + b"\n" + content
    # Isolated, without site packages: nothing of the user's environment is imported, and it starts twice as fast.
    command = (sys.executable, "-I", "-S", "-X", "utf8", str(_CHILD))
    patience = LIMITS["seconds"] + _PATIENCE_SECONDS
    try:
        done = subprocess.run(command, input=sent, capture_output=True, timeout=patience, check=False)  # noqa: S603 - our own program
    except subprocess.TimeoutExpired:
        raise _stopped() from None
    except OSError as error:
        raise MkbError(f"no process for the statement could be started: {error.strerror}") from None
    lines = done.stdout.splitlines()
    # The last line of a process that was stopped may be half a line.
    return [json.loads(line) for line in lines if line.endswith(b"}")]


def _stopped() -> MkbError:
    return explained("interrupted", None, "")


def _apart(names: list[str]) -> tuple[str, ...]:
    """The names of columns, each once."""
    found: list[str] = []
    for name in names:
        told = name
        number = 2
        while told in found:
            told = f"{name}_{number}"
            number += 1
        found.append(told)
    return tuple(found)
