"""What a record or part holds by name, as tables: items, shares, members, what was not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.texts import scaled, stated
from mineralkb.record import sources_of
from mineralkb.render.blocks import DIM, Block, Cell, Heading, Table, filled
from mineralkb.render.details import named

if TYPE_CHECKING:
    from mineralkb.questions.card import Card, MemberLine


def tables(card: Card) -> list[Block]:
    """A table of items, one of shares, one of members, one of what was not found, as there are."""
    own = card.found.own
    if not isinstance(own, dict):
        return []
    blocks: list[Block] = []
    if items := own.get("items"):
        rows = tuple(_item(name, item) for name, item in items.items())
        headings = ("item", "what", "forms", "codes", "HS", "limits")
        blocks += [Heading("Items"), filled(Table(headings, rows, keep=2, firm=(0,)))]
    if shares := own.get("shares"):
        rows = tuple(_share(card, name, share) for name, share in shares.items())
        headings = ("material", "stage", "year", "share", "output", "sources")
        blocks += [Heading("Share of the world"), filled(Table(headings, rows, keep=4))]
    if card.members:
        lines = tuple(_member(card, member) for member in card.members)
        columns = ("member", "role", "since", "until", f"on {card.asked.on}")
        blocks += [Heading(f"Members ({len(lines)})"), filled(Table(columns, lines, keep=1))]
    if missing := own.get("not_found"):
        rows = tuple((Cell(name), Cell(inner["summary"])) for name, inner in missing.items())
        blocks += [Heading("Looked for and not found"), Table(("name", "what"), rows, firm=(0,))]
    return blocks


def _member(card: Card, member: MemberLine) -> tuple[Cell, ...]:
    role, since, until = (str(stated(member.data.get(field)) or "") for field in ("role", "since", "until"))
    return (Cell(named(card, member.id)), Cell(role), Cell(since), Cell(until), Cell(member.answer))


def _item(name: str, item: dict[str, Any]) -> tuple[Cell, ...]:
    what = (
        item.get("title") or item.get("summary") or ", ".join(item.get("minerals", ())) or item.get("native_title", "")
    )
    limits = "; ".join(
        f"{limit.replace('-', ' ')} {_limit(values)}" for limit, values in item.get("thresholds", {}).items()
    )
    return (
        Cell(name),
        Cell(what),
        Cell(", ".join(item.get("forms", ()))),
        Cell(", ".join(item.get("codes", ()))),
        Cell(", ".join(f"{code} (sic)" if code in item.get("sic", ()) else code for code in item.get("hs", ()))),
        Cell(limits),
    )


def _limit(values: dict[str, Any]) -> str:
    signs = {"at_least": "≥", "above": ">", "at_most": "≤", "below": "<"}
    return (
        " ".join(f"{sign} {stated(values[field])}" for field, sign in signs.items() if field in values)
        + f" {values['unit']}"
    )


def _share(card: Card, name: str, share: dict[str, Any]) -> tuple[Cell, ...]:
    output = ""
    if "output" in share and "world" in share:
        output = f"{scaled(share['output'])} of {scaled(share['world'])} {share.get('unit', '')}"
    said_by = set(sources_of(card.found.data, ("shares", name)))
    cited = " ".join(str(place) for place, source in enumerate(card.sources, 1) if source.id in said_by)
    return (
        Cell(share["mineral"]),
        Cell(share["stage"]),
        Cell(share["year"]),
        Cell(str(stated(share.get("share")) or "")),
        Cell(output),
        Cell(cited, DIM),
    )
