"""What can stand in the rows and columns of a matrix, and what each of these has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.index.marks import KNOWN_IN_PART, PARTIAL
from mineralkb.values.text import nearest_or_all, visible
from mineralkb.vocabulary import agreements, controls, materials, topics

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from mineralkb.index import Base

SURE, WIDER, MAYBE = _RANKS = ("sure", "wider", "maybe")
_ACTORS = ("parties", "countries", "groups", "issuers")
_ISSUED = dict.fromkeys(("provisions", "controls", "policies"), "issuer")
_MATERIAL = dict.fromkeys(("pledges", "provisions", "agreements", "controls", "policies"), "mineral")
_SAID = dict.fromkeys(("pledges", "agreements", "policies"), "topic")
_PARTIES = {"agreements": "party", "pledges": "by", **_ISSUED}
# For each dimension the facet that has its values, by the kind that is counted; `record` is the whole record.
_FACETS: dict[str, Mapping[str, str]] = {
    "parties": _PARTIES,
    "countries": _PARTIES,
    "groups": _PARTIES,
    "issuers": _ISSUED,
    "topics": _SAID,
    "minerals": _MATERIAL,
    "measures": {"provisions": "measure", "controls": "measure"},
    "strengths": {"pledges": "strength", "agreements": "strength"},
    "forms": {"pledges": "form", "provisions": "form", **dict.fromkeys(("agreements", "controls", "policies"), "kind")},
    "agreements": {"pledges": "record"},
    "controls": {"provisions": "record"},
}
KINDS = ("pledges", "provisions", "agreements", "controls", "policies")
# The filters of lists that name values of a dimension.
FILTERS = {
    "parties": ("party", "by", "issuer"),
    "countries": ("party", "by", "issuer"),
    "groups": ("party", "by", "issuer"),
    "issuers": ("issuer",),
    "topics": ("topic",),
    "minerals": ("mineral",),
    "measures": ("measure",),
    "strengths": ("strength",),
    "forms": ("form",),
}
_ORDERS = {
    "topics": tuple(topics.TOPICS),
    "measures": tuple(controls.MEASURES),
    "strengths": tuple(agreements.STRENGTHS),
    "forms": (*materials.FORMS, *agreements.FORMS, *controls.FORMS),
}


class Wanted(NamedTuple):
    """A dimension, the facet that has its values, and the values that a filter names."""

    name: str
    facet: str
    named: tuple[str, ...] = ()


class Axis(NamedTuple):
    """A dimension, and for each of its values the units that have it: surely, through something wider, or maybe."""

    name: str
    facet: str
    values: tuple[str, ...]
    units: dict[str, dict[str, str]]

    @property
    def actors(self) -> bool:
        """Whether its values are parties or issuers."""
        return self.name in _ACTORS


def dimension(word: str) -> str:
    """The dimension that was typed, also in the singular; MkbError with what was probably meant."""
    typed = word.casefold()
    singular = {
        name.removesuffix("ies") + "y" if name.endswith("ies") else name.removesuffix("s"): name for name in _FACETS
    }
    found = typed if typed in _FACETS else singular.get(typed, "")
    if not found:
        raise MkbError(f"a matrix has no '{visible(word)}'", nearest_or_all(word, _FACETS))
    return found


def kind_of(rows: str, columns: str, wanted: str = "") -> str:
    """The kind that is counted: the one that was asked for, or the first that has both."""
    both = {rows, columns}
    fit = [kind for kind in KINDS if kind in _FACETS[rows] and kind in _FACETS[columns]]
    if wanted and wanted not in KINDS:
        raise MkbError(f"a matrix does not count '{visible(wanted)}'", nearest_or_all(wanted, KINDS))
    if not fit or (wanted and wanted not in fit):
        hint = f"with these, --kind can be: {', '.join(fit)}" if fit else _together(rows)
        raise MkbError(f"{wanted or 'nothing'} has both {rows} and {columns}", hint)
    between = both <= {"parties", "countries", "groups"}
    return wanted or ("agreements" if between else fit[0])


def facet_of(name: str, kind: str, *, other: str = "") -> str:
    """The facet that has the values; of pledges between parties, the columns are those to whom they are owed."""
    facet = _FACETS[name][kind]
    return "to" if facet == other == "by" else facet


def axis(base: Base, wanted: Wanted, units: Collection[str], day: str) -> Axis:
    """The values of a dimension among the units, or those that a filter names, each with its units."""
    name, facet, named = wanted
    if facet == "record":
        return _of_records(name, units)
    found: dict[str, dict[str, str]] = {}
    for subject, value in _facets(base, facet, units):
        found.setdefault(value, {})[subject] = SURE
    if facet == "mineral":
        found = _by_closure(base, _with_lists(base, found, units, day), named)
    values = _values(base, name, found, named)
    unsure = _known_in_part(base, facet, units)
    return Axis(name, facet, values, {value: dict.fromkeys(unsure, MAYBE) | found.get(value, {}) for value in values})


def _of_records(name: str, units: Iterable[str]) -> Axis:
    found: dict[str, dict[str, str]] = {}
    for unit in sorted(units):
        found.setdefault(unit.partition("/")[0], {})[unit] = SURE
    return Axis(name, "record", tuple(found), found)


def _facets(base: Base, facet: str, units: Collection[str]) -> list[tuple[str, str]]:
    rows = base.rows("SELECT subject, value FROM facet WHERE facet = ? ORDER BY value, subject", (facet,))
    return [(row["subject"], row["value"]) for row in rows if row["subject"] in units]


def _with_lists(
    base: Base, found: dict[str, dict[str, str]], units: Collection[str], day: str
) -> dict[str, dict[str, str]]:
    """What comes through a list besides, while the entry is on it."""
    query = "SELECT * FROM listed WHERE facet = 'mineral' AND since_first <= ? AND until_last >= ?"
    for row in base.rows(query, (day, day)):
        if row["subject"] in units:
            sure = row["since_last"] <= day <= row["until_first"]
            there = found.setdefault(row["value"], {})
            if there.get(row["subject"]) != SURE:
                there[row["subject"]] = SURE if sure else MAYBE
    return found


def _by_closure(base: Base, found: dict[str, dict[str, str]], named: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Each material with what is on narrower ones, and, marked, with what is on wider ones."""
    above: dict[str, set[str]] = {}
    for row in base.rows("SELECT mineral, broader FROM closure WHERE mineral <> broader"):
        above.setdefault(row["mineral"], set()).add(row["broader"])
    made = {value: dict(found.get(value, {})) for value in {*found, *named}}
    for value, units in found.items():
        for wider in above.get(value, set()) & made.keys():
            _add(made[wider], units)
    for value, there in made.items():
        for wider in above.get(value, set()) & found.keys():
            _add(there, {unit: WIDER if how == SURE else MAYBE for unit, how in found[wider].items()})
    return made


def _add(there: dict[str, str], more: dict[str, str]) -> None:
    """Take more units in; what is surer holds."""
    for unit, how in more.items():
        if unit not in there or _RANKS.index(how) < _RANKS.index(there[unit]):
            there[unit] = how


def _values(base: Base, name: str, found: dict[str, dict[str, str]], named: tuple[str, ...]) -> tuple[str, ...]:
    """The values in order: those that a filter names, and of materials what is narrower; else all that occur."""
    wanted = _below(base, named, minerals=name == "minerals") if named else found.keys()
    values = list(dict.fromkeys([*named, *(value for value in found if value in wanted)]))
    if name in ("countries", "groups"):
        kinds = {
            row["id"]: row["kind"]
            for row in base.rows("SELECT id, kind FROM record WHERE kind IN ('groups', 'organizations')")
        }
        values = [
            value for value in values if (kinds.get(value) == "groups" if name == "groups" else value not in kinds)
        ]
    known = {word: place for place, word in enumerate(_ORDERS.get(name, ()))}
    return tuple(sorted(values, key=lambda value: (known.get(value, len(known)), value)))


def _below(base: Base, named: tuple[str, ...], *, minerals: bool) -> set[str]:
    if not minerals:
        return set(named)
    marks = ", ".join("?" * len(named))
    return {row["mineral"] for row in base.rows(f"SELECT mineral FROM closure WHERE broader IN ({marks})", named)}


def _known_in_part(base: Base, facet: str, units: Collection[str]) -> list[str]:
    """The units that may have more values than are recorded."""
    fields = KNOWN_IN_PART.get(facet, ())
    marks = ", ".join("?" * len(fields))
    query = f"SELECT DISTINCT subject FROM facet WHERE facet = ? AND value IN ({marks})"
    return [row["subject"] for row in base.rows(query, (PARTIAL, *fields)) if row["subject"] in units] if fields else []


def _together(rows: str) -> str:
    fit = [name for name, facets in _FACETS.items() if name != rows and facets.keys() & _FACETS[rows].keys()]
    return f"with {rows} go: {', '.join(fit)}"
