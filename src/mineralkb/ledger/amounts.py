"""Every sum of money in a base: who provides it, how firm it is, and which other sum it is part of or the same as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.index import Base

Number = int | float
# What speaks of a topic where the sum stands at the record, for all of its pledges.
_TOPIC_OF_FORM = {"equity": "equity", "loan": "lending", "offtake": "offtake", "price support": "price mechanism"}


class Amount(NamedTuple):
    """One sum as it is written. `most` is None where it is open; `by` and `topics` are those of its pledge."""

    id: str
    record: str
    pledge: str
    currency: str
    firmness: str
    form: str
    up_to: bool
    least: Number
    most: Number | None
    provider: tuple[str, ...]
    purpose: str
    within: str
    same_as: str
    by: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def topic_of_form(self) -> str:
        """The topic that its form speaks of; '' where it speaks of none."""
        return _TOPIC_OF_FORM.get(self.form, "")


def amounts_of(base: Base) -> dict[str, Amount]:
    """All sums of the base by id, which is their route: RECORD/amounts/NAME or RECORD/pledges/NAME/amounts/NAME."""
    rows = base.rows("SELECT id, data FROM record WHERE data LIKE '%\"amounts\":%' ORDER BY id")
    return {amount.id: amount for row in rows for amount in _of_record(row["id"], decoded(row["data"]))}


def _of_record(record: str, data: dict[str, Any]) -> Iterator[Amount]:
    for name, written in data.get("amounts", {}).items():
        yield _amount((record, "amounts", name), "", written, {})
    for pledge, node in data.get("pledges", {}).items():
        for name, written in node.get("amounts", {}).items():
            yield _amount((record, "pledges", pledge, "amounts", name), pledge, written, node)


def _amount(route: tuple[str, ...], pledge: str, written: dict[str, Any], node: dict[str, Any]) -> Amount:
    least, most, up_to = _figure(written)
    return Amount(
        id="/".join(route),
        record=route[0],
        pledge=pledge,
        currency=" or ".join(sorted({str(side) for side in _sides(written["currency"])})),
        firmness=written["firmness"],
        form=written["form"],
        up_to=up_to,
        least=least,
        most=most,
        provider=tuple(sorted(written.get("provider", ()))),
        purpose=written.get("purpose", ""),
        within=written.get("within", ""),
        same_as=written.get("same_as", ""),
        by=tuple(sorted(node.get("by", ()))),
        topics=tuple(node.get("topics", ())),
    )


def _figure(written: dict[str, Any]) -> tuple[Number, Number | None, bool]:
    """From what to what the sum is, and whether it is only a limit; a disputed value is a range."""
    limit = bool(written.get("up_to"))
    if "value" in written:
        sides = _sides(written["value"])
        return min(sides), max(sides), limit
    least = min(_sides(written["least"])) if "least" in written else None
    most = max(_sides(written["most"])) if "most" in written else None
    if least is None:
        return (0, None, limit) if most is None else (most, most, True)
    return least, most, limit


def _sides(value: Any) -> list[Any]:
    return list(value["disputed"].values()) if isinstance(value, dict) else [value]
