"""Whose timeline is asked for: named records with their parts, or what filters choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.index import decoded
from mineralkb.questions.chosen import chosen
from mineralkb.questions.find import Found, find
from mineralkb.questions.listing import list_kind
from mineralkb.questions.wanted import Wanted
from mineralkb.record import STANDING_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.chosen import Filters

# What a timeline is of where no record is named; of controls their rules, which may differ.
_KINDS = ("agreements", "controls", "policies")
# What stands nowhere itself, and the filter that finds what has to do with it.
_FILTER_OF = {"countries": "party", "groups": "party", "organizations": "party", "minerals": "mineral"}


class Subject(NamedTuple):
    """A record or part: its id, title, record and last evidence ('' where there is none)."""

    id: str
    title: str
    record: str
    evidence: str


def subjects_of(base: Base, ids: tuple[str, ...], filters: Filters, asked: Asked) -> tuple[Subject, ...]:
    """The subjects of named ids, narrowed by the filters; without ids all that the filters leave."""
    wanted = chosen(base, None, filters, asked.on)
    if ids:
        named = (one for name in ids for one in _named(base, named_subject(base, name)))
        return tuple(dict.fromkeys(one for one in named if wanted is None or one.record in wanted))
    rules = _rules_on(base, filters.mineral, asked)
    return tuple(one for one in _all(base, rules) if wanted is None or one.record in wanted)


def named_subject(base: Base, typed: str) -> Found:
    """The record or part that was typed; of an event or sum of a record, the record."""
    found = find(base, typed)
    if found.kind in _FILTER_OF:
        hint = f"what it has to do with: mkb timeline --{_FILTER_OF[found.kind]} {found.record}"
        raise MkbError(f"'{found.record}' has no timeline of its own", hint)
    part = found.route[:2] if found.route[:1] and found.route[0] in STANDING_PARTS else ()
    return found._replace(route=part)


def _named(base: Base, found: Found) -> Iterator[Subject]:
    """The record and its parts, in the order of the file; of a part, itself alone."""
    if found.route:
        yield from _subject(base, "part", found.subject)
        return
    yield from _subject(base, "record", found.record)
    for section in STANDING_PARTS:
        for name in found.data.get(section, ()):
            yield from _subject(base, "part", f"{found.record}/{name}")


def _subject(base: Base, table: str, identity: str) -> Iterator[Subject]:
    row = base.one(f"SELECT * FROM {table} WHERE id = ?", (identity,))
    if row:
        yield _made(row, row["record"] if table == "part" else row["id"])


def _made(row: Any, record: str) -> Subject:
    return Subject(row["id"], row["title"], record, row["evidence"] or "")


def _rules_on(base: Base, minerals: tuple[str, ...], asked: Asked) -> frozenset[str] | None:
    """The rules that speak of the minerals; None where none is named."""
    if not minerals:
        return None
    wanted = Wanted("provisions", {"mineral": minerals}, columns=("id",), everything=True)
    return frozenset(str(row["id"]) for row in list_kind(base, wanted, asked).rows)


def _all(base: Base, rules: frozenset[str] | None) -> Iterator[Subject]:
    """Agreements, controls by their rules, and policies, by their principal day."""
    marks = ", ".join("?" * len(_KINDS))
    query = f"SELECT * FROM record WHERE kind IN ({marks}) ORDER BY coalesce(day_first, '9999'), id"
    for row in base.rows(query, _KINDS):
        if row["kind"] != "controls":
            yield _made(row, row["id"])
            continue
        for name in decoded(row["data"]).get("provisions", ()):
            if rules is None or f"{row['id']}/{name}" in rules:
                yield from _subject(base, "part", f"{row['id']}/{name}")
