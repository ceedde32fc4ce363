"""Lists: which records, parts or events satisfy every filter on the day, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.questions.conditions import possibly, surely
from mineralkb.questions.filter_values import checked
from mineralkb.questions.kinds import KINDS
from mineralkb.questions.rows import Row, Shared
from mineralkb.questions.wanted import Wanted, conditions_of
from mineralkb.values.text import nearest_or_all, visible

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.conditions import Condition, Term
    from mineralkb.questions.coverage import Silence
    from mineralkb.questions.kind import Kind
    from mineralkb.questions.texts import Value

# As many near misses are named as a reader takes in at a glance.
_NEAR = 3
# What a row is of, without its data.
_COLUMNS = {
    "record": "s.id, s.title, s.evidence, s.day_first, s.day_last, t.word",
    "part": "s.id, s.record, s.title, s.evidence, s.day_first, s.day_last, t.word",
    "event": "s.id, s.record, s.part, s.kind, s.party, s.caused_by, t.word",
}
_UNMADE = ("not issued", "proposed", "never adopted")


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
    stand: tuple[tuple[str, int], ...] = ()
    known_in_part: tuple[str, ...] = ()
    evidence: str = ""
    # What the list would hold without the filter that emptied it: a few ids, and how many there are.
    near: tuple[tuple[str, ...], int] = ((), 0)
    silence: Silence | None = None
    # The records and parts of the rows.
    subjects: tuple[str, ...] = ()
    # Whether its rows have a standing.
    stands: bool = False


def list_kind(base: Base, wanted: Wanted, asked: Asked) -> Listing:
    """The list that is wanted, for the day asked."""
    kind = _kind(wanted.kind)
    conditions = conditions_of(base, kind, wanted, asked.on.isoformat())
    columns = _columns(kind, wanted.columns or kind.shown)
    taken = "1" if wanted.everything else _taken(kind, named=bool(wanted.status))
    select = _select_possible if wanted.possible else _select
    matched = _sorted(kind, select(base, kind, conditions, taken, asked), wanted.sort)
    shown = matched[: wanted.most] if wanted.most else matched
    emptied_by, near = ("", ((), 0)) if matched else _emptied_by(base, kind, conditions, taken, asked)
    return Listing(
        wanted.kind,
        kind.unit,
        tuple((name, kind.columns[name].heading) for name in columns),
        tuple({name: kind.columns[name].value(row) for name in columns} for row in shown),
        len(matched),
        _count_possible(base, kind, conditions, taken, asked) - len(matched)
        if conditions and not wanted.possible
        else 0,
        _count(base, kind, conditions, f"NOT ({taken})", asked) if taken != "1" else 0,
        len(matched) - len(shown),
        _broader(base, wanted),
        emptied_by,
        asked,
        () if matched or not wanted.status else _by_word(base, kind, conditions, asked),
        () if matched else _known_in_part(base, kind),
        max((row.row["evidence"] or "" for row in matched), default="") if kind.stands else "",
        near,
        None if matched else _silence(base, wanted, asked),
        tuple(str(row.row["id"]) for row in shown),
        kind.stands,
    )


def _sorted(kind: Kind, matched: list[Row], names: tuple[str, ...]) -> list[Row]:
    """The rows, which come by id, in the order of the columns asked for; what has no value comes last, backwards too."""
    for name, backwards in reversed(_order(kind, names)):
        column = kind.columns[name]
        keyed = [(_key(column.value(row)), row) for row in matched]
        filled = sorted(
            (pair for pair in keyed if pair[0] is not None), key=lambda pair: str(pair[0]), reverse=backwards
        )
        matched = [row for _, row in filled] + [row for key, row in keyed if key is None]
    return matched


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise MkbError(f"there is no list of '{visible(name)}'", nearest_or_all(name, KINDS))
    return KINDS[name]


def _columns(kind: Kind, names: tuple[str, ...]) -> tuple[str, ...]:
    headings = {column.heading: name for name, column in kind.columns.items()}
    found = tuple(name if name in kind.columns else headings.get(name, "") for name in names)
    for name, column in zip(names, found, strict=True):
        if not column:
            hint = nearest_or_all(name, kind.columns, "columns")
            raise MkbError(f"a list of {kind.unit}s has no column '{visible(name)}'", hint)
    return found


def _order(kind: Kind, names: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Columns to sort by, and whether backwards; a list has an order of its own."""
    order = names or ((kind.order,) if kind.order else ())
    columns = _columns(kind, tuple(name.removeprefix("-") for name in order))
    return [(column, name.startswith("-")) for column, name in zip(columns, order, strict=True)]


def _taken(kind: Kind, *, named: bool) -> str:
    """What lists take unasked: adopted, restricting rules of states; of any standing where one is named."""
    if kind.unit not in ("control", "provision"):
        return "1"
    if named:
        return "s.counted = 1"
    words = ", ".join(f"'{word}'" for word in _UNMADE)
    return f"s.counted = 1 AND coalesce(t.word, '') NOT IN ({words})"


def _select(base: Base, kind: Kind, conditions: list[Condition], taken: str, asked: Asked) -> list[Row]:
    query, values = _query(_COLUMNS[kind.table], kind, [*surely(conditions), (taken, ())], asked)
    return _rows(base, kind, base.rows(f"{query} ORDER BY s.id COLLATE NOCASE, s.id", values))


def _select_possible(base: Base, kind: Kind, conditions: list[Condition], taken: str, asked: Asked) -> list[Row]:
    """The rows of which it cannot be told whether they match."""
    query, values = _query(_COLUMNS[kind.table], kind, [*possibly(conditions), (taken, ())], asked)
    sure = {row.row["id"] for row in _select(base, kind, conditions, taken, asked)}
    return _rows(base, kind, [row for row in base.rows(f"{query} ORDER BY s.id", values) if row["id"] not in sure])


def _rows(base: Base, kind: Kind, rows: list[Any]) -> list[Row]:
    shared = Shared(base, [row["id"] for row in rows], kind.table)
    return [Row(shared, row) for row in rows]


def _by_word(base: Base, kind: Kind, conditions: list[Condition], asked: Asked) -> tuple[tuple[str, int], ...]:
    """How the rows stand that the other filters leave: the nearest misses of a word that nothing has."""
    rest = [condition for condition in conditions if condition.name != "status"]
    query, values = _query("t.word, count(*) AS n", kind, surely(rest), asked)
    rows = base.rows(f"{query} GROUP BY t.word ORDER BY n DESC, t.word", values)
    return tuple((row["word"], row["n"]) for row in rows if row["word"])


def _known_in_part(base: Base, kind: Kind) -> tuple[str, ...]:
    """The lists that are known in part: who is not among their entries may still be listed."""
    if kind.unit not in ("entry", "list"):
        return ()
    query = (
        "SELECT f.subject FROM facet f JOIN record r ON r.id = f.subject "
        "WHERE f.facet = 'known in part' AND f.value = 'entries' AND r.kind = 'lists' ORDER BY f.subject"
    )
    return tuple(row["subject"] for row in base.rows(query))


def _count(base: Base, kind: Kind, conditions: list[Condition], taken: str, asked: Asked) -> int:
    return _number(base, kind, [*surely(conditions), (taken, ())], asked)


def _count_possible(base: Base, kind: Kind, conditions: list[Condition], taken: str, asked: Asked) -> int:
    """How many match, or may match for all that is known."""
    return _number(base, kind, [*possibly(_telling(base, kind, conditions, asked)), (taken, ())], asked)


def _telling(base: Base, kind: Kind, conditions: list[Condition], asked: Asked) -> list[Condition]:
    """The conditions, without what none may match for all that is known: to ask that of every row takes long."""

    def any_may(condition: Condition) -> bool:
        query, values = _query("1", kind, [(condition.maybe, condition.maybe_values)], asked)
        return base.one(f"{query} LIMIT 1", values) is not None

    return [one if any_may(one) else one._replace(maybe="0", maybe_values=()) for one in conditions]


def _number(base: Base, kind: Kind, terms: list[Term], asked: Asked) -> int:
    row = base.one(*_query("count(*) AS n", kind, terms, asked))
    return int(row["n"]) if row else 0


def _query(what: str, kind: Kind, terms: list[Term], asked: Asked) -> Term:
    day = asked.on.isoformat()
    joined = "LEFT JOIN standing t ON t.subject = s.id AND t.first <= ? AND t.last >= ?"
    where = " AND ".join(f"({term})" for term, _ in [(kind.where, ()), *terms])
    values = (day, day, *(value for _, given in terms for value in given))
    return f"SELECT {what} FROM {kind.table} s {joined} WHERE {where}", values


def _broader(base: Base, wanted: Wanted) -> tuple[str, ...]:
    """Groups of materials above the one asked for: rules may name the group and not the material."""
    minerals = wanted.filters.get("mineral", ())
    marks = ", ".join("?" * len(minerals))
    query = f"SELECT DISTINCT broader FROM closure WHERE mineral IN ({marks}) AND broader NOT IN ({marks})"
    return tuple(row["broader"] for row in base.rows(query, (*minerals, *minerals))) if minerals else ()


def _emptied_by(
    base: Base, kind: Kind, conditions: list[Condition], taken: str, asked: Asked
) -> tuple[str, tuple[tuple[str, ...], int]]:
    """The one filter without which the list would not be empty, and what it would hold; or what all of them say together."""
    for condition in conditions:
        rest = [other for other in conditions if other is not condition]
        if number := _count(base, kind, rest, taken, asked):
            query, values = _query("s.id", kind, [*surely(rest), (taken, ())], asked)
            rows = base.rows(f"{query} ORDER BY s.id LIMIT {_NEAR}", values)
            return condition.asked, (tuple(row["id"] for row in rows), number)
    return ", ".join(condition.asked for condition in conditions), ((), 0)


def _silence(base: Base, wanted: Wanted, asked: Asked) -> Silence | None:
    """What claims of coverage say of the filters; nothing for lists of which no claim speaks."""
    from mineralkb.questions.coverage import CLAIMED, Sought, silence  # only silence needs it

    if wanted.kind not in CLAIMED:
        return None
    named = {name: checked(base, name, values) for name, values in wanted.filters.items()}
    parties = tuple(value for name in ("party", "by", "issuer") for value in named.get(name, ()))
    sought = Sought(CLAIMED[wanted.kind], parties, named.get("mineral", ()), named.get("topic", ()))
    return silence(base, sought, asked.on)


def _key(value: Value) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, int):
        return f"{value:012d}"
    return ", ".join(value) if isinstance(value, list) else value.casefold()
