"""Checking file by file, on one core or on many, finds what reading all at once and then looking finds, in its order."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import COMMON, TODAY, Texts
from mineralkb import rules, workers
from mineralkb.document import model, place_in, read_document, read_quickly
from mineralkb.kb import load
from mineralkb.rules._named import names
from mineralkb.tree import UnreadableError, batches
from mineralkb.validation import packed
from mineralkb.validation.apart import Checked, checked
from mineralkb.workers import Workers
from test_document import READ
from test_hostile import CASES, FOLDERS, GOOD, HOSTILE, Beside
from test_rules import Linked
from test_rules import cases as examples

if TYPE_CHECKING:
    from mineralkb.tree import Tree

WAIVED = """\
waivers:
  known: {rule: schema, record: bomb, reason: It is known.}
  over: {rule: schema, record: nothing, reason: It is gone.}
"""


def at_once(tree: Tree) -> Checked:
    """The slow way: everything is read, then looked at."""
    base = load(tree)
    return Checked(base, len(base.texts), *rules.check(base, TODAY))


def apart(tree: Tree) -> Checked:
    """In batches."""
    paths, refused = tree.paths()
    with Workers(len(paths), helping=True) as some:
        return checked(tree, paths, refused, some, TODAY)


def told(found: Checked) -> Any:
    """All that differs where anything does, in its order."""
    base, files, findings, waived = found
    records = [(name, record.kind, record.id, record.path, record.data) for name, record in base.records.items()]
    noted = {note: {one: sorted(ids) for one, ids in said.items()} for note, said in base.noted.items()}
    return findings, waived, records, noted, [*base.claimed.items()], (files, base.settings, base.waivers, base.folded)


# What rules between records have noted of each.
NOTED = {
    note
    for name in rules.RULES.keys() - rules.OF_EACH
    for note in getattr(import_module(f"mineralkb.rules.{name.replace('-', '_')}"), "NOTES", ())
}


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of one id each, so that a rule which looks at another record finds none."""
    monkeypatch.setattr(batches, "_MOST", 1)


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize("folder", FOLDERS)
def test_bad_files_apart(folder: str) -> None:
    assert told(apart(Beside(HOSTILE / folder))) == told(at_once(Beside(HOSTILE / folder)))


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize("name", rules.WHILE_READING | rules.RULES | rules.OF_WAIVERS)
def test_examples_of_rules_apart(name: str) -> None:
    for files, _, _ in examples(rules.page(name)):
        tree = Linked(COMMON | files)
        found = apart(tree)
        assert told(found) == told(at_once(tree))
        assert found.base.noted.keys() <= NOTED, "a rule says in NOTES what it must know of every record"
        assert {*found.base.texts} <= {*tree.texts} - {record.path for record in found.base.records.values()}


@pytest.mark.parametrize("name", rules.RULES)
def test_who_is_named_is_noted(name: str) -> None:
    for files, _, _ in examples(rules.page(name)):
        for record in load(Linked(COMMON | files)).records.values():
            assert {*names(record, [])} == {(str(mention), mention.kinds) for _, mention in record.references()}


@pytest.mark.usefixtures("one_by_one")
def test_records_in_which_nothing_is_wrong_stay_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    unpacked = packed._unpacked  # noqa: SLF001 - what is counted

    def counted(data: bytes) -> Any:
        asked.append(data)
        return unpacked(data)

    monkeypatch.setattr(packed, "_unpacked", counted)
    assert apart(Texts(GOOD)).findings == []
    assert asked == []
    record = next(iter(apart(Texts(GOOD)).base.records.values()))
    assert record.data["title"] == record.title
    assert len(asked) == 2


class Fleeting(Texts):
    """A tree whose files are other ones, or gone, when they are read again."""

    def __init__(self, texts: dict[str, str], again: str | None) -> None:
        super().__init__(texts)
        self.again = again
        self.seen: set[str] = set()

    def read(self, path: str) -> str:
        """The file at first; then what stands there now."""
        first = path not in self.seen
        self.seen.add(path)
        if not first and "/" in path:
            if self.again is None:
                raise UnreadableError("the file is gone")
            return self.again
        return super().read(path)


@pytest.mark.parametrize("again", [None, "", "x", "title: [", "a: *b", "title: \u202e", "\n\n\n# title: moved"])
def test_files_that_change_meanwhile(again: str | None) -> None:
    files = GOOD | {"agreements/lost.yaml": GOOD["agreements/a-clean-record.yaml"] + "minerals: [nowhere]\n"}
    still = apart(Texts(files)).findings
    meanwhile = apart(Fleeting(files, again)).findings
    assert {one.rule for one in still} >= {"dangling-reference", "likely-twin"}
    assert sorted((one.rule, one.message) for one in meanwhile) == sorted((one.rule, one.message) for one in still)
    assert {one.spot.text for one in meanwhile} != {one.spot.text for one in still}


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize(
    "files",
    [
        {"kb.yaml": "format: 1\ntitle: [no\n"},
        {"kb.yaml": "format: 2\ntitle: Newer\nlicence: MIT\n"},
        {"waivers.yaml": WAIVED, "agreements/bomb.yaml": "x: y\n", "notes.txt": "stray"},
        {"agreements/jp.yaml": "title: 1\n", "agreements/us.yaml": "x: [", "README.md": "# Read"},
        {"agreements/waivers.yaml": "title: 1\n", "odd/x.yaml": "y: z\n"},
    ],
)
def test_files_at_the_top_and_clashes_apart(files: dict[str, str]) -> None:
    assert told(apart(Texts(GOOD | files))) == told(at_once(Texts(GOOD | files)))


def test_rules_of_each_record_are_rules() -> None:
    assert not rules.OF_EACH - rules.RULES.keys()


def test_a_folder_without_its_mark_apart() -> None:
    tree = Texts({path: text for path, text in GOOD.items() if path != "kb.yaml"})
    assert told(apart(tree)) == told(at_once(tree))


def test_many_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = Texts(GOOD | {"waivers.yaml": WAIVED, "agreements/bomb.yaml": CASES["unknown fields without end"][0]})
    for folder in FOLDERS:
        beside = Beside(HOSTILE / folder)
        for path in beside.paths()[0]:
            try:
                tree.texts[f"{path.partition('/')[0]}/{folder}-{path.rpartition('/')[2]}"] = beside.read(path)
            except Exception:  # noqa: BLE001, S112 - no text
                continue
    alone = told(at_once(tree))
    assert len(alone[0]) > 100
    monkeypatch.setattr(workers, "_MANY", 0)
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    monkeypatch.setattr(batches, "_MOST", 8)
    assert told(apart(tree)) == alone
    monkeypatch.setattr(workers, "_PROGRAM", "raise SystemExit")
    assert told(apart(tree)) == alone, "processes that die are done without"


def held_against(text: str) -> bool:
    """Whether the text was read quickly; then all of it is as the slow reading has it."""
    quick, whole = read_quickly(text), read_document(text)
    if quick:
        assert (whole.data, whole.plain, whole.faults) == (quick.data, quick.plain, [])
        assert [*whole.plain] == [*quick.plain]
        assert str(whole.data) == str(quick.data)
    for route in (*whole.places, ("no", "such", "route")) if not whole.faults else ():
        assert place_in(text, route) == whole.locate(route)
    return bool(quick)


@pytest.mark.parametrize("text", [text for text, _ in READ.values()])
def test_quick_reading_is_the_same_as_slow(text: str) -> None:
    held_against(text)


def test_what_is_right_is_read_quickly() -> None:
    assert all(held_against(text) for text in GOOD.values())
    assert held_against("a: b\r\nc: {d: [e, 1]}\r\n")


@pytest.mark.parametrize(
    "text",
    [
        *(text for text, _ in CASES.values() if len(text) < model.MOST_NODES),
        *("a: &x b", "a: !t b", "a: *x", "&x a: b", "!t a: b", "--- &x\na: b", "--- !t\na: b", "%YAML 1.1\n---\na: b"),
        *("a: b\na: c", "a: [b, b]", "a:", "a: ''", "'': b", "a: [ '' ]", "a: [[b]]", "a: [{b: c}]", "[a]: b", "<<: b"),
        *("a: b\n---\nc: d", "- a", "a", "", "a: [b", 'a: "\\u202e"', "a: \u202eb", "a: b\rc", "a: b\r"),
        *("x" * (model.MOST_KEY + 1) + ": a", "a: " + "x" * (model.MOST_SCALAR + 1), "{a: " * 40 + "b" + "}" * 40),
    ],
)
def test_what_is_wrong_is_left_to_slow_reading(text: str) -> None:
    assert read_document(text).faults
    assert not held_against(text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab:-?,[]{}#&*!|>'\"%@` \n\t\r0~<\\\u2028土"), max_size=60))
def test_quick_reading_of_any_text(text: str) -> None:
    held_against(text)


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.sampled_from(["a", "1", "true", "b c", "2025-01-01", "~", "y"]),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "1", "no"]), inner, max_size=3)
        ),
    )
)
def test_quick_reading_of_any_data(data: Any) -> None:
    held_against(str(data).replace("'", ""))
