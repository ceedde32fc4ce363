"""A list as blocks, and the remarks that go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.questions.asked import NOTICE
from mineralkb.render.blocks import DIM, Block, Cell, Paragraph, Table, word_cell
from mineralkb.wording import counted

if TYPE_CHECKING:
    from mineralkb.questions.coverage import Silence
    from mineralkb.questions.listing import Listing
    from mineralkb.questions.texts import Value

_FIRM = {"id", "date", "due", "start", "symbol", "until"}


def list_blocks(listing: Listing) -> list[Block]:
    """The table, and under it what was counted and what was left out."""
    blocks: list[Block] = []
    if listing.rows:
        headings = tuple(heading for _, heading in listing.columns)
        rows = tuple(tuple(_cell(name, row[name]) for name, _ in listing.columns) for row in listing.rows)
        firm = tuple(place for place, (name, _) in enumerate(listing.columns) if name in _FIRM)
        blocks.append(Table(headings, rows, keep=2, firm=firm))
    blocks.append(Paragraph(Cell(footer(listing), DIM)))
    # A list of what has no standing says what things are called, and nothing of what applies.
    return [*blocks, Paragraph(Cell(NOTICE, DIM))] if listing.stands else blocks


def footer(listing: Listing) -> str:
    """The unit that was counted, the day, and what is not in the list."""
    parts = [f"{counted(listing.total, listing.unit)} on {listing.asked.on}"]
    if listing.evidence:
        parts[0] += f", by evidence up to {listing.evidence}"
    if listing.not_shown:
        parts.append(f"{listing.not_shown} of them not shown (--limit)")
    if listing.left_out:
        parts.append(
            f"left out: {counted(listing.left_out, listing.unit)} not adopted, of no state, or that "
            f"{'eases or administers' if listing.left_out == 1 else 'ease or administer'} (--all takes them in)"
        )
    return "; ".join(parts)


def remarks(listing: Listing) -> list[str]:
    """What a reader of the list must know besides: what cannot be told, what emptied it, wider groups."""
    found = []
    if listing.cannot_tell:
        verb = "matches" if listing.cannot_tell == 1 else "match"
        found.append(
            f"cannot tell whether {counted(listing.cannot_tell, f'further {listing.unit}')} {verb}, "
            "as a standing, date or enumeration is not known in full (--possible lists them)"
        )
    if listing.emptied_by:
        found.append(f"nothing matches; the list is empty because of: {listing.emptied_by}")
    ids, number = listing.near
    if ids:
        more = f" and {number - len(ids)} more" if number > len(ids) else ""
        found.append(f"without that there {'is' if number == 1 else 'are'}: {', '.join(ids)}{more}")
    if listing.stand:
        words = "; ".join(f"{number} {word}" for word, number in listing.stand)
        found.append(f"without --status: {words}")
    if listing.known_in_part:
        found.append(f"known in part, so that a miss is no 'not listed': {', '.join(listing.known_in_part)}")
    if listing.silence:
        found += silence_lines(listing.silence)
    if listing.broader:
        groups = " or ".join(f"--mineral {group}" for group in listing.broader)
        found.append(f"rules may name a wider group instead: try {groups}")
    return found


def silence_lines(silence: Silence) -> list[str]:
    """What claims of coverage say of an empty answer, and what was looked for and not found."""
    misses = [f"looked for and not found ({claim}): {what}" for claim, _, what in silence.misses]
    return [f"coverage: {silence.sentence}", *misses]


def _cell(name: str, value: Value) -> Cell:
    if name == "standing":
        return word_cell(str(value or ""))
    return Cell(value_text(value))


def value_text(value: Value) -> str:
    """A value as one text."""
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list) else str(value)
