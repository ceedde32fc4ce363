"""Lists of words, and mappings on one line: their pieces as they are written, joined and written again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from mineralkb.merging.order import joined_order

if TYPE_CHECKING:
    from mineralkb.document import Document
    from mineralkb.finding import Route

MOST_COLUMNS = 120
_COMMENT = re.compile(r"(?:^|\s)#")
_CLOSING = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Collection:
    """How a list or a mapping in flow style is written: its opening sign, its pieces by name, its key line.

    The opening of a list in lines is `-`, and `margin` is where it stands.
    """

    opening: str
    pieces: dict[str, str]
    head: str
    margin: int


def has_comment(line: str) -> bool:
    """Whether there may be a comment in the line."""
    return bool(_COMMENT.search(line))


def collection(document: Document, lines: list[str], route: Route, data: Any, end: int) -> Collection | None:
    """The pieces of the value at a route, whose lines end there; None where comments stand between them."""
    key, value = document.places[route], document.values[route]
    opening = lines[value.line - 1][value.column - 1]
    if opening not in "[{-" or any(has_comment(line) for line in lines[key.line - 1 : end]):
        return None
    first = value.line - 1
    text = "\n".join(lines[first:end])
    offsets = list(accumulate((len(line) + 1 for line in lines[first:end]), initial=-1))
    places = [document.places[(*route, name)] for name in data]
    starts = [offsets[place.line - 1 - first] + place.column for place in places]
    closing = text.rindex(_CLOSING[opening]) if opening in _CLOSING else len(text)
    chunks = [text[start:stop] for start, stop in pairwise([*starts, closing])]
    between = "-" if opening == "-" else ","
    pieces = [
        _piece(chunk, "" if opening == "-" and at == len(chunks) else between) for at, chunk in enumerate(chunks, 1)
    ]
    line = lines[key.line - 1]
    head = line[: value.column - 1] if value.line == key.line else line
    return Collection(opening, dict(zip(data, pieces, strict=True)), head.rstrip(), value.column - 1)


def joined(base: Any, ours: tuple[Any, Collection], theirs: tuple[Any, Collection]) -> tuple[Any, Collection] | None:
    """Both sides' changes to a collection, as data and as written by ours; None where they do not go together."""
    (our_data, written), (their_data, other) = ours, theirs
    if type(our_data) is not type(their_data) or not isinstance(base, type(our_data) | None):
        return None
    values, olds, news = _by_name(our_data), _by_name(base or {}), _by_name(their_data)
    pieces: dict[str, str] = {}
    for name in joined_order(values, news):
        here, old, there = values.get(name), olds.get(name), news.get(name)
        if here not in (there, old) and there != old:
            return None
        taken = there if here == old else here
        if taken is not None:
            pieces[name] = other.pieces[name] if here is None or here != taken else written.pieces[name]
            values[name] = taken
    data = list(pieces) if isinstance(our_data, list) else {name: values[name] for name in pieces}
    return (data, Collection(written.opening, pieces, written.head, written.margin)) if pieces else None


def written_lines(made: Collection, margin: int) -> tuple[str, ...]:
    """The lines of a collection below a key at the margin; long ones are broken between the pieces."""
    if made.opening == "-":
        return (made.head, *(f"{' ' * made.margin}- {piece}" for piece in made.pieces.values()))
    closing = _CLOSING[made.opening]
    *firsts, last = made.pieces.values()
    words = [*(f"{piece}," for piece in firsts), f"{last}{closing}"]
    lines = [f"{made.head} {made.opening}{words[0]}"]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= MOST_COLUMNS:
            lines[-1] += f" {word}"
        else:
            lines.append(f"{' ' * (margin + 2)}{word}")
    return tuple(lines)


def normal(data: Any) -> Any:
    """Plain data as it compares: a list is a set, and the order of keys carries no meaning."""
    if isinstance(data, dict):
        return {key: normal(value) for key, value in data.items()}
    return frozenset(data) if isinstance(data, list) else data


def _by_name(data: Any) -> dict[str, Any]:
    if isinstance(data, dict):
        return dict(normal(data))
    return dict.fromkeys(data, True)


def _piece(chunk: str, between: str) -> str:
    whole = chunk.rstrip().removesuffix(between).rstrip() if between else chunk.rstrip()
    return re.sub(r"\s*\n\s*", " ", whole)
