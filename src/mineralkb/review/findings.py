"""Which findings a change brings: those of the newer side that the older one does not have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.finding import ERROR, Finding, Hit
from mineralkb.impact.answers import CORRECTED
from mineralkb.rules import check
from mineralkb.values.dates import BEGINNING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from mineralkb.impact.answers import Answer
    from mineralkb.kb import KnowledgeBase

REWRITING = "unexplained-rewriting"
# What no newer schema could make right.
_ALWAYS = {"unsafe-file", "unsafe-text", "unreadable-yaml", "clashing-ids", REWRITING}


class Found(NamedTuple):
    """Findings that are new, and how many the older side had alone, both sides have, and are waived in the newer."""

    new: tuple[Finding, ...]
    mended: int
    kept: int
    waived: int


def new_findings(old: KnowledgeBase, new: KnowledgeBase, today: date) -> Found:
    """All rules on both sides whole, so that a change is seen which breaks a record that it does not touch."""
    (before, _), (after, waived) = check(old, today), check(new, today)
    left = Counter(_identity(finding, old) for finding in before)
    fresh = []
    for finding in after:
        identity = _identity(finding, new)
        if left[identity]:
            left[identity] -= 1
        else:
            fresh.append(finding)
    return Found(tuple(fresh), left.total(), len(after) - len(fresh), waived)


def rewritings(new: KnowledgeBase, answers: Iterable[Answer], unexplained: Collection[str]) -> list[Finding]:
    """A finding for each record whose past reads otherwise and says no reason, on the first answer that differs."""
    first: dict[str, Answer] = {}
    for answer in answers:
        if answer.cause == CORRECTED and answer.roots:
            first.setdefault(answer.roots[0][0], answer)
    return [new.placed(REWRITING, ERROR, _rewriting(new, record, first.get(record))) for record in unexplained]


def _rewriting(new: KnowledgeBase, record: str, answer: Answer | None) -> Hit:
    if record not in new.claimed:
        return Hit("kb", (), f"'{record}' is gone, and nothing says why", "say when and why in 'withdrawn' of kb.yaml")
    said = "the past reads otherwise than before, and nothing says why"
    if answer:
        since = f" from {answer.run.first}" if answer.run.first != BEGINNING else ""
        said += f": '{answer.question}' was '{answer.run.old.told}' and is '{answer.run.new.told}'{since}"
    return Hit(record, (), said, "write an entry in 'corrections': the day, the route and the reason")


def counts(finding: Finding, *, newer: bool) -> bool:
    """Whether it fails a review: any does, but where the program changes too, only what no schema makes right."""
    return not newer or finding.rule in _ALWAYS


def _identity(finding: Finding, base: KnowledgeBase) -> tuple[str, str, tuple[str, ...], str]:
    """What a finding is, whatever line it has come to stand on."""
    path = finding.spot.path.removeprefix(f"{base.shown}/")
    return finding.rule, path, finding.route, finding.message
