"""Which claim of coverage speaks of a cell of a matrix."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index import decoded
from mineralkb.questions.coverage import CLAIMED, Claim, Point, best, claims

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mineralkb.index import Base
    from mineralkb.questions.matrix.axes import Axis


class Question(NamedTuple):
    """What all cells of a matrix have in common: the kind, the filters, the claims, the day."""

    kind: str
    filters: Mapping[str, tuple[str, ...]]
    claims: tuple[Claim, ...]
    parties: dict[str, tuple[str, ...]]
    day: str


def question(
    base: Base,
    kind: str,
    filters: Mapping[str, tuple[str, ...]],
    axes: tuple[Axis, Axis],
    day: str,
) -> Question:
    """The question, with the parties of the records that stand in a row or column."""
    named = tuple(value for axis in axes if axis.facet == "record" for value in axis.values)
    marks = ", ".join("?" * len(named))
    rows = base.rows(f"SELECT id, data FROM record WHERE id IN ({marks})", named)
    parties = {}
    for row in rows:
        data = decoded(row["data"])
        parties[row["id"]] = tuple({**data.get("parties", {}), **data.get("issuers", {})})
    return Question(kind, filters, claims(base), parties, day)


def covering(asked: Question, row: tuple[Axis, str], column: tuple[Axis, str]) -> Claim | None:
    """The claim that reaches least far of those that are needed; nothing where one is missing.

    An agreement is looked for on either side: of several parties in one cell a claim for one of them does.
    """
    places = (row, column)
    minerals = _values(asked, places, "minerals", ("mineral",))
    topics = _values(asked, places, "topics", ("topic",))
    found = []
    for parties, mineral, topic in product(_parties(asked, places), minerals, topics):
        points = [Point(kind, party, mineral, topic) for kind in CLAIMED[asked.kind] for party in parties]
        found.append(best(asked.claims, points, asked.day))
    told = [claim for claim in found if claim]
    return min(told, key=lambda claim: (claim.until, claim.id)) if told and len(told) == len(found) else None


def _parties(asked: Question, places: tuple[tuple[Axis, str], ...]) -> list[tuple[str, ...]]:
    there = tuple(value for axis, value in places if axis.actors)
    if there:
        return [there]
    of_record = [asked.parties.get(value, ("",)) for axis, value in places if axis.facet == "record"]
    filtered = [value for name in ("party", "by", "to", "issuer") for value in asked.filters.get(name, ())]
    return of_record or [(value,) for value in filtered] or [("",)]


def _values(
    asked: Question, places: tuple[tuple[Axis, str], ...], name: str, filters: tuple[str, ...]
) -> tuple[str, ...]:
    there = tuple(value for axis, value in places if axis.name == name)
    return there or tuple(value for one in filters for value in asked.filters.get(one, ())) or ("",)
