"""Filters as conditions of SQL: each says what surely matches, and what may match for all that is known."""

from __future__ import annotations

from typing import Any, NamedTuple

FILTERS = (
    *(
        "party",
        "by",
        "to",
        "issuer",
        "authority",
        "destination",
        "mineral",
        "form",
        "hs",
        "code",
        "list",
        "topic",
        "stage",
    ),
    *(
        "sector",
        "strength",
        "measure",
        "object",
        "policy",
        "binding",
        "project",
        "type",
        "country",
        "member",
        "publisher",
    ),
    *("kind", "extent", "language", "record", "event"),
)

# Fields of which a record may say that it knows them in part only; then a miss against them is no "no".
_KNOWN_IN_PART = {
    "party": ("parties",),
    "destination": ("targets",),
    "mineral": ("minerals", "items", "entries", "provisions", "pledges"),
    "form": ("forms", "items"),
    "hs": ("hs", "items", "entries"),
    "code": ("codes", "items", "entries"),
    "topic": ("pledges",),
    "member": ("members",),
}


class Condition(NamedTuple):
    """What surely matches and what may match; each is SQL over the subject `s` with its values."""

    name: str
    asked: str
    sure: str
    sure_values: tuple[Any, ...]
    maybe: str = "0"
    maybe_values: tuple[Any, ...] = ()


def by_facet(name: str, facet: str, values: tuple[str, ...], day: str) -> Condition:
    """Subjects that have one of the values: minerals with everything narrower, destinations with their groups."""
    asked = f"{name} {' or '.join(values)}"
    subject = "s.id"
    if facet == "mineral":
        wanted = f"f.value IN (SELECT mineral FROM closure WHERE broader IN ({_marks(values)}))"
        either = f"({_has(subject, facet, wanted)} OR {_has(subject, 'mineral on its list', wanted)})"
        return Condition(name, asked, either, (*values, *values), *_in_part(name))
    if facet == "hs":
        wanted = " OR ".join("f.value LIKE ? || '%' OR ? LIKE f.value || '%'" for _ in values)
        twice = tuple(value for value in values for _ in range(2))
        return Condition(name, asked, _has(subject, facet, wanted), twice, *_in_part(name))
    if facet == "code":
        wanted = " OR ".join("f.value = ? OR f.value LIKE ? || '.%'" for _ in values)
        twice = tuple(value for value in values for _ in range(2))
        return Condition(name, asked, _has(subject, facet, wanted), twice, *_in_part(name))
    if facet == "destination":
        return _to(name, asked, values, day)
    return Condition(name, asked, _has(subject, facet, f"f.value IN ({_marks(values)})"), values, *_in_part(name))


def by_column(name: str, column: str, values: tuple[str, ...]) -> Condition:
    """Rows whose own column has one of the values."""
    return Condition(name, f"{name} {' or '.join(values)}", f"s.{column} IN ({_marks(values)})", values)


def by_event_record(name: str, facet: str, values: tuple[str, ...], day: str) -> Condition:
    """Events of records that have one of the values."""
    found = by_facet(name, facet, values, day)
    return Condition(name, found.asked, found.sure.replace("s.id", "s.record"), found.sure_values)


def by_word(words: tuple[str, ...]) -> Condition:
    """Subjects whose standing on the day is one of the words; what cannot be told may be."""
    marks = _marks(words)
    sure = f"t.word IN ({marks})"
    maybe = f"t.word = 'cannot tell' AND EXISTS (SELECT 1 FROM json_each(t.possible) j WHERE j.value IN ({marks}))"
    return Condition("status", f"status {' or '.join(words)}", sure, words, maybe, words)


def by_days(first: str | None, last: str | None, columns: tuple[str, str], what: str) -> Condition:
    """Rows whose day lies between two days; a day that is uncertain may."""
    begin, end = columns
    sure, maybe = [], []
    values: list[str] = []
    if first:
        sure.append(f"s.{begin} >= ?")
        maybe.append(f"s.{end} >= ?")
        values.append(first)
    if last:
        sure.append(f"s.{end} <= ?")
        maybe.append(f"s.{begin} <= ?")
        values.append(last)
    asked = f"{what} {first or ''}..{last or ''}"
    return Condition("dates", asked, " AND ".join(sure), tuple(values), " AND ".join(maybe), tuple(values))


def by_text(text: str, columns: tuple[str, ...]) -> Condition:
    """Rows in whose title, id or data the text stands, whatever its case."""
    wanted = f"%{_plain(text)}%"
    sure = " OR ".join(f"s.{column} LIKE ? ESCAPE '\\'" for column in columns)
    return Condition("text", f"text '{text}'", sure, (wanted,) * len(columns))


def _to(name: str, asked: str, values: tuple[str, ...], day: str) -> Condition:
    """Rules for a destination: named itself, in a group on the day, or everywhere; and not excepted."""
    marks = _marks(values)
    certain = f'SELECT "group" FROM membership WHERE member IN ({marks}) AND since_last <= ? AND until_first >= ?'
    possible = f'SELECT "group" FROM membership WHERE member IN ({marks}) AND since_first <= ? AND until_last >= ?'

    def among(groups: str) -> str:
        return f"(f.value = '*' OR f.value IN ({marks}) OR f.value IN ({groups}))"

    def excepted(groups: str) -> str:
        return _has("s.id", "excluded", f"(f.value IN ({marks}) OR f.value IN ({groups}))")

    one = (*values, *values, day, day)
    sure = f"{_has('s.id', 'destination', among(certain))} AND NOT {excepted(possible)}"
    maybe = f"{_has('s.id', 'destination', among(possible))} AND NOT {excepted(certain)}"
    return Condition(name, asked, sure, (*one, *one), maybe, (*one, *one))


def _in_part(name: str) -> tuple[str, tuple[Any, ...]]:
    fields = _KNOWN_IN_PART.get(name, ())
    if not fields:
        return "0", ()
    wanted = f"j.value IN ({_marks(fields)})"
    return f"EXISTS (SELECT 1 FROM json_each(s.data, '$.partial') j WHERE {wanted})", fields


def _has(subject: str, facet: str, wanted: str) -> str:
    return f"EXISTS (SELECT 1 FROM facet f WHERE f.subject = {subject} AND f.facet = '{facet}' AND ({wanted}))"


def _marks(values: tuple[Any, ...]) -> str:
    return ", ".join("?" * len(values))


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
