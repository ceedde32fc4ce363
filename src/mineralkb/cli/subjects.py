"""The record or part whose history is asked for, and what must be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.cli import session
from mineralkb.cli.remarks import remark
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from mineralkb.log.subject import Subject


def asked_subject(identity: str, data: str | None, known: str | None) -> Subject:
    """The history of what was typed; an id that is not there now may be an old one of a record that is."""
    from mineralkb.log.subject import subject
    from mineralkb.questions.find import find
    from mineralkb.validation import shown

    def otherwise(name: str) -> str:
        present = find(session.opened(data, known), name).record
        if present.casefold() != name.casefold():
            remark(f"'{visible(name)}' is an old id of '{present}'")
        return present

    place = session.place_of(data)
    return subject(place, identity, known or "", shown(place.folder), otherwise)


def remark_shallow(*, complete: bool) -> None:
    """Where the clone ends before the history does."""
    if not complete:
        remark("this clone is shallow, so older history is missing; to have it, run: git fetch --unshallow")
