"""How a record came to be: commit by commit, and fact by fact, whatever the shape of the history."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import COMMON, Texts
from example_base import runner
from mineralkb.errors import MkbError
from mineralkb.kb import load
from mineralkb.log.entries import Span, log
from mineralkb.log.inherited import inherited
from mineralkb.log.origins import blame
from mineralkb.log.subject import Subject, subject
from mineralkb.place import Place
from mineralkb.record import Record, facts
from mineralkb.render.blame import blame_blocks
from mineralkb.render.blocks import Table
from mineralkb.render.layout import fitted
from mineralkb.render.log import log_blocks
from mineralkb.render.plain import cells_wide, plain
from mineralkb.render.terminal import terminal
from repository import Commit, Repository
from schemas import schema, undescribed, validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from example_base import Done

    Run = Callable[..., Done]

ROOT = Path(__file__).parent.parent
PATH = "data/agreements/memo.yaml"
MEMO = """\
title: Memorandum
form: memorandum
binding: unstated
cite: [text]
parties:
  US: {role: signatory}
  JP: {role: signatory}
minerals: [lithium, nickel]
events:
  signed: {kind: signed, date: 2025-10, place: Tokyo, cite: [news]}
pledges:
  group:
    title: A group
    summary: They meet.
    topics: [rapid response]
    by: [US, JP]
    strength: intention
    due: 2026-04-28
"""
DUE = MEMO.replace("04-28", "05-28")
BINDING = MEMO.replace("unstated", "binding")
SIGNED = MEMO.replace("date: 2025-10,", "date: 2025-10-28,")
BROKEN = f"{MEMO}form: twice\n"
GONE = None


class Step(NamedTuple):
    """A commit of the memorandum: its text (None where it is not there), and what is unusual of it."""

    name: str
    memo: str | None = MEMO
    parents: tuple[str, ...] | None = None
    author: str = "Ada"
    message: str = ""
    path: str = PATH
    files: tuple[tuple[str, str], ...] = ()
    mark: str = "data/"

    @property
    def texts(self) -> dict[str, str]:
        """All files of the commit."""
        kept = {} if self.memo is None else {self.path: self.memo}
        mark = {f"{self.mark}kb.yaml": COMMON["kb.yaml"]} if self.mark else {}
        return mark | kept | dict(self.files)


class History(NamedTuple):
    """A repository, and its commits by name."""

    folder: Path
    commits: dict[str, str]

    def subject(self, typed: str = "memo", known: str = "", otherwise: Callable[[str], str] | None = None) -> Subject:
        """The history of what was typed."""
        return subject(Place(self.folder / "data", "made by a test"), typed, known, "data", otherwise or unknown)

    def log(self, typed: str = "memo", known: str = "") -> list[tuple[str, list[str]]]:
        """Each commit by name with its sentences."""
        names = {identity: name for name, identity in self.commits.items()}
        entries = log(self.subject(typed, known), Span()).entries
        return [(names.get(one.commit.id, "work"), [told.sentence for told in one.differences]) for one in entries]

    def blame(self, typed: str = "memo", known: str = "") -> dict[str, str]:
        """Each fact's route with the name of its commit."""
        names = {identity: name for name, identity in self.commits.items()}
        origins = blame(self.subject(typed, known)).origins
        return {"/".join(one.route): ("^" if one.older else "") + names.get(one.commit.id, "work") for one in origins}


def unknown(name: str) -> str:
    raise MkbError(f"there is no record '{name}'")


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    return Repository(folder).git(*arguments)


def made(folder: Path, *steps: Step, work: bool = True) -> History:
    """A repository of the steps, one a day from 1 January 2026 on; each follows the one before if it does not say."""
    repository = Repository(folder).begin()
    names = [step.name for step in steps]
    commits = []
    for place, step in enumerate(steps):
        # The clock of both is that of Tokyo.
        when = f"2026-01-{place + 1:02}T21:00:00+09:00"
        parents = step.parents if step.parents is not None else tuple(names[place - 1 : place])
        marks = tuple(f":{names.index(name) + 1}" for name in parents)
        message = step.message or (f"{step.name}: what it does" if len(step.name) < 5 else step.name)
        branch = "main" if step is steps[-1] else f"side{place}"
        commits.append(Commit(message, step.texts, when, marks, branch, step.author, whole=True))
    made = repository.imported(commits)
    if work:
        repository.write(steps[-1].texts)
    return History(folder, dict(zip(names, made, strict=True)))


DUE_TOLD = "pledge group, due: 2026-05-28, was 2026-04-28"
BACK_TOLD = "pledge group, due: 2026-04-28, was 2026-05-28"
BINDING_TOLD = "binding: binding, was unstated"
NEW, OUT = "new: agreement 'Memorandum'", "gone: agreement 'Memorandum'"
BOTH = DUE.replace("unstated", "binding")
NAMED = "formerly: [memo]\n"
PACT = "data/agreements/pact.yaml"

# Steps, what is typed, and the log, the newest first.
LOGS: dict[str, tuple[list[Step], str, list[tuple[str, list[str]]]]] = {
    "changes": (
        [Step("a"), Step("b", DUE), Step("c", BOTH)],
        "memo",
        [("c", [BINDING_TOLD]), ("b", [DUE_TOLD]), ("a", [NEW])],
    ),
    "what is no fact": ([Step("a"), Step("b", f"# comment\n{MEMO}")], "memo", [("a", [NEW])]),
    "other files": ([Step("a"), Step("b", files=(("other", "text"),))], "memo", [("a", [NEW])]),
    "taken back": (
        [Step("a"), Step("b", DUE), Step("c")],
        "memo",
        [("c", [BACK_TOLD]), ("b", [DUE_TOLD]), ("a", [NEW])],
    ),
    "not there at first": ([Step("z", GONE), Step("a")], "memo", [("a", [NEW])]),
    "gone": ([Step("a"), Step("b", GONE)], "memo", [("b", [OUT]), ("a", [NEW])]),
    "gone, made again": (
        [Step("a"), Step("b", GONE), Step("c", DUE)],
        "memo",
        [("c", [NEW]), ("b", [OUT]), ("a", [NEW])],
    ),
    # git's own shortening of the history follows the first parent, which never had the file.
    "gone on the other side": (
        [Step("z", GONE), Step("a"), Step("b", GONE), Step("c", GONE, ("z",)), Step("m", GONE, ("c", "b"))],
        "memo",
        [("b", [OUT]), ("a", [NEW])],
    ),
    "a merge": (
        [Step("a"), Step("b", DUE, ("a",)), Step("c", BINDING, ("a",)), Step("m", BOTH, ("b", "c"))],
        "memo",
        [("c", [BINDING_TOLD]), ("b", [DUE_TOLD]), ("a", [NEW])],
    ),
    "a merge of words": (
        [
            Step("a"),
            Step("b", MEMO.replace("nickel", "nickel, cobalt"), ("a",)),
            Step("c", MEMO.replace("lithium, ", ""), ("a",)),
            Step("m", MEMO.replace("lithium, nickel", "nickel, cobalt"), ("b", "c")),
        ],
        "memo",
        [("c", ["minerals: no longer lithium"]), ("b", ["minerals: also cobalt"]), ("a", [NEW])],
    ),
    "a merge with a change of its own": (
        [
            Step("a"),
            Step("b", DUE, ("a",)),
            Step("c", BINDING, ("a",)),
            Step("m", BOTH.replace("They meet.", "They met.").replace("2025-10", "2025-11"), ("b", "c")),
        ],
        "memo",
        [
            ("m", ["event signed, date: 2025-11, was 2025-10", "pledge group, summary: 'They met.', was 'They meet.'"]),
            ("c", [BINDING_TOLD]),
            ("b", [DUE_TOLD]),
            ("a", [NEW]),
        ],
    ),
    "a merge that takes one side": (
        [Step("a"), Step("b", DUE, ("a",)), Step("c", BINDING, ("a",)), Step("m", DUE, ("b", "c"))],
        "memo",
        [("b", [DUE_TOLD]), ("a", [NEW])],
    ),
    "a merge with a side that never had it": (
        [Step("z", GONE), Step("a"), Step("c", GONE, ("z",)), Step("m", DUE, ("c", "a"))],
        "memo",
        [("m", [DUE_TOLD]), ("a", [NEW])],
    ),
    "two beginnings": (
        [Step("a"), Step("c", DUE, ()), Step("m", BOTH, ("a", "c"))],
        "memo",
        [("m", [BINDING_TOLD]), ("c", [NEW]), ("a", [NEW])],
    ),
    "unreadable for a while": (
        [Step("a"), Step("b", BROKEN), Step("c", f"{BROKEN}form: thrice\n"), Step("d", DUE)],
        "memo",
        [
            ("d", [DUE_TOLD]),
            (
                "c",
                [
                    "this version cannot be read, so it is passed over: the key 'form' stands here twice (first in line 2)"
                ],
            ),
            (
                "b",
                [
                    "this version cannot be read, so it is passed over: the key 'form' stands here twice (first in line 2)"
                ],
            ),
            ("a", [NEW]),
        ],
    ),
    "another id": (
        [Step("a"), Step("b", f"{DUE}{NAMED}", path=PACT), Step("c", f"{BOTH}{NAMED}", path=PACT)],
        "pact",
        [
            ("c", [BINDING_TOLD]),
            ("b", [DUE_TOLD, "the same record under a new id (was memo)"]),
            ("a", [NEW]),
        ],
    ),
    "another id, said later": (
        [Step("a"), Step("b", path=PACT), Step("c", f"{MEMO}{NAMED}", path=PACT)],
        "pact",
        [
            ("c", ["formerly: also memo"]),
            ("b", ["the same record under a new id (was memo)"]),
            ("a", [NEW]),
        ],
    ),
    "another id, and another": (
        [
            Step("a"),
            Step("b", f"{MEMO}{NAMED}", path=PACT),
            Step("c", f"{DUE}formerly: [pact]\n", path="data/agreements/deal.yaml"),
        ],
        "deal",
        [
            ("c", [DUE_TOLD, "the same record under a new id (was pact)", "formerly: no longer memo"]),
            ("b", ["the same record under a new id (was memo)"]),
            ("a", [NEW]),
        ],
    ),
    "another id on one side only": (
        [
            Step("a"),
            Step("b", f"{MEMO}{NAMED}", ("a",), path=PACT),
            Step("c", DUE, ("a",)),
            Step("m", f"{DUE}{NAMED}", ("b", "c"), path=PACT),
        ],
        "pact",
        [("c", [DUE_TOLD]), ("b", ["the same record under a new id (was memo)"]), ("a", [NEW])],
    ),
    "the old id of a record that is gone": (
        [Step("a"), Step("b", f"{MEMO}{NAMED}", path=PACT), Step("c", GONE)],
        "memo",
        [("b", [OUT]), ("a", [NEW])],
    ),
    "another kind": (
        [
            Step("a", "title: A thing\ntype: group\n", path="data/minerals/memo.yaml"),
            Step("b", "title: A thing\ntype: corridor\n", path="data/projects/memo.yaml"),
        ],
        "memo",
        [("b", ["kind: projects, was minerals", "type: corridor, was group"]), ("a", ["new: mineral 'A thing'"])],
    ),
    "a folder that moved": (
        [
            Step("y", GONE, mark="", files=(("kb/kb.yaml", COMMON["kb.yaml"]),)),
            Step("a", path="kb/agreements/memo.yaml", mark="kb/"),
            Step("b", DUE, path="kb/agreements/memo.yaml", mark="kb/"),
            Step("c", DUE),
            Step("d", BOTH),
        ],
        "memo",
        [("d", [BINDING_TOLD]), ("b", [DUE_TOLD]), ("a", [NEW])],
    ),
    "a part": (
        [Step("a"), Step("b", DUE), Step("c", BOTH), Step("d", MEMO.partition("pledges:")[0])],
        "memo/group",
        [
            ("d", ["pledge group is gone; it was 'A group'"]),
            ("b", [DUE_TOLD]),
            ("a", ["pledge group is new: 'A group'"]),
        ],
    ),
    "a field of a part": (
        [Step("a"), Step("b", DUE), Step("c", BOTH)],
        "memo/pledges/group/due",
        [("b", [DUE_TOLD]), ("a", ["pledge group is new: 'A group'"])],
    ),
    "a part of what is gone": (
        [Step("a"), Step("b", GONE)],
        "memo/signed",
        [("b", ["event signed is gone; it was signed, 2025-10"]), ("a", ["event signed is new: signed, 2025-10"])],
    ),
}


@pytest.mark.parametrize("case", LOGS)
def test_each_commit_tells_what_it_changed(case: str, tmp_path: Path) -> None:
    steps, typed, expected = LOGS[case]
    assert made(tmp_path, *steps).log(typed) == expected


DUE_AT, FORM_AT, TITLE_AT, DAY_AT = "pledges/group/due", "binding", "title", "events/signed/date"
# Steps, and the commit of some facts.
BLAMES: dict[str, tuple[list[Step], str, dict[str, str]]] = {
    "changes": (
        [Step("a"), Step("b", DUE), Step("c", BOTH)],
        "memo",
        {DUE_AT: "b", FORM_AT: "c", TITLE_AT: "a", "minerals/nickel": "a", "parties/US/role": "a"},
    ),
    "taken back": ([Step("a"), Step("b", DUE), Step("c")], "memo", {DUE_AT: "c", TITLE_AT: "a"}),
    "gone, made again": ([Step("a"), Step("b", GONE), Step("c", DUE)], "memo", {DUE_AT: "c", TITLE_AT: "c"}),
    "a merge": (
        [Step("a"), Step("b", DUE, ("a",)), Step("c", BINDING, ("a",)), Step("m", BOTH, ("b", "c"))],
        "memo",
        {DUE_AT: "b", FORM_AT: "c", TITLE_AT: "a"},
    ),
    "a merge with a change of its own": (
        [Step("a"), Step("b", DUE, ("a",)), Step("c", BINDING, ("a",)), Step("m", SIGNED, ("b", "c"))],
        "memo",
        # One side had each of these; the day has none.
        {DUE_AT: "a", FORM_AT: "a", DAY_AT: "m"},
    ),
    "unreadable for a while": (
        [Step("a"), Step("b", BROKEN), Step("c", DUE)],
        "memo",
        {DUE_AT: "c", TITLE_AT: "a"},
    ),
    "another id": (
        [Step("a"), Step("b", f"{DUE}{NAMED}", path=PACT), Step("c", f"{BOTH}{NAMED}", path=PACT)],
        "pact",
        {DUE_AT: "b", FORM_AT: "c", TITLE_AT: "a", "formerly/memo": "b"},
    ),
    "a folder that moved": (
        [Step("a", path="kb/agreements/memo.yaml", mark="kb/"), Step("b", DUE)],
        "memo",
        {DUE_AT: "b", TITLE_AT: "a"},
    ),
    "a part": ([Step("a"), Step("b", DUE)], "memo/group", {DUE_AT: "b", "pledges/group/by/US": "a"}),
}


@pytest.mark.parametrize("case", BLAMES)
def test_each_fact_has_the_commit_since_which_it_stands(case: str, tmp_path: Path) -> None:
    steps, typed, expected = BLAMES[case]
    found = made(tmp_path, *steps).blame(typed)
    assert {route: found[route] for route in expected} == expected
    if "/" in typed:
        assert all(route.startswith("pledges/group/") for route in found)


def test_a_fact_has_its_sources_and_its_line(tmp_path: Path) -> None:
    disputed = MEMO.replace("strength: intention", "strength: {disputed: {text: intention, news: obligation}}")
    found = blame(made(tmp_path, Step("a", disputed)).subject())
    told = {"/".join(one.route): (list(one.sources), one.line) for one in found.origins}
    lines = disputed.splitlines()
    assert told["title"] == (["text"], 1)
    assert told["events/signed/place"] == (["news"], lines.index(next(one for one in lines if "Tokyo" in one)) + 1)
    assert told["pledges/group/strength/disputed/news"][0] == ["news"]
    assert [one.line for one in found.origins] == sorted(one.line for one in found.origins)
    assert {one.route for one in found.origins} == {route for route, _ in facts(found.record.data)}
    assert found.path == PATH


def test_what_is_not_committed_is_said_so(tmp_path: Path) -> None:
    history = made(tmp_path, Step("a"), Step("b", DUE))
    (tmp_path / PATH).write_text(BOTH, encoding="utf-8")
    assert history.log()[0] == ("work", [BINDING_TOLD])
    told = history.blame()
    assert (told[FORM_AT], told[DUE_AT], told[TITLE_AT]) == ("work", "b", "a")
    assert history.log(known="HEAD") == [("b", [DUE_TOLD]), ("a", [NEW])]
    (tmp_path / PATH).unlink()
    assert history.log()[0] == ("work", [OUT])
    other = tmp_path / "data/agreements/other.yaml"
    other.write_text(MEMO, encoding="utf-8")
    assert history.log("other") == [("work", [NEW])]
    assert set(history.blame("other").values()) == {"work"}


def test_an_earlier_state_is_known(tmp_path: Path) -> None:
    history = made(tmp_path, Step("a"), Step("b", DUE), Step("c", BOTH), Step("d", GONE))
    assert [name for name, _ in history.log(known="2026-01-02")] == ["b", "a"]
    told = history.blame(known=f"rev:{history.commits['c']}")
    assert (told[FORM_AT], told[DUE_AT], told[TITLE_AT]) == ("c", "b", "a")


def test_a_link_in_the_place_of_the_record_is_not_followed(tmp_path: Path) -> None:
    history = made(tmp_path, Step("a"), Step("b", DUE, files=(("elsewhere.yaml", BINDING),)), work=False)
    git(tmp_path, "reset", "--quiet", "--hard")
    (tmp_path / PATH).unlink()
    (tmp_path / PATH).symlink_to("../../elsewhere.yaml")
    assert history.log()[0] == ("work", ["this version cannot be read, so it is passed over: a link is not read"])
    git(tmp_path, "add", "--all")
    who = ("-c", "user.name=Eve", "-c", "user.email=e@example.org")
    git(tmp_path, *who, "commit", "--quiet", "--message=link")
    (_, told), *rest = history.log(known="HEAD")
    assert told == ["this version cannot be read, so it is passed over: a link is not read"]
    assert rest == [("b", [DUE_TOLD]), ("a", [NEW])]


def shallow(history: History, folder: Path, depth: int) -> History:
    """A clone with the newest part of the history."""
    git(folder, "clone", "--quiet", f"--depth={depth}", history.folder.as_uri(), "clone")
    return History(folder / "clone", history.commits)


def test_a_shallow_clone_says_what_it_cannot_know(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    history = made(tmp_path / "whole", Step("a"), Step("b", DUE), Step("c", BOTH))
    clone = shallow(history, tmp_path, 2)
    assert clone.log() == [("c", [BINDING_TOLD])]
    told = clone.blame()
    assert (told[FORM_AT], told[DUE_AT], told[TITLE_AT]) == ("c", "^b", "^b")
    assert not clone.subject().history.complete
    assert not blame(clone.subject()).complete
    assert history.subject().history.complete
    assert blame(history.subject()).complete


def test_a_whole_clone_of_a_shallow_history_knows_where_the_record_began(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    clone = shallow(made(tmp_path / "whole", Step("z", GONE), Step("y", GONE), Step("a")), tmp_path, 2)
    assert clone.log() == [("a", [NEW])]
    assert blame(clone.subject()).complete
    # There can have been an earlier life.
    assert not clone.subject().history.complete


def test_a_clone_without_contents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    history = made(tmp_path / "whole", Step("a"), Step("b", DUE))
    git(history.folder, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", history.folder.as_uri(), "clone")
    with pytest.raises(MkbError, match="this clone lacks files of the history"):
        History(tmp_path / "clone", {}).log()


HOSTILE = "Eve \x1b[31m[bold]\u202e\u200b | `x` <b>"
LOUD = "::error::stop\x1b[2J [link](http://x) <script>\tend\u2028more\x85\r next"


def test_what_strangers_write_is_shown_and_does_not_act(tmp_path: Path) -> None:
    history = made(
        tmp_path, Step("a", author=HOSTILE.replace("<b>", ""), message=f"{LOUD}\n\nbody\x1b[0m"), Step("b", DUE)
    )
    found = log(history.subject(), Span())
    assert [entry.commit.author for entry in found.entries] == ["Ada", HOSTILE.replace("<b>", "").strip()]
    assert "body" not in found.entries[1].commit.subject
    blocks = [*log_blocks(found), *blame_blocks(blame(history.subject()))]
    drawn = [plain(blocks), terminal(blocks, 80).plain]
    for text in drawn:
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028]", text)
        assert "\\u202e" in text
    assert not re.search(r"^\s*::[a-z]", drawn[0], re.MULTILINE)


@pytest.mark.parametrize(
    ("steps", "known", "typed", "message"),
    [
        ([Step("a"), Step("b", GONE)], "", "memo", "'memo' is no longer in the base"),
        ([Step("a"), Step("b", MEMO.partition("pledges")[0])], "", "memo/group", "has no such part any more"),
        ([Step("a"), Step("b", BROKEN)], "", "memo", "'memo' does not read: the key 'form'"),
        ([Step("a")], "", "memo/grop", "'memo' has no part 'grop', and never had one"),
        ([Step("a")], "", "other", "there is no record 'other'"),
        ([Step("a")], "", "../memo", "there is no record '..'"),
        ([Step("a")], "", "-memo", "there is no record '-memo'"),
        ([Step("a")], "", "", "there is no record ''"),
        ([Step("a")], "rev:none", "memo", "there is no revision 'none'"),
        ([Step("a")], "--all", "memo", "there is no revision"),
        ([Step("a")], "2020-01-01", "memo", "the base began on 2026-01-01"),
    ],
)
def test_what_cannot_be_told_is_said_with_a_cure(
    steps: list[Step], known: str, typed: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(MkbError, match=re.escape(message)):
        made(tmp_path, *steps).blame(typed, known)


def test_where_there_is_no_history(tmp_path: Path) -> None:
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(MEMO, encoding="utf-8")
    with pytest.raises(MkbError, match="is not in a git repository"):
        History(tmp_path, {}).log()
    git(tmp_path, "init", "--quiet")
    with pytest.raises(MkbError, match="the folder has no history yet"):
        History(tmp_path, {}).log()
    with pytest.raises(MkbError, match="the packaged data has no history"):
        subject(Place(tmp_path / "data", "packaged", packaged=True), "memo", "", "data", unknown)


def test_a_record_that_claims_countless_ids_is_refused(tmp_path: Path) -> None:
    ids = ", ".join(f"old-{number}" for number in range(200))
    with pytest.raises(MkbError, match="'memo' had more than 60 ids"):
        made(tmp_path, Step("a", f"{MEMO}formerly: [{ids}]\n")).log()


def test_ids_that_name_each_other_in_a_circle_end(tmp_path: Path) -> None:
    steps = [
        Step("a", f"{MEMO}formerly: [pact]\n"),
        Step("b", f"{MEMO}{NAMED}", path=PACT),
        Step("c", f"{MEMO}formerly: [pact, memo]\n"),
    ]
    assert [name for name, _ in made(tmp_path, *steps).log()] == ["c", "b", "a"]


def parsed(memo: str | None) -> dict[str, Any] | None:
    """The data of a text, by another way than the history's."""
    if memo is None or memo == BROKEN:
        return None
    found = load(Texts({"kb.yaml": COMMON["kb.yaml"], "agreements/memo.yaml": memo})).records
    return found["memo"].data


_MEMOS = st.builds(
    lambda due, binding, words: (
        MEMO.replace("04-28", due).replace("unstated", binding).replace("lithium, nickel", words)
    ),
    st.sampled_from(["04-28", "05-28", "06-28"]),
    st.sampled_from(["unstated", "binding"]),
    st.sampled_from(["lithium, nickel", "nickel", "cobalt, nickel"]),
)
_LINES = st.lists(_MEMOS | _MEMOS | st.sampled_from([BROKEN, GONE]), min_size=1, max_size=6)
_FEW = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_FEW
@given(_LINES, _MEMOS)
def test_blame_is_what_a_slow_walk_says(
    tmp_path_factory: pytest.TempPathFactory, line: list[str | None], last: str
) -> None:
    steps = [Step(str(place), memo) for place, memo in enumerate([*line, last])]
    expected: dict[tuple[tuple[str, ...], Any], str] = {}
    changed: list[str] = []
    data: dict[str, Any] | None = None
    for step in steps:
        now = data if step.memo == BROKEN else parsed(step.memo)
        expected = {fact: expected.get(fact, step.name) for fact in (facts(now) if now else ())}
        changed += [step.name] if now != data else []
        data = now
    history = made(tmp_path_factory.mktemp("line"), *steps)
    names = {identity: name for name, identity in history.commits.items()}
    found = {(one.route, one.value): names[one.commit.id] for one in blame(history.subject()).origins}
    assert found == expected
    told = [name for name, told in history.log() if "cannot be read" not in told[0]]
    assert told == changed[::-1]


@st.composite
def graphs(draw: st.DrawFn) -> list[Step]:
    """A history with branches and merges; every commit leads to the last."""
    steps: list[Step] = []
    for place in range(draw(st.integers(2, 7))):
        earlier = [one.name for one in steps]
        parents = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=2, unique=True)) if earlier else []
        steps.append(Step(str(place), draw(_MEMOS | st.none()), tuple(parents)))
    loose = {one.name for one in steps} - {name for one in steps for name in one.parents or ()}
    return [*steps, Step("last", draw(_MEMOS), tuple(sorted(loose)))]


@_FEW
@given(graphs())
def test_a_fact_comes_from_a_commit_that_has_it_and_whose_parents_do_not(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    history = made(tmp_path_factory.mktemp("graph"), *steps)
    there = {step.name: set(facts(parsed(step.memo) or {})) for step in steps}
    parents = {step.name: step.parents or () for step in steps}
    names = {identity: name for name, identity in history.commits.items()}
    for one in blame(history.subject()).origins:
        fact, commit = (one.route, one.value), names[one.commit.id]
        assert fact in there[commit]
        assert all(fact not in there[parent] for parent in parents[commit])
        ways = {"last"}
        for step in reversed(steps):
            if step.name in ways:
                ways.update(parent for parent in parents[step.name] if fact in there[parent])
        assert commit in ways
    for name, _ in history.log():
        assert all(there[name] != there[parent] for parent in parents[name])


_NODES = st.recursive(
    st.sampled_from(["a", "b", "c"]) | st.lists(st.sampled_from(["x", "y", "z"]), unique=True),
    lambda inner: st.dictionaries(st.sampled_from(["k", "l", "m"]), inner, max_size=3),
    max_leaves=6,
)
_DATA = st.dictionaries(st.sampled_from(["k", "l", "m"]), _NODES, max_size=3)


def ordered(node: Any) -> Any:
    """The same data with sets of words in one order."""
    if isinstance(node, dict):
        return {key: ordered(value) for key, value in node.items()}
    return sorted(node) if isinstance(node, list) else node


@settings(max_examples=60, deadline=None)
@given(_DATA, st.lists(_DATA, min_size=1, max_size=3))
def test_what_is_inherited_holds_all_that_was_there_and_nothing_new(
    now: dict[str, Any], before: list[dict[str, Any]]
) -> None:
    def record(data: dict[str, Any]) -> Record:
        return Record("agreements", "memo", PATH, data)

    found = inherited(record(now), [record(one) for one in before]).data
    old: list[set[Any]] = [set(facts(one)) for one in before]
    assert set(facts(now)) & set.union(*old) <= set(facts(found)) <= set.union(*old)
    if len(before) == 1:
        assert ordered(found) == ordered(before[0])
    if now in before:
        assert found == now


# Outputs


@pytest.fixture
def mkb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in the history of a record that was renamed, and of one that is gone."""
    pact = ((PACT, f"{BOTH}{NAMED}"),)
    made(
        tmp_path,
        Step("a", files=(("data/agreements/old.yaml", SIGNED),), author="=Ada"),
        Step("b", DUE),
        Step("c", GONE, files=((PACT, f"{DUE}{NAMED}"),)),
        Step("d", GONE, files=pact),
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MKB_DATA", raising=False)
    return runner(monkeypatch, capsys)


def test_an_old_id_leads_to_the_present_record(mkb: Run) -> None:
    for command in ("log", "blame"):
        old, present = mkb(command, "memo"), mkb(command, "pact")
        assert (old.code, old.out, old.err) == (0, present.out, "'memo' is an old id of 'pact'\n")
        assert (present.code, present.err) == (0, "")
    assert mkb("log", "Pact/group").out == mkb("log", "pact/group").out


def test_what_is_gone_has_a_log_and_no_blame(mkb: Run) -> None:
    done = mkb("log", "old", "--format", "json")
    told = [one["sentence"] for entry in json.loads(done.out)["entries"] for one in entry["differences"]]
    assert (done.code, told) == (0, [OUT, NEW])
    done = mkb("blame", "old")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Error: 'old' is no longer in the base\nHint: see when it went: mkb log old\n"
    assert mkb("log", "odl").code == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["d", "c", "b", "a"]),
        ("--limit 1", ["d"]),
        ("--since 2026-01-03", ["d", "c"]),
        ("--until 2026-01-02", ["b", "a"]),
        ("--since 2026-01-02 --until 2026-01-03 --limit 1", ["c"]),
        ("--since 2026-02", []),
        ("--known HEAD~1", ["c", "b", "a"]),
        ("--known 2026-01-03", ["c", "b", "a"]),
    ],
)
def test_days_and_a_limit_choose_commits(mkb: Run, words: str, expected: list[str]) -> None:
    found = json.loads(mkb("log", "pact", *words.split(), "--format", "json").out)
    validator("log").validate(found)
    assert [entry["commit"]["subject"][0] for entry in found["entries"]] == expected
    assert found["count"] == len(expected) + found["not_shown"]
    shown = mkb("log", "pact", *words.split())
    assert (shown.code, shown.err) == (0, "")
    assert [line[0] for line in shown.out.splitlines() if line.endswith(": what it does")] == expected


def test_json_has_the_documented_shape(mkb: Run) -> None:
    found = json.loads(mkb("log", "memo/group", "--format", "json").out)
    validator("log").validate(found)
    assert found["asked"]["id"] == "memo/group"
    assert (found["id"], found["route"], found["ids"]) == ("pact", "pledges/group", ["pact", "memo"])
    found = json.loads(mkb("blame", "pact", "--format", "json").out)
    validator("blame").validate(found)
    (due,) = [one for one in found["facts"] if one["route"] == DUE_AT]
    times = ("2026-01-02T11:00:00Z", "2026-01-02T12:00:00Z")
    assert (due["commit"]["authored"], due["commit"]["committed"], due["value"]) == (*times, "2026-05-28")
    assert (due["sources"], due["at_or_before"]) == ({"text": {}}, False)
    Path("data/agreements/pact.yaml").write_text(f"{BINDING}{NAMED}", encoding="utf-8")
    for command in ("log", "blame"):
        validator(command).validate(json.loads(mkb(command, "pact", "--format", "json").out))


@pytest.mark.parametrize("name", ["log", "blame"])
def test_a_schema_is_one_and_every_field_is_described_and_on_the_page(name: str) -> None:
    found = schema(name)
    jsonschema_rs.meta.validate(found)
    assert undescribed(found, name) == []
    page = (ROOT / "docs" / "history.md").read_text(encoding="utf-8")
    assert [field for field in found["properties"] if f"`{field}`" not in page] == []


def test_csv_is_read_back_whole_and_can_be_safe(mkb: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(mkb("blame", "pact", "--format", "csv").out)))
    facts_found = json.loads(mkb("blame", "pact", "--format", "json").out)["facts"]
    assert [(row["route"], row["value"], row["commit"], row["author"], int(row["line"])) for row in rows] == [
        (one["route"], str(one["value"]), one["commit"]["id"], one["commit"]["author"], one["line"])
        for one in facts_found
    ]
    safe = mkb("blame", "pact", "--format", "csv", "--safe-csv").out
    assert (",=Ada," in mkb("blame", "pact", "--format", "csv").out, '"\'=Ada"' in safe) == (True, True)


@pytest.mark.parametrize("width", [80, 140])
def test_a_terminal_shows_who_and_when_at_its_width(width: int, tmp_path: Path) -> None:
    long = "Adelheid von und zu Oberschwarzach"
    history = made(tmp_path, Step("a", author=long, message="word " * 60), Step("b", DUE, author=long))
    found = blame(history.subject())
    for blocks in (log_blocks(log(history.subject(), Span())), blame_blocks(found)):
        lines = terminal(blocks, width).plain.splitlines()
        assert max(map(cells_wide, lines)) <= width
        for text in ("2026-01-02", history.commits["b"][:11], "Adelheid"):
            assert any(text in line for line in lines)
    table = blame_blocks(found)[1]
    assert isinstance(table, Table)
    shown, _ = fitted(table, width)
    assert {"fact", "changed", "author", "commit", "sources"} <= {table.headings[place] for place in shown}
    assert width == 80 or len(shown) == len(table.headings)


def test_the_page_shows_what_the_commands_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    made(
        tmp_path,
        Step("Memorandum on lithium and nickel", author="Ada Byron"),
        Step(
            "Memorandum: the text gives the day",
            SIGNED.replace("They meet.", "They meet twice a year."),
            author="Bo Ek",
        ),
        Step(
            "Memorandum: later due day",
            SIGNED.replace("They meet.", "They meet twice a year.").replace("04-28", "05-28"),
        ),
    )
    monkeypatch.chdir(tmp_path)
    page = ROOT / "docs" / "history.md"
    before, _, rest = page.read_text(encoding="utf-8").partition("```console\n")
    run = runner(monkeypatch, capsys)
    commands = ("mkb log memo", "mkb blame memo/group")
    told = "".join(f"$ {command}\n{run(*command.split()[1:]).out}" for command in commands)
    if request.config.getoption("--update"):
        page.write_text(f"{before}```console\n{told}```{rest.partition('```')[2]}", encoding="utf-8")
    assert told in page.read_text(encoding="utf-8")
