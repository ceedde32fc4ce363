"""Names against lists of parties, as blocks: what is said of each, who matches and how, what befell them, the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.render.blocks import (
    BAD,
    DIM,
    PLAIN,
    STRONG,
    UNSURE,
    Block,
    Cell,
    Fields,
    Heading,
    Paragraph,
    Table,
    filled,
    word_cell,
)
from mineralkb.screening.answer import SCREEN_NOTICE, said
from mineralkb.wording import counted, standing_line

if TYPE_CHECKING:
    from mineralkb.parties.listed import PartyList
    from mineralkb.screening.answer import Match, Screened
    from mineralkb.screening.fate import Happened
    from mineralkb.screening.rules import Aimed

# What befell more entries than these is in the JSON.
_MOST_FATES = 8
_MOST_SAID = 20


def title(found: Screened) -> str:
    """What was asked."""
    what = found.names[0] if len(found.names) == 1 else counted(len(found.names), "name")
    return f"{what} on {found.asked.on}"


def screen_blocks(found: Screened) -> list[Block]:
    """The whole answer."""
    return [
        Heading(title(found), 1),
        *_said(found),
        *_matches(found),
        *_fates(found),
        Heading("Lists"),
        Fields(tuple((one.id, tuple(_list_cells(one, rules))) for one, rules in found.lists)),
        Paragraph(Cell("")),
        Paragraph(
            Cell(f"Last evidence {found.evidence}." if found.evidence else "No dated source speaks of them.", DIM)
        ),
        Paragraph(Cell(SCREEN_NOTICE, DIM)),
    ]


def _said(found: Screened) -> list[Block]:
    if len(found.names) == 1:
        return [Paragraph(_said_cell(found, found.names[0]))]
    shown = found.names[:_MOST_SAID]
    blocks: list[Block] = [Fields(tuple((name, (_said_cell(found, name),)) for name in shown))]
    rest = len(found.names) - len(shown)
    return (
        [*blocks, Paragraph(Cell(f"{counted(rest, 'more name')}: see --format csv or jsonl", DIM))] if rest else blocks
    )


def _said_cell(found: Screened, name: str) -> Cell:
    matches = [match for match in found.matches if match.typed == name]
    meaning = PLAIN
    if matches:
        meaning = BAD if any(match.same for match in matches) else UNSURE
    return Cell(said(found, name), meaning)


def _matches(found: Screened) -> list[Block]:
    several = len(found.names) > 1
    rows = tuple(_row(match, several=several) for match in found.matches)
    headings = (*(("name",) if several else ()), "entry", "how", "since", "standing", "listed name")
    # On a narrow screen the listed names stand below, where their fates do.
    keep = 5 if several else 4
    return [Heading("Matches"), filled(Table(headings, rows, keep=keep, firm=(keep - 2,)))] if rows else []


def _row(match: Match, *, several: bool) -> tuple[Cell, ...]:
    standing = match.fate.standing
    return (
        *((Cell(match.typed),) if several else ()),
        Cell(match.party.id, STRONG),
        Cell(how(match)),
        Cell(match.fate.since),
        word_cell(standing.word if standing else None),
        Cell(match.party.title),
    )


def how(match: Match) -> str:
    """How it matched, in words."""
    if match.through:
        return f"ownership: {', '.join(match.through[1:])}"
    if match.same:
        return match.how
    name = f": {match.matched}" if match.matched not in match.party.title else ""
    return f"{match.how} {match.likeness.score:.2f}, {match.likeness.way}{name}"


def _fates(found: Screened) -> list[Block]:
    fates = {match.party.id: match for match in found.matches}
    shown = list(fates.values())[:_MOST_FATES]
    rows = tuple((str(number), tuple(_fate_cells(match))) for number, match in enumerate(shown, 1))
    rest = len(fates) - len(shown)
    blocks: list[Block] = [Heading("What befell them"), Fields(rows)] if rows else []
    return (
        [*blocks, Paragraph(Cell(f"and of {counted(rest, 'more entry')}: see --format json", DIM))] if rest else blocks
    )


def _fate_cells(match: Match) -> list[Cell]:
    standing = match.fate.standing
    name = Cell(f"{match.party.id}: {match.party.title}", STRONG)
    head = [word_cell(standing.word, standing_line(standing))] if standing else []
    return [name, *head, *(Cell(happened_text(one), DIM) for one in match.fate.happened)]


def happened_text(one: Happened) -> str:
    """One thing that befell an entry, in a line."""
    until = f" until {one.until}" if one.until else ""
    through = f", through {one.through}" if one.through else ""
    sources = f" [{', '.join(one.sources)}]" if one.sources else ""
    summary = f": {one.summary}" if one.summary else ""
    return f"{one.date} {one.kind}{until}{through}{summary}{sources}"


def _list_cells(one: PartyList, rules: tuple[Aimed, ...]) -> list[Cell]:
    known = "known in part" if one.known_in_part else "not said to be known in part"
    count = len(one.parties)
    cells = [Cell(f"{one.title}: {count} {'party' if count == 1 else 'parties'} recorded, {known}")]
    for rule in rules:
        word = rule.standing.word if rule.standing else ""
        cells.append(Cell(f"{rule.id}: {rule.title} ({rule.measure}), {word}", DIM))
        cells += [Cell(f"on parties that a listed one holds it says: “{line}”", DIM) for line in rule.on_holdings]
    return cells
