"""What is asked of a list, and the conditions that it comes to."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

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
from mineralkb.values.text import nearest_or_all, visible
from mineralkb.vocabulary.standing import STANDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mineralkb.index import Base
    from mineralkb.questions.kind import Kind


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
    possible: bool = False


def conditions_of(base: Base, kind: Kind, wanted: Wanted, day: str) -> list[Condition]:
    """The filters, words, days and text as conditions; MkbError for one that this kind of list has not."""
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
    if facet == "record":
        return by_column(name, facet, values)
    if facet == "destination":
        return by_destination(name, values, day, whole=kind.table == "record")
    return by_member(name, values, day) if facet == "member" else by_facet(name, facet, values, day)


def _by_status(kind: Kind, words: tuple[str, ...]) -> Condition:
    if not kind.stands:
        raise MkbError(f"a {kind.unit} has no standing", "leave --status away")
    for word in words:
        if word not in STANDINGS:
            raise MkbError(f"'{visible(word)}' is no word for a standing", nearest_or_all(word, STANDINGS))
    return by_word(words)


def _by_days(kind: Kind, wanted: Wanted) -> Condition:
    if not kind.dated:
        raise MkbError(f"a {kind.unit} has no date", "leave --since and --until away")
    columns = ("first", "last") if kind.table == "event" else ("day_first", "day_last")
    return by_days(wanted.since, wanted.until, columns, kind.dated)
