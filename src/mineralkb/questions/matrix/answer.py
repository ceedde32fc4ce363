"""`mkb matrix ROWS COLUMNS`: for each pair what is recorded, how strong, how it stands, and what claims cover."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.questions.coverage import said
from mineralkb.questions.filter_values import checked
from mineralkb.questions.listing import list_kind
from mineralkb.questions.matrix.axes import FILTERS, MAYBE, SURE, WIDER, axis, dimension, facet_of, kind_of
from mineralkb.questions.matrix.axes import Wanted as Dimension
from mineralkb.questions.matrix.covered import covering, question
from mineralkb.values.text import nearest_or_all, visible
from mineralkb.vocabulary.agreements import BINDING, STRENGTHS
from mineralkb.vocabulary.controls import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.coverage import Claim
    from mineralkb.questions.listing import Listing
    from mineralkb.questions.matrix.axes import Axis
    from mineralkb.questions.matrix.covered import Question
    from mineralkb.questions.wanted import Wanted

# Standings of what is not there on the day, or not any more.
OVER = (
    *("not issued", "not concluded", "not made", "not listed", "ended"),
    *("never adopted", "never concluded", "withdrawn", "proposed"),
)
# Standings in which a rule, pledge or agreement holds.
HOLDS = (
    *("in effect", "in force", "operating", "provisionally applied"),
    *(
        "open",
        "due",
        "partly delivered",
        "delivered",
        "delivered late",
        "missed",
        "overdue",
        "due date passed, not checked",
    ),
)
# The column that tells how strong or grave a unit is, and its words, the strongest first.
STRENGTH_OF: dict[str, tuple[str, tuple[str, ...]]] = {
    "pledges": ("strength", tuple(STRENGTHS)),
    "provisions": ("measure", tuple(MEASURES)),
    "agreements": ("binding", tuple(BINDING)),
}


class Cell(NamedTuple):
    """What is recorded of a row and a column. `wider` are those through a wider material, `maybe` those that may be.

    `strengths` counts those that hold on the day, the strongest or gravest first.
    """

    row: str
    column: str
    ids: tuple[str, ...]
    wider: tuple[str, ...]
    maybe: tuple[str, ...]
    strengths: dict[str, int]
    standing: dict[str, int]
    coverage: str
    claim: str
    # Whether the row and the column are the same party: nothing is asked of it.
    same: bool = False

    @property
    def strongest(self) -> str:
        """The strongest strength or the gravest measure of those that hold on the day."""
        return next(iter(self.strengths), "")


class Matrix(NamedTuple):
    """Rows, columns and a cell for each pair, row by row."""

    kind: str
    rows: Axis
    columns: Axis
    cells: tuple[Cell, ...]
    claims: tuple[Claim, ...]
    asked: Asked
    evidence: str
    # Where nothing is counted: the list that was found empty, with what emptied it.
    empty: Listing | None = None
    units: Mapping[str, Unit] = MappingProxyType({})


class Unit(NamedTuple):
    """What is counted: how it stands, how strong it is, and whether it surely matches the filters."""

    standing: str
    strength: str
    sure: bool


def matrix(base: Base, names: tuple[str, str], wanted: Wanted, asked: Asked) -> Matrix:
    """The matrix of two dimensions; the wanted kind is what is counted, and the columns are those to show.

    Filters that name values of a dimension choose its values.
    """
    across, down = map(dimension, names)
    kind = kind_of(across, down, wanted.kind)
    filters = {name: checked(base, name, values) for name, values in wanted.filters.items()}
    units, evidence, empty = _units(base, wanted._replace(kind=kind, filters=filters), asked)
    day = asked.on.isoformat()
    facet = facet_of(across, kind)
    other = facet_of(down, kind, other=facet)
    named = () if across == down else _named(down, filters)
    left = axis(base, Dimension(across, facet, _named(across, filters)), units.keys(), day)
    top = axis(base, Dimension(down, other, named), units.keys(), day)
    top = top._replace(values=_chosen(top.values, wanted.columns))
    about = question(base, kind, filters, (left, top), day)
    cells = tuple(_cell(about, units, (left, row), (top, column)) for row in left.values for column in top.values)
    used = {cell.claim for cell in cells}
    return Matrix(
        kind, left, top, cells, tuple(one for one in about.claims if one.id in used), asked, evidence, empty, units
    )


def _units(base: Base, wanted: Wanted, asked: Asked) -> tuple[dict[str, Unit], str, Listing | None]:
    """Everything that is counted, of which it is sure or may be that it matches; the newest evidence; the list if it is empty."""
    strength, _ = STRENGTH_OF.get(wanted.kind, ("", ()))
    columns = tuple(name for name in ("id", "standing", strength) if name)
    surely = list_kind(base, wanted._replace(columns=columns), asked)
    maybe = list_kind(base, wanted._replace(columns=columns, possible=True), asked) if surely.cannot_tell else None
    found = {
        str(row["id"]): Unit(str(row["standing"] or ""), _plain(row.get(strength)), listed is surely)
        for listed in (surely, maybe)
        for row in (listed.rows if listed else ())
        if wanted.everything or wanted.status or row["standing"] not in OVER
    }
    return found, max(surely.evidence, maybe.evidence if maybe else ""), None if surely.rows else surely


def _plain(value: object) -> str:
    """A measure without what is said of its effect, a strength as it is."""
    return str(value or "").rpartition(": ")[2]


def _named(name: str, filters: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(value for one in FILTERS.get(name, ()) for value in filters.get(one, ()))


def _chosen(values: tuple[str, ...], shown: tuple[str, ...]) -> tuple[str, ...]:
    folded = {value.casefold(): value for value in values}
    for name in shown:
        if name.casefold() not in folded:
            raise MkbError(f"the matrix has no column '{visible(name)}'", nearest_or_all(name, values, "columns"))
    return tuple(folded[name.casefold()] for name in shown) or values


def _cell(about: Question, units: dict[str, Unit], row: tuple[Axis, str], column: tuple[Axis, str]) -> Cell:
    if row[0].facet == column[0].facet and row[1] == column[1]:
        return Cell(row[1], column[1], (), (), (), {}, {}, "", "", same=True)
    found: dict[str, list[str]] = {how: [] for how in (SURE, WIDER, MAYBE)}
    there, here = (axis.units.get(value, {}) for axis, value in (row, column))
    for unit in sorted(there.keys() & here.keys()):
        hows = {there[unit], here[unit]} | ({SURE} if units[unit].sure else {MAYBE})
        found[MAYBE if MAYBE in hows else WIDER if WIDER in hows else SURE].append(unit)
    ids = sorted([*found[SURE], *found[WIDER]])
    claim = covering(about, row, column)
    known = (tuple(ids), tuple(found[WIDER]), tuple(found[MAYBE]))
    made = Cell(row[1], column[1], *known, {}, {}, "", claim.id if claim else "")
    return counted(made, about.kind, units, claim)


def counted(cell: Cell, kind: str, units: Mapping[str, Unit], claim: Claim | None) -> Cell:
    """The cell with what is counted of its units, and what the claim says."""
    return cell._replace(
        strengths=_strengths(kind, [units[unit] for unit in cell.ids]),
        standing=dict(sorted(Counter(units[unit].standing for unit in cell.ids).items())),
        coverage=said(claim, empty=not cell.ids, unsure=bool(cell.maybe)),
    )


def _strengths(kind: str, units: Iterable[Unit]) -> dict[str, int]:
    """How many of those that hold on the day have each strength or measure."""
    order = STRENGTH_OF.get(kind, ("", ()))[1]
    words = Counter(word for unit in units if unit.standing in HOLDS for word in unit.strength.split(" or ")[-1:])
    return {word: words[word] for word in order if word in words}
