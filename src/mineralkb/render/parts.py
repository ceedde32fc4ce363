"""The pledges, provisions and entries of a record, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.texts import amount_text, price_text, span, stated
from mineralkb.render.blocks import Block, Cell, Heading, Table, word_cell
from mineralkb.wording import due_text

if TYPE_CHECKING:
    from mineralkb.questions.card import Card, PartLine


def parts_table(card: Card) -> list[Block]:
    """A table of pledges, one of provisions, one of entries, as there are."""
    pledges = [part for part in card.parts if part.kind == "pledge"]
    provisions = [part for part in card.parts if part.kind == "provision"]
    entries = [part for part in card.parts if part.kind == "entry"]
    blocks: list[Block] = []
    if pledges:
        headings = ("pledge", "what is promised", "due", "by", "strength", "standing")
        rows = tuple(_pledge(card, part) for part in pledges)
        blocks += [Heading(f"Pledges ({len(pledges)})"), Table(headings, rows, keep=3, firm=(0, 2))]
    if provisions:
        headings = ("rule", "what it says", "measure", "to", "covers", "standing")
        rows = tuple(_provision(part) for part in provisions)
        blocks += [Heading(f"Rules ({len(provisions)})"), Table(headings, rows, keep=3, firm=(0,))]
    if entries:
        headings = ("entry", "what", "since", "until", "covers", "standing")
        rows = tuple(_entry(part) for part in entries)
        blocks += [Heading(f"Entries ({len(entries)})"), Table(headings, rows, keep=3, firm=(0, 2, 3))]
    return blocks


def _pledge(card: Card, part: PartLine) -> tuple[Cell, ...]:
    data = part.data
    parties = set(card.found.data.get("parties", ()))
    by = "all" if parties and set(data["by"]) == parties and len(parties) > 1 else ", ".join(data["by"])
    sums = [amount_text(amount) for amount in data.get("amounts", {}).values()]
    prices = [price_text(price) for price in data.get("prices", {}).values()]
    said = "; ".join([data["title"], *sums, *prices])
    due = span(*part.due) if part.due else due_text(data.get("due"), None)
    return (Cell(part.name), Cell(said), Cell(due or ""), Cell(by), Cell(str(stated(data["strength"]))), _word(part))


def _provision(part: PartLine) -> tuple[Cell, ...]:
    data = part.data
    measure = data["measure"]
    if "policy" in data:
        measure += f" ({stated(data['policy'])})"
    if data.get("effect", "restricts") != "restricts":
        measure = f"{data['effect']}: {measure}"
    return (
        Cell(part.name),
        Cell(data["title"]),
        Cell(measure),
        Cell(destinations(data)),
        Cell(covered(data)),
        _word(part),
    )


def _entry(part: PartLine) -> tuple[Cell, ...]:
    data = part.data
    what = data.get("title") or data.get("summary") or data.get("native_title", "")
    since, until = (str(stated(data.get(field)) or "") for field in ("since", "until"))
    covers = ", ".join(data.get("minerals", ())) or data.get("country", "")
    return (Cell(part.name), Cell(what), Cell(since), Cell(until), Cell(covers), _word(part))


def covered(provision: dict[str, Any]) -> str:
    """The materials and lists that a provision covers, in short."""
    minerals = dict.fromkeys(
        mineral for item in provision.get("items", {}).values() for mineral in item.get("minerals", ())
    )
    lists = [f"list {name}" for name in provision.get("scope", {})]
    return ", ".join([*minerals, *lists]) or ", ".join(provision.get("items", {}))


def destinations(provision: dict[str, Any]) -> str:
    """Where a provision looks, in short."""
    targets = provision.get("targets", {})
    places = ", ".join(targets.get("destinations", ())) or "everywhere"
    without = f" but {', '.join(targets['excluded'])}" if "excluded" in targets else ""
    return f"{places}{without}"


def _word(part: PartLine) -> Cell:
    standing = part.standing
    if standing is None:
        return Cell("")
    never = ", never operated" if standing.never_operated else ""
    return word_cell(standing.word, f"{standing.word}{never}")
