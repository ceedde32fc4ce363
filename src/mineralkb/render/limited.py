"""Markdown that stays under a platform's limit, and says what was cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.render.blocks import Paragraph, Table
from mineralkb.render.markdown import escaped, markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.render.blocks import Block
    from mineralkb.render.review import Section

_BREAK = "\n\n"
# What a section keeps back for the remark that it was cut.
_REMARK = 300


def limited(sections: Sequence[Section], most: int, rest: str) -> str:
    """All sections in at most so many bytes of UTF-8; where they do not fit, the longest lose rows from their end.

    `rest` says where all of it can be seen.
    """
    texts = [_whole(section) for section in sections]
    rooms = _shares([_size(text) + len(_BREAK) for text in texts], most)
    made = [
        text if _size(text) < room else _cut(section, room - _REMARK, rest)
        for section, text, room in zip(sections, texts, rooms, strict=True)
    ]
    return _BREAK.join(made).encode()[:most].decode("utf-8", "ignore")


def _shares(wanted: Sequence[int], most: int) -> list[int]:
    """Room for each: what it wants where that is no more than an even share of what the smaller ones leave."""
    found = dict.fromkeys(range(len(wanted)), 0)
    left = most
    for done, place in enumerate(sorted(found, key=wanted.__getitem__)):
        found[place] = min(wanted[place], left // (len(wanted) - done))
        left -= found[place]
    return list(found.values())


def _whole(section: Section) -> str:
    return markdown([section.heading, *section.blocks])


def _cut(section: Section, room: int, rest: str) -> str:
    """As much of the section as there is room for, and how many rows are cut."""
    kept: list[Block] = [section.heading]
    left = room - _size(markdown(kept))
    lost = 0
    for block in section.blocks:
        fitting, gone, used = _fitting(block, left)
        lost += gone
        left -= used
        kept += fitting
    text = markdown(kept)
    return f"{text}\n\n*{lost} rows are cut here for size; see all with* {escaped(rest)}" if lost else text


def _fitting(block: Block, room: int) -> tuple[list[Block], int, int]:
    """The block or the part of it that fits, how many rows do not, and the bytes used."""
    used = _size(markdown([block])) + 2
    if used <= room:
        return [block], 0, used
    if not isinstance(block, Table):
        return [], int(not isinstance(block, Paragraph)), 0
    rows = 0
    used = _size(markdown([block._replace(rows=())])) + 2
    for row in block.rows:
        more = _size(markdown([Table((), (row,))])) + 1
        if used + more > room:
            break
        used += more
        rows += 1
    return (
        ([block._replace(rows=block.rows[:rows])], len(block.rows) - rows, used) if rows else ([], len(block.rows), 0)
    )


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
