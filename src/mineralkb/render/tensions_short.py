"""Promises set against measures, in short: the pledges, and on which materials they meet which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.tensions.judging import STATES
from mineralkb.questions.tensions.reaching import ANY
from mineralkb.questions.texts import stated
from mineralkb.render.blocks import DIM, STRONG, Block, Cell, Heading, Paragraph, Table, filled
from mineralkb.render.matrix import SHORT
from mineralkb.render.tensions import CAUTION, DRESS, MEANING, footer, whom
from mineralkb.vocabulary.controls import MEASURES
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.questions.tensions.answer import Tension, Tensions

# So many rules or controls are named; more are counted.
_MOST = 2
# Of more measures the words are short.
_FEW = 2
# On narrower screens no controls are named.
_WIDE = 100
_MORE = "rule by rule, with the exceptions, the days and the lines in the files: --details; why each is so: --why"

Pledge = tuple[str, str]


def short_blocks(found: Tensions, width: int | None = None) -> list[Block]:
    """Each pledge with how many rules it meets in which state, and each material on which it does."""
    blocks: list[Block] = []
    if found.found:
        states = [state for state in STATES if any(one.judged.state == state for one in found.found)]
        pledges = _by_pledge(found.found)
        blocks += [
            Heading(f"{counted(len(pledges), 'pledge')}, and how many rules each meets"),
            _pledges(pledges, states),
            Heading("Where they meet, by the material that is promised, and how many rules there are"),
            _materials(found.found, list(pledges), states, named=width is None or width >= _WIDE),
            Paragraph(Cell("")),
            *_legend(found.found),
            Paragraph(Cell("; ".join(f"{state}: {MEANING[state]}" for state in states), DIM)),
            Paragraph(Cell(_MORE, DIM)),
        ]
    return [*blocks, *(Paragraph(Cell(text, DIM)) for text in (footer(found), CAUTION, NOTICE))]


def _by_pledge(found: Iterable[Tension]) -> dict[Pledge, list[Tension]]:
    """By pledge and by who owes it, in the order of the first that ranks highest."""
    pledges: dict[Pledge, list[Tension]] = {}
    for one in found:
        pledges.setdefault((one.promise.id, one.bound.by), []).append(one)
    return pledges


def _pledges(pledges: dict[Pledge, list[Tension]], states: list[str]) -> Table:
    """Every pair is counted once here."""
    rows = tuple(
        (
            Cell(str(number), STRONG),
            Cell(name),
            Cell(f"{stated(pairs[0].promise.data['strength'])} of {by} to {whom(pairs)}"),
            *_counts(pairs, states),
        )
        for number, ((name, by), pairs) in enumerate(pledges.items(), 1)
    )
    return filled(Table(("", "pledge", "owed", *states), rows, keep=3 + len(states), firm=(0,)))


def _materials(found: Iterable[Tension], pledges: list[Pledge], states: list[str], *, named: bool) -> Table:
    """A row for each party and material that is promised; a pair is in the row of each material on which it meets."""
    by_material: dict[tuple[str, str], list[Tension]] = {}
    for one in found:
        for name in dict.fromkeys(met.promised for met in one.judged.met):
            by_material.setdefault((one.bound.issuer, name), []).append(one)
    words = _words(found)
    several = len({issuer for issuer, _ in by_material}) > 1
    rows = tuple(
        (
            *((Cell(issuer),) if several else ()),
            Cell(_name(name, pairs)),
            *_counts(pairs, states),
            Cell(", ".join(words[measure] for measure in _measures(pairs))),
            Cell(" ".join(str(number) for number, pledge in enumerate(pledges, 1) if pledge in _by_pledge(pairs))),
            *((Cell(_such_as(pairs), DIM),) if named else ()),
        )
        for (issuer, name), pairs in sorted(by_material.items(), key=lambda row: row[0][0])
    )
    headings = (
        *(("of",) if several else ()),
        "material",
        *states,
        "measures",
        "pledges",
        *(("such as",) if named else ()),
    )
    return filled(Table(headings, rows, keep=len(headings), firm=(headings.index("pledges"),)))


def _measures(found: Iterable[Tension]) -> list[str]:
    """The measures of the rules, the gravest first."""
    return sorted({one.rule.data["measure"] for one in found}, key=list(MEASURES).index)


def _words(found: Iterable[Tension]) -> dict[str, str]:
    """For each measure the word that the table has room for."""
    measures = _measures(found)
    return {measure: measure if len(measures) <= _FEW else SHORT[measure] for measure in measures}


def _legend(found: Iterable[Tension]) -> list[Block]:
    text = ", ".join(f"{word}: {measure}" for measure, word in _words(found).items() if word != measure)
    return [Paragraph(Cell(text, DIM))] if text else []


def _name(name: str, pairs: list[Tension]) -> str:
    """The material, and whether it is sure that any of the rules is on it."""
    if name == ANY:
        return "any (none is named)"
    sure = any(met.sure for one in pairs for met in one.judged.met if met.promised == name)
    return name if sure else f"{name} (may be meant)"


def _counts(pairs: list[Tension], states: list[str]) -> tuple[Cell, ...]:
    """How many rules are met in each state."""
    rules = [len({one.rule.id for one in pairs if one.judged.state == state}) for state in states]
    return tuple(Cell(str(number or ""), DRESS[state]) for number, state in zip(rules, states, strict=True))


def _such_as(pairs: list[Tension]) -> str:
    """The rules where they are few, else the first of their controls, as they rank."""
    rules = list(dict.fromkeys(one.rule.id for one in pairs))
    names = rules if len(rules) <= _MOST else list(dict.fromkeys(rule.partition("/")[0] for rule in rules))
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"{', '.join(names[:_MOST])}{more}"
