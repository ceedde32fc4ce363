"""The pages of words hold exactly the vocabulary, and what they point at exists."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import pytest

from mineralkb import vocabulary
from mineralkb.index import decoded
from mineralkb.vocabulary import agreements, controls, events, materials, money, sources, standing, topics, uses

if TYPE_CHECKING:
    from mineralkb.index import Base

ROOT = Path(__file__).parent.parent

# The sections of words.md, each with the set that it shows.
WORDS = {
    "Form of an agreement": agreements.FORMS,
    "Binding force": agreements.BINDING,
    "Role of a party": agreements.ROLES,
    "Strength of a pledge": agreements.STRENGTHS,
    "Topic of a pledge": topics.TOPICS,
    "Form of a control": controls.FORMS,
    "Role of an instrument": controls.INSTRUMENT_ROLES,
    "Measure": controls.MEASURES,
    "Object": controls.OBJECTS,
    "Licensing policy": controls.LICENSING_POLICIES,
    "Effect": controls.EFFECTS,
    "Reach": controls.REACHES,
    "Type of a list": controls.LIST_TYPES,
    "End use": uses.USES,
    "End user": uses.USERS,
    "Events of agreements": events.AGREEMENT_EVENTS,
    "Events of controls": events.CONTROL_EVENTS,
    "Events of pledges": events.PLEDGE_EVENTS,
    "Events of projects": {
        word: meaning for word, meaning in events.ALLOWED["projects"].items() if word not in events.ANY_EVENTS
    },
    "Events of any record": events.ANY_EVENTS,
    "Relations": agreements.RELATIONS,
    "Type of a material": materials.MATERIAL_TYPES,
    "Form of a material": materials.FORMS,
    "Stage": materials.STAGES,
    "Sector": materials.SECTORS,
    "Type of a project": materials.PROJECT_TYPES,
    "Form of money": money.AMOUNT_FORMS,
    "Firmness": money.FIRMNESS,
    "Kind of a source": sources.SOURCE_KINDS,
    "Extent": sources.EXTENTS,
    "Type of an organization": sources.ORGANIZATION_TYPES,
}
# The tables of standing.md, in order.
STANDINGS = (
    standing.CONTROL_STANDINGS,
    standing.AGREEMENT_STANDINGS,
    standing.PLEDGE_STANDINGS,
    standing.ENTRY_STANDINGS,
    {standing.CANNOT_TELL: standing.STANDINGS[standing.CANNOT_TELL]},
)
# Sets that are put together from others, and what words of one set say of each other.
JOINED = ("EVENTS", "ALLOWED", "STANDINGS", "EXCLUDES", "IMPLIES")

_ROW = re.compile(r"^\| (?!word \|)(?P<word>[^|]+) \| (?P<meaning>.+) \|$", re.MULTILINE)
_POINTER = re.compile(r"^- Example: `(?P<pointer>[^`]+)`$", re.MULTILINE)
_SHOWN = re.compile(r"^\$ mkb show (?P<pointer>\S+)", re.MULTILINE)


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def sections(text: str, mark: str) -> dict[str, str]:
    """The text below each heading of a level, up to the next heading of that level or a higher one."""
    found = re.split(rf"^({mark}|#{{1,{len(mark) - 1}}}) (.+)\n", text, flags=re.MULTILINE)
    headed = list(zip(found[1::3], found[2::3], found[3::3], strict=True))
    names = [name for level, name, _ in headed if level == mark]
    assert len(names) == len(set(names)), "a heading stands twice"
    return {name: body for level, name, body in headed if level == mark}


def rows(text: str) -> list[tuple[str, str]]:
    """The words of a table and their meanings, in order."""
    return [(row["word"], row["meaning"]) for row in _ROW.finditer(text)]


@pytest.fixture(scope="module")
def parts(real: Base) -> dict[str, list[str]]:
    """Every record and part of the shipped data, with the topics or the measure of a part."""
    found: dict[str, list[str]] = {row["id"]: [] for row in real.rows("SELECT id FROM record")}
    for row in real.rows("SELECT id, data FROM part WHERE kind IN ('pledge', 'provision')"):
        part = decoded(row["data"])
        found[row["id"]] = part.get("topics") or [part["measure"]]
    return found


def test_every_set_of_the_vocabulary_has_its_section() -> None:
    modules = [import_module(f"{vocabulary.__name__}.{module.name}") for module in iter_modules(vocabulary.__path__)]
    missing = [
        f"{module.__name__}.{name}"
        for module in modules
        for name, words in vars(module).items()
        if name.isupper() and isinstance(words, dict) and name not in JOINED
        if not any(words is shown for shown in (*WORDS.values(), *STANDINGS))
    ]
    assert missing == []


def test_words_page_has_these_sections_and_no_other() -> None:
    assert list(sections(page("words.md"), "###")) == list(WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_words_and_meanings_are_those_of_the_code(name: str) -> None:
    assert rows(sections(page("words.md"), "###")[name]) == list(WORDS[name].items())


def test_measures_page_has_every_measure_and_no_other() -> None:
    assert list(sections(page("measures.md"), "##")) == [*controls.MEASURES, "Pages read"]


@pytest.mark.parametrize("measure", controls.MEASURES)
def test_a_measure_has_a_line_for_each_classification(measure: str) -> None:
    body = sections(page("measures.md"), "##")[measure]
    assert re.findall(r"^- (\w+): ", body, re.MULTILINE)[:3] == ["OECD", "WTO", "MAST"]


def test_every_page_that_measures_refer_to_is_listed_and_used() -> None:
    *measures, read = sections(page("measures.md"), "##").values()
    used = set(re.findall(r"\b[WOM][1-9]\b", " ".join(measures)))
    assert used == set(re.findall(r"^- ([WOM][1-9]): ", read, re.MULTILINE))


def test_topics_page_has_every_topic_and_no_other() -> None:
    assert list(sections(page("topics.md"), "##")) == list(topics.TOPICS)


@pytest.mark.parametrize("topic", topics.TOPICS)
def test_a_topic_says_what_belongs_and_what_does_not(topic: str) -> None:
    body = sections(page("topics.md"), "##")[topic]
    assert re.findall(r"^- ([\w ]+): ", body, re.MULTILINE) == ["Belongs", "Does not", "Example"]


@pytest.mark.parametrize("name", ["measures.md", "topics.md"])
def test_every_example_is_one_of_what_it_stands_for(name: str, parts: dict[str, list[str]]) -> None:
    astray = [
        f"{word}: {shown['pointer']}"
        for word, body in sections(page(name), "##").items()
        for shown in _POINTER.finditer(body)
        if word not in parts.get(shown["pointer"], [])
    ]
    assert astray == []


def test_topics_without_an_example_have_none_in_the_data(parts: dict[str, list[str]]) -> None:
    shipped = {topic for words in parts.values() for topic in words}
    bare = {topic for topic, body in sections(page("topics.md"), "##").items() if not _POINTER.search(body)}
    assert bare & shipped == set()


def test_standing_page_has_every_word_and_no_other() -> None:
    shown = rows(sections(page("standing.md"), "##")["The words"])
    assert shown == [row for words in STANDINGS for row in words.items()]


def test_what_the_standing_page_shows_exists(parts: dict[str, list[str]]) -> None:
    shown = _SHOWN.findall(page("standing.md"))
    assert shown
    assert set(shown) <= set(parts)
