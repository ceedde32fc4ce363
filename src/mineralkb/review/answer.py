"""The one answer of `mkb review`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.diff.bases import compared
from mineralkb.diff.points import points
from mineralkb.impact.answers import changed_answers, unexplained
from mineralkb.reading import FORMAT
from mineralkb.review.findings import Found, counts, new_findings, rewritings
from mineralkb.review.looking import Look, looks
from mineralkb.tree.beyond import beyond
from mineralkb.validation import Report, both

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mineralkb.diff.difference import Difference
    from mineralkb.diff.points import Points
    from mineralkb.finding import Finding
    from mineralkb.impact.answers import Answer
    from mineralkb.kb import KnowledgeBase
    from mineralkb.place import Place
    from mineralkb.record import Record

# Where this program says what a record may hold; a change of it can make right what the program at hand refuses.
_PROGRAM = tuple(
    f"src/mineralkb/{name}"
    for name in ("schema/", "vocabulary/", "values/", "rules/", "codes", "document.py", "reading.py", "kb.py")
)


class Reason(NamedTuple):
    """A reason that the change gives: what kind of entry, of which record and route, the reason, and its last day."""

    kind: str
    record: str
    route: str
    reason: str
    day: str = ""


class Review(NamedTuple):
    """What a change of the data brings; `newer` says of what the program at hand knows too little to judge."""

    points: Points
    findings: Found
    newer: str
    reasons: tuple[Reason, ...]
    differences: tuple[Difference, ...]
    answers: tuple[Answer, ...]
    sources: tuple[Record, ...]
    looks: tuple[Look, ...]
    beyond: tuple[str, ...]
    new: KnowledgeBase

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The new findings that count."""
        return tuple(one for one in self.findings.new if counts(one, newer=bool(self.newer)))

    @property
    def aside(self) -> tuple[Finding, ...]:
        """The new findings that do not."""
        return tuple(one for one in self.findings.new if not counts(one, newer=bool(self.newer)))

    @property
    def report(self) -> Report:
        """The findings that count, as the renderers of findings want them."""
        return Report(self.failing, len(self.new.records), len(self.new.texts), self.findings.waived)


def review(place: Place, typed: Sequence[str], today: date) -> Review:
    """What differs between two points; the data is read out of git and never run."""
    between = points(place, typed)
    return held_together(between, both(place, between), beyond(place.folder, between.old, between.new), today)


def held_together(
    between: Points, bases: tuple[KnowledgeBase, KnowledgeBase], outside: Sequence[str], today: date
) -> Review:
    """The review of two bases, both checked whole; `outside` are the other files that differ."""
    old, new = bases
    answers = changed_answers(old, new)
    found = new_findings(old, new, today)
    owed = rewritings(new, answers, unexplained(answers, old, new))
    found = found._replace(new=tuple(sorted((*found.new, *owed), key=lambda one: (one.severity, one.order))))
    differences = tuple(compared(old, new))
    return Review(
        points=between,
        findings=found,
        newer=_newer(old, new, outside),
        reasons=tuple(_reasons(old, new)),
        differences=differences,
        answers=tuple(answers),
        sources=tuple(record for record in new.of_kind("sources") if record.id not in old.claimed),
        looks=tuple(looks(old, new, differences)),
        beyond=tuple(outside),
        new=new,
    )


def _newer(old: KnowledgeBase, new: KnowledgeBase, outside: Sequence[str]) -> str:
    """What of format and schema changes with the data; '' where nothing does."""
    was, now = (base.settings.get("format", FORMAT) for base in (old, new))
    said = [f"the format of the data, from {was} to {now}"] if was != now else []
    if any(path.startswith(_PROGRAM) for path in outside):
        said.append("the program that says what a record may hold")
    return " and ".join(said)


def _reasons(old: KnowledgeBase, new: KnowledgeBase) -> list[Reason]:
    """Waivers, corrections and withdrawals that only the newer side has."""
    found = [
        Reason(
            "waiver",
            one["record"],
            f"{one['rule']} {one.get('route', '')}".strip(),
            one["reason"],
            one.get("until", ""),
        )
        for name, one in new.waivers.items()
        if old.waivers.get(name) != one
    ]
    for name, one in _fresh(old.settings, new.settings, "withdrawn"):
        found.append(Reason("withdrawal", name, "", one["reason"], str(one["date"])))
    for record in sorted(new.records.values(), key=lambda record: record.id):
        was = old.records.get(record.id)
        for _, one in _fresh(was.data if was else {}, record.data, "corrections"):
            found.append(Reason("correction", record.id, str(one["route"]), one["reason"], str(one["date"])))
    return found


def _fresh(was: dict[str, Any], now: dict[str, Any], section: str) -> list[tuple[str, dict[str, Any]]]:
    known = was.get(section, {})
    return [(name, one) for name, one in now.get(section, {}).items() if known.get(name) != one]
