"""What stands beside the outcome: what eases or administers, and what is practised without an act, or by no state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.applying.judging import EFFECT, OPEN
from mineralkb.applying.three import YES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.judging import Judged

RESTRICTS = "restricts"


class Span(NamedTuple):
    """Days, first to last, on which a rule stands beside the outcome, and whether it surely bears."""

    first: str
    last: str
    bears: str


class Beside(NamedTuple):
    """A rule that stands beside the outcome, as it is judged on its first day, and its days."""

    judged: Judged
    spans: tuple[Span, ...]


def restricts(one: Judged) -> bool:
    """Whether the rule restricts, and does not ease or administer."""
    return bool(one.rule.data.get("effect", RESTRICTS) == RESTRICTS)


def stands_beside(one: Judged) -> bool:
    """Rules that ease or administer where they surely bear; those that restrict without an act or a state where they may."""
    if one.rule.counts or one.state not in (EFFECT, OPEN):
        return False
    return one.bears == YES or (restricts(one) and not _of_no_name(one))


def _of_no_name(one: Judged) -> bool:
    """Whether it would bear only by more than is recorded of its items."""
    return bool(one.told.ways) and all(any(need.ask == "items" for need in way) for way in one.told.ways)


def spans_of(runs: Iterable[tuple[str, str, list[Judged]]]) -> tuple[Beside, ...]:
    """The rules with their days, from runs of days that follow on each other; by id."""
    found: dict[str, Beside] = {}
    before: set[str] = set()
    for first, last, judged in runs:
        for one in judged:
            held = found.get(one.rule.id, Beside(one, ()))
            spans = held.spans
            if one.rule.id in before and spans[-1].bears == one.bears:
                spans = (*spans[:-1], spans[-1]._replace(last=last))
            else:
                spans = (*spans, Span(first, last, one.bears))
            found[one.rule.id] = held._replace(spans=spans)
        before = {one.rule.id for one in judged}
    return tuple(found[name] for name in sorted(found))
