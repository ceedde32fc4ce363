"""What one record says of one thing, and whether several records say the same: yes, no, or cannot tell."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Iterable

YES, NO = "yes", "no"


class Side(NamedTuple):
    """The words that one record has for a field.

    `whole`: nothing else can stand there. `disputed`: only one of the words is so. `unsure`: sources disagree within them,
    as on the size of a sum. `days`: the first and last day that a date may mean; `rule`: the period that a due day follows
    from. `inherited`: the part says nothing, and these are the words of its record. `shown`: other words for a reader.
    """

    words: tuple[str, ...] = ()
    whole: bool = True
    disputed: bool = False
    unsure: bool = False
    days: tuple[str, str] | None = None
    rule: str = ""
    inherited: bool = False
    shown: tuple[str, ...] = ()


class Row(NamedTuple):
    """A field, and what each record says of it; None where a record has no such part."""

    field: str
    sides: tuple[Side | None, ...]
    # Whether each says several words, so that those of all need not be shown again.
    several: bool = False

    @property
    def differs(self) -> str:
        """Whether those that have the part say different things."""
        return joined(differing(*pair) for pair in combinations(self.present, 2))

    @property
    def present(self) -> tuple[Side, ...]:
        """The sides of the records that have the part."""
        return tuple(side for side in self.sides if side is not None)

    @property
    def common(self) -> tuple[str, ...]:
        """The words that all of them have."""
        first, *others = self.present
        return tuple(word for word in first.words if all(word in other.words for other in others))


def differing(one: Side, other: Side) -> str:
    """Whether two sides say different things, for all that is known."""
    if one.rule and other.rule:
        return YES if one.rule != other.rule else NO
    if one.days and other.days:
        return _of_days(one.days, other.days)
    if one.inherited and other.inherited:
        return NO
    if (one.inherited or other.inherited) and one.whole and other.whole:
        named, silent = (other, one) if one.inherited else (one, other)
        return NO if set(named.words) <= set(silent.words) else YES
    if one.unsure or other.unsure:
        lacking = (one.whole and not one.words) or (other.whole and not other.words)
        return YES if lacking else CANNOT_TELL
    if one.disputed or other.disputed:
        may_agree = set(one.words) & set(other.words) or not (one.whole and other.whole)
        return CANNOT_TELL if may_agree else YES
    only_one, only_other = set(one.words) - set(other.words), set(other.words) - set(one.words)
    if (only_one and other.whole) or (only_other and one.whole):
        return YES
    return NO if one.whole and other.whole else CANNOT_TELL


def joined(answers: Iterable[str]) -> str:
    """One answer for several: yes if one is, no if all are."""
    found = set(answers)
    if YES in found:
        return YES
    return CANNOT_TELL if CANNOT_TELL in found else NO


def _of_days(one: tuple[str, str], other: tuple[str, str]) -> str:
    if one[1] < other[0] or other[1] < one[0]:
        return YES
    return NO if one == other and one[0] == one[1] else CANNOT_TELL
