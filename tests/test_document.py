"""YAML to plain data: what is read, what is refused, and where everything stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
import yaml12
from hypothesis import given, settings
from hypothesis import strategies as st

from mineralkb.document import (
    MOST_DEPTH,
    MOST_FAULTS,
    MOST_KEY,
    MOST_NODES,
    MOST_SCALAR,
    lines_of,
    model,
    read_document,
)
from mineralkb.finding import Place
from mineralkb.record import walk
from mineralkb.values.scalars import resolves_elsewhere
from mineralkb.values.text import brief, unsafe_character, visible

if TYPE_CHECKING:
    from mineralkb.finding import Route

Faults = list[tuple[int, int, str]]


def faults(text: str) -> Faults:
    """Line, column and the message of each fault, in the order of the text."""
    return sorted((fault.place.line, fault.place.column, fault.message) for fault in read_document(text).faults)


READ: dict[str, tuple[str, Any]] = {
    "words": ("a: b\nc: d e\n", {"a": "b", "c": "d e"}),
    "everything is text": (
        "a: 1\nb: 1.5\nc: true\nd: null\ne: 2025-10-28\nf: ~\ng: NO\n1: x\ntrue: y\n",
        {"a": "1", "b": "1.5", "c": "true", "d": "null", "e": "2025-10-28", "f": "~", "g": "NO", "1": "x", "true": "y"},
    ),
    "a list": ("a: [b, c]\n", {"a": ["b", "c"]}),
    "a list in lines": ("a:\n- b\n- c\n", {"a": ["b", "c"]}),
    "an empty list": ("a: []\n", {"a": []}),
    "an empty mapping": ("a: {}\n", {"a": {}}),
    "nested": ("a:\n  b:\n    c: d\n", {"a": {"b": {"c": "d"}}}),
    "flow": ("{a: {b: [c, d]}}", {"a": {"b": ["c", "d"]}}),
    "JSON": ('{"a": {"b": ["c", "1"]}}', {"a": {"b": ["c", "1"]}}),
    "quoted": ("'a': \"b\\tc\"\n", {"a": "b\tc"}),
    "a literal block": ("a: |\n  b\n   c\n", {"a": "b\n c\n"}),
    "a folded block": ("a: >-\n  b\n  c\n", {"a": "b c"}),
    "a block with its indentation said": ("a: |2-\n   b\n  c\n", {"a": " b\nc"}),
    "a plain text over lines": ("a: b\n  c\n", {"a": "b c"}),
    "an asked key": ("? a\n: b\n", {"a": "b"}),
    "comments": ("# x\na: b # y\n  # z\nc: d#e\n", {"a": "b", "c": "d#e"}),
    "marks of beginning and end": ("---\na: b\n...\n", {"a": "b"}),
    "CRLF": ("a: b\r\nc:\r\n- d\r\n", {"a": "b", "c": ["d"]}),
    "no last line end": ("a: b", {"a": "b"}),
    "wide characters": ("名: 稀土 𠀀\n", {"名": "稀土 𠀀"}),
    "same word under two keys": ("a: [x]\nb: [x]\n", {"a": ["x"], "b": ["x"]}),
    "a quoted merge key": ("'<<': x\n", {"<<": "x"}),
    "signs inside text": ("a: b*c & d !e %f @g\n", {"a": "b*c & d !e %f @g"}),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_read(name: str) -> None:
    text, data = READ[name]
    found = read_document(text)
    assert found.faults == []
    assert found.data == data


REFUSED: dict[str, tuple[str, Faults]] = {
    "an anchor": ("a: &x b\n", [(1, 4, "an anchor (&x) is not allowed")]),
    "an anchor on the record": ("--- &x\na: b\n", [(1, 5, "an anchor (&x) is not allowed")]),
    "an anchor on a key": ("&x a: b\n", [(1, 1, "an anchor (&x) is not allowed")]),
    "an anchor on a list": ("a: &x [b]\n", [(1, 4, "an anchor (&x) is not allowed")]),
    "an alias": ("a: *x\n", [(1, 4, "an alias (*x) is not allowed")]),
    "an alias in a list": ("a: [b, *x]\n", [(1, 8, "an alias (*x) is not allowed")]),
    "an alias as key": ("*x : b\n", [(1, 1, "an alias (*x) is not allowed")]),
    "a tag": ("a: !!int 1\n", [(1, 4, "a tag (tag:yaml.org,2002:int) is not allowed")]),
    "a tag on the record": ("--- !x\na: b\n", [(1, 5, "a tag (!x) is not allowed")]),
    "a tag that says nothing": ("a: ! b\n", [(1, 4, "a tag (!) is not allowed")]),
    "a merge key": ("<<: {a: b}\n", [(1, 1, "a merge key (<<) is not allowed")]),
    "a directive": ("%YAML 1.2\n---\na: b\n", [(1, 1, "a directive (%YAML, %TAG) is not allowed")]),
    "a tag directive": ("%TAG !x! y:\n---\na: b\n", [(1, 1, "a directive (%YAML, %TAG) is not allowed")]),
    "a second document": ("a: b\n---\nc: d\n", [(2, 1, "a second document in the file")]),
    "a second one after a list": (
        "- a\n---\nc: d\n",
        [(1, 1, "a record is a mapping of fields"), (2, 1, "a second document in the file")],
    ),
    "a doubled key": ("a: b\nc: d\na: e\n", [(3, 1, "the key 'a' stands here twice (first in line 1)")]),
    "a doubled key in quotes": ("a: b\n'a': c\n", [(2, 1, "the key 'a' stands here twice (first in line 1)")]),
    "a doubled key in flow": ('x: {a: b, "a": c}\n', [(1, 11, "the key 'a' stands here twice (first in line 1)")]),
    "a doubled word": ("a: [b, c, 'b']\n", [(1, 11, "'b' stands in this list twice (first in line 1)")]),
    "an empty value": ("a:\nb: c\n", [(1, 3, "the value is empty")]),
    "an empty text": ("a: ''\n", [(1, 4, "the value is empty")]),
    "a text of spaces": ("a: '  '\n", [(1, 4, "the value is empty")]),
    "an empty word": ("a: ['', b]\n", [(1, 5, "the value is empty")]),
    "an empty key": ("'': a\n", [(1, 1, "a key is empty")]),
    "a list of mappings": (
        "a:\n  - b: c\n  - d: e\n",
        [(2, 5, "a list holds plain words only"), (3, 5, "a list holds plain words only")],
    ),
    "a list of lists": ("a: [[b]]\n", [(1, 5, "a list holds plain words only")]),
    "a mapping as key": ("{a: b}: c\n", [(1, 1, "a key must be plain text")]),
    "a list as key": ("? [a]\n: b\n", [(1, 3, "a key must be plain text")]),
    "a list as record": ("- a\n", [(1, 1, "a record is a mapping of fields")]),
    "a word as record": ("a\n", [(1, 1, "a record is a mapping of fields")]),
    "nothing": ("", [(1, 1, "the file holds no record")]),
    "only a comment": ("# a\n", [(1, 1, "the file holds no record")]),
    "an open quote": ("a: 'b\n", [(2, 1, "not YAML: found unexpected end of stream")]),
    "a tab as indentation": ("a:\n\tb: c\n", [(2, 1, "not YAML: found character that cannot start any token")]),
    "a lone CR": ("a: b\rc: d\n", [(1, 5, "a carriage return stands alone")]),
    "a lone CR at the end": ("a: b\r", [(1, 5, "a carriage return stands alone")]),
    "a doubled CR": ("a: b\r\r\n", [(1, 5, "a carriage return stands alone")]),
    "all at once": (
        "a: &x !y b\nc:\nd: [e, {f: g}, *h, e]\n<<: i\na: j\n",
        [
            (1, 4, "a tag (!y) is not allowed"),
            (1, 4, "an anchor (&x) is not allowed"),
            (2, 3, "the value is empty"),
            (3, 8, "a list holds plain words only"),
            (3, 16, "an alias (*h) is not allowed"),
            (3, 20, "'e' stands in this list twice (first in line 3)"),
            (4, 1, "a merge key (<<) is not allowed"),
            (5, 1, "the key 'a' stands here twice (first in line 1)"),
        ],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    text, expected = REFUSED[name]
    assert faults(text) == expected
    assert all(fault.hint and fault.rule in ("unreadable-yaml", "unsafe-text") for fault in read_document(text).faults)


UNSAFE = (
    "\0\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9b\x9f\xad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2069\u3164\ufe0f\ufeff\uffa0\ufff9\ufffe\uffff\U000e0001\U000e0041\U000e0101"
)


@pytest.mark.parametrize("character", UNSAFE, ids=lambda character: f"U+{ord(character):04X}")
def test_a_character_that_hides_or_acts_is_refused(character: str) -> None:
    name = f"U+{ord(character):04X}"
    raw = read_document(f"a: b\nc: 土{character}d\n").faults
    assert [(fault.place, fault.rule) for fault in raw] == [(Place(2, 5, 6), "unsafe-text")]
    assert name in raw[0].message
    assert faults(f"a: b # {character}\n")[0][:2] == (1, 8)
    if character not in "\ufffe\uffff":  # the parser itself refuses these
        escaped = read_document(f'a: b\nc: "\\U{ord(character):08x}d"\n').faults
        assert [(fault.place.line, fault.place.column, fault.rule) for fault in escaped] == [(2, 4, "unsafe-text")]
        assert name in escaped[0].message
        assert [fault.rule for fault in read_document(f'"k\\U{ord(character):08x}": v\n').faults] == ["unsafe-text"]


@pytest.mark.parametrize("text", ["é", "e\u0301", "稀土", "𠀀", "ﷺ", "\u00a0x", "🇺🇸", "\ufffd", "\u3000x"])
def test_other_characters_are_read(text: str) -> None:
    assert read_document(f"a: x{text}\n").data == {"a": f"x{text}"}


@pytest.mark.parametrize("character", UNSAFE, ids=lambda character: f"U+{ord(character):04X}")
def test_what_is_shown_is_visible(character: str) -> None:
    shown = visible(f"a{character}b\r")
    assert unsafe_character(shown) is None
    assert shown.startswith("a\\")
    assert brief(f"a{character}\nb\t").isprintable()


PLACES = """\
title: A paper
parties:
  US: {role: signatory, joined: 2025}
  日本: {role: guest}
minerals: [dysprosium, "rare earths"]
stages:
- mining
- >-
  refining
"quoted key": 'it''s'
summary: |
  One.
? asked
: answer
"""


@pytest.mark.parametrize(
    ("route", "place"),
    [
        (("title",), Place(1, 1, 6)),
        (("parties",), Place(2, 1, 8)),
        (("parties", "US"), Place(3, 3, 5)),
        (("parties", "US", "role"), Place(3, 8, 12)),
        (("parties", "US", "joined"), Place(3, 25, 31)),
        (("parties", "日本"), Place(4, 3, 5)),
        (("parties", "日本", "role"), Place(4, 8, 12)),
        (("minerals", "dysprosium"), Place(5, 12, 22)),
        (("minerals", "rare earths"), Place(5, 24, 37)),
        (("stages", "mining"), Place(7, 3, 9)),
        (("stages", "refining"), Place(8, 3, 4)),
        (("quoted key",), Place(10, 1, 13)),
        (("summary",), Place(11, 1, 8)),
        (("asked",), Place(13, 3, 8)),
        (("parties", "US", "left"), Place(3, 3, 5)),
        (("parties", "US", "left", "date"), Place(3, 3, 5)),
        (("minerals", "tin"), Place(5, 1, 9)),
        (("nothing", "here"), Place(1, 1, 2)),
        ((), Place(1, 1, 2)),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_where_a_route_stands(route: Route, place: Place, end: str) -> None:
    found = read_document(PLACES.replace("\n", end))
    assert found.faults == []
    assert found.locate(route) == place


def test_where_values_stand() -> None:
    found = read_document(PLACES)
    assert found.values["title",] == Place(1, 8, 15)
    assert found.values["parties", "US", "joined"] == Place(3, 33, 37)
    assert found.values["quoted key",] == Place(10, 15, 22)
    assert found.values["summary",] == Place(11, 10, 11)


def test_columns_are_code_points() -> None:
    found = read_document('{"é𠀀": x,\t"土": y}\n')
    assert found.locate(("土",)) == Place(1, 11, 14)


def test_block_mappings_are_known() -> None:
    found = read_document("a:\n  b: {c: d}\n")
    assert found.blocks == {(), ("a",)}


def test_plain_words_that_others_read_differently() -> None:
    found = read_document("a: 1E5\nb: '1E5'\nNO: x\nc: [0810, '07', DE]\n")
    assert found.plain == {("a",): "number", ("NO", "key"): "word with another meaning", ("c", "0810"): "number"}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1", "whole number"),
        ("-12", "whole number"),
        ("0", "whole number"),
        ("0810", "number"),
        ("1.5", "number"),
        ("1e5", "number"),
        (".5", "number"),
        ("+1", "number"),
        ("0x1F", "number"),
        ("0o17", "number"),
        ("true", "word with another meaning"),
        ("No", "word with another meaning"),
        ("~", "word with another meaning"),
        (".nan", "word with another meaning"),
        ("-.inf", "word with another meaning"),
        ("1:30", "word with another meaning"),
        ("1_000", "word with another meaning"),
        ("1E", ""),
        ("nan", ""),
        ("٣", ""),
        ("2025-10-28", ""),
        ("DE", ""),
        ("tRUE", ""),
        ("1.2.3", ""),
        ("0.1 %", ""),
    ],
)
def test_what_other_readers_take_a_word_for(text: str, other: str) -> None:
    assert resolves_elsewhere(text) == other
    if other:
        assert not isinstance(yaml12.parse_yaml(text), str) or not isinstance(yaml.safe_load(text), str)


def nested(depth: int) -> str:
    return "{a: " * (depth - 1) + "{a: b" + "}" * depth


def test_depth_has_a_limit() -> None:
    assert read_document(nested(MOST_DEPTH)[:]).faults[0].message == f"nested deeper than {MOST_DEPTH} levels"
    assert read_document(nested(MOST_DEPTH - 1)).faults == []


def test_nodes_have_a_limit() -> None:
    inside, outside = (f"a: [{','.join(f'w{n}' for n in range(count))}]" for count in (MOST_NODES - 3, MOST_NODES))
    assert read_document(inside).faults == []
    assert faults(outside)[0][2] == f"more than {MOST_NODES} nodes in one file"


@pytest.mark.parametrize("quote", ["", "'"])
def test_lengths_have_a_limit(quote: str) -> None:
    key, text = "k" * MOST_KEY, "t" * MOST_SCALAR
    assert read_document(f"{quote}{key}{quote}: {quote}{text}{quote}\n").data == {key: text}
    assert faults(f"a: b\n{quote}{key}k{quote}: c\n") == [(2, 1, f"a key is longer than {MOST_KEY} characters")]
    assert faults(f"a: b\nc: {quote}{text}t{quote}\n") == [(2, 4, f"a text is longer than {MOST_SCALAR} characters")]


def test_faults_have_a_limit() -> None:
    many = read_document("".join(f"k{n}:\n" for n in range(MOST_FAULTS * 2))).faults
    assert len(many) == MOST_FAULTS + 1
    assert many[-1].message == f"more than {MOST_FAULTS} faults; the rest of the file was not read"
    assert len(read_document("\x01\n" * MOST_FAULTS * 2).faults) == MOST_FAULTS


def test_what_was_found_before_a_limit_is_kept() -> None:
    assert next(message for _, _, message in faults("a:\nb: " + "[" * 100)) == "the value is empty"


WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip()) and unsafe_character(text) is None
)
DATA = st.recursive(
    WORD | st.lists(WORD, unique=True, max_size=4),
    lambda inner: st.dictionaries(WORD, inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(WORD, DATA, min_size=1, max_size=5)


class Quoted(yaml.SafeDumper):
    """Writes what a person could write, without aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - as the class above has it
        """Never refer back."""
        return True


@settings(max_examples=80, deadline=None)
@given(RECORDS, st.booleans(), st.sampled_from(["\n", "\r\n"]), st.integers(20, 120))
def test_what_is_dumped_is_read_and_located(data: dict[str, Any], flow: bool, end: str, width: int) -> None:
    text = yaml.dump(
        data, Dumper=Quoted, allow_unicode=True, default_flow_style=flow, line_break=end, width=width, sort_keys=False
    )
    found = read_document(text)
    assert found.faults == []
    assert found.data == data
    lines = text.split("\n")
    for route, _ in walk(data):
        place = found.places[route]
        assert found.locate(route) == place
        assert read_back(lines[place.line - 1][place.column - 1 :], route[-1])


def read_back(rest: str, word: str) -> bool:
    """Whether the word, plain or quoted, begins here; a quoted one may run over lines and be escaped."""
    return (
        rest.startswith((word, "'", '"', "? ", "|", ">"))
        or rest.split(" ", maxsplit=1)[0].rstrip("\r") == word.split(" ", maxsplit=1)[0]
    )


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab:-?,[]{}#&*!|>'\"%@` \n\t\r0~<\\x\u2028土"), max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    found = read_document(text)
    assert found.faults or isinstance(found.data, dict)
    lines = text.split("\n")
    for fault in found.faults:
        assert fault.place.line <= len(lines) + 1
        assert 1 <= fault.place.column < fault.place.end


def test_the_slow_parser_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = [read_document(text) for text, _ in READ.values()]
    monkeypatch.setattr(model, "LOADER", yaml.BaseLoader)
    slow = [read_document(text) for text, _ in READ.values()]
    assert [(found.data, found.faults) for found in slow] == [(found.data, found.faults) for found in fast]


@pytest.mark.parametrize(
    ("route", "lines"),
    [
        (("a",), "a:\n  b:\n    c: one\n\n    d: two\n  e: three\n"),
        (("a", "b"), "b:\n  c: one\n\n  d: two\n"),
        (("a", "b", "d"), "d: two\n"),
        (("a", "e"), "e: three\n"),
        (("f",), "f: {g: four}\n"),
    ],
)
def test_the_lines_of_an_entry_are_as_written(route: tuple[str, ...], lines: str) -> None:
    text = "a:\n  b:\n    c: one\n\n    d: two\n  e: three\nf: {g: four}\n"
    assert lines_of(text, route) == lines
