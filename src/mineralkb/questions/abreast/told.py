"""Reading one field of a record or part as a side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.questions.abreast.sides import Side
from mineralkb.questions.texts import stated
from mineralkb.values.dates import read_window
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mineralkb.questions.standings import Answer


class Told(NamedTuple):
    """Where fields are read: the data of a part or record, that of its record, and what was computed of it."""

    data: dict[str, Any]
    record: dict[str, Any]
    section: str = ""
    standing: Answer | None = None
    due: tuple[str, str] | None = None

    def whole(self, *fields: str) -> bool:
        """Whether none of the fields is known in part only, and neither is the section in which the part stands."""
        in_part = {*self.record.get("partial", ()), *self.data.get("partial", ())}
        return not in_part.intersection((*fields, self.section))


def value(field: str, otherwise: str = "") -> Callable[[Told], Side]:
    """A field with one value, disputed or not; `otherwise` is what silence means."""

    def read(told: Told) -> Side:
        given = told.data.get(field)
        if given is None:
            whole = told.whole(field)
            return Side((otherwise,) if otherwise and whole else (), whole)
        return one_of(given)

    return read


def one_of(given: Any) -> Side:
    """A stated value, or the sides of a dispute on it."""
    if isinstance(given, dict) and "disputed" in given:
        return Side(tuple(dict.fromkeys(map(str, given["disputed"].values()))), disputed=True)
    return Side((str(given),))


def words(field: str, otherwise: str = "", *, within: str = "") -> Callable[[Told], Side]:
    """A field that is a set of words, perhaps within another field."""

    def read(told: Told) -> Side:
        node = told.data.get(within, {}) if within else told.data
        whole = told.whole(field, within) and field not in node.get("partial", ())
        given = tuple(node.get(field, ()))
        return Side(given or ((otherwise,) if otherwise and whole else ()), whole)

    return read


def texts(section: str, wording: Callable[[str, Any], str]) -> Callable[[Told], Side]:
    """A mapping of named things, each as one text; where sources disagree on one, the set is not known for sure."""

    def read(told: Told) -> Side:
        inner = told.data.get(section, {})
        found = unique(wording(*pair) for pair in inner.items())
        return Side(found, told.whole(section), unsure=not certain(inner))

    return read


def date(field: str) -> Callable[[Told], Side]:
    """A field with a date as it is written, and the days that it may mean."""

    def read(told: Told) -> Side:
        given = told.data.get(field)
        if given is None:
            return Side((), told.whole(field))
        sides = given["disputed"].values() if isinstance(given, dict) else (given,)
        windows = [read_window(side) for side in sides]
        first, last = min(window.first for window in windows), max(window.last for window in windows)
        return Side((str(stated(given)),), days=(first.isoformat(), last.isoformat()))

    return read


def standing(told: Told) -> Side:
    """The standing on the day; where it cannot be told, the words that it may be."""
    answer = told.standing
    if answer is None:
        return Side()
    if answer.word != CANNOT_TELL:
        return Side((answer.word,))
    return Side(answer.possible, whole=bool(answer.possible), disputed=True)


def own_standing(told: Told) -> Side:
    """The standing of a part that has events or days of its own; else it stands as its record does."""
    found = standing(told)
    causes = told.standing.causes if told.standing else ()
    if all(cause["event"].startswith("events/") for cause in causes):
        return Side(("as its record",), shown=found.words if not found.disputed else ())
    return found


def unique(found: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in the order in which it comes first."""
    return tuple(dict.fromkeys(found))


def certain(node: Any) -> bool:
    """Whether sources agree on everything in the data."""
    if isinstance(node, dict):
        return "disputed" not in node and all(map(certain, node.values()))
    return not isinstance(node, list) or all(map(certain, node))
