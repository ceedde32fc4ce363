"""`mkb diff ID ID`: records side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mineralkb.cli import session
from mineralkb.cli.main import DONE, FOUND
from mineralkb.cli.remarks import remark
from mineralkb.errors import MkbError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.questions.abreast.answer import Abreast


def wanted(words: Sequence[str], data: str | None, on: str | None, known: str | None) -> bool:
    """Whether the words name records; MkbError where `--on` or `--known` stands with anything else."""
    from mineralkb.index import open_base
    from mineralkb.questions.abreast.named import are_records, were_records

    place = session.place_of(data)
    named = were_records if known else are_records
    found = bool(words) and named(place, words, lambda: open_base(place))
    if (on or known) and not found:
        raise MkbError(
            f"{'--on' if on else '--known'} is for records side by side",
            "name two or more ids, as mkb diff us-japan-2025 us-australia-2025; between states leave it out",
        )
    return found


def alone(only: list[str] | None) -> None:
    """MkbError where `--only` stands with records."""
    if only:
        raise MkbError("--only is for differences between two states", "leave it out: the records are named already")


def answer(words: Sequence[str], format_: str, data: str | None, on: str | None, known: str | None) -> str:
    """Write the records side by side; whether they differ: yes, no, or cannot tell."""
    from mineralkb.questions.abreast.answer import abreast
    from mineralkb.questions.find import find

    base = session.opened(data, known)
    asked = session.asked(base, on, known, {"ids": list(words)}, sealed=format_ == "json")
    found = abreast(base, [find(base, word) for word in words], asked)
    _write(found, format_)
    return found.differs


def ended(differs: str, *, exit_code: bool) -> int:
    """The exit code: 1 where it is asked for and something surely differs."""
    if exit_code and differs not in ("yes", "no"):
        remark("nothing surely differs; of some things it cannot be told")
    return FOUND if exit_code and differs == "yes" else DONE


def _write(found: Abreast, format_: str) -> None:
    if format_ == "json":
        from mineralkb.render.abreast_data import abreast_data
        from mineralkb.render.json import to_json

        typer.echo(to_json(abreast_data(found)))
        return
    from mineralkb.render.abreast import abreast_blocks, heading

    session.write(abreast_blocks(found, session.width() if format_ == "table" else None), format_, heading(found))
