"""What must hold between fields and between records. One rule is one module and one page of the same name."""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol, cast

from mineralkb.finding import ERROR, WARNING, Finding
from mineralkb.rules._noted import take
from mineralkb.rules.waivers import waive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mineralkb.finding import Hit
    from mineralkb.kb import KnowledgeBase

# Found while files are read; their pages stand here, their code in the rooms that read.
WHILE_READING = {
    "unsafe-file": ERROR,
    "stray-file": ERROR,
    "unsafe-text": ERROR,
    "unreadable-yaml": ERROR,
    "clashing-ids": ERROR,
    "schema": ERROR,
}

RULES = {
    "ambiguous-scalar": ERROR,
    "broader-in-a-circle": ERROR,
    "code-without-edition": ERROR,
    "code-without-list": ERROR,
    "contradicting-events": ERROR,
    "correction-of-nothing": WARNING,
    "country-code-unknown": ERROR,
    "dangling-reference": ERROR,
    "dates-out-of-order": ERROR,
    "due-without-event": ERROR,
    "edition-against-itself": ERROR,
    "effect-before-cause": WARNING,
    "empty-range": ERROR,
    "entry-not-in-list": WARNING,
    "event-after-its-sources": ERROR,
    "event-of-another-kind": ERROR,
    "event-of-nothing": ERROR,
    "false-dispute": ERROR,
    "likely-twin": WARNING,
    "linked-unsafe-host": ERROR,
    "member-in-a-circle": ERROR,
    "mirror-in-a-circle": ERROR,
    "mirror-without-original": WARNING,
    "misplaced-amount": ERROR,
    "misprint-not-listed": ERROR,
    "part-of-in-a-circle": ERROR,
    "partial-of-nothing": ERROR,
    "pledge-by-outsider": WARNING,
    "provision-without-items": WARNING,
    "relation-in-a-circle": ERROR,
    "relation-to-later": ERROR,
    "rests-on-digest": WARNING,
    "source-read-before-published": ERROR,
    "source-without-address": ERROR,
    "uncited-fact": ERROR,
    "unused-source": WARNING,
    "withdrawn-but-there": ERROR,
}

# Those that look at one record, or file, and at nothing else: they find the same whatever other records there are.
OF_EACH = {
    "ambiguous-scalar",
    "code-without-edition",
    "code-without-list",
    "contradicting-events",
    "correction-of-nothing",
    "country-code-unknown",
    "dates-out-of-order",
    "due-without-event",
    "edition-against-itself",
    "empty-range",
    "event-of-another-kind",
    "event-of-nothing",
    "false-dispute",
    "mirror-without-original",
    "misprint-not-listed",
    "partial-of-nothing",
    "provision-without-items",
    "source-read-before-published",
    "source-without-address",
    "uncited-fact",
}

_BETWEEN = [name for name in RULES if name not in OF_EACH]

# Found while waivers are applied.
OF_WAIVERS = {"unused-waiver": ERROR}

# Found while two states of the base are held against each other.
OF_REVIEWS = {"unexplained-rewriting": ERROR}

SEVERITIES = WHILE_READING | RULES | OF_WAIVERS | OF_REVIEWS


class Rule(Protocol):
    """What a rule's module holds: a pure function that knows neither its name nor any line.

    One that looks at several records says in `NOTES` what it must know of each to find those where something may be wrong.
    """

    def find(self, base: KnowledgeBase) -> Iterator[Hit]:
        """The places where the rule is broken."""


def check(base: KnowledgeBase, today: date) -> tuple[list[Finding], int]:
    """Every finding that is not waived, in the order of files and lines, and how many are waived."""
    return settled(base, [*base.findings, *of_each(base), *between(base)], today)


def of_each(base: KnowledgeBase) -> list[Finding]:
    """What the rules find that look at one record alone; for the others it is noted what they look for in each."""
    found = _applied(base, [name for name in RULES if name in OF_EACH])
    notes = dict.fromkeys(note for name in _BETWEEN for note in getattr(_rule(name), "NOTES", ()))
    take(base, notes)
    base.walked.clear()
    return found


def between(base: KnowledgeBase) -> list[Finding]:
    """What the other rules find, which look at several records."""
    return _applied(base, _BETWEEN)


def settled(base: KnowledgeBase, found: list[Finding], today: date) -> tuple[list[Finding], int]:
    """The findings that are not waived, in the order of files and lines, and how many are waived."""
    kept, waived = waive(base, found, today)
    return sorted(kept, key=lambda finding: finding.order), waived


def _applied(base: KnowledgeBase, names: Iterable[str]) -> list[Finding]:
    return base.all_placed([(name, RULES[name], hit) for name in names for hit in _rule(name).find(base)])


def _rule(name: str) -> Rule:
    return cast("Rule", import_module(f"{__name__}.{name.replace('-', '_')}"))


def page(name: str) -> str:
    """The page of a rule, in Markdown."""
    return files(__name__).joinpath(f"{name.replace('-', '_')}.md").read_text(encoding="utf-8")
