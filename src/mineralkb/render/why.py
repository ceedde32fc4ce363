"""Why an answer is so, as blocks and as data: each step with its rule, its fact and line, its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.provenance import locator_text
from mineralkb.render.blocks import DIM, STRONG, UNSURE, Block, Cell, Fields, Heading, Paragraph
from mineralkb.wording import standing_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.questions.why import Why
    from mineralkb.questions.why.case import Told
    from mineralkb.questions.why.places import Written
    from mineralkb.questions.why.steps import Cited, Fact, Step

_NO_DAY = "0001-01-01"
# More than these are in the JSON.
_MOST_LEFT = 6


def claim(why: Why) -> str:
    """What is claimed, in a sentence."""
    named = why.found.identity
    if why.standing is None:
        return f"{named} is as it is written"
    due = f" (due {why.due})" if why.due else ""
    return f"{named} on {why.asked.on}: {standing_line(why.standing)}{due}"


def why_page(why: Why) -> list[Block]:
    """The derivation as a page of its own."""
    return [Heading(f"Why {claim(why)}", 1), *_derivation(why), Paragraph(Cell("")), Paragraph(Cell(NOTICE, DIM))]


def whys_blocks(whys: Iterable[Why]) -> list[Block]:
    """Derivations as a part of another page; what several claims have in common stands once."""
    alike: dict[tuple[Block, ...], list[str]] = {}
    for why in whys:
        alike.setdefault(tuple(_derivation(why)), []).append(claim(why))
    return [
        block
        for derivation, claims in alike.items()
        for block in (Paragraph(Cell("")), *(Paragraph(Cell(text, STRONG)) for text in claims), *derivation)
    ]


def _derivation(why: Why) -> list[Block]:
    rows = [(str(number), _step_cells(step, why)) for number, step in enumerate(why.steps, 1)]
    rows += [("and", tuple(map(Cell, why.held)))] if why.held else []
    rows += [("to find", tuple(Cell(text, UNSURE) for text in why.missing))] if why.missing else []
    rows.append(("lines of", (Cell(_lines_of(why), DIM),)))
    if why.left_out:
        left = ", ".join("/".join(route) for route in why.left_out[:_MOST_LEFT])
        left += f" and {len(why.left_out) - _MOST_LEFT} more" if len(why.left_out) > _MOST_LEFT else ""
        rows.append(("not needed", (Cell(f"the answer is the same without {left}", DIM),)))
    return [Fields(tuple(rows))]


def _lines_of(why: Why) -> str:
    place = why.place
    if place.commit:
        return f"{place.file} at commit {place.commit[:12]}"
    return f"{place.file} as it is here, which no commit holds so"


def _step_cells(step: Step, why: Why) -> tuple[Cell, ...]:
    through = f", through {step.through}" if step.through else ""
    kind = f" ({step.kind})" if step.kind else ""
    more = f" (and {step.more_sources} more, not needed)" if step.more_sources else ""
    return (
        Cell(step.rule, STRONG),
        Cell(f"{'/'.join(step.route)}{kind}{through}"),
        *(Cell(f"{_name(fact, step)}: {fact.value}  [{why.place.file}:{fact.line}]") for fact in step.facts),
        *(
            Cell(f"says {_source(cited)}{more if number == len(step.sources) else ''}")
            for number, cited in _counted(step)
        ),
        *([Cell(f"without it: {_otherwise(step.without, why)}", DIM)] if step.without else []),
    )


def _counted(step: Step) -> enumerate[Cited]:
    return enumerate(step.sources, 1)


def _name(fact: Fact, step: Step) -> str:
    """The fact's name within its step, with the source whose side of a dispute it is."""
    if fact.disputed:
        return f"{fact.route[-3]}, as {fact.route[-1]} has it"
    return " ".join(fact.route[len(step.route) :]) or fact.route[-1]


def _source(cited: Cited) -> str:
    where = f" [{locator_text(cited.locator)}]" if cited.locator else ""
    date = cited.data["date"]
    day = date if date != "unknown" else "no date"
    return f"{cited.id}: {cited.data['title']}{where}, {day} ({cited.data['kind']})"


def _otherwise(told: Told, why: Why) -> str:
    """How the answer would differ."""
    whole = why.told
    never = ", never operated" if told.never_operated else ""
    if whole is None or (told.word, told.possible, told.never_operated) != whole[:3]:
        possible = f": {' or '.join(told.possible)}" if len(told.possible) > 1 else ""
        return f"{told.word}{never}{possible}"
    if told.since != whole.since:
        return f"{told.word} since {told.since}" if told.since != _NO_DAY else f"{told.word} on all days before"
    return f"last evidence {told.evidence}" if told.evidence != _NO_DAY else "no evidence"


def why_data(why: Why) -> dict[str, Any]:
    """The derivation in its documented shape: a step for each fact and each source that says it."""
    return {
        "claim": claim(why),
        "subject": why.found.identity,
        "standing": why.standing.as_data() if why.standing else None,
        "due": why.due or None,
        "steps": [row for number, step in enumerate(why.steps, 1) for row in _rows(number, step, why)],
        "held": list(why.held),
        "missing": list(why.missing),
        "not_needed": ["/".join(route) for route in why.left_out],
    }


def why_answer(why: Why) -> dict[str, Any]:
    """The same as an answer of its own."""
    evidence = why.standing.evidence if why.standing else ""
    return {"asked": why.asked.as_data(), **why_data(why), "last_evidence": evidence or None, "notice": NOTICE}


def _rows(number: int, step: Step, why: Why) -> list[dict[str, Any]]:
    head = {
        "leaf": number,
        "rule": step.rule,
        "event": "/".join(step.route) if step.kind else None,
        "kind": step.kind or None,
        "through": step.through or None,
    }
    without = _otherwise(step.without, why) if step.without else None
    return [
        {**head, **fact_data(fact, why.place), **cited_data(cited), "without": without}
        for fact in step.facts
        for cited in _saying(fact, step)
    ]


def _saying(fact: Fact, step: Step) -> list[Cited | None]:
    """The sources of a fact; a side of a dispute has its own."""
    own: list[Cited | None] = [one for one in step.sources if not fact.disputed or one.id == fact.route[-1]]
    return own or [None]


def fact_data(fact: Fact, place: Written) -> dict[str, Any]:
    """A fact and where it is written."""
    written = {"file": place.file, "line": fact.line, "commit": place.commit or None}
    return {"fact": "/".join(fact.route), "value": fact.value, **written}


def cited_data(cited: Cited | None) -> dict[str, Any]:
    """The source of a fact."""
    if cited is None:
        return dict.fromkeys(("source", "source_kind", "source_date", "locator"))
    said = {"source_kind": cited.data["kind"], "source_date": cited.data["date"]}
    return {"source": cited.id, **said, "locator": locator_text(cited.locator) if cited.locator else None}
