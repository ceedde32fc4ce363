"""Filters as conditions of SQL: each says what surely matches, and what may match for all that is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index.marks import KNOWN_IN_PART, PARTIAL
from mineralkb.questions.destinations import groups_of, has_facet, reaching
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Iterable

_THROUGH_LISTS = ("mineral", "code", "hs")
# A piece of SQL, and the values to bind in it.
Term = tuple[str, tuple[Any, ...]]


class Condition(NamedTuple):
    """What surely matches and what may match; each is SQL over the subject `s` with its values."""

    name: str
    asked: str
    sure: str
    sure_values: tuple[Any, ...]
    maybe: str = "0"
    maybe_values: tuple[Any, ...] = ()


def surely(conditions: Iterable[Condition]) -> list[Term]:
    """What surely satisfies every condition."""
    return [(one.sure, one.sure_values) for one in conditions]


def possibly(conditions: Iterable[Condition]) -> list[Term]:
    """What satisfies every condition, or may for all that is known."""
    return [
        (one.sure, one.sure_values)
        if one.maybe == "0"
        else (f"({one.sure}) OR ({one.maybe})", (*one.sure_values, *one.maybe_values))
        for one in conditions
    ]


def by_facet(name: str, facet: str, values: tuple[str, ...], day: str) -> Condition:
    """Subjects that have one of the values, themselves or through a list: a mineral also by what is narrower."""
    wanted, given = _wanted(facet, values)
    own, (in_part, fields) = has_facet("s.id", facet, wanted), _in_part(facet)
    if facet not in _THROUGH_LISTS:
        return Condition(name, _asked(name, values), own, given, in_part, fields)
    through = f"s.id IN (SELECT f.subject FROM listed f WHERE f.facet = '{facet}' AND ({wanted}) AND {{}})"
    surely = f"({own} OR {through.format('f.since_last <= ? AND f.until_first >= ?')})"
    perhaps = f"({in_part} OR {through.format('f.since_first <= ? AND f.until_last >= ?')})"
    return Condition(
        name, _asked(name, values), surely, (*given, *given, day, day), perhaps, (*fields, *given, day, day)
    )


def _wanted(facet: str, values: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """What a facet's value must be, with the values to bind."""
    if facet == "mineral":
        return f"f.value IN (SELECT mineral FROM closure WHERE broader IN ({_marks(values)}))", values
    if facet == "hs":
        plain = tuple(re.sub(r"[^0-9A-Za-z]", "", value) for value in values)
        both = "f.value LIKE ? || '%' OR ? LIKE f.value || '%'"
        return " OR ".join(both for _ in plain), tuple(value for value in plain for _ in range(2))
    if facet == "code":
        below = "f.value = ? COLLATE NOCASE OR f.value LIKE ? || '.%' ESCAPE '\\' OR ? LIKE f.value || '.%'"
        given = tuple(form for value in values for form in (value, _plain(value), value))
        return " OR ".join(below for _ in values), given
    return f"f.value IN ({_marks(values)})", values


def by_destination(name: str, values: tuple[str, ...], day: str, *, whole: bool) -> Condition:
    """Rules that reach one of the places on the day, or records that have such a rule."""
    found = [reaching(place, day, whole=whole) for place in values]
    sure = " OR ".join(f"({surely.sql})" for surely, _ in found)
    in_part, fields = _in_part("destination")
    maybe = " OR ".join([*(f"({perhaps.sql})" for _, perhaps in found), in_part])
    given = tuple(value for _, perhaps in found for value in perhaps.values)
    sure_given = tuple(value for surely, _ in found for value in surely.values)
    return Condition(name, _asked(name, values), sure, sure_given, maybe, (*given, *fields))


def by_member(name: str, values: tuple[str, ...], day: str) -> Condition:
    """Groups that one of them belongs to on the day."""
    found = [groups_of(member, day) for member in values]
    sure, maybe = (" OR ".join(f"s.id IN ({pair[side].sql})" for pair in found) for side in (0, 1))
    given = [tuple(value for pair in found for value in pair[side].values) for side in (0, 1)]
    stands = "coalesce(t.word, '') <> 'ended'"  # a group that ended has no members
    return Condition(
        name, _asked(name, values), f"({sure}) AND {stands}", given[0], f"({maybe}) AND {stands}", given[1]
    )


def by_column(name: str, column: str, values: tuple[str, ...]) -> Condition:
    """Rows whose own column has one of the values."""
    return Condition(name, _asked(name, values), f"s.{column} IN ({_marks(values)})", values)


def by_event_record(name: str, facet: str, values: tuple[str, ...], day: str) -> Condition:
    """Events of records that have one of the values."""
    found = by_facet(name, facet, values, day)
    sure, maybe = (sql.replace("s.id", "s.record") for sql in (found.sure, found.maybe))
    return found._replace(sure=sure, maybe=maybe)


def by_word(words: tuple[str, ...]) -> Condition:
    """Subjects whose standing on the day is one of the words; what may be one of them and another may be."""
    marks = _marks(words)
    each = "EXISTS (SELECT 1 FROM json_each(t.possible) j WHERE j.value {} IN ({}))"
    sure = f"t.word IN ({marks}) OR (t.word = '{CANNOT_TELL}' AND NOT {each.format('NOT', marks)})"
    maybe = f"t.word = '{CANNOT_TELL}' AND {each.format('', marks)}"
    return Condition("status", _asked("status", words), sure, (*words, *words), maybe, words)


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


# A shorter word stands inside too many others to be looked for alone.
_TELLING = 3


def _joined(words: list[str]) -> list[str]:
    """Patterns for LIKE: a short word goes with the next one, with any one sign between them."""
    found: list[str] = []
    short = ""
    for word in words:
        short = f"{short}_{word}" if short else word
        if len(word) >= _TELLING:
            found.append(short)
            short = ""
    return [*found, short] if short else found


def by_text(text: str, columns: tuple[str, ...]) -> Condition:
    """Rows in whose title, id or data every word of the text stands, whatever its case; a hyphen parts words too."""
    words = _joined([_plain(word) for word in re.split(r"[\s-]+", text) if word] or [_plain(text)])
    one = " OR ".join(f"s.{column} LIKE ? ESCAPE '\\'" for column in columns)
    sure = " AND ".join(f"({one})" for _ in words)
    wanted = tuple(f"%{word}%" for word in words for _ in columns)
    return Condition("text", f"text '{text}'", sure, wanted)


def _in_part(facet: str) -> tuple[str, tuple[Any, ...]]:
    fields = KNOWN_IN_PART.get(facet, ())
    if not fields:
        return "0", ()
    return has_facet("s.id", PARTIAL, f"f.value IN ({_marks(fields)})"), fields


def _asked(name: str, values: tuple[str, ...]) -> str:
    return f"{name} {' or '.join(values)}"


def _marks(values: tuple[Any, ...]) -> str:
    return ", ".join("?" * len(values))


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
