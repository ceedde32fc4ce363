"""What typed words may mean: synonyms of the field, names and symbols of materials, countries and bodies, typing errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index.words import SHORT, key
from mineralkb.questions.search import expression as e
from mineralkb.questions.search.spelling import known, near_words
from mineralkb.values.tokens import folded, plain
from mineralkb.vocabulary.synonyms import AMBIGUOUS_SYMBOLS, SMALL_WORDS, SYNONYMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.index import Base
    from mineralkb.questions.search.typed import Term, Typed

# Kinds of records of which other records speak.
SPOKEN_OF = ("minerals", "countries", "groups", "organizations", "projects")
_LONGEST = 6
_SHORT_AND_COMMON = {*SMALL_WORDS, *(symbol.casefold() for symbol in AMBIGUOUS_SYMBOLS)}
_ROWS = {tuple(plain(name).split()): row for row in SYNONYMS for name in row}
_SYNONYM_WORDS = {word for name in _ROWS for word in name}


class Concept(NamedTuple):
    """A record that is meant by its name: what speaks of it is found too."""

    id: str
    kind: str
    title: str


class Group(NamedTuple):
    """One thing that must be found: words as typed, with all that they may mean, and the records that are meant."""

    typed: str
    own: str
    wide: str
    concepts: tuple[Concept, ...] = ()
    # What is marked in a snippet: words one after the other.
    phrases: tuple[tuple[str, ...], ...] = ()


class Meaning(NamedTuple):
    """What must be found, what must not, and what was put for words that stand nowhere."""

    groups: tuple[Group, ...]
    unwanted: tuple[str, ...]
    instead: tuple[tuple[str, tuple[str, ...]], ...]


def meaning(base: Base, typed: Typed) -> Meaning:
    """What the typed terms mean in this base."""
    instead: dict[str, tuple[str, ...]] = {}
    rows = [tuple(_spelled(base, term, instead) for term in row) for row in typed.wanted]
    names = _named(base, rows)
    groups = [_either([_of_span(span, names) for span in row]) for row in _spans(rows, names)]
    kept = [group for place, group in enumerate(groups) if not _is_small(group, place, len(groups))]
    unwanted = tuple(e.phrase(term.words, begins=term.begins) for term in typed.unwanted)
    return Meaning(tuple(kept or groups), unwanted, tuple(instead.items()))


def _spelled(base: Base, term: Term, instead: dict[str, tuple[str, ...]]) -> Term:
    """The term, with the nearest words for those that stand nowhere."""
    if term.begins:
        return term
    words = []
    for word in term.words:
        if word in _SYNONYM_WORDS or known(base, word) or not (near := near_words(base, word)):
            words.append(word)
            continue
        instead[term.typed if len(term.words) == 1 else word] = near
        if len(term.words) == 1 and near[0].startswith(word) and len(near) > 1:
            return term._replace(begins=True)
        words.append(near[0])
    return term._replace(words=tuple(words))


def _spans(rows: list[tuple[Term, ...]], names: dict[int, list[Concept]]) -> Iterator[list[tuple[Term, ...]]]:
    """Rows of alternatives; single terms one after the other that are one name are one."""
    place = 0
    while place < len(rows):
        if len(rows[place]) > 1:
            yield [(term,) for term in rows[place]]
            place += 1
            continue
        length = next((size for size in range(_run(rows, place), 1, -1) if _is_name(rows, place, size, names)), 1)
        yield [tuple(row[0] for row in rows[place : place + length])]
        place += length


def _run(rows: list[tuple[Term, ...]], place: int) -> int:
    """How many single words follow one another from here."""
    size = 0
    for row in rows[place : place + _LONGEST]:
        if len(row) > 1 or row[0].quoted or row[0].begins:
            break
        size += 1
    return size


def _is_name(rows: list[tuple[Term, ...]], place: int, size: int, names: dict[int, list[Concept]]) -> bool:
    words = tuple(word for row in rows[place : place + size] for word in row[0].words)
    return words in _ROWS or bool(names.get(key(" ".join(words))))


def _named(base: Base, rows: list[tuple[Term, ...]]) -> dict[int, list[Concept]]:
    """The records that have a run of the words for a name, by the name's key."""
    keys = {key(told) for row in rows for term in row for told in _told(term)}
    for place in range(len(rows)):
        for size in range(2, _run(rows, place) + 1):
            keys |= {key(" ".join(word for row in rows[place : place + size] for word in row[0].words))}
    found: dict[int, list[Concept]] = {}
    marks, kinds = ", ".join("?" * len(keys)), ", ".join(f"'{kind}'" for kind in SPOKEN_OF)
    query = (
        "SELECT n.key, r.id, r.kind, r.title FROM name n JOIN document d USING (number) JOIN record r ON r.id = d.id "
        f"WHERE n.key IN ({marks}) AND d.kind IN ({kinds}) ORDER BY r.id"
    )
    for row in base.rows(query, tuple(keys)):
        found.setdefault(row["key"], []).append(Concept(row["id"], row["kind"], row["title"]))
    return found


def _told(term: Term) -> list[str]:
    """The term as a name, and what else it is called."""
    return [_own_name(term), *(name for name in _ROWS.get(term.words, ()) if len(name) > SHORT)]


def _own_name(term: Term) -> str:
    bare = term.typed.strip(".,;:!?()[]'")
    return bare if len(bare) <= SHORT and bare.isascii() else " ".join(term.words)


def _of_span(terms: tuple[Term, ...], names: dict[int, list[Concept]]) -> Group:
    words = tuple(word for term in terms for word in term.words)
    typed = " ".join(term.typed for term in terms)
    alone = terms[0] if len(terms) == 1 else None
    own = e.every(e.phrase(term.words, begins=term.begins) for term in terms)
    others = [tuple(plain(name).split()) for name in _ROWS.get(words, ())] if not (alone and alone.quoted) else []
    told = [_own_name(alone)] if alone else [" ".join(words)]
    keys = dict.fromkeys(key(name) for name in (*told, *(" ".join(other) for other in others)))
    concepts = tuple(dict.fromkeys(one for one_key in keys for one in names.get(one_key, ())))
    if alone and concepts and len(told[0]) <= SHORT and told[0].isascii():
        own = _short(told[0], concepts)
    wide = e.either([own, *(e.phrase(other) for other in others)])
    pieces = [(*term.words[:-1], f"{term.words[-1]}*") if term.begins else term.words for term in terms]
    titles = [tuple(plain(concept.title).split()) for concept in concepts]
    marked = [*(pieces if own != e.NOTHING else ()), *others, *titles]
    return Group(typed, own, wide, concepts, tuple(dict.fromkeys(filter(None, marked))))


def _short(name: str, concepts: tuple[Concept, ...]) -> str:
    """A symbol or a country's code: not the word of the same letters; no symbol in ids, and no code among symbols."""
    word = e.phrase((folded(name),))
    symbol = any(concept.kind == "minerals" for concept in concepts)
    if name.casefold() in _SHORT_AND_COMMON:
        return e.NOTHING if symbol else f"{{identity}} : {word}"
    return e.outside("identity" if symbol else "names", word)


def _either(groups: list[Group]) -> Group:
    if len(groups) == 1:
        return groups[0]
    return Group(
        " OR ".join(group.typed for group in groups),
        e.either(group.own for group in groups),
        e.either(group.wide for group in groups),
        tuple(dict.fromkeys(concept for group in groups for concept in group.concepts)),
        tuple(phrase for group in groups for phrase in group.phrases),
    )


def _is_small(group: Group, place: int, number: int) -> bool:
    """Whether it is a word that only holds the others together; at the beginning its capital letter says nothing."""
    word = group.typed.strip(".,;:!?()").casefold()
    return (
        number > 1
        and word in SMALL_WORDS
        and (not group.concepts or (place == 0 and group.typed[:1].isupper() and group.typed[1:].islower()))
    )
