"""Promises set against measures, in short: a row for each pledge and state."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.tensions.judging import STATES
from mineralkb.questions.tensions.meeting import ANY
from mineralkb.questions.texts import stated
from mineralkb.render.blocks import DIM, Block, Cell, Heading, Paragraph, Table, filled
from mineralkb.render.tensions import CAUTION, DRESS, MEANING, footer, several, title_of, whom
from mineralkb.wording import counted

if TYPE_CHECKING:
    from mineralkb.questions.tensions.answer import Tension, Tensions
    from mineralkb.questions.tensions.meeting import Material

# So many rules or materials are named; more are counted.
_MOST = 3
_MORE = "rule by rule, with the exceptions, the days and the lines in the files: --details"


def short_blocks(found: Tensions) -> list[Block]:
    """A table for each state, with a row for each pledge: what it meets, how often, and such as where."""
    blocks: list[Block] = []
    for state in STATES:
        by_pledge: dict[tuple[str, str], list[Tension]] = {}
        for one in found.found:
            if one.judged.state == state:
                by_pledge.setdefault((one.promise.id, one.bound.by), []).append(one)
        if by_pledge:
            blocks += [_heading(state, by_pledge), _table(list(by_pledge.values()))]
    blocks.append(Paragraph(Cell("")))
    if found.found:
        blocks.append(Paragraph(Cell(_MORE, DIM)))
    return [*blocks, *(Paragraph(Cell(text, DIM)) for text in (footer(found), CAUTION, NOTICE))]


def _heading(state: str, by_pledge: dict[tuple[str, str], list[Tension]]) -> Heading:
    rules = sum(map(len, by_pledge.values()))
    pledges = counted(len({pledge for pledge, _ in by_pledge}), "pledge")
    return Heading(f"{title_of(state)} ({rules}, of {pledges}): {MEANING[state]}")


def _table(groups: list[list[Tension]]) -> Table:
    headings = ("pledge", "owed", "rules it meets", "such as", "materials")
    return filled(Table(headings, tuple(_row(pairs) for pairs in groups), keep=5))


def _row(pairs: list[Tension]) -> tuple[Cell, ...]:
    first = pairs[0]
    return (
        Cell(first.promise.id, DRESS[first.judged.state]),
        Cell(f"{stated(first.promise.data['strength'])} of {first.bound.by} to {whom(pairs)}"),
        Cell(f"{_rules(pairs)}{_open(pairs)}"),
        Cell(_such_as([one.rule.id for one in pairs])),
        Cell(_materials([met for one in pairs for met in one.judged.met])),
    )


def _rules(pairs: list[Tension]) -> str:
    measures = Counter(one.rule.data["measure"] for one in pairs)
    return ", ".join(f"{measure} ({number})" for measure, number in measures.items())


def _open(pairs: list[Tension]) -> str:
    """How many of them meet it only on a material that it may mean, for all that is known."""
    number = sum(not any(met.sure for met in one.judged.met) for one in pairs)
    which = "all" if number == len(pairs) > 1 else str(number)
    return f"; {which} only on a material that may be meant" if number else ""


def _materials(met: list[Material]) -> str:
    named = several([one for one in met if one.promised != ANY])
    return named or "any: the pledge names none"


def _such_as(rules: list[str]) -> str:
    """The rules where they are few, else the first of their controls."""
    names = rules if len(rules) <= _MOST else list(dict.fromkeys(rule.partition("/")[0] for rule in rules))
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"{', '.join(names[:_MOST])}{more}"
