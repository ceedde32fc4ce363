"""What `--why` adds to an answer: the derivations of the standings that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.why import Why
    from mineralkb.render.blocks import Block

# Reasons for more standings than these would bury the answer.
_MOST = 12


class Reasons(NamedTuple):
    """The derivations, how many were left out, and whether any were asked for."""

    whys: tuple[Why, ...] = ()
    rest: int = 0
    wanted: bool = True

    def blocks(self) -> list[Block]:
        """As the last part of a page."""
        if not self.whys:
            return []
        from mineralkb.render.blocks import DIM, Cell, Paragraph
        from mineralkb.render.why import why_blocks

        more = [Paragraph(Cell(f"and {self.rest} more: ask for each with mkb why ID", DIM))] if self.rest else []
        return [*(block for why in self.whys for block in why_blocks(why)), *more]

    def data(self) -> dict[str, Any]:
        """As a key of the answer; nothing where it was not asked for."""
        if not self.wanted:
            return {}
        from mineralkb.render.why import why_data

        return {"reasons": [why_data(why) for why in self.whys], "reasons_left_out": self.rest}


def reasons_for(base: Base, subjects: Iterable[str], asked: Asked, *, wanted: bool) -> Reasons:
    """The derivations of these subjects on the day, if they are wanted; of what has no standing there is none."""
    if not wanted:
        return Reasons(wanted=False)
    from mineralkb.questions.find import find
    from mineralkb.questions.why import why

    named = list(dict.fromkeys(subjects))
    found = [find(base, subject) for subject in named[:_MOST]]
    with_standing = [one for one in found if base.one("SELECT 1 FROM standing WHERE subject = ?", (one.subject,))]
    return Reasons(tuple(why(base, one, asked) for one in with_standing), len(named[_MOST:]))
