"""A short piece of a text around what was found in it, with where the found words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index.words import Piece, pieces
from mineralkb.values.text import visible
from mineralkb.values.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WIDTH = 160
_DOTS = "…"
# A text says more than a list of words.
_ORDER = {name: place for place, name in enumerate(("text", "terms", "names", "title"))}


class Snippet(NamedTuple):
    """A piece of a text, where it stands in the record, and the found words in it, as first and last sign."""

    text: str = ""
    route: str = ""
    hits: tuple[tuple[int, int], ...] = ()


def snippet(data: dict[str, Any], phrases: Iterable[tuple[str, ...]]) -> Snippet:
    """The piece of a record or part in which most of the words stand; its beginning where none does."""
    wanted = list(dict.fromkeys(phrases))
    best, most = Snippet(), -1
    # The title is shown anyway.
    told = (piece for piece in pieces(data) if piece.route != "title")
    for piece in sorted(told, key=lambda piece: _ORDER[piece.column]):
        found = [*_found([*tokens(piece.text)], wanted)]
        count = len({phrase for _, _, phrase in found})
        if count > most:
            best, most = _cut(piece, found), count
    return best


def hits(text: str, phrases: Iterable[tuple[str, ...]]) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a text."""
    return tuple((first, last) for first, last, _ in _found([*tokens(text)], list(phrases)))


def _found(told: list[Token], wanted: list[tuple[str, ...]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Every place of the words, the longest first where several begin together; none overlaps another."""
    place = 0
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(wanted, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    prefixes = [phrase[0][:-1] for phrase in wanted if phrase[-1].endswith("*")]
    while place < len(told):
        fits = (one for one in by_first.get(told[place].word, ()) if _stands(told, place, one))
        fit = next(fits, None) or _begun(told[place].word, prefixes)
        if fit:
            yield told[place].first, told[place + len(fit) - 1].last, fit
        place += len(fit) if fit else 1


def _stands(told: list[Token], place: int, phrase: tuple[str, ...]) -> bool:
    return tuple(token.word for token in told[place : place + len(phrase)]) == phrase


def _begun(word: str, prefixes: list[str]) -> tuple[str, ...] | None:
    return next(((f"{prefix}*",) for prefix in prefixes if word.startswith(prefix)), None)


def _cut(piece: Piece, found: list[tuple[int, int, tuple[str, ...]]]) -> Snippet:
    """A window of the text that begins a little before the place where most stands."""
    text = piece.text
    starts = [first for first, _, _ in found] or [0]
    best = max(starts, key=lambda start: (len({p for f, _, p in found if start <= f < start + _WIDTH // 2}), -start))
    first = _word_start(text, max(0, best - _WIDTH // 3)) if len(text) > _WIDTH else 0
    last = _word_end(text, first + _WIDTH)
    return _shown(text, piece.route, first, last, [(f, n) for f, n, _ in found if f >= first and n <= last])


def _word_start(text: str, place: int) -> int:
    """The beginning of a word near the place."""
    blank = text.find(" ", place, place + _WIDTH // 6)
    return 0 if place == 0 else blank + 1 if blank >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", place - _WIDTH // 6, place)
    return blank if blank >= 0 else place


def _shown(text: str, route: str, first: int, last: int, found: list[tuple[int, int]]) -> Snippet:
    """The window as it is shown: with nothing in it that acts, and dots where it was cut."""
    out = _DOTS if first > 0 else ""
    places: list[tuple[int, int]] = []
    here = first
    for start, end in found:
        out += _plain(text[here:start])
        places.append((len(out), len(out) + len(_plain(text[start:end]))))
        out += _plain(text[start:end])
        here = end
    return Snippet(out + _plain(text[here:last]) + (_DOTS if last < len(text) else ""), route, tuple(places))


def _plain(text: str) -> str:
    return visible(text.replace("\n", " ").replace("\t", " "))
