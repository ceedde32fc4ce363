"""What of an answer is open, as blocks: what would make it graver, why that is open, and what to find out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.applying.branches import find_out
from mineralkb.render.applicable_words import conditions, finding, option, some
from mineralkb.render.blocks import DIM, UNSURE, Block, Cell, Fields, Heading, Paragraph
from mineralkb.wording import standing_line, standing_reasons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.answer import Applicable, Shown
    from mineralkb.applying.branches import Branch

_MOST_BRANCHES, _MOST_REMOTE = 6, 3
# A condition of more parts than this is hardly read.
_FEW = 3
_VAGUE = {"items", "some-of", "text"}


def open_blocks(found: Applicable) -> list[Block]:
    """The branches, what was said of what is open, and what to find out."""
    return [*_branches(found), *_find_out(found)]


def _branches(found: Applicable) -> list[Block]:
    """What would make the outcome graver; what hangs on much, or on what no one can give, in one line."""
    near, remote = parted(found.verdict.branches)
    told: set[str] = set()
    rows = tuple((branch.outcome, tuple(_branch_cells(branch, found, told))) for branch in near)
    blocks: list[Block] = [Heading("But"), Fields(rows)] if rows else []
    if remote:
        blocks.append(Paragraph(Cell(f"On further conditions (--format json has them): {_further(remote)}", DIM)))
    named = {rule for branch in found.verdict.branches for rule in branch.rules}
    rest = [one.rule.id for one in found.verdict.open if one.rule.id not in named]
    if rest:
        blocks.append(Paragraph(Cell(f"May bear too, without making it graver: {some(rest)}", DIM)))
    left = [line for one in found.rules for line in _said(one) if line not in told]
    return [*blocks, *(Paragraph(Cell(line, UNSURE)) for line in dict.fromkeys(left))]


def _further(remote: list[Branch]) -> str:
    """Each outcome once, the gravest first, with the rules that say so."""
    rules: dict[str, list[str]] = {}
    for branch in remote:
        rules.setdefault(branch.outcome, []).extend(branch.rules)
    return "; ".join(f"{outcome} ({some(dict.fromkeys(names), _MOST_REMOTE)})" for outcome, names in rules.items())


def _branch_cells(branch: Branch, found: Applicable, told: set[str]) -> Iterable[Cell]:
    """The conditions, the rules, and how they stand where that is a condition; each reason once for all branches."""
    yield Cell(f"if {conditions(branch.needs)}")
    yield Cell(some(branch.rules), DIM)
    doubtful = any(need.ask == "standing" for need in branch.needs)
    for one in found.rules if doubtful else ():
        if one.judged.uncertain and one.judged.rule.id in branch.rules[:2]:
            for line in _open(one, found):
                if line not in told:
                    yield Cell(line, UNSURE)
                told.add(line)


def _open(one: Shown, found: Applicable) -> Iterable[str]:
    """Why it cannot be told how the rule stands, and what was said of it."""
    if one.standing:
        yield "; ".join([standing_line(one.standing), *standing_reasons(one.standing, found.asked.on)])
    yield from _said(one)


def _said(one: Shown) -> Iterable[str]:
    """What only statements say of a suspension that ended, with their sources."""
    for said in one.statements:
        who = f"{said.party}, {said.date}" if said.party else said.date
        yield (
            f"what follows the suspension of {said.record} is only said, and not counted: {who}: {said.summary} "
            f"({', '.join(said.sources)})"
        )


def parted(branches: tuple[Branch, ...]) -> tuple[list[Branch], list[Branch]]:
    """Branches that are told in full, of each outcome in turn, and those that hang on much, or on what is not recorded."""
    told = [one for one in branches if len(one.needs) <= _FEW and not _VAGUE & {need.ask for need in one.needs}]
    # What an option of the command settles comes before what hangs on a list that is known in part.
    told = sorted(told or branches, key=lambda one: any(need.ask == "list" for need in one.needs))
    of_outcome = {outcome: [one for one in told if one.outcome == outcome] for outcome in {one.outcome for one in told}}
    chosen = sorted(told, key=lambda one: of_outcome[one.outcome].index(one))[:_MOST_BRANCHES]
    return [one for one in branches if one in chosen], [one for one in branches if one not in chosen]


def _find_out(found: Applicable) -> list[Block]:
    needs = find_out(parted(found.verdict.branches)[0])
    rows = tuple((option(need) or "elsewhere", (Cell(finding(need)),)) for need in needs)
    return [Heading("To find out"), Fields(tuple(dict.fromkeys(rows)))] if rows else []
