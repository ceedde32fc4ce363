"""Sums of money by party and by topic: never across currencies, firmness, or what is stated and what is a limit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.vocabulary.money import FIRMNESS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.ledger.amounts import Amount, Number
    from mineralkb.ledger.once import Once

# Whose an amount is or what it is for, how that is known, and the amount.
_Entry = tuple[tuple[str, ...], str, "Amount"]

PROVIDER, BY, UNSAID = "provider", "by", "not said"
_RANKS = list(FIRMNESS)


class Counted(NamedTuple):
    """An amount that is counted: whose it is and how that is known, its topics, and who else states the same money."""

    amount: Amount
    parties: tuple[str, ...]
    known_by: str
    topics: tuple[str, ...]
    also: tuple[str, ...]


class Sum(NamedTuple):
    """The sum of one currency and firmness, for parties together or a topic (neither: in all). `most` None is open."""

    of: tuple[str, ...]
    known_by: str
    currency: str
    firmness: str
    up_to: bool
    least: Number
    most: Number | None
    amounts: tuple[str, ...]


class Sums(NamedTuple):
    """Sums in all, by party and by topic."""

    whole: tuple[Sum, ...]
    parties: tuple[Sum, ...]
    topics: tuple[Sum, ...]


def described(found: Once, topics_of: dict[str, frozenset[str]]) -> tuple[Counted, ...]:
    """What is counted, with its parties and topics; `topics_of` are the topics of a record's chosen pledges."""
    return tuple(_counted(chief, same, topics_of) for chief, same in found.counted)


def sums(counted: Iterable[Counted]) -> Sums:
    """The sums of the counted amounts. One with several topics is in the sum of each, and once in the whole."""
    counted = tuple(counted)
    whole: list[_Entry] = [((), "", one.amount) for one in counted]
    parties: list[_Entry] = [(one.parties, one.known_by, one.amount) for one in counted]
    topics: list[_Entry] = [
        ((topic,) if topic else (), "", one.amount) for one in counted for topic in one.topics or ("",)
    ]
    return Sums(_summed(whole), _summed(parties), _summed(topics))


def _counted(chief: Amount, same: tuple[Amount, ...], topics_of: dict[str, frozenset[str]]) -> Counted:
    alike = (chief, *(one for one in same if one.id != chief.id))
    provider = next((one.provider for one in alike if one.provider), ())
    by = next((one.by for one in alike if one.by), ())
    parties, known_by = (provider, PROVIDER) if provider else (by, BY) if by else ((), UNSAID)
    topics = {topic for one in alike for topic in one.topics}
    if not topics:
        topics = {one.topic_of_form for one in alike if one.topic_of_form in topics_of.get(one.record, ())}
    return Counted(chief, parties, known_by, tuple(sorted(topics)), tuple(one.id for one in alike[1:]))


def _summed(entries: list[_Entry]) -> tuple[Sum, ...]:
    groups: dict[tuple[tuple[str, ...], str, str, str, bool], list[Amount]] = {}
    for of, known_by, amount in entries:
        key = (of, known_by, amount.currency, amount.firmness, amount.up_to)
        groups.setdefault(key, []).append(amount)
    found = [Sum(*key, *_total(amounts), tuple(one.id for one in amounts)) for key, amounts in groups.items()]
    return tuple(sorted(found, key=_order))


def _total(amounts: list[Amount]) -> tuple[Number, Number | None]:
    most = [one.most for one in amounts if one.most is not None]
    return _added([one.least for one in amounts]), _added(most) if len(most) == len(amounts) else None


def _added(numbers: list[Number]) -> Number:
    """The exact sum; binary fractions would show in it."""
    total = sum((Decimal(str(number)) for number in numbers), Decimal(0))
    return int(total) if total == total.to_integral_value() else float(total)


def _order(one: Sum) -> tuple[bool, tuple[str, ...], str, str, int, bool]:
    """By name, what has none last; the firmest first, a limit after what is stated."""
    return not one.of, one.of, one.known_by, one.currency, -_RANKS.index(one.firmness), one.up_to
