"""What was typed, read as words: phrases in quotes, words to leave out, and alternatives. Nothing typed is an error of syntax."""

from __future__ import annotations

import re
from typing import NamedTuple

from mineralkb.values.tokens import tokens

_TERM = re.compile(r'(-?)(?:["“”„«»](.*?)(?:["“”„«»]|$)|(\S+))')
# Whoever types more does not search.
_MOST_WORDS = 64


class Term(NamedTuple):
    """A word or phrase: as it was typed, its folded words, whether it was quoted, whether words may begin with it."""

    typed: str
    words: tuple[str, ...]
    quoted: bool = False
    begins: bool = False


class Typed(NamedTuple):
    """What must be found, each row of alternatives; and what must not."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()


def read_typed(text: str) -> Typed:
    """The terms of a text."""
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    left, joined = _MOST_WORDS, False
    for without, quoted, bare in _TERM.findall(text):
        if bare == "OR":
            joined = bool(wanted)
            continue
        term = _term(quoted or bare, quoted=not bare)
        left -= len(term.words)
        if not term.words or left < 0:
            continue
        if without:
            unwanted.append(term)
        elif joined:
            wanted[-1] = (*wanted[-1], term)
        else:
            wanted.append((term,))
        joined = False
    return Typed(tuple(wanted), tuple(unwanted))


def _term(text: str, *, quoted: bool) -> Term:
    words = tuple(token.word for token in tokens(text))
    return Term(text, words, quoted, not quoted and text.endswith("*"))
