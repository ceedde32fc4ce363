"""A card as blocks: what it is, how it stands and why, its parts, its life, its relations, its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.texts import stated
from mineralkb.render.blocks import (
    DIM,
    PLAIN,
    STRONG,
    Block,
    Cell,
    Fields,
    Heading,
    Paragraph,
    Table,
    filled,
    word_cell,
)
from mineralkb.render.details import details
from mineralkb.render.parts import parts_table
from mineralkb.render.tables import tables
from mineralkb.wording import due_text, standing_line, standing_reasons

if TYPE_CHECKING:
    from mineralkb.questions.card import Card
    from mineralkb.questions.provenance import SourceLine
    from mineralkb.questions.timeline import EventLine

_KINDS = {
    "agreements": "Agreement",
    "controls": "Export control",
    "policies": "Policy",
    "minerals": "Material",
    "countries": "Country",
    "groups": "Group",
    "lists": "List",
    "organizations": "Organization",
    "projects": "Project",
    "sources": "Source",
    "coverage": "Coverage claim",
    "tariffs": "Edition of the HS",
}
_MOST_PLACES = 4
_SECTIONS = {"pledges": "Pledge", "provisions": "Provision", "events": "Event", "entries": "Entry", "amounts": "Amount"}


def card_blocks(card: Card) -> list[Block]:
    """The whole card."""
    return [
        *_together([*_head(card), *_standing(card), *details(card)]),
        *tables(card),
        *parts_table(card),
        *_events(card),
        *_links(card),
        *_touching(card),
        *_disputes(card),
        *_sources(card),
        *_notice(card),
    ]


def _together(blocks: list[Block]) -> list[Block]:
    """Fields that follow each other as one block, so that their values stand in one line."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Fields) and found and isinstance(found[-1], Fields):
            found[-1] = Fields((*found[-1].rows, *block.rows))
        else:
            found.append(block)
    return found


def _head(card: Card) -> list[Block]:
    found = card.found
    own = found.own
    title = own.get("title", found.title) if isinstance(own, dict) else found.title
    blocks: list[Block] = [Heading(title, 1)]
    label = _KINDS[found.kind]
    rows = [("id", (Cell(found.identity, STRONG),))]
    if found.route:
        rows.append((_SECTIONS.get(found.route[0], "Part").lower(), (Cell(f"of {found.title}"),)))
    else:
        form = found.data.get("form") or found.data.get("type")
        rows.append(("kind", (Cell(f"{label} ({form})" if form else label),)))
        if native := found.data.get("native_title"):
            rows.append(("original title", (Cell(native),)))
    return [*blocks, Fields(tuple(rows))]


def _standing(card: Card) -> list[Block]:
    answer = card.standing
    if answer is None:
        return []
    reasons = tuple(Cell(reason, DIM) for reason in standing_reasons(answer, card.asked.on))
    line = word_cell(answer.word, standing_line(answer))
    rows: list[tuple[str, tuple[Cell, ...]]] = [(f"on {card.asked.on}", (line, *reasons))]
    if card.found.route[:1] == ("pledges",) and (due := due_text(card.found.own.get("due"), card.due)):
        rows.append(("due", (Cell(due),)))
    return [Fields(tuple(rows))]


def _events(card: Card) -> list[Block]:
    if not card.events:
        return []
    numbers = {source.id: str(place) for place, source in enumerate(card.sources, 1)}
    rows = tuple(_event_row(card, event, numbers) for event in card.events if not event.caused)
    caused = tuple(_event_row(card, event, {}) for event in card.events if event.caused)
    headings = ("date", "event", "what", "sources")
    blocks: list[Block] = []
    if rows:
        blocks += [Heading("Time line"), Table(headings, rows, keep=2, firm=(0,))]
    if caused:
        blocks += [
            Heading("What it did to others"),
            Table(headings[:3], tuple(row[:3] for row in caused), keep=2, firm=(0,)),
        ]
    return blocks


def _event_row(card: Card, event: EventLine, numbers: dict[str, str]) -> tuple[Cell, ...]:
    data = event.data
    ahead = event.first > card.asked.on.isoformat()
    what = [_whose(card, event), *_event_words(data)]
    cited = " ".join(sorted((numbers[source] for source in event.sources if source in numbers), key=int))
    shown = "; ".join(part for part in what if part)
    meaning = DIM if ahead else PLAIN
    kind = f"{data['kind']} (ahead)" if ahead else data["kind"]
    return (Cell(str(stated(data["date"])), meaning), Cell(kind, meaning), Cell(shown, meaning), Cell(cited, DIM))


def _whose(card: Card, event: EventLine) -> str:
    """The part that an event befell, or the other record; nothing where it is the card's own or its record's."""
    if event.subject in (card.found.subject, card.found.record):
        return ""
    return event.subject.removeprefix(f"{card.found.record}/")


def _event_words(data: dict[str, object]) -> list[str]:
    words = []
    if "until" in data:
        words.append(f"until {stated(data['until'])}")
    for field, lead in (("party", "by"), ("place", "in"), ("caused_by", "through"), ("of", "of")):
        if field in data:
            words.append(f"{lead} {stated(data[field])}")
    if "summary" in data:
        words.append(str(data["summary"]))
    return words


def _links(card: Card) -> list[Block]:
    if not card.links:
        return []
    rows = tuple(
        (Cell(link.kind if link.outward else f"{link.kind} (from there)"), Cell(link.other), Cell(link.title))
        for link in card.links
    )
    return [Heading("Relations"), Table(("relation", "record", "title"), rows, keep=2, firm=(1,))]


def _touching(card: Card) -> list[Block]:
    groups = {
        "entry": "Listed",
        "provision": "Rules that touch it",
        "agreements": "Agreements",
        "policies": "Policies",
        "projects": "Projects",
        "lists": "Lists",
    }
    blocks: list[Block] = []
    for kind, heading in groups.items():
        rows = tuple(
            (
                Cell(touch.id),
                Cell(f"{touch.how} through {touch.through}" if touch.through else touch.how),
                Cell(touch.title),
                word_cell(touch.standing.word if touch.standing else None),
            )
            for touch in card.touching
            if touch.kind == kind
        )
        if rows:
            blocks += [Heading(heading), filled(Table(("id", "how", "title", "standing"), rows, keep=1, firm=(0,)))]
    return blocks


def _disputes(card: Card) -> list[Block]:
    rows = tuple(
        (Cell(dispute.route), Cell(value), Cell(source))
        for dispute in card.disputes
        for source, value in dispute.sides.items()
    )
    return [Heading("Where sources disagree"), Table(("field", "value", "source"), rows, keep=3)] if rows else []


def _sources(card: Card) -> list[Block]:
    rows = tuple((str(place), _source_cells(source)) for place, source in enumerate(card.sources, 1))
    return [Heading("Sources"), Fields(rows)] if rows else []


def _places(locators: tuple[str, ...]) -> str:
    """The first few locators; the rest are in the JSON."""
    more = f"; and {len(locators) - _MOST_PLACES} more" if len(locators) > _MOST_PLACES else ""
    return "; ".join(locators[:_MOST_PLACES]) + more


def _notice(card: Card) -> list[Block]:
    return [Paragraph(Cell("")), Paragraph(Cell(NOTICE, DIM))] if card.standing or card.touching else []


def _source_cells(source: SourceLine) -> tuple[Cell, ...]:
    data = source.data
    where = f" [{_places(source.locators)}]" if source.locators else ""
    day = data["date"] if data["date"] != "unknown" else "no date"
    said = Cell(f"{source.publisher}: {data['title']}{where}, {day} ({data['kind']}, {data['extent']}; {source.id})")
    if "url" in data:
        return (said, Cell(data["url"], DIM, data["url"]))
    return (said, Cell(f"{data['address']} (not linked)", DIM)) if "address" in data else (said,)
