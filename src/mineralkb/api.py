"""The public Python interface: open a knowledge base, read records, ask how they stand on a day."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mineralkb.index import decoded, open_base
from mineralkb.place import Place, find_place
from mineralkb.questions.asked import Asked, typed_day, typed_edge
from mineralkb.questions.card import Card, card
from mineralkb.questions.find import find
from mineralkb.questions.listing import Listing, list_kind
from mineralkb.questions.standings import Answer, standing_on
from mineralkb.questions.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.index import Base

Day = date | str

_OPTIONS = {"status", "since", "until", "text", "sort", "columns", "everything", "most", "possible"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: its id, its kind (the folder it is in), and its data as the schema reads it.

    `data` holds mappings, lists of words, texts, numbers and truth values. Amounts are in units of their currency
    (ISO 4217), dates are text as precise as the source (see docs/records.md).
    """

    id: str
    kind: str
    data: dict[str, Any]


class OpenBase:
    """An open knowledge base. Days are `datetime.date` or ISO text; where none is given it is today (UTC)."""

    def __init__(self, base: Base) -> None:
        self._base = base

    @property
    def folder(self) -> Path:
        """The data folder that was opened."""
        return self._base.place.folder

    def ids(self, kind: str) -> list[str]:
        """The ids of all records of a kind, such as `agreements`, in alphabetical order."""
        return [row["id"] for row in self._base.rows("SELECT id FROM record WHERE kind = ? ORDER BY id", (kind,))]

    def record(self, identity: str) -> Entry:
        """The record of that id. Raises MkbError, with a hint, where there is none."""
        found = find(self._base, identity.partition("/")[0])
        return Entry(found.record, found.kind, found.data)

    def records(self, kind: str) -> Iterator[Entry]:
        """All records of a kind, by id."""
        for row in self._base.rows("SELECT id, kind, data FROM record WHERE kind = ? ORDER BY id", (kind,)):
            yield Entry(row["id"], row["kind"], decoded(row["data"]))

    def standing(self, identity: str, on: Day | None = None) -> Answer | None:
        """How a record, pledge or provision stands on a day; None for what has no standing, such as a country.

        The answer has the `word` (such as `in effect`, `suspended`, `cannot tell`), the words it may be, the events it
        follows from, the first and last day of the same answer, and the day of the last evidence (all ISO text). What
        would change after the last evidence is expected, not known: then the word is `cannot tell`. The rules are in
        docs/standing.md. Raises MkbError where there is no such record or part.
        """
        found = find(self._base, identity)
        return standing_on(self._base, found.subject, _day(on))

    def list(self, kind: str, /, on: Day | None = None, **filters: Any) -> Listing:
        """The rows of `mkb list KIND`; filters by name, each a word or a list of words.

        `status`, `since`, `until`, `text`, `sort`, `columns`, `everything` and `most` are as in `Wanted`.
        Raises MkbError where the kind has no such filter.
        """
        options = {name: value for name, value in filters.items() if name in _OPTIONS}
        given = {name: _words(value) for name, value in filters.items() if name not in _OPTIONS}
        options |= {name: _words(options[name]) for name in ("status", "sort", "columns") if name in options}
        options |= {name: _edge(options[name], last=name == "until") for name in ("since", "until") if name in options}
        wanted = Wanted(kind, given)._replace(**options)
        return list_kind(self._base, wanted, Asked(_day(on), parameters={"kind": kind, **filters}))

    def card(self, identity: str, on: Day | None = None) -> Card:
        """All that `mkb show` shows of a record or part on a day."""
        return card(self._base, find(self._base, identity), Asked(_day(on), parameters={"id": identity}))


def open(folder: str | Path | None = None, known: Day | None = None) -> OpenBase:
    """Open a knowledge base: the folder given, else MKB_DATA, the nearest above the working directory, or the packaged one.

    `known` is a day (the base as it was committed then) or a git revision. Raises MkbError, with a hint, where there is
    no knowledge base, no such revision, or no history.
    """
    place = find_place(str(folder) if folder else None, os.environ.get("MKB_DATA"), Path.cwd())
    return OpenBase(open_base(place, _revision(place, known) if known else ""))


def _words(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _revision(place: Place, known: Day) -> str:
    from mineralkb.tree import known_commit

    return known_commit(place.folder, known.isoformat() if isinstance(known, date) else known, packaged=place.packaged)


def _day(on: Day | None) -> date:
    if on is None:
        return datetime.now(UTC).date()
    return on if isinstance(on, date) else typed_day(on, "on")


def _edge(day: Day, *, last: bool) -> str:
    """The first or last day of what was given: a month or a year will do."""
    if isinstance(day, date):
        return day.isoformat()
    return typed_edge(day, "until" if last else "since", last=last)
