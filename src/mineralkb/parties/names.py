"""Names as they are compared: without case, accents, width, punctuation and the legal form of a firm."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


def wordset(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


# Legal forms wherever they stand in a name.
_FORMS = wordset(
    "inc incorporated corp corporation co company ltd limited llc llp plc gmbh ltda sarl srl jsc pjsc ojsc cjsc"
)
# Shorter ones, which may be words or initials elsewhere: at the end only.
_LAST = wordset("ag kg se sa sas spa nv bv ab as asa oy oyj aps kk lp pte pty sdn bhd tbk ao")
_FIRST = wordset("the pt ooo oao pao")
_UNHEARD = frozenset(("and",))
# The same for names that are written without spaces; longer ones first.
_NATIVE = re.compile(
    r"股份有限公司|有限責任公司|有限责任公司|有限公司|股份公司|集团公司|株式会社|株式會社|有限会社|合同会社|"
    r"一般社団法人|国立研究開発法人|주식회사|유한회사|\([株有주]\)|公司$"
)
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
# Brackets, also those of full width.
_OPEN, _INSIDE, _CLOSE = r"[(\uff08]", r"[^()\uff08\uff09]*", r"[)\uff09]"
_LATIN_END = 0x250


class Plain(NamedTuple):
    """A name ready to compare: its words, all its letters in one piece, and whether it is in another script."""

    words: tuple[str, ...]
    joined: str
    native: bool


def plain(name: str) -> Plain:
    """The name without what does not tell it from others; what is nothing but a legal form stays as it is."""
    text = "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) != "Cf")
    # Without case first: of some letters it gives two signs, of which one is a mark.
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = unicodedata.normalize("NFC", "".join(sign for sign in letters if not unicodedata.combining(sign)))
    if any(_foreign(sign) for sign in bare):
        # Marks tell letters apart in other scripts.
        bare = text.casefold()
    return _plain(bare) if bare.strip() else Plain((), "", native=False)


def _plain(text: str) -> Plain:
    without = _NATIVE.sub(" ", text)
    for shown in (without, text):
        words = _words(shown)
        kept = _unformed(words)
        if kept:
            joined = "".join(kept)
            return Plain(tuple(kept), joined, any(_foreign(sign) for sign in joined))
    words = _words(text)
    return Plain(tuple(words), "".join(words), native=False)


def _words(text: str) -> list[str]:
    parted = _INITIALS.sub(r"\1", text.replace("'", "").replace("\u2019", ""))
    return "".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in parted).split()


def _unformed(words: list[str]) -> list[str]:
    """The words without legal forms; of a leading or trailing one, as many as there are."""
    kept = [word for word in words if word not in _FORMS and word not in _UNHEARD]
    while len(kept) > 1 and kept[0] in _FIRST:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1] in _LAST:
        kept = kept[:-1]
    return kept


def _foreign(sign: str) -> bool:
    return ord(sign) >= _LATIN_END and sign.isalpha()


def in_brackets(title: str) -> tuple[str, tuple[str, ...]]:
    """A title without its brackets, and the names in them; a remark there, as `(printed so)`, is no name."""
    inner = [text.strip() for text in re.findall(rf"{_OPEN}({_INSIDE}){_CLOSE}", title)]
    outside = " ".join(re.sub(rf"{_OPEN}{_INSIDE}{_CLOSE}", " ", title).split())
    names = tuple(text for text in inner if text and not text[:1].islower() and len(text) > 1)
    return outside or title, names if outside else ()
