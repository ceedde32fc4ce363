"""Lists: which records, parts or events satisfy every filter on the day, and what was left out."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.questions.conditions import (
    Condition,
    by_column,
    by_days,
    by_destination,
    by_event_record,
    by_facet,
    by_member,
    by_text,
    by_word,
)
from mineralkb.questions.filter_values import checked
from mineralkb.questions.kinds import KINDS
from mineralkb.questions.rows import Row, Value
from mineralkb.values.text import did_you_mean, visible
from mineralkb.vocabulary.standing import STANDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.kind import Kind

_UNMADE = ("not issued", "proposed", "never adopted")


class Wanted(NamedTuple):
    """What is asked of a list: filters by name, words of standing, days, text, order, columns."""

    kind: str
    filters: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    status: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    text: str = ""
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    everything: bool = False
    most: int = 0


class Listing(NamedTuple):
    """The rows that surely match, and counts of what may match and of what was left out."""

    kind: str
    unit: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[dict[str, Value], ...]
    total: int
    cannot_tell: int
    left_out: int
    not_shown: int
    broader: tuple[str, ...]
    emptied_by: str
    asked: Asked


def list_kind(base: Base, wanted: Wanted, asked: Asked) -> Listing:
    """The list that is wanted, for the day asked."""
    kind = _kind(wanted.kind)
    conditions = _conditions(base, kind, wanted, asked.on.isoformat())
    columns = _columns(kind, wanted.columns or kind.shown)
    taken = "1" if wanted.everything or wanted.status else _taken(kind)
    matched = _sorted(base, kind, _select(base, kind, conditions, taken, asked), wanted.sort)
    rows = [{name: kind.columns[name].value(Row(base, row)) for name in columns} for row in matched]
    shown = rows[: wanted.most] if wanted.most else rows
    return Listing(
        wanted.kind,
        kind.unit,
        tuple((name, kind.columns[name].heading) for name in columns),
        tuple(shown),
        len(rows),
        _count_maybe(base, kind, conditions, taken, asked),
        _count(base, kind, conditions, f"NOT ({taken})", asked) if taken != "1" else 0,
        len(rows) - len(shown),
        _broader(base, wanted),
        "" if rows else _emptied_by(base, kind, conditions, taken, asked),
        asked,
    )


def _sorted(base: Base, kind: Kind, matched: list[Any], names: tuple[str, ...]) -> list[Any]:
    """The rows in the order of the columns asked for; what has no value comes last, backwards too."""
    for name, backwards in reversed(_order(kind, names)):
        column = kind.columns[name]
        keyed = [(_key(column.value(Row(base, row))), row) for row in matched]
        filled = sorted(
            (pair for pair in keyed if pair[0] is not None), key=lambda pair: str(pair[0]), reverse=backwards
        )
        matched = [row for _, row in filled] + [row for key, row in keyed if key is None]
    return matched


def _kind(name: str) -> Kind:
    if name not in KINDS:
        hint = did_you_mean(name, KINDS) or f"one of: {', '.join(KINDS)}"
        raise MkbError(f"there is no list of '{visible(name)}'", hint)
    return KINDS[name]


def _columns(kind: Kind, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in kind.columns:
            hint = did_you_mean(name, kind.columns) or f"columns: {', '.join(kind.columns)}"
            raise MkbError(f"a list of {kind.unit}s has no column '{visible(name)}'", hint)
    return names


def _order(kind: Kind, names: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Columns to sort by, and whether backwards; a list has an order of its own, then the id."""
    order = names or ((kind.order,) if kind.order in kind.columns else ())
    split = [(name.removeprefix("-"), name.startswith("-")) for name in (*order, "id")]
    _columns(kind, tuple(name for name, _ in split))
    return list(dict(reversed(split)).items())[::-1] if not names else split


def _conditions(base: Base, kind: Kind, wanted: Wanted, day: str) -> list[Condition]:
    found: list[Condition] = []
    for name, values in wanted.filters.items():
        if name not in kind.filters:
            hint = f"filters here: {', '.join(f'--{known}' for known in kind.filters)}"
            raise MkbError(f"a list of {kind.unit}s cannot be filtered by --{name}", hint)
        found.append(_by_name(kind, name, checked(base, name, values), day))
    if wanted.status:
        found.append(_by_status(kind, wanted.status))
    if wanted.since or wanted.until:
        found.append(_by_days(kind, wanted))
    if wanted.text:
        columns = ("id", "data") if kind.table == "event" else ("id", "title", "data")
        found.append(by_text(wanted.text, columns))
    return found


def _by_name(kind: Kind, name: str, values: tuple[str, ...], day: str) -> Condition:
    facet = kind.filters[name]
    if kind.table == "event":
        if facet in ("mineral", "issuer"):
            return by_event_record(name, facet, values, day)
        return by_column(name, facet, values)
    if facet == "destination":
        return by_destination(name, values, day, whole=kind.table == "record")
    return by_member(name, values, day) if facet == "member" else by_facet(name, facet, values, day)


def _by_status(kind: Kind, words: tuple[str, ...]) -> Condition:
    if not kind.stands:
        raise MkbError(f"a {kind.unit} has no standing", "leave --status away")
    for word in words:
        if word not in STANDINGS:
            hint = did_you_mean(word, STANDINGS) or f"one of: {', '.join(STANDINGS)}"
            raise MkbError(f"'{visible(word)}' is no word for a standing", hint)
    return by_word(words)


def _by_days(kind: Kind, wanted: Wanted) -> Condition:
    if not kind.dated:
        raise MkbError(f"a {kind.unit} has no date", "leave --since and --until away")
    columns = ("first", "last") if kind.table == "event" else ("day_first", "day_last")
    return by_days(wanted.since, wanted.until, columns, kind.dated)


def _taken(kind: Kind) -> str:
    """What lists take unasked: adopted, restricting rules of states."""
    if kind.unit not in ("control", "provision"):
        return "1"
    words = ", ".join(f"'{word}'" for word in _UNMADE)
    return f"s.counted = 1 AND coalesce(t.word, '') NOT IN ({words})"


def _select(base: Base, kind: Kind, conditions: list[Condition], taken: str, asked: Asked) -> list[Any]:
    sure = [(condition.sure, condition.sure_values) for condition in conditions]
    return base.rows(*_query("s.*, t.word", kind, [*sure, (taken, ())], asked))


def _count(base: Base, kind: Kind, conditions: list[Condition], taken: str, asked: Asked) -> int:
    sure = [(condition.sure, condition.sure_values) for condition in conditions]
    row = base.one(*_query("count(*) AS n", kind, [*sure, (taken, ())], asked))
    return int(row["n"]) if row else 0


def _count_maybe(base: Base, kind: Kind, conditions: list[Condition], taken: str, asked: Asked) -> int:
    """How many may match for all that is known, beyond those that surely do."""
    if not conditions:
        return 0
    wide = [(f"(({c.sure}) OR ({c.maybe}))", (*c.sure_values, *c.maybe_values)) for c in conditions]
    row = base.one(*_query("count(*) AS n", kind, [*wide, (taken, ())], asked))
    return (int(row["n"]) if row else 0) - _count(base, kind, conditions, taken, asked)


def _query(
    what: str, kind: Kind, terms: list[tuple[str, tuple[Any, ...]]], asked: Asked
) -> tuple[str, tuple[Any, ...]]:
    day = asked.on.isoformat()
    joined = "LEFT JOIN standing t ON t.subject = s.id AND t.first <= ? AND t.last >= ?"
    where = " AND ".join(f"({term})" for term, _ in [(kind.where, ()), *terms])
    values = (day, day, *(value for _, given in terms for value in given))
    return f"SELECT {what} FROM {kind.table} s {joined} WHERE {where} ORDER BY s.id", values


def _broader(base: Base, wanted: Wanted) -> tuple[str, ...]:
    """Groups of materials above the one asked for: rules may name the group and not the material."""
    minerals = wanted.filters.get("mineral", ())
    marks = ", ".join("?" * len(minerals))
    query = f"SELECT DISTINCT broader FROM closure WHERE mineral IN ({marks}) AND broader NOT IN ({marks})"
    return tuple(row["broader"] for row in base.rows(query, (*minerals, *minerals))) if minerals else ()


def _emptied_by(base: Base, kind: Kind, conditions: list[Condition], taken: str, asked: Asked) -> str:
    """The one filter without which the list would not be empty, or what all of them say together."""
    for condition in conditions:
        rest = [other for other in conditions if other is not condition]
        if _count(base, kind, rest, taken, asked):
            return condition.asked
    return ", ".join(condition.asked for condition in conditions)


def _key(value: Value) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, int):
        return f"{value:012d}"
    return ", ".join(value) if isinstance(value, list) else value.casefold()
