"""The hits of a search in the database: those that hold the words, and those that bear on what the words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index.words import key
from mineralkb.questions.search import expression as e
from mineralkb.questions.search.meaning import SPOKEN_OF

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.conditions import Term
    from mineralkb.questions.search.meaning import Concept, Meaning

NAME, NAMES, WORDS, ABOUT = "name", "title", "words", "about"
_MATCHED = (NAME, NAMES, WORDS, ABOUT)
# Of title, names, terms, text, identity: how much more a word there says of what a record is about.
_RANK = "bm25(words, 8.0, 6.0, 3.0, 1.0, 2.0)"
# A search is rather for what was agreed and ordered than for who wrote of it.
_WEIGHTS = {"sources": 0.4, "organizations": 0.7, "coverage": 0.5, "tariffs": 0.5}
_KINDS = (
    *(
        "minerals",
        "controls",
        "agreements",
        "provisions",
        "pledges",
        "policies",
        "lists",
        "entries",
        "groups",
        "projects",
    ),
    *("countries", "organizations", "coverage", "tariffs", "sources"),
)
_ACTOR_FACETS = (
    *("party", "by", "to", "issuer", "authority", "destination", "member", "project", "owner", "country", "publisher"),
    "listed",
)
_PLACE = "CASE s.kind " + " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(_KINDS)) + " END"


class Hit(NamedTuple):
    """What was found: how it matched, and how well; higher is better among those that matched alike."""

    id: str
    kind: str
    matched: str
    score: float


class Hits(NamedTuple):
    """The best hits, and how many there are."""

    best: tuple[Hit, ...]
    total: int


class Question(NamedTuple):
    """What is asked of the database: what the words mean, conditions as SQL, the day, and at most how many; 0 is all."""

    meant: Meaning
    text: str
    where: list[Term]
    day: str
    most: int


def find_hits(base: Base, question: Question) -> Hits:
    """The best hits, and how many there are."""
    meant = question.meant
    match = e.without(e.every(group.wide for group in meant.groups), meant.unwanted)
    named = _named(base, question.text, meant)
    direct, number = _direct(base, question, match, named)
    if not named and not any(group.concepts for group in meant.groups):
        return Hits(tuple(direct), number)
    about, more = _about(base, question, match, named)
    best = sorted([*direct, *about], key=_order)
    return Hits(tuple(best[: question.most or None]), number + more)


def _order(hit: Hit) -> tuple[int, int, float]:
    """By how it matched; of those with the same name, a material before an entry of that title; then by the score."""
    return _MATCHED.index(hit.matched), _KINDS.index(hit.kind) if hit.matched == NAME else 0, -hit.score


def _named(base: Base, text: str, meant: Meaning) -> tuple[int, ...]:
    """The documents that are called as the whole text is, or that all of it means."""
    ids = tuple(concept.id for concept in meant.groups[0].concepts) if len(meant.groups) == 1 else ()
    marks = ", ".join("?" * len(ids))
    query = f"SELECT number FROM name WHERE key = ? UNION SELECT number FROM document WHERE id IN ({marks})"
    # Where words are to be left out, the text is no name.
    whole = None if meant.unwanted else key(text.strip().strip('"'))
    return tuple(row["number"] for row in base.rows(query, (whole, *ids)))


def _direct(base: Base, question: Question, match: str, named: tuple[int, ...]) -> tuple[list[Hit], int]:
    """Those that hold all the words, or another name for them."""
    terms = [("words MATCH ?", (match,)), *question.where]
    source = "words JOIN document s ON s.number = words.rowid"
    number = _count(base, source, terms, question.day)
    if not number:
        return [], 0
    in_names = e.in_names(e.every(group.own for group in question.meant.groups))
    marks = ", ".join(map(str, named))
    tier = (
        f"CASE WHEN s.number IN ({marks}) THEN 0 "
        "WHEN s.kind <> 'sources' AND s.number IN (SELECT rowid FROM words WHERE words MATCH ?) THEN 1 ELSE 2 END"
    )
    weight = " ".join(f"WHEN '{kind}' THEN {factor}" for kind, factor in _WEIGHTS.items())
    score = f"{_RANK} * CASE s.kind {weight} ELSE 1.0 END"
    query, values = _query(f"s.id, s.kind, {tier} AS tier, {score} AS score", source, terms, question.day)
    order = f"tier, CASE tier WHEN 0 THEN {_PLACE} END, score, s.id"
    rows = base.rows(f"{query} ORDER BY {order} LIMIT ?", (in_names, *values, question.most or -1))
    return [Hit(row["id"], row["kind"], _MATCHED[row["tier"]], round(-row["score"], 3)) for row in rows], number


def _about(base: Base, question: Question, match: str, named: tuple[int, ...]) -> tuple[list[Hit], int]:
    """Those that bear on a material, country or body that is meant, or are called so, without all the words."""
    marks = ", ".join(map(str, named))
    bearing, values = _bearing_on_all(question.meant, question.day)
    unmatched = ("s.number NOT IN (SELECT rowid FROM words WHERE words MATCH ?)", (match,))
    terms: list[Term] = [(f"s.number IN ({marks}) OR ({bearing})", values), unmatched, *question.where]
    number = _count(base, "document s", terms, question.day)
    if not number:
        return [], 0
    own = ", ".join("?" * sum(len(group.concepts) for group in question.meant.groups))
    ids = tuple(concept.id for group in question.meant.groups for concept in group.concepts)
    what = f"s.id, s.kind, s.number IN ({marks}) AS named, s.id IN ({own}) AS own, {_PLACE} AS place"
    query, values = _query(what, "document s", terms, question.day)
    rows = base.rows(
        f"{query} ORDER BY named DESC, own DESC, place, s.id LIMIT ?", (*ids, *values, question.most or -1)
    )
    return [Hit(row["id"], row["kind"], NAME if row["named"] else ABOUT, 0.0) for row in rows], number


def _bearing_on_all(meant: Meaning, day: str) -> Term:
    """Whatever has, of each that must be found, the words or to do with what they mean; and nothing that must not be."""
    if not any(group.concepts for group in meant.groups):
        return "0", ()
    has = "s.number IN (SELECT rowid FROM words WHERE words MATCH ?)"
    terms: list[Term] = [(f"NOT {has}", (e.either(meant.unwanted),))] if meant.unwanted else []
    for group in meant.groups:
        sql, values = _bearing(group.concepts, day) if group.concepts else ("0", ())
        terms.append((f"({sql} OR {has})", (*values, group.wide)))
    return " AND ".join(sql for sql, _ in terms), tuple(value for _, values in terms for value in values)


def _bearing(concepts: tuple[Concept, ...], day: str) -> Term:
    """Whatever names one of the records, or for a material something narrower, also through a list on the day."""
    minerals = tuple(one.id for one in concepts if one.kind == "minerals")
    others = tuple(one.id for one in concepts if one.kind in SPOKEN_OF and one.kind != "minerals")
    narrower = f"SELECT mineral FROM closure WHERE broader IN ({', '.join('?' * len(minerals))})"
    facets = ", ".join(f"'{facet}'" for facet in _ACTOR_FACETS)
    listed = f"SELECT subject FROM listed WHERE facet = 'mineral' AND value IN ({narrower}) AND since_last <= ? AND until_first >= ?"
    sql = (
        f"s.id IN (SELECT subject FROM facet WHERE facet = 'mineral' AND value IN ({narrower}) UNION {listed} UNION "
        f"SELECT subject FROM facet WHERE facet IN ({facets}) AND value IN ({', '.join('?' * len(others))}) UNION "
        f"SELECT id FROM document WHERE id IN ({', '.join('?' * len(others))}))"
    )
    return sql, (*minerals, *minerals, day, day, *others, *others)


def _count(base: Base, source: str, terms: list[Term], day: str) -> int:
    row = base.one(*_query("count(*) AS n", source, terms, day))
    return int(row["n"]) if row else 0


def _query(what: str, source: str, terms: list[Term], day: str) -> Term:
    where = " AND ".join(f"({term})" for term, _ in terms)
    values: tuple[Any, ...] = tuple(value for _, given in terms for value in given)
    if "t.word" in where:
        source += " LEFT JOIN standing t ON t.subject = s.id AND t.first <= ? AND t.last >= ?"
        values = (day, day, *values)
    return f"SELECT {what} FROM {source} WHERE {where}", values
