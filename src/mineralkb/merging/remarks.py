"""Lines that carry no facts: comments, blank lines, and other ways to write the same. No comment is lost."""

from __future__ import annotations

from mineralkb.merging.blocks import Lines
from mineralkb.merging.collections import has_comment


def merged_remarks(base: Lines, ours: Lines, theirs: Lines) -> Lines:
    """Comments and blank lines; where both sides changed them, what either took away is gone and the rest is kept."""
    if theirs.plain in (base.plain, ours.plain):
        return ours
    if base.plain == ours.plain:
        return theirs
    old, here, there = ({line.strip() for line in lines.lines} for lines in (base, ours, theirs))
    kept = [line for line in ours.lines if not line.strip() or line.strip() not in old - there]
    return Lines(
        (*kept, *(line for line in theirs.at(ours.margin) if line.strip() not in old | here | {""})), ours.margin
    )


def lossless(base: Lines, taken: Lines, left: Lines, *, either: bool = True) -> Lines | None:
    """The lines to take; the others where `either` will do; None where a comment would be lost with those left."""
    choices = [(taken, left), (left, taken)] if either else [(taken, left)]
    if either and base.plain == taken.plain:
        choices.reverse()
    for one, other in choices:
        if not has_new_comment((other.plain,), (one.plain,), (base.plain,)):
            return one
    return None


def has_new_comment(text: tuple[tuple[str, ...], ...], *known: tuple[tuple[str, ...], ...]) -> bool:
    """Whether there is a comment in the lines that is in none of the known ones."""
    old = {line.strip() for one in known for lines in one for line in lines}
    return any(has_comment(line) and line.strip() not in old for lines in text for line in lines)
