"""What `--why` adds to an answer: the derivations of what it claims, and of the standings that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.why import Why
    from mineralkb.questions.why.derivation import Derivation, Files
    from mineralkb.render.blocks import Block

# More claims, or reasons for more standings, would bury the answer.
_MOST_CLAIMS, _MOST_STANDINGS = 12, 24


class Reasons(NamedTuple):
    """The derivations, how many were left out, and whether any were asked for."""

    claims: tuple[Derivation, ...] = ()
    whys: tuple[Why, ...] = ()
    rest: int = 0
    wanted: bool = False

    def blocks(self) -> list[Block]:
        """As the last part of a page."""
        if not self.wanted:
            return []
        from mineralkb.render.blocks import DIM, Cell, Heading, Paragraph
        from mineralkb.render.derivation import derivation_blocks
        from mineralkb.render.why import whys_blocks

        drawn = [block for claim in self.claims for block in derivation_blocks(claim)] + whys_blocks(self.whys)
        said = [] if drawn else ["nothing here has a standing to give reasons for"]
        said += [f"and {self.rest} more: narrow the question, or ask for each with mkb why ID"] if self.rest else []
        return [Heading("Why"), *drawn, *(Paragraph(Cell(text, DIM)) for text in said)]

    def data(self) -> dict[str, Any]:
        """As a key of the answer; nothing where it was not asked for."""
        if not self.wanted:
            return {}
        from mineralkb.render.derivation import derivation_data
        from mineralkb.render.why import why_data

        told = [*map(derivation_data, self.claims), *map(why_data, self.whys)]
        return {"why": told, "why_left_out": self.rest}


def reasons_for(
    base: Base,
    subjects: Iterable[str],
    asked: Asked,
    *,
    wanted: bool,
    claims: Sequence[Callable[[Files], Derivation]] = (),
) -> Reasons:
    """The derivations of these claims on the day, if they are wanted; then of the standings of what they rest on, and of the subjects.

    Of what has no standing there is none.
    """
    if not wanted:
        return Reasons()
    from mineralkb.questions.why.derivation import Files

    files = Files(base, asked)
    derived = tuple(claim(files) for claim in claims[:_MOST_CLAIMS])
    named = dict.fromkeys((*(name for claim in derived for name in claim.standings), *subjects))
    standing = [name for name in named if base.one("SELECT 1 FROM standing WHERE subject = ?", (name,))]
    whys = tuple(map(files.why, standing[:_MOST_STANDINGS]))
    rest = len(claims[_MOST_CLAIMS:]) + len(standing[_MOST_STANDINGS:])
    return Reasons(derived, whys, rest, wanted=True)
