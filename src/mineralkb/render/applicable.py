"""What bears on a shipment, as blocks: the outcome first, then what it rests on, then what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.applying.beside import restricts
from mineralkb.applying.outcomes import CANNOT_TELL, NOTHING, OUTCOMES
from mineralkb.applying.three import YES
from mineralkb.questions.asked import NOTICE
from mineralkb.render.applicable_open import open_blocks
from mineralkb.render.applicable_words import codes_line, conditions, shipment_line, some
from mineralkb.render.blocks import (
    BAD,
    DIM,
    GOOD,
    PAUSED,
    PLAIN,
    STRONG,
    UNSURE,
    Block,
    Cell,
    Fields,
    Heading,
    Paragraph,
)
from mineralkb.wording import standing_line, standing_reasons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.answer import Applicable, Shown

_MOST_ENDED = 3
_GRAVE = ("prohibited", "quota of zero", "prohibited except under permit", "licence refused in principle")


def title(found: Applicable) -> str:
    """What was asked."""
    return f"{shipment_line(found.shipment)} on {found.asked.on}"


def applicable_blocks(found: Applicable) -> list[Block]:
    """The whole answer."""
    return [
        Heading(title(found), 1),
        *_outcome(found),
        *_ground(found),
        *open_blocks(found),
        *_aside("Suspended", found, found.suspended),
        *_aside("Planned", found, found.planned),
        *_ended(found),
        *_nearest(found),
        *_beside(found),
        Paragraph(Cell("")),
        Paragraph(Cell(_evidence(found), DIM)),
        Paragraph(Cell(NOTICE, DIM)),
    ]


def outcome_cell(outcome: str) -> Cell:
    """An outcome in its dress; nothing found is no good news."""
    dress = {CANNOT_TELL: UNSURE, NOTHING: PLAIN, **dict.fromkeys(_GRAVE, BAD)}
    return Cell(outcome, dress.get(outcome, PAUSED))


def _outcome(found: Applicable) -> list[Block]:
    verdict = found.verdict
    said = f"{verdict.outcome}: {OUTCOMES[verdict.outcome]}"
    blocks: list[Block] = [Paragraph(Cell(said, outcome_cell(verdict.outcome).meaning))]
    if verdict.outcome == CANNOT_TELL:
        blocks.append(Paragraph(Cell(f"possible: {'; '.join(verdict.possible)}")))
    return [*blocks, *(Paragraph(Cell(line, DIM)) for line in codes_line(found.shipment))]


def _ground(found: Applicable) -> list[Block]:
    """The rules that surely bear and are in effect."""
    ground = [one for one in found.rules if one.judged in found.verdict.ground]
    if not ground:
        return []
    rows = tuple((one.judged.outcome, tuple(_ground_cells(one, found))) for one in ground)
    return [Heading("Rests on"), Fields(rows)]


def _ground_cells(one: Shown, found: Applicable) -> Iterable[Cell]:
    rule = one.judged.rule
    policy = rule.data.get("policy")
    extra = f" ({policy})" if isinstance(policy, str) and policy not in ("ordinary", one.judged.outcome) else ""
    yield Cell(f"{rule.id}: {rule.title}{extra}", STRONG)
    yield Cell("; ".join([instrument_text(one), *_stands(one, found)]), GOOD)
    for link in one.chain:
        named = f" ({link.instrument.number})" if link.instrument.number else ""
        yield Cell(f"{link.how} {link.instrument.record}{named}: {link.standing}", DIM)
    if one.tranches:
        yield Cell("; ".join(one.tranches))
    for name, exception in rule.data.get("exceptions", {}).items():
        yield Cell(f"except {name.replace('-', ' ')}: {exception.get('summary', '')}", DIM)


def _stands(one: Shown, found: Applicable) -> Iterable[str]:
    """How it stands, what is expected next unless it is the same, and how old the evidence is."""
    if one.standing:
        yield standing_line(one.standing)
        reasons = standing_reasons(one.standing, found.asked.on)
        yield from (reason for reason in reasons if not reason.endswith(f": {one.standing.word}"))


def instrument_text(one: Shown) -> str:
    """The instrument by its number, else by its role and day, else by its record."""
    act = one.instrument
    return act.number or (f"{act.role} of {act.date}" if act.role and act.date else f"{act.record}, no instrument seen")


def _aside(heading: str, found: Applicable, rules: tuple[Shown, ...], most: int = 6) -> list[Block]:
    """Rules that would bear if they were in effect; those that only may, by their ids."""
    sure = [one for one in rules if one.judged.told.answer == YES]
    more = [one.judged.rule.id for one in sure[most:]]
    perhaps = [one.judged.rule.id for one in rules if one not in sure]
    blocks: list[Block] = [Heading(heading)] if rules else []
    if sure:
        blocks.append(Fields(tuple((one.judged.outcome, tuple(_aside_cells(one, found))) for one in sure[:most])))
    if more:
        blocks.append(Paragraph(Cell(f"Also: {some(more)}", DIM)))
    if perhaps:
        blocks.append(Paragraph(Cell(f"On further conditions: {some(perhaps)}", DIM)))
    return blocks


def _aside_cells(one: Shown, found: Applicable) -> Iterable[Cell]:
    yield Cell(f"{one.judged.rule.id}: {one.judged.rule.title}")
    if one.standing:
        reasons = standing_reasons(one.standing, found.asked.on)
        yield Cell("; ".join([standing_line(one.standing), *reasons]), DIM)


def _ended(found: Applicable) -> list[Block]:
    """Those that ended and are not shown as continued."""
    chained = {link.instrument.record for one in found.rules for link in one.chain}
    sure = [one for one in found.ended if one.judged.told.answer == YES]
    ended = tuple(one for one in sure if one.judged.rule.record not in chained)
    return _aside("Ended", found, ended, _MOST_ENDED)


def _nearest(found: Applicable) -> list[Block]:
    rows = tuple((miss.rule.id, (Cell(f"misses by {miss.condition}: {miss.why}"),)) for miss in found.nearest)
    blocks: list[Block] = [Heading("Nearest misses"), Fields(rows)] if rows else []
    if found.coverage:
        blocks += [Paragraph(Cell("")), Paragraph(Cell(f"Coverage of controls: {found.coverage.sentence}"))]
    return blocks


def _beside(found: Applicable) -> list[Block]:
    """What is practised or held without an act of a state, in full; what eases or administers, by its ids."""
    practised = [one for one in found.beside if restricts(one.judged)]
    rest = [one.judged.rule.id for one in found.beside if one not in practised]
    blocks: list[Block] = []
    if practised:
        rows = tuple((one.judged.outcome, tuple(_practised_cells(one, found))) for one in practised)
        blocks += [Heading("In practice"), Fields(rows)]
        blocks.append(Paragraph(Cell("No ground of the outcome: practised without an act, or by no state.", DIM)))
    if rest:
        said = "Beside these, and no ground of the outcome (they ease or administer): "
        blocks += [Paragraph(Cell("")), Paragraph(Cell(said + some(rest), DIM))]
    return blocks


def _practised_cells(one: Shown, found: Applicable) -> Iterable[Cell]:
    yield from _aside_cells(one, found)
    if one.judged.told.answer != YES:
        yield Cell(f"if {conditions(one.judged.told.ways[0])}", UNSURE)


def _evidence(found: Applicable) -> str:
    return f"Last evidence {found.evidence}." if found.evidence else "No dated source speaks of this."
