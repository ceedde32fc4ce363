"""Hits of a search as blocks, Markdown and data, with the found words marked, and the remarks that go with them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.kinds import KINDS
from mineralkb.render.blocks import DIM, PLAIN, STRONG, Block, Cell, Lines, Paragraph, Table, word_cell
from mineralkb.render.json import silence_data
from mineralkb.render.layout import wrapped
from mineralkb.render.lists import silence_lines
from mineralkb.render.markdown import escaped, markdown
from mineralkb.render.plain import cells_wide
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.questions.search.answer import Answer, Row

COLUMNS = ("kind", "id", "title", "standing", "matched", "score", "snippet", "route")
_HEADINGS = ("kind", "id", "title", "standing", "where it was found")
_MARGIN = "    "
_Hits = tuple[tuple[int, int], ...]


def search_blocks(answer: Answer, width: int | None) -> list[Block]:
    """The hits: on a terminal some lines for each, with the found words marked; else a table."""
    blocks: list[Block] = []
    if answer.rows and width:
        lines = [line for row in answer.rows for line in _lines(row, width)]
        blocks.append(Lines(tuple(lines)))
    elif answer.rows:
        blocks.append(Table(_HEADINGS, tuple(_cells(row) for row in answer.rows), keep=2))
    return [*blocks, Paragraph(Cell(footer(answer), DIM)), *_notice(answer)]


def _notice(answer: Answer) -> list[Block]:
    """What the answer is good for, where it says of anything how it stands."""
    return [Paragraph(Cell(NOTICE, DIM))] if any(row.standing for row in answer.rows) else []


def search_markdown(answer: Answer) -> str:
    """The hits as a table in which the found words are bold."""
    rows = [
        (
            escaped(_unit(row)),
            f"`{row.id}`",
            _bold(row.title, row.title_hits),
            escaped(row.standing),
            _bold(row.snippet.text, row.snippet.hits),
        )
        for row in answer.rows
    ]
    lines = [_HEADINGS, tuple("---" for _ in _HEADINGS), *rows] if rows else []
    table = "\n".join(f"| {' | '.join(row)} |" for row in lines)
    under = markdown([Paragraph(Cell(footer(answer))), *_notice(answer)])
    return f"{table}\n\n{under}" if table else under


def search_data(answer: Answer) -> dict[str, Any]:
    """The same as data."""
    return {
        "asked": answer.asked.as_data(),
        "count": answer.total,
        "not_shown": answer.total - len(answer.rows),
        "cannot_tell": answer.cannot_tell,
        "searched_for": [{"instead_of": typed, "words": list(words)} for typed, words in answer.instead],
        "meant": list(answer.meant),
        "each": [{"words": words, "count": number} for words, number in answer.each],
        "without": [{"filter": named, "count": number} for named, number in answer.without],
        "coverage": silence_data(answer.silence) if answer.silence else None,
        "last_evidence": answer.evidence or None,
        "rows": [row_data(row) for row in answer.rows],
        "notice": NOTICE,
    }


def row_data(row: Row) -> dict[str, Any]:
    """One hit as data; the hits are first and last signs, counted in code points."""
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "standing": row.standing or None,
        "matched": row.matched,
        "score": row.score,
        "snippet": row.snippet.text,
        "route": row.snippet.route or None,
        "hits": [list(hit) for hit in row.snippet.hits],
        "title_hits": [list(hit) for hit in row.title_hits],
    }


def row_values(row: Row) -> dict[str, Any]:
    """One hit for a table of texts."""
    return {name: str(value) if name == "score" else value for name, value in row_data(row).items() if name in COLUMNS}


def footer(answer: Answer) -> str:
    """How many hits, and how many of them are shown."""
    rest = answer.total - len(answer.rows)
    more = f" and {rest} more (--limit)" if rest else ""
    evidence = f", by evidence up to {answer.evidence}" if answer.evidence else ""
    return f"{counted(len(answer.rows), 'hit')}{more}, standing on {answer.asked.on}{evidence}"


def remarks(answer: Answer) -> list[str]:
    """What words were put for others, what cannot be told, and why nothing was found."""
    found = [_instead(typed, words) for typed, words in answer.instead]
    if answer.cannot_tell:
        found.append(f"cannot tell whether the filters hold for {counted(answer.cannot_tell, 'further hit')}")
    if answer.total:
        return found
    if answer.without:
        found += [
            f"nothing found; without {named} there would be {counted(number, 'hit')}"
            for named, number in answer.without
        ]
    elif len(answer.each) > 1:
        words = "; ".join(f"{words}: {number}" for words, number in answer.each)
        found.append(f"nothing found that has all the words; each alone: {words} (OR between words finds either)")
    else:
        found.append("nothing found")
    return [*found, *(silence_lines(answer.silence) if answer.silence else ())]


def _instead(typed: str, words: tuple[str, ...]) -> str:
    folded = typed.casefold().rstrip("s")
    if words[0].startswith(folded):
        return f"no '{typed}'; searched for words that begin so, as '{words[0]}'"
    others = f" (or was it: {', '.join(words[1:4])}?)" if words[1:] else ""
    return f"no '{typed}'; searched for '{words[0]}'{others}"


def _unit(row: Row) -> str:
    return KINDS[row.kind].unit


def _cells(row: Row) -> tuple[Cell, ...]:
    return (Cell(_unit(row)), Cell(row.id), Cell(row.title), word_cell(row.standing), Cell(row.snippet.text))


def _lines(row: Row, width: int) -> Iterator[tuple[Cell, ...]]:
    """Id, kind and standing; the title; the snippet; a blank line."""
    lead = f"{row.id}  "
    what = f"{_unit(row)}, " if row.standing else _unit(row)
    if cells_wide(lead + what + row.standing) <= width:
        yield Cell(lead, STRONG), Cell(what, DIM), word_cell(row.standing)
    else:
        yield from ((Cell(line, STRONG),) for line in wrapped(row.id, width))
        yield from ((Cell(line, DIM),) for line in wrapped(what + row.standing, width))
    for text, hits in ((row.title, row.title_hits), (row.snippet.text, row.snippet.hits)):
        yield from _marked(text, hits, width)
    yield ()


def _marked(text: str, hits: _Hits, width: int) -> Iterator[tuple[Cell, ...]]:
    """The text in lines that fit, each of cells, of which the found words are strong."""
    found = {place for first, last in hits for place in range(first, last)}
    strong = iter([place in found for place, sign in enumerate(text) if not sign.isspace()])
    for line in wrapped(text, max(width - len(_MARGIN), 1)) if text else ():
        told = [(sign, not sign.isspace() and next(strong, False)) for sign in line]
        yield Cell(_MARGIN), *_cells_of(told)


def _cells_of(told: list[tuple[str, bool]]) -> Iterator[Cell]:
    """Signs side by side of one dress; a blank between two strong ones is strong too."""
    edges = [False, *(dress for _, dress in told), False]
    dressed = [
        (sign, dress or (sign == " " and edges[place] and edges[place + 2])) for place, (sign, dress) in enumerate(told)
    ]
    for dress, signs in groupby(dressed, key=lambda one: one[1]):
        yield Cell("".join(sign for sign, _ in signs), STRONG if dress else PLAIN)


def _bold(text: str, hits: _Hits) -> str:
    """Markdown in which nothing acts but the marks of the found words."""
    out, here = "", 0
    for first, last in hits:
        out += f"{_apart(text[here:first])}**{escaped(text[first:last])}**"
        here = last
    return out + _apart(text[here:])


def _apart(text: str) -> str:
    """Escaped text with the blanks at its ends."""
    lead, end = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    return f"{lead}{escaped(text.strip())}{end}" if text.strip() else lead
