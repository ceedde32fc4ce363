"""What a search answers: the hits with their titles, standings and snippets, and what a reader must know besides."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.index import decoded
from mineralkb.index.words import FULL_TEXT
from mineralkb.questions.conditions import possibly, surely
from mineralkb.questions.coverage import CLAIMED, Silence, Sought, silence
from mineralkb.questions.filter_values import checked
from mineralkb.questions.search.filters import conditions
from mineralkb.questions.search.finding import Question, find_hits
from mineralkb.questions.search.meaning import Meaning, meaning
from mineralkb.questions.search.snippets import Snippet, hits, snippet
from mineralkb.questions.search.typed import read_typed
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.conditions import Condition
    from mineralkb.questions.search.finding import Hit

_PARTS = ("pledges", "provisions", "entries")
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)"


class Searched(NamedTuple):
    """What is searched for: a text, kinds, filters as of lists, and at most how many hits."""

    text: str
    kinds: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    most: int = 20


class Row(NamedTuple):
    """One hit: how it matched, its title with what was found in it, its standing, and a piece of its text."""

    id: str
    kind: str
    title: str
    standing: str
    matched: str
    score: float
    snippet: Snippet
    title_hits: tuple[tuple[int, int], ...]


class Answer(NamedTuple):
    """The best hits, how many there are besides, how the words were read, and of an empty answer why it is so."""

    rows: tuple[Row, ...]
    total: int
    cannot_tell: int
    instead: tuple[tuple[str, tuple[str, ...]], ...]
    meant: tuple[str, ...]
    asked: Asked
    # Of an empty answer: how many documents hold each of the words, and how many there are without one filter.
    each: tuple[tuple[str, int], ...] = ()
    without: tuple[tuple[str, int], ...] = ()
    silence: Silence | None = None
    evidence: str = ""


def search(base: Base, wanted: Searched, asked: Asked) -> Answer:
    """The hits of a text on the day asked."""
    _ready(base)
    typed = read_typed(wanted.text)
    if not typed.wanted:
        hint = "name a word besides those to leave out" if typed.unwanted else 'as in: mkb search "price floor"'
        raise MkbError(f"there is nothing to search for in '{visible(wanted.text[:80])}'", hint)
    day = asked.on.isoformat()
    where = conditions(base, wanted.kinds, wanted.filters, day)
    meant = meaning(base, typed)
    question = Question(meant, wanted.text, surely(where), day, wanted.most)
    found = find_hits(base, question)
    answer = Answer(
        _rows(base, found.best, meant, day),
        found.total,
        _unsure(base, question, where, found.total),
        meant.instead,
        tuple(dict.fromkeys(concept.id for group in meant.groups for concept in group.concepts)),
        asked,
        evidence=_evidence(base, found.best),
    )
    return answer if found.total else _empty(base, answer, question, wanted, where)


def _ready(base: Base) -> None:
    if not base.one(FULL_TEXT):
        raise MkbError("this Python's SQLite has no full text (FTS5)", "use one with it, or: mkb list KIND --text TEXT")
    if not base.one("SELECT 1 FROM sqlite_master WHERE name = 'words'"):
        cure = "delete the folder mineralkb in your cache folder, so that it is made anew"
        raise MkbError("the index was made by a Python whose SQLite has no full text", cure)
    base.rows(_VOCABULARY)


def _unsure(base: Base, question: Question, where: list[Condition], found: int) -> int:
    """How many more may satisfy the filters for all that is known."""
    if not any(one.maybe != "0" for one in where):
        return 0
    return find_hits(base, question._replace(where=possibly(where), most=1)).total - found


def _rows(base: Base, best: tuple[Hit, ...], meant: Meaning, day: str) -> tuple[Row, ...]:
    phrases = tuple(phrase for group in meant.groups for phrase in group.phrases)
    data = _data(base, best)
    standings = _standings(base, best, day)
    return tuple(
        Row(
            hit.id,
            hit.kind,
            visible(data[hit.id][0]),
            standings.get(hit.id, ""),
            hit.matched,
            hit.score,
            snippet(data[hit.id][1], phrases),
            hits(visible(data[hit.id][0]), phrases),
        )
        for hit in best
    )


def _data(base: Base, best: tuple[Hit, ...]) -> dict[str, tuple[str, dict[str, Any]]]:
    """The title and data of each hit."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for hit in best:
        table = "part" if hit.kind in _PARTS else "record"
        row = base.one(f"SELECT title, data FROM {table} WHERE id = ?", (hit.id,))
        found[hit.id] = (row["title"], decoded(row["data"])) if row else (hit.id, {})
    return found


def _standings(base: Base, best: tuple[Hit, ...], day: str) -> dict[str, str]:
    query = "SELECT word FROM standing WHERE subject = ? AND first <= ? AND last >= ?"
    rows = ((hit.id, base.one(query, (hit.id, day, day))) for hit in best)
    return {identity: row["word"] for identity, row in rows if row}


def _evidence(base: Base, best: tuple[Hit, ...]) -> str:
    """The newest evidence of a standing among the hits."""
    query = "SELECT evidence FROM record WHERE id = ? UNION ALL SELECT evidence FROM part WHERE id = ?"
    rows = (base.one(query, (hit.id, hit.id)) for hit in best)
    return max((row["evidence"] or "" for row in rows if row), default="")


def _empty(base: Base, answer: Answer, question: Question, wanted: Searched, where: list[Condition]) -> Answer:
    """The same with what a reader of an empty answer asks next."""
    without = []
    for one in where:
        rest = surely(other for other in where if other is not one)
        if number := find_hits(base, question._replace(where=rest, most=1)).total:
            without.append((one.asked, number))
    each = []
    for group in question.meant.groups if not without else ():
        alone = Meaning((group,), (), ())
        each.append((group.typed, find_hits(base, Question(alone, "", [], question.day, 1)).total))
    silent = _silence(base, question.meant, wanted, answer.asked)
    return answer._replace(each=tuple(each), without=tuple(without), silence=silent)


def _silence(base: Base, meant: Meaning, wanted: Searched, asked: Asked) -> Silence | None:
    """What claims of coverage say, where the words or filters name something that claims speak of."""
    named = {name: checked(base, name, values) for name, values in wanted.filters.items()}
    concepts = [concept for group in meant.groups for concept in group.concepts]
    parties = [value for name in ("party", "by", "issuer") for value in named.get(name, ())]
    parties += [concept.id for concept in concepts if concept.kind in ("countries", "groups")]
    minerals = [*named.get("mineral", ()), *(concept.id for concept in concepts if concept.kind == "minerals")]
    topics = named.get("topic", ())
    kinds = tuple(dict.fromkeys(kind for name in wanted.kinds or CLAIMED for kind in CLAIMED.get(name, ())))
    if not kinds or not (parties or minerals or topics):
        return None
    return silence(base, Sought(kinds, tuple(dict.fromkeys(parties)), tuple(dict.fromkeys(minerals)), topics), asked.on)
