"""The sums of a record by firmness and currency: side by side, and never added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.questions.abreast.sides import Row, Side
from mineralkb.questions.abreast.told import certain, unique
from mineralkb.questions.texts import amount_text, stated
from mineralkb.vocabulary.money import FIRMNESS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Sum(NamedTuple):
    """A sum of money: where it stands in its record, and its fields."""

    record: str
    route: str
    data: dict[str, Any]

    @property
    def sort(self) -> tuple[str, str]:
        """Sums of different sorts are never put together."""
        return self.data["firmness"], str(stated(self.data["currency"]))

    @property
    def figure(self) -> str:
        """How much, without the firmness."""
        return amount_text(self.data).removesuffix(f" ({self.data['firmness']})")

    @property
    def shown(self) -> str:
        """How much, and of what."""
        *pledge, _, name = self.route.split("/")
        place = f"pledge {pledge[1]}" if pledge else name
        same = {"within": "part of", "same_as": "the same money as"}
        of = [f", {lead} {self._short(self.data[field])}" for field, lead in same.items() if field in self.data]
        return f"{self.figure} ({place}{''.join(of)})"

    def _short(self, route: str) -> str:
        return route.removeprefix(f"{self.record}/").removeprefix("amounts/")


def sums(record: str, data: dict[str, Any]) -> Iterator[Sum]:
    """The sums of the record and of its pledges."""
    for name, amount in data.get("amounts", {}).items():
        yield Sum(record, f"amounts/{name}", amount)
    for pledge, inner in data.get("pledges", {}).items():
        for name, amount in inner.get("amounts", {}).items():
            yield Sum(record, f"pledges/{pledge}/amounts/{name}", amount)


def money_rows(records: Sequence[tuple[str, dict[str, Any]]]) -> list[tuple[tuple[str, str], Row, list[list[Sum]]]]:
    """For each firmness and currency: a row, and the sums themselves by record."""
    columns = [list(sums(*record)) for record in records]
    order = {word: place for place, word in enumerate(FIRMNESS)}
    sorts = sorted({one.sort for column in columns for one in column}, key=lambda sort: (order[sort[0]], sort[1]))
    found = []
    for sort in sorts:
        chosen = [[one for one in column if one.sort == sort] for column in columns]
        sides = tuple(_side(ones, data) for ones, (_, data) in zip(chosen, records, strict=True))
        found.append((sort, Row(f"{sort[0]}, {sort[1]}", sides), chosen))
    return found


def _side(chosen: list[Sum], record: dict[str, Any]) -> Side:
    in_part = {"amounts", "pledges"}.intersection(record.get("partial", ()))
    unsure = not all(certain(one.data) for one in chosen)
    shown = tuple(one.shown for one in chosen)
    return Side(unique(one.figure for one in chosen), not in_part, unsure=unsure, shown=shown)
