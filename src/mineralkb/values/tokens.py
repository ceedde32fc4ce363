"""Words as they are searched for: folded, without marks and plural endings, ideographs one by one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

# Scripts that set no blanks between words: each of their signs is a word, and a run of them a phrase.
_SINGLE = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_SINGLE}]|\b(?:[A-Za-z]\.){{2,}}|(?:[^\W_{_SINGLE}][\u0300-\u036f]*)+")
# A shorter word that ends in s is more often no plural.
_PLURAL = 4


class Token(NamedTuple):
    """A word of a text: where it stands, and its folded form."""

    first: int
    last: int
    word: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in their order."""
    for found in _WORD.finditer(text):
        yield Token(found.start(), found.end(), folded(found.group()))


def plain(text: str) -> str:
    """The folded words of a text, with blanks between them."""
    return " ".join(map(folded, _WORD.findall(text)))


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """A word without case, marks and plural ending."""
    if not word.isascii():
        parted = normalize("NFKD", word)
        word = normalize("NFC", "".join(sign for sign in parted if category(sign) != "Mn"))
        # What a reader cannot see or a tokenizer would part is no part of a word.
        return _singular("".join(sign for sign in word.casefold() if sign.isalnum())) or "\ufffd"
    return _singular(word.lower().replace(".", ""))


def _singular(word: str) -> str:
    if len(word) < _PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > _PLURAL:
        return f"{word[:-3]}y"
    return word[:-1]
