"""A review as sections of blocks, as data, and as the platform's annotations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.diff.difference import HIGH
from mineralkb.impact.runs import UNRECORDED
from mineralkb.questions.asked import NOTICE
from mineralkb.render.blocks import BAD, DIM, STRONG, UNSURE, Block, Cell, Heading, Paragraph, Table
from mineralkb.render.diff import difference_blocks, difference_data, points_data, spot_data, summary, where
from mineralkb.render.findings import annotation, finding_data, github
from mineralkb.render.impact import answer_blocks, answer_data
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.diff.difference import Difference, Spot
    from mineralkb.finding import Finding
    from mineralkb.review.answer import Reason, Review


class Section(NamedTuple):
    """A heading, what stands under it, and what its rows are called where they are cut."""

    heading: Heading
    blocks: tuple[Block, ...]


def review_sections(found: Review) -> list[Section]:
    """What decides first, what explains last; a section of nothing is left out."""
    made = (
        ("Reasons given", _reasons(found)),
        ("Findings", _findings(found)),
        ("What differs", _differences(found)),
        ("Answers that read otherwise", _answers(found)),
        ("Sources added", _sources(found)),
        ("What to look at", _looks(found)),
        ("Files outside of the data", _beyond(found)),
    )
    sections = (Section(Heading(f"{name} ({count})"), _below(blocks)) for name, (count, blocks) in made if count)
    return [_head(found), *sections]


def review_blocks(found: Review) -> list[Block]:
    """All sections, one after the other."""
    return [block for section in review_sections(found) for block in (section.heading, *section.blocks)]


def named(found: Review) -> str:
    """What was compared, as a user types it; long ids are cut."""
    old, new = _sides(found)
    return f"{old}...{new}" if found.points.new else old


def verdict(found: Review) -> str:
    """One line: what fails the review, or that nothing does."""
    if found.failing:
        return f"{counted(len(found.failing), 'new finding')}: this cannot be merged as it stands."
    if found.findings.new:
        return f"{counted(len(found.findings.new), 'new finding')}, of which none counts here: see below."
    return "Nothing is newly wrong."


def review_data(found: Review) -> dict[str, Any]:
    """The same for machines; docs/schemas/review.json describes it."""
    return {
        "asked": points_data(found.points),
        "newer": found.newer or None,
        "reasons": [_reason(one) for one in found.reasons],
        "findings": [finding_data(one) for one in found.failing],
        "aside": [finding_data(one) for one in found.aside],
        "mended": found.findings.mended,
        "kept": found.findings.kept,
        "differences": [difference_data(one) for one in found.differences],
        "answers": [answer_data(one) for one in found.answers],
        "sources": [{"id": one.id, **_source(one.data)} for one in found.sources],
        "looks": [{"subject": one.subject, "why": one.why, "spot": spot_data(one.spot)} for one in found.looks],
        "beyond": list(found.beyond),
        "notice": NOTICE,
    }


def review_annotations(found: Review) -> str:
    """Workflow commands, each on its line: findings, then as notices those that do not count and what to look at."""
    told = [(one.spot.path, one.spot.place.line, one.rule, one.message) for one in found.aside]
    told += [(one.spot.path, one.spot.line, "look", f"{one.subject}: {one.why}") for one in found.looks if one.spot]
    notices = (annotation("notice", path, {"line": line}, title, said) for path, line, title, said in told)
    return "\n".join(line for line in (github(found.report), *notices) if line)


def _sides(found: Review) -> tuple[str, str]:
    return _short(found.points.old_name), _short(found.points.new_name)


def _short(name: str) -> str:
    """A revision's name as people read it: of an id, its first twelve digits."""
    return re.sub(r"\b([0-9a-f]{12})[0-9a-f]{28,52}\b", r"\1", name)


def _head(found: Review) -> Section:
    said = [Paragraph(Cell(verdict(found), BAD if found.failing else STRONG))]
    if found.newer:
        told = f"This changes {found.newer} too. It is read here with the older program, whose word on the new data does not count."
        said.append(Paragraph(Cell(told, UNSURE)))
    counts = [summary(found.differences) if found.differences else "No fact differs"]
    if found.points.part:
        counts.append(f"compared from {found.points.old[:12]}, where both part")
    if found.findings.mended:
        counts.append(f"{counted(found.findings.mended, 'finding')} mended")
    if found.findings.kept:
        counts.append(f"{counted(found.findings.kept, 'finding')} on both sides")
    said.append(Paragraph(Cell("; ".join(counts))))
    return Section(Heading("Review of {} to {}".format(*_sides(found)), 1), tuple(said))


Made = tuple[int, list[Block]]


def _reasons(found: Review) -> Made:
    rows = tuple(
        (Cell(one.kind), Cell(one.record, STRONG), Cell(one.route), Cell(one.day), Cell(one.reason))
        for one in found.reasons
    )
    return len(rows), [Table(("what", "record", "of", "day", "reason"), rows, keep=5, firm=(0,))]


def _reason(one: Reason) -> dict[str, str | None]:
    return {name: value or None for name, value in one._asdict().items()}


def _findings(found: Review) -> Made:
    rows = (*(_finding(one, BAD) for one in found.failing), *(_finding(one, DIM) for one in found.aside))
    return len(rows), [Table(("where", "rule", "what is wrong", "what to do"), rows, keep=4, firm=(0,))]


def _finding(one: Finding, meaning: str) -> tuple[Cell, ...]:
    rule = one.rule if meaning == BAD else f"{one.rule} (does not count)"
    return (Cell(f"{one.spot.path}:{one.spot.place.line}"), Cell(rule, meaning), Cell(one.message), Cell(one.hint))


def _differences(found: Review) -> Made:
    """Those of weight first; sources that are new have a section of their own."""
    shown = [one for one in found.differences if one.sort != "source added" or one.route]
    weighty = [one for one in shown if one.severity == HIGH]
    lighter = [one for one in shown if one.severity != HIGH]
    blocks = [*_under("Of weight", weighty), *_under("Lighter", lighter)]
    return len(shown), blocks


def _under(name: str, differences: list[Difference]) -> list[Block]:
    if not differences:
        return []
    blocks = difference_blocks([one for one in differences if not one.route])
    stayed = tuple(_difference(one) for one in differences if one.route)
    table = [Table(("record", "class", "what differs", "where"), stayed, keep=4, firm=(0,))] if stayed else []
    return [Heading(f"{name} ({len(differences)})"), *table, *_below(blocks)]


def _difference(one: Difference) -> tuple[Cell, ...]:
    return (Cell(one.record, STRONG), Cell(one.sort), Cell(one.sentence), Cell(where(one), DIM))


def _below(blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks with their headings one level further down."""
    return tuple(one._replace(level=one.level + 1) if isinstance(one, Heading) else one for one in blocks)


def _answers(found: Review) -> Made:
    """Those that were told before; what is new has no answer that could differ."""
    told = [one for one in found.answers if one.run.old.word != UNRECORDED]
    fresh = {one.subject for one in found.answers} - {one.subject for one in told}
    blocks = answer_blocks(told)
    if fresh:
        blocks.append(Paragraph(Cell(f"{len(fresh)} more are of records and parts that are new.", DIM)))
    return len(told), [*blocks, Paragraph(Cell(NOTICE, DIM))]


def _sources(found: Review) -> Made:
    rows = tuple(tuple(_source_cells(one.id, _source(one.data))) for one in found.sources)
    headings = ("id", "title", "publisher", "date", "kind", "read", "seen")
    return len(rows), [Table(headings, rows, keep=4, firm=(0,))]


def _source(data: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "publisher", "date", "kind", "extent", "seen")
    return {**{name: str(data[name]) for name in names}, "url": data.get("url")}


def _source_cells(identity: str, source: dict[str, Any]) -> Iterator[Cell]:
    yield Cell(identity, STRONG)
    yield Cell(source["title"], link=source["url"] or "")
    for name in ("publisher", "date", "kind", "extent", "seen"):
        yield Cell(source[name])


def _looks(found: Review) -> Made:
    rows = tuple((Cell(_where(one.spot)), Cell(one.subject, STRONG), Cell(one.why)) for one in found.looks)
    return len(rows), [Table(("where", "what", "why"), rows, keep=3, firm=(0,))]


def _where(spot: Spot | None) -> str:
    return f"{spot.path}:{spot.line}" if spot else ""


def _beyond(found: Review) -> Made:
    return len(found.beyond), [Table(("file",), tuple((Cell(path),) for path in found.beyond), keep=1)]
