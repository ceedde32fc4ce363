"""The ledger of pledges as blocks and as data: rows, sums, and what was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.texts import scaled
from mineralkb.render.blocks import DIM, Block, Cell, Heading, Paragraph, Table, filled, word_cell
from mineralkb.render.json import silence_data
from mineralkb.render.lists import footer, remarks, value_text
from mineralkb.vocabulary.money import FIRMNESS
from mineralkb.wording import counted

if TYPE_CHECKING:
    from mineralkb.ledger.amounts import Amount
    from mineralkb.ledger.pledges import Ledger
    from mineralkb.ledger.sums import Counted, Sum

_SHOWN = {
    "id": "pledge",
    "due": "due",
    "by": "by",
    "strength": "strength",
    "evidence": "last evidence",
    "topics": "topics",
    "amounts": "amounts",
    "standing": "standing",
}
_HOW = {"provider": "", "by": "who owes the pledge", "not said": ""}
_APART = (
    "Each amount is counted once; currencies, firmness, and what is only a limit (up to) are never added up. An amount "
    "that stands at the record counts for all of its pledges. One with several topics is in the sum of each."
)


def pledge_blocks(found: Ledger) -> list[Block]:
    """The table, and under it the sums, what was counted and what was left out as part of another."""
    listing = found.listing
    # Where no day is known, the column of days gives its room to another.
    named = dict(listing.columns) if found.chosen else _SHOWN
    shown = [name for name in named if found.chosen or name != "due" or any(row[name] for row in listing.rows)]
    rows = tuple(tuple(_cell(name, row[name]) for name in shown) for row in listing.rows)
    blocks: list[Block] = []
    if rows:
        firm = tuple(place for place, name in enumerate(shown) if name in ("id", "due", "evidence"))
        blocks.append(filled(Table(tuple(named[name] for name in shown), rows, keep=2, firm=firm)))
    blocks.append(Paragraph(Cell(footer(listing), DIM)))
    return [*blocks, *(_money(found) if found.counted else ()), Paragraph(Cell(NOTICE, DIM))]


def pledge_remarks(found: Ledger) -> list[str]:
    """What a reader must know besides."""
    texts = [text.replace("without --status", "without --standing") for text in remarks(found.listing)]
    if found.recurring:
        turns = "comes back and has" if found.recurring == 1 else "come back and have"
        texts.append(
            f"{counted(found.recurring, 'further pledge')} {turns} no one due day (mkb due gives the next turn)"
        )
    if found.unmade:
        were = "was" if found.unmade == 1 else "were"
        texts.append(
            f"{counted(found.unmade, 'pledge')} of these {were} not made on the day, and no money of theirs is in the sums "
            "(--standing 'not made' has it)"
        )
    return texts


def _cell(name: str, value: Any) -> Cell:
    return word_cell(str(value or "")) if name == "standing" else Cell(value_text(value))


def _money(found: Ledger) -> list[Block]:
    left_out = tuple(
        (Cell(one.amount.id), Cell(figure(one.amount)), Cell(one.amount.firmness), Cell(f"{one.why} {one.of}"))
        for one in found.left_out
    )
    return [
        *_sums("Money, in all", "", found.sums.whole),
        *_sums("Money, by who provides it", "party", found.sums.parties),
        *_sums("Money, by topic", "topic", found.sums.topics),
        Paragraph(Cell(_APART, DIM)),
        *(Paragraph(Cell(text, DIM)) for text in _firmer(found)),
        Heading(f"Counted ({len(found.counted)})"),
        filled(
            Table(
                ("amount", "sum", "firmness", "form", "what for", "also stated as"),
                tuple(_counted(one) for one in found.counted),
                keep=3,
                firm=(0,),
            )
        ),
        *_table(f"Not counted again ({len(left_out)})", ("amount", "sum", "firmness", "why"), left_out),
    ]


def _firmer(found: Ledger) -> list[str]:
    """Parts that are firmer than the whole that was counted: their firmness is in no sum."""
    ranks, wholes = list(FIRMNESS), {one.amount.id: one.amount for one in found.counted}
    return [
        f"Of the {figure(whole)} ({whole.firmness}) of {whole.id}, {figure(one.amount)} are {one.amount.firmness}: {one.amount.id}."
        for one in found.left_out
        if (whole := wholes.get(one.of)) and ranks.index(one.amount.firmness) > ranks.index(whole.firmness)
    ]


def _table(heading: str, headings: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> list[Block]:
    return [Heading(heading), Table(headings, rows, keep=2, firm=(0,))] if rows else []


def _counted(one: Counted) -> tuple[Cell, ...]:
    amount = one.amount
    texts = (figure(amount), amount.firmness, amount.form, amount.purpose, ", ".join(one.also))
    return Cell(amount.id), *(Cell(text) for text in texts)


def _sums(heading: str, of: str, sums: tuple[Sum, ...]) -> list[Block]:
    rows = tuple(
        (
            *((Cell(_whose(one, of)),) if of else ()),
            Cell(figure(one)),
            Cell(one.firmness),
            Cell(str(len(one.amounts))),
            Cell(_HOW.get(one.known_by, "")),
        )
        for one in sums
    )
    headings = (*((of,) if of else ()), "sum", "firmness", "amounts", "known by")
    return [Heading(heading), filled(Table(headings, rows, keep=3 if of else 2))]


def _whose(one: Sum, of: str) -> str:
    if one.of:
        return ", ".join(one.of) + (" together" if len(one.of) > 1 else "")
    return "not said who" if of == "party" else "no one topic"


def figure(one: Amount | Sum) -> str:
    """A sum as text: `up to 350 million USD`, `200 million EUR or more`, `650 million to 1 billion USD`."""
    if one.most is None:
        return f"{scaled(one.least)} {one.currency} or more" if one.least else f"an unstated sum in {one.currency}"
    text = scaled(one.most) if one.least == one.most else f"{scaled(one.least)} to {scaled(one.most)}"
    return f"{'up to ' if one.up_to else ''}{text} {one.currency}"


def pledge_data(found: Ledger) -> dict[str, Any]:
    """The same as data."""
    listing = found.listing
    return {
        "asked": listing.asked.as_data(),
        "count": listing.total,
        "not_shown": listing.not_shown,
        "cannot_tell": listing.cannot_tell,
        "recurring": found.recurring,
        "not_made": found.unmade,
        "emptied_by": listing.emptied_by or None,
        "without_standing": dict(listing.stand),
        "near_misses": {"ids": list(listing.near[0]), "count": listing.near[1]},
        "coverage": silence_data(listing.silence) if listing.silence else None,
        "last_evidence": listing.evidence or None,
        "rows": list(listing.rows),
        "sums": {
            "in_all": [_sum_data(one) for one in found.sums.whole],
            "by_party": [
                {"parties": list(one.of), "known_by": one.known_by, **_sum_data(one)} for one in found.sums.parties
            ],
            "by_topic": [{"topic": one.of[0] if one.of else None, **_sum_data(one)} for one in found.sums.topics],
        },
        "counted": [_counted_data(one) for one in found.counted],
        "left_out": [{**_amount_data(one.amount), "why": one.why, "of": one.of} for one in found.left_out],
        "notice": NOTICE,
    }


def _sum_data(one: Sum) -> dict[str, Any]:
    kind = {"currency": one.currency, "firmness": one.firmness, "up_to": one.up_to}
    return {**kind, "least": one.least, "most": one.most, "amounts": list(one.amounts)}


def _amount_data(amount: Amount) -> dict[str, Any]:
    kind = {"currency": amount.currency, "firmness": amount.firmness, "form": amount.form, "up_to": amount.up_to}
    return {"id": amount.id, **kind, "least": amount.least, "most": amount.most, "purpose": amount.purpose or None}


def _counted_data(one: Counted) -> dict[str, Any]:
    whose = {"parties": list(one.parties), "known_by": one.known_by, "topics": list(one.topics)}
    return {**_amount_data(one.amount), **whose, "also": list(one.also)}
