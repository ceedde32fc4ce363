"""News as sections, which every format draws, and as blocks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.changes.ours import CORRECTED, LATE, NEW, SOURCES
from mineralkb.diff.difference import SEVERITIES
from mineralkb.questions.asked import NOTICE
from mineralkb.render.blocks import DIM, Block, Cell, Heading, Paragraph, Table
from mineralkb.render.news import Line, of_events, of_learned, of_things
from mineralkb.wording import counted

if TYPE_CHECKING:
    from mineralkb.changes.answer import Changes
    from mineralkb.changes.ours import Learned, Ours

# Kinds that describe the things of which the others tell: their new records are counted, not listed.
_DESCRIBING = {
    "organizations": "organization",
    "countries": "country",
    "minerals": "mineral",
    "projects": "project",
    "groups": "group",
    "coverage": "coverage claim",
    "tariffs": "tariff",
}


class Section(NamedTuple):
    """A heading with its lines, and what is said where there are none, or besides."""

    heading: str
    lines: tuple[Line, ...] = ()
    more: str = ""


def heading(found: Changes) -> str:
    """The page's own heading."""
    return f"Changes from {found.clocks.since.day} to {found.clocks.until.day}"


def windows(found: Changes) -> str:
    """Both windows in one line."""
    clocks = found.clocks
    world = f"The world from {clocks.since.day} to {clocks.now}"
    if found.ours is None:
        return f"{world}; without what this base learned and corrected."
    until = f"commit {clocks.until.commit[:12]}" if clocks.until.commit else "the data as it stands"
    return f"{world}; this base from commit {clocks.since.commit[:12]} to {until}."


def remarks(found: Changes) -> list[str]:
    """What belongs beside the answer."""
    if found.ours is not None:
        return []
    return [f"only the world's news; not what this base learned and corrected: {found.clocks.why_none}"]


def sections(found: Changes) -> list[Section]:
    """All sections in which something stands; what happened always says what it is."""
    evidence = f" The newest evidence on record is of {found.evidence}." if found.evidence else ""
    happened = of_events(found.happened)
    all_of_them = [
        Section("What happened", happened, "" if happened else f"No event of these days is known.{evidence}"),
        Section("What may have happened in these days", of_events(found.possible)),
        Section("What was said of it, or seen", of_events(found.said)),
        Section("What fell due in these days", of_things(found.fell, past=True)),
        Section(f"What is ahead, to {found.horizon}", of_things(found.ahead)),
        *(_ours(found.ours) if found.ours else ()),
    ]
    return [section for section in all_of_them if section.lines or section.more]


def blocks(found: Changes) -> list[Block]:
    """The news for a terminal or a pipe."""
    made: list[Block] = [Heading(heading(found), 1), Paragraph(Cell(windows(found), DIM))]
    for section in sections(found):
        made.append(Heading(f"{section.heading} ({len(section.lines)})" if section.lines else section.heading))
        if section.lines:
            made.append(_table(section.lines))
        if section.more:
            made.append(Paragraph(Cell(section.more, DIM)))
    return [*made, Paragraph(Cell("")), Paragraph(Cell(NOTICE, DIM))]


def _table(lines: tuple[Line, ...]) -> Table:
    """By day where all have one, else by record."""
    if all(line.day for line in lines):
        dated = tuple((Cell(line.day), Cell(f"{line.sentence} [{line.subject}]")) for line in lines)
        return Table(("day", "what"), dated, firm=(0,))
    rows = tuple((Cell(line.record), Cell(f"{line.day}: {line.told}" if line.day else line.told)) for line in lines)
    return Table(("record", "what"), rows, firm=(0,))


def _ours(told: Ours) -> list[Section]:
    new, counts = _new(told)
    quiet = not any(told.of(section) for section in (LATE, CORRECTED, NEW, SOURCES))
    return [
        Section("What we learned late", of_learned(sorted(told.of(LATE), key=_by_day))),
        Section("What we corrected", of_learned(sorted(told.of(CORRECTED), key=_by_weight))),
        Section("What is new in the base", new, counts),
        Section("Sources", (), _sources(told)),
        Section("This base", (), "It learned and corrected nothing in these days." if quiet else ""),
    ]


def _by_day(one: Learned) -> tuple[str, str]:
    return one.days, one.difference.record


def _by_weight(one: Learned) -> tuple[int, str]:
    return SEVERITIES.index(one.difference.severity), one.difference.record


def _new(told: Ours) -> tuple[tuple[Line, ...], str]:
    """What is new of what acts, line by line; and how many new records only describe."""
    new = told.of(NEW)
    only_counted = [one for one in new if one.difference.sort == "record added" and one.difference.kind in _DESCRIBING]
    counts = Counter(_DESCRIBING[one.difference.kind] for one in only_counted)
    listed = ", ".join(counted(number, unit) for unit, number in sorted(counts.items()))
    lines = of_learned(one for one in new if one not in only_counted)
    return lines, f"New besides: {listed}." if listed else ""


def _sources(told: Ours) -> str:
    sorts = Counter(("whole " if not one.difference.route else "") + one.difference.sort for one in told.of(SOURCES))
    words = {
        "whole source added": "new",
        "whole source removed": "gone",
        "source added": "cited for something more",
        "source removed": "no longer cited for something",
        "re-confirmed": "seen again or confirming",
    }
    return "; ".join(f"{sorts[sort]} {what}" for sort, what in words.items() if sorts[sort])
