"""The parts of a record that are matched with those of another: what each is about, and how like another it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.questions.abreast.readers import of_items
from mineralkb.questions.abreast.told import Told
from mineralkb.questions.standings import Answer
from mineralkb.vocabulary.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.index import Base
    from mineralkb.questions.card import Card

SECTIONS = {
    "agreements": "pledges",
    "policies": "pledges",
    "controls": "provisions",
    "lists": "entries",
    "groups": "members",
}
_TOPIC_ORDER = {topic: place for place, topic in enumerate(TOPICS)}
_WORD = re.compile(r"[^\W\d_]{4,}")


class Key(NamedTuple):
    """What a part is about: a topic; a material under a measure; a material, party or member."""

    word: str
    measure: str = ""

    def __str__(self) -> str:
        return f"{self.word}: {self.measure}" if self.measure else self.word

    @property
    def order(self) -> tuple[int, str, str]:
        """Topics as they are listed, everything else by its name."""
        return _TOPIC_ORDER.get(self.word, len(TOPICS)), self.word, self.measure


class Part(NamedTuple):
    """A pledge, rule, entry or member, and where it stands among the records.

    `wider` has for each key what it belongs to, itself included; `reach` is all of that, and what comes through lists;
    `open_under` is the measure under which it may be about more than is recorded. A trait has a weight and the words that
    speak for a match.
    """

    column: int
    name: str
    title: str
    told: Told
    keys: tuple[Key, ...]
    wider: dict[Key, frozenset[Key]]
    reach: frozenset[Key]
    traits: tuple[tuple[int, frozenset[str]], ...]
    open_under: str = ""


def parts_of(base: Base, card: Card, column: int) -> list[Part]:
    """All parts of the record that can be matched."""
    section = SECTIONS[card.found.kind]
    make = _MAKERS[section]
    return [make(base, card, column, name, told) for name, told in _told(card, section)]


def _told(card: Card, section: str) -> list[tuple[str, Told]]:
    record = card.found.data
    if section == "members":
        return [(one.id, Told(one.data, record, section, _membership(one.answer))) for one in card.members]
    return [(one.name, Told(one.data, record, section, one.standing, one.due)) for one in card.parts]


def _membership(answer: str) -> Answer:
    """Whether it is a member on the day, in the words of a standing."""
    words = {"yes": "a member", "no": "not a member"}
    possible = (words[answer],) if answer in words else tuple(words.values())
    return Answer(words.get(answer, answer), possible, (), "", "", "", never_operated=False)


def _pledge(_base: Base, _card: Card, column: int, name: str, told: Told) -> Part:
    data = told.data
    keys = tuple(sorted((Key(topic) for topic in data["topics"]), key=lambda key: key.order))
    due = data.get("due")
    rule = {f"{field} {text}" for field, text in due.items()} if isinstance(due, dict) else {str(due)}
    parties = set(told.record.get("parties", ()))
    by = {"all parties"} if set(data["by"]) == parties else set(data["by"])
    traits = (
        (3, frozenset(data["topics"])),
        *_of_name(name, data),
        (1, frozenset(rule)),
        (1, frozenset(data.get("stages", ()))),
        (1, frozenset(data.get("minerals", ()))),
        (1, frozenset(by)),
    )
    return Part(column, name, data["title"], told, keys, _alone(keys), frozenset(keys), traits)


def _provision(base: Base, card: Card, column: int, name: str, told: Told) -> Part:
    data, measure = told.data, told.data["measure"]
    minerals = of_items("minerals")(told)
    lists = [f"list {listed}" for listed, scope in data.get("scope", {}).items() if "minerals" not in scope]
    named = [*minerals.words, *lists] or ["no material named"]
    keys = tuple(sorted((Key(word, measure) for word in named), key=lambda key: key.order))
    listed = _through_lists(base, f"{card.found.record}/{name}", card.asked.on.isoformat())
    belongs = _belongs(base, {*named, *listed})
    wider = {Key(word, measure): frozenset(Key(one, measure) for one in found) for word, found in belongs.items()}
    traits = (
        (3, frozenset(named)),
        *_of_name(name, data),
        (1, frozenset([str(data.get("policy")), data.get("effect", "restricts")])),
        (1, frozenset(data.get("targets", {}).get("destinations", ()))),
        (1, frozenset(data["objects"])),
    )
    open_under = "" if minerals.whole and minerals.words else measure
    return Part(column, name, data["title"], told, keys, wider, frozenset().union(*wider.values()), traits, open_under)


def _entry(base: Base, _card: Card, column: int, name: str, told: Told) -> Part:
    data = told.data
    title = data.get("title") or data.get("summary") or name
    named = data.get("minerals") or [data.get("party") or title.casefold()]
    keys = tuple(sorted((Key(str(word)) for word in named), key=lambda key: key.order))
    traits = ((3, frozenset(map(str, named))), *_of_name(name, data))
    belongs = _belongs(base, {key.word for key in keys}) if "minerals" in data else {}
    wider = {Key(word): frozenset(map(Key, found)) for word, found in belongs.items()} or _alone(keys)
    return Part(column, name, title, told, keys, wider, frozenset().union(*wider.values()), traits)


def _member(_base: Base, card: Card, column: int, name: str, told: Told) -> Part:
    keys = (Key(name),)
    return Part(column, name, card.names.get(name, name), told, keys, _alone(keys), frozenset(keys), ())


_MAKERS: dict[str, Callable[[Base, Card, int, str, Told], Part]] = {
    "pledges": _pledge,
    "provisions": _provision,
    "entries": _entry,
    "members": _member,
}


def _of_name(name: str, data: dict[str, Any]) -> tuple[tuple[int, frozenset[str]], ...]:
    """What a part is called speaks for a match: records of one family call like things alike."""
    return (2, frozenset([name])), (2, frozenset(_WORD.findall(str(data.get("title", "")).casefold())))


def _through_lists(base: Base, subject: str, day: str) -> list[str]:
    """The materials that a rule may cover on the day through a list that it names."""
    query = "SELECT DISTINCT value FROM listed WHERE subject = ? AND facet = 'mineral' AND since_first <= ? AND until_last >= ?"
    return [row["value"] for row in base.rows(query, (subject, day, day))]


def _belongs(base: Base, words: set[str]) -> dict[str, set[str]]:
    """Each word with the materials that it belongs to, itself included."""
    marks = ", ".join("?" for _ in words)
    found = {word: {word} for word in words}
    for row in base.rows(f"SELECT mineral, broader FROM closure WHERE mineral IN ({marks})", sorted(words)):
        found[row["mineral"]].add(row["broader"])
    return found


def _alone(keys: tuple[Key, ...]) -> dict[Key, frozenset[Key]]:
    """Keys that belong to nothing wider."""
    return {key: frozenset([key]) for key in keys}
