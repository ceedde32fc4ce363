"""News between two points of either clock, read back by independent readers of the formats."""

from __future__ import annotations

import io
import json
import re
import warnings
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt

from conftest import write_base
from example_base import Done, runner
from mineralkb.cli import session
from mineralkb.index.making import write
from mineralkb.place import SHIPPED, Place
from mineralkb.record import Record
from mineralkb.render.icalendar import folded
from mineralkb.render.markdown import escaped
from mineralkb.render.plain import inert
from mineralkb.status.dated import dated
from repository import Repository
from schemas import validator

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Done]

SCHEMA = Path(__file__).parent.parent / "docs" / "schemas" / "changes.json"
CONTROL = """\
title: {title}
form: law
issuers:
  CN: {{authorities: [ministry]}}
cite: [text]
events:
  announced: {{kind: announced, date: {announced}}}
  effective: {{kind: effective, date: 2025-12-01}}
  paused: {{kind: suspended, date: 2025-12-10, until: {until}, summary: Set aside for a time.}}
provisions:
  metals:
    title: Metals
    summary: {summary}
    measure: licensing requirement
    objects: [goods]
    items:
      metal: {{minerals: [dysprosium], forms: [metal]}}
"""
PLAIN = {
    "title": "A rule on metals",
    "announced": "2025-11-20",
    "until": "2026-03-31",
    "summary": "Metals need a licence.",
}
AGREEMENT = """\
title: A framework
form: framework
binding: unstated
cite: [text]
parties:
  US: {role: signatory}
  JP: {role: signatory}
minerals: [rare-earths]
events:
  signed: {kind: signed, date: DAY}
pledges:
  group:
    title: A group
    summary: They set up a group.
    topics: [rapid response]
    by: [US, JP]
    strength: obligation
    due: {within: 180 days, of: signed}
"""
CORRECTION = """\
corrections:
  day: {date: 2026-01-20, route: events/signed/date, reason: The first page read was wrong., was: "2025-10-20"}
"""


def control(**changed: str) -> str:
    return CONTROL.format(**(PLAIN | changed))


class Scratch(NamedTuple):
    """A repository with a base, made commit by commit with fixed clocks."""

    folder: Path

    def git(self, *words: str, when: str = "2026-01-01", author: str = "Ada") -> str:
        """What git prints; the author's clock runs an hour before the committer's."""
        return Repository(self.folder).git(*words, when=when, author=author)

    def commit(self, when: str, texts: dict[str, str], gone: tuple[str, ...] = (), author: str = "Ada") -> str:
        """The id of a commit of these files."""
        Repository(self.folder).write({f"data/{path}": text for path, text in texts.items()})
        for path in gone:
            (self.folder / "data" / path).unlink()
        return Repository(self.folder).commit("A change", when, author)


def begun(folder: Path) -> Scratch:
    """A repository whose first commit, of 10 January, holds the rule and the framework."""
    made = Scratch(folder)
    write_base(folder / "data", {})
    made.git("init", "--quiet")
    texts = {"controls/rule.yaml": control(), "agreements/framework.yaml": AGREEMENT.replace("DAY", "2025-10-20")}
    made.commit("2026-01-10", texts)
    return made


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    return begun(tmp_path)


@pytest.fixture(scope="module")
def told_story(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """On 20 January the framework's day is corrected, the suspension carried on, and a late record found."""
    made = begun(tmp_path_factory.mktemp("story"))
    carried_on = "  carried-on: {kind: extended, of: paused, date: 2026-01-15, until: 2026-06-30}\nprovisions:"
    late = AGREEMENT.replace("DAY", "2025-10-05").replace("A framework", "An older framework")
    future = AGREEMENT.replace("DAY", "2026-01-18").replace("A framework", "A new framework")
    texts = {
        "controls/rule.yaml": control().replace("provisions:", carried_on),
        "agreements/framework.yaml": AGREEMENT.replace("DAY", "2025-10-28") + CORRECTION,
        "agreements/older.yaml": late,
        "agreements/newer.yaml": future,
        "countries/DE.yaml": "title: Germany\n",
    }
    made.commit("2026-01-20", texts)
    return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("MKB_TODAY", "2026-01-25")
    return runner(monkeypatch, capsys)


def asked(run: Run, scratch: Scratch, *words: str, since: str = "2026-01-10") -> Done:
    return run("changes", "--data", str(scratch.folder), "--since", since, *words)


def data_of(run: Run, scratch: Scratch, *words: str, since: str = "2026-01-10") -> dict[str, Any]:
    done = asked(run, scratch, "--format", "json", *words, since=since)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    validator("changes").validate(found)
    return found


def feed_of(run: Run, scratch: Scratch, *words: str, since: str = "2026-01-10") -> Any:
    done = asked(run, scratch, "--format", "atom", *words, since=since)
    assert done.code == 0, done.err
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        feed = feedparser.parse(io.BytesIO(done.out.encode()))
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


def calendar_of(run: Run, scratch: Scratch, *words: str, since: str = "2026-01-10") -> dict[str, Any]:
    """Every event of the calendar, by its UID without the host."""
    done = asked(run, scratch, "--format", "icalendar", *words, since=since)
    assert done.code == 0, done.err
    lines = done.out.split("\r\n")
    assert lines[-1] == ""
    assert "\n" not in done.out.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    events = Calendar.from_ical(done.out).walk("VEVENT")
    assert [event.errors for event in events] == [[]] * len(events)
    found = {str(event["UID"]).removesuffix("@mineralkb"): event for event in events}
    assert len(found) == len(events)
    return found


def test_each_piece_of_news_stands_in_its_section(told_story: Scratch, run: Run) -> None:
    found = data_of(run, told_story)
    assert [(one["name"], one["learned"]) for one in found["happened"]] == [
        ("rule/events/carried-on", True),
        ("newer/events/signed", True),
    ]
    ours = found["ours"]
    assert [one["subject"] for one in ours["learned_late"]] == ["older"]
    assert [(one["sentence"], one["reason"]) for one in ours["corrected"]] == [
        ("event signed, date: 2025-10-28, was 2025-10-20", "The first page read was wrong.")
    ]
    assert [one["record"] for one in ours["new"]] == ["DE", "newer"]
    assert [one["sentence"] for one in ours["happened"]] == [
        "event carried-on is new: extended, 2026-01-15 until 2026-06-30"
    ]
    assert [one["class"] for one in ours["wording"]] == ["correction explained"]
    assert [one["name"] for one in found["ahead"]] == ["older/pledges/group/due"]


def test_rows_are_all_the_news_in_its_sections_and_lose_no_field(told_story: Scratch, run: Run) -> None:
    found = data_of(run, told_story)
    rows = [json.loads(line) for line in asked(run, told_story, "--format", "jsonl").out.splitlines()]
    sections = {name: some for name, some in found.items() if isinstance(some, list)}
    sections |= {f"ours/{name}": some for name, some in found["ours"].items()}
    assert [row["section"] for row in rows] == [name for name, some in sections.items() for _ in some]
    called = {"event": "what", "role": "what", "class": "what", "subject": "part"}
    for row, one in zip(rows, (one for some in sections.values() for one in some), strict=True):
        for name, value in one.items():
            if not name.endswith("_spot") and (name, value) != ("subject", one["record"]):
                same = json.dumps(value) if isinstance(value, dict | bool) else value
                assert row[called.get(name, name)] == same, name
    assert {row["learned"] for row in rows if row["section"] == "happened"} == {"true"}


def test_a_table_tells_them_apart(told_story: Scratch, run: Run) -> None:
    done = asked(run, told_story)
    assert (done.code, done.err) == (0, "")
    headings = [line for line in done.out.splitlines() if line.isupper() and "YAML" not in line]
    assert headings == [
        "WHAT HAPPENED (2)",
        "WHAT IS AHEAD, TO 2026-04-25 (1)",
        "WHAT WE LEARNED LATE (1)",
        "WHAT WE CORRECTED (1)",
        "WHAT IS NEW IN THE BASE (1)",
    ]
    assert "(why: The first page read was wrong.)" in done.out
    assert "New besides: 1 country." in done.out


@pytest.mark.parametrize(
    ("words", "records"),
    [
        ((), {"rule", "framework", "older", "newer", "DE"}),
        (("--record", "framework"), {"framework"}),
        (("--kind", "controls"), {"rule"}),
        (("--country", "CN"), {"rule"}),
        (("--party", "JP", "--kind", "agreements"), {"framework", "older", "newer"}),
        (("--mineral", "dysprosium"), {"rule"}),
        (("--record", "framework", "--kind", "controls"), set()),
    ],
)
def test_filters_narrow_every_section(words: tuple[str, ...], records: set[str], told_story: Scratch, run: Run) -> None:
    found = data_of(run, told_story, *words)
    ours = [one for section in found["ours"].values() for one in section]
    world = [one for name in ("happened", "possible", "said", "fell_due", "ahead") for one in found[name]]
    assert {one["record"] for one in (*ours, *world)} == records
    entries = feed_of(run, told_story, *words).entries
    assert {entry.content[0].value.split("\n")[0] for entry in entries} == records


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--kind", "control"), "--kind: 'control' is no kind of record"),
        (("--record", "framewrk"), "there is no record 'framewrk'"),
        (("--link", "javascript:alert(1)"), "--link: this is no address of the web"),
        (("--until", "2026-13-40"), "--until: '2026-13-40' is no day"),
        (("--until", "2025-12-31"), "--since (2026-01-10) lies after --until (2025-12-31)"),
        (("--until", "no-such-branch"), "--until: there is no revision 'no-such-branch'"),
    ],
)
def test_a_wrong_word_is_told_in_one_line(words: tuple[str, ...], message: str, told_story: Scratch, run: Run) -> None:
    done = asked(run, told_story, *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"Error: {message}")
    assert "Hint: " in done.err


def test_a_window_without_news_says_so(told_story: Scratch, run: Run) -> None:
    done = asked(run, told_story, "--ahead", "0", since="2026-01-21")
    assert done.code == 0
    assert "No event of these days is known. The newest evidence on record is of" in done.out
    assert "It learned and corrected nothing in these days." in done.out
    assert feed_of(run, told_story, since="2026-01-21").entries == []
    assert calendar_of(run, told_story, "--ahead", "0", since="2026-01-21") == {}


def test_before_the_first_commit_the_world_speaks_alone(told_story: Scratch, run: Run) -> None:
    done = asked(run, told_story, "--format", "json", since="2025-10-01")
    assert "the base began on 2026-01-10" in done.err
    assert f"--since rev:{told_story.git('rev-list', '--max-parents=0', 'HEAD')[:12]}" in done.err
    assert json.loads(done.out)["ours"] is None
    feed = feed_of(run, told_story, since="2025-10-01")
    assert len(feed.entries) == len(json.loads(done.out)["happened"]) == 7
    assert feed.feed.author == "Test"


def test_without_git_the_world_speaks_alone(tmp_path: Path, run: Run) -> None:
    write_base(tmp_path / "data", {"controls/rule.yaml": control()})
    found = asked(run, Scratch(tmp_path), "--format", "icalendar", since="2025-11-01")
    assert found.code == 0
    assert "is not in a git repository" in found.err
    assert "every SEQUENCE is 0" in found.err
    assert {str(event["SEQUENCE"]) for event in Calendar.from_ical(found.out).walk("VEVENT")} == {"0"}
    wrong = asked(run, Scratch(tmp_path), since="rev:main")
    assert wrong.code == 2


def test_a_shallow_clone_says_what_it_cannot_know(told_story: Scratch, tmp_path: Path, run: Run) -> None:
    told_story.git("clone", "--quiet", "--depth", "1", told_story.folder.as_uri(), str(tmp_path / "clone"))
    done = asked(run, Scratch(tmp_path / "clone"), "--format", "icalendar")
    assert done.code == 0
    assert "run: git fetch --unshallow" in done.err
    assert "the history here is shallow: a SEQUENCE counts less than there was" in done.err


def test_a_clone_without_old_trees_says_so(told_story: Scratch, tmp_path: Path, run: Run) -> None:
    told_story.git("config", "uploadpack.allowFilter", "true")
    told_story.git("clone", "--quiet", "--filter=tree:0", told_story.folder.as_uri(), str(tmp_path / "clone"))
    done = asked(run, Scratch(tmp_path / "clone"), "--format", "icalendar", since="2026-01-20")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Error: this clone lacks files of the history\nHint: clone the repository without --filter\n"


def test_the_packaged_data_speaks_of_the_world(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    made = write_base(tmp_path / "data", {"controls/rule.yaml": control()})
    write(made, tmp_path / SHIPPED, {"commit": "0" * 40, "commit_day": "2026-01-11"})
    monkeypatch.setattr(session, "place_of", lambda _: Place(tmp_path, "packaged", packaged=True))
    monkeypatch.setattr(session, "find_place", lambda *_: Place(tmp_path, "packaged", packaged=True))
    done = asked(run, Scratch(tmp_path), "--format", "icalendar", since="2025-11-01")
    assert "the packaged data has no history (clone the repository" in done.err
    event: Any = Calendar.from_ical(done.out).walk("VEVENT")[0]
    assert event["DTSTAMP"].dt == datetime.fromisoformat("2026-01-11T00:00:00Z")
    assert len(feed_of(run, Scratch(tmp_path), since="2025-11-01").entries) == 3


def test_revisions_are_points_too(told_story: Scratch, run: Run) -> None:
    first = told_story.git("rev-list", "--max-parents=0", "HEAD")
    found = data_of(run, told_story, "--until", "HEAD", since=f"rev:{first}")
    assert found["asked"]["since"] == {"typed": f"rev:{first}", "day": "2026-01-10", "commit": first}
    assert found["asked"]["until"]["day"] == "2026-01-20"
    assert [one["record"] for one in found["ours"]["corrected"]] == ["framework"]
    past = data_of(run, told_story, "--until", "2026-01-15")
    assert past["asked"]["until"]["commit"] == first
    assert [one["name"] for one in past["happened"]] == []


def test_a_feed_has_an_entry_for_each_record_of_a_commit(told_story: Scratch, run: Run) -> None:
    feed = feed_of(run, told_story, "--link", "https://kb.example.org/news/feed.atom")
    entries = {entry.link: entry for entry in feed.entries}
    assert set(entries) == {
        f"https://kb.example.org/news/{name}" for name in ("rule", "framework", "older", "newer", "DE")
    }
    entry = entries["https://kb.example.org/news/framework"]
    assert (entry.author, entry.updated) == ("Ada", "2026-01-20T12:00:00Z")
    assert [tag.term for tag in entry.tags] == ["fact corrected", "correction explained"]
    assert "fact corrected: event signed, date: 2025-10-28, was 2025-10-20" in entry.content[0].value
    assert entry.content[0].type == "text/plain"
    assert feed.feed.links[0].rel == "self"
    assert "links" not in feed_of(run, told_story).entries[0]


def ids_of(feed: Any) -> dict[str, str]:
    return {entry.id: entry.title for entry in feed.entries}


def test_a_rebase_keeps_the_ids(scratch: Scratch, run: Run) -> None:
    base = scratch.git("rev-parse", "HEAD")
    scratch.commit("2026-01-12", {"controls/rule.yaml": control(announced="2025-11-21")})
    scratch.commit("2026-01-13", {"controls/rule.yaml": control(announced="2025-11-22")})
    scratch.commit("2026-01-14", {"controls/rule.yaml": control(announced="2025-11-21")})
    scratch.commit("2026-01-15", {"controls/rule.yaml": control(announced="2025-11-22")})
    before, head = feed_of(run, scratch), scratch.git("rev-parse", "HEAD")
    assert len(ids_of(before)) == 4
    scratch.git("checkout", "--quiet", "-b", "other", base)
    scratch.commit("2026-01-11", {"agreements/framework.yaml": AGREEMENT.replace("DAY", "2025-10-21")})
    scratch.git("cherry-pick", f"{base}..{head}", when="2026-01-18")
    after = feed_of(run, scratch)
    assert scratch.git("rev-parse", "HEAD") != head
    assert ids_of(before).items() <= ids_of(after).items()
    assert after.feed.id == before.feed.id
    assert len(after.entries) == 5


PAUSE = "rule/events/paused/end"


def test_a_sequence_rises_on_correction_and_not_on_rewording(scratch: Scratch, run: Run) -> None:
    def seen() -> tuple[Any, ...]:
        event = calendar_of(run, scratch)[PAUSE]
        return int(event["SEQUENCE"]), event["DTSTART"].dt, event["LAST-MODIFIED"].dt.day, str(event["STATUS"])

    assert seen() == (0, date(2026, 3, 31), 10, "TENTATIVE")
    scratch.commit("2026-01-12", {"controls/rule.yaml": control(summary="A licence is needed.", title="New words")})
    assert seen() == (0, date(2026, 3, 31), 12, "TENTATIVE")
    scratch.commit("2026-01-13", {"controls/rule.yaml": control(until="2026-04-30")})
    assert seen() == (1, date(2026, 4, 30), 13, "TENTATIVE")
    scratch.commit("2026-01-14", {"minerals/tin.yaml": "title: Tin\ntype: element\nsymbol: Sn\n"})
    assert seen() == (1, date(2026, 4, 30), 13, "TENTATIVE")
    scratch.commit("2026-01-15", {"controls/rule.yaml": control(until="2028-04-30")})
    assert seen() == (2, date(2028, 4, 30), 15, "TENTATIVE"), "it once lay in the window, and has its new day"
    scratch.commit("2026-01-16", {}, gone=("controls/rule.yaml",))
    assert seen() == (3, date(2028, 4, 30), 16, "CANCELLED")
    scratch.commit("2026-01-17", {"policies/rule.yaml": "title: Not it\nform: plan\n"})
    assert seen()[0] == 3


@pytest.mark.parametrize("folders", [("data",), ("facts",), ("facts", "data"), ("facts", "in/side/facts")])
def test_a_data_folder_that_moves_is_no_news(folders: tuple[str, ...], scratch: Scratch, run: Run) -> None:
    scratch.commit("2026-01-12", {"controls/rule.yaml": control(until="2026-04-30")})
    stood = "data"
    for number, folder in enumerate(folders):
        if folder != stood:
            (scratch.folder / folder).parent.mkdir(parents=True, exist_ok=True)
            scratch.git("mv", stood, folder)
            Repository(scratch.folder).commit("Moved", f"2026-01-{13 + number}")
        stood = folder
    here = Scratch(scratch.folder / stood)
    assert [entry.title for entry in feed_of(run, here).entries] == ["A rule on metals: fact corrected"]
    event = calendar_of(run, here)[PAUSE]
    assert (int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt.day) == (1, 12)


def test_an_extension_moves_the_last_day_of_what_it_extends(told_story: Scratch, run: Run) -> None:
    event = calendar_of(run, told_story)[PAUSE]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 6, 30), date(2026, 7, 1))
    assert int(event["SEQUENCE"]) == 1
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == datetime.fromisoformat("2026-01-20T12:00:00Z")


def test_the_same_calendar_on_another_day_of_the_clock(
    told_story: Scratch, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--format", "icalendar", "--until", "HEAD")
    first = asked(run, told_story, *words).out
    monkeypatch.setenv("MKB_TODAY", "2026-01-28")
    assert asked(run, told_story, *words).out == first


def test_what_passed_with_evidence_is_confirmed(scratch: Scratch, run: Run) -> None:
    found = calendar_of(run, scratch, since="2025-11-01")
    assert str(found["rule/events/effective/start"]["STATUS"]) == "TENTATIVE", "announced, and not seen since"
    sighting = "  seen: {kind: confirmed, date: 2025-12-05}\nprovisions:"
    scratch.commit("2026-01-12", {"controls/rule.yaml": control().replace("provisions:", sighting)})
    assert str(calendar_of(run, scratch, since="2025-11-01")["rule/events/effective/start"]["STATUS"]) == "CONFIRMED"
    ended = "  over: {kind: repealed, date: 2026-01-02}\nprovisions:"
    news = "title: Repeal\npublisher: press\ndate: 2026-01-03\nseen: 2026-01-04\nurl: https://press.example.org/over\nlanguage: en\nkind: news\nextent: whole\n"
    text = control().replace("provisions:", ended).replace("date: 2026-01-02}", "date: 2026-01-02, cite: [over]}")
    scratch.commit("2026-01-13", {"controls/rule.yaml": text, "sources/over.yaml": news})
    assert str(calendar_of(run, scratch)[PAUSE]["STATUS"]) == "CANCELLED", "the rule ended before its suspension"
    assert "rule" not in {one["record"] for one in data_of(run, scratch)["ahead"]}


def test_a_day_that_is_not_certain_spans_all_it_may_be(scratch: Scratch, run: Run) -> None:
    scratch.commit("2026-01-12", {"controls/rule.yaml": control(until="2026-04")})
    event = calendar_of(run, scratch)[PAUSE]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 4, 1), date(2026, 5, 1))
    assert str(event["SUMMARY"]).endswith("(day not certain: 2026-04-01..2026-04-30)")


HOSTILE = [
    "]]></content><script>alert(1)</script> & <b>",
    "\\r\\nBEGIN:VEVENT\\r\\nUID:evil",
    "::warning::look ##[error]here",
    "@everyone see #12 GH-34 deadbeefcafe1234 https://evil.example.org www.evil.example.org",
    "[click](https://evil.example.org) ![x](y) `code` | cell <img src=x>",
    "a; b, c\\ d: e" + " very long" * 30,
    "採掘" * 60,
    ":" * 200 + "x",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A rule with each of the titles, committed by an author of that name."""
    made = begun(tmp_path_factory.mktemp("hostile"))
    for place, title in enumerate(HOSTILE):
        quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
        author = "Eve " + title.replace("<", "(").replace(">", ")")[:60]
        made.commit("2026-01-12", {f"controls/rule-{place}.yaml": control(title=quoted)}, author=author)
    return made


def shown(title: str) -> str:
    return " ".join(title.split())


def test_strangers_text_stays_text_in_a_feed(hostile: Scratch, run: Run) -> None:
    entries = {entry.content[0].value.split("\n")[0]: entry for entry in feed_of(run, hostile).entries}
    for place, title in enumerate(HOSTILE):
        entry = entries[f"rule-{place}"]
        assert [tag.term for tag in entry.tags] == ["record added"]
        assert entry.title_detail.type == "text/plain"
        assert entry.title == f"{shown(title)}: record added"
        assert entry.author.startswith("Eve")


def test_strangers_text_stays_text_in_a_calendar(hostile: Scratch, run: Run) -> None:
    events = calendar_of(run, hostile)
    assert set(events) == {PAUSE, "framework/pledges/group/due"} | {
        PAUSE.replace("rule", f"rule-{place}") for place in range(len(HOSTILE))
    }
    for place, title in enumerate(HOSTILE):
        assert shown(title) in str(events[PAUSE.replace("rule", f"rule-{place}")]["SUMMARY"])


@pytest.mark.parametrize("form", ["atom", "icalendar", "markdown", "table"])
def test_no_line_is_a_command_of_a_job(form: str, hostile: Scratch, run: Run) -> None:
    written = asked(run, hostile, "--format", form).out
    assert inert(written) == written


def test_strangers_text_stays_text_in_release_notes(hostile: Scratch, run: Run) -> None:
    notes = asked(run, hostile, "--format", "markdown").out
    page = MarkdownIt().render(notes)
    assert set(re.findall(r'href="([^"]*)"', page)) <= {"https://ministry.example.org/text"}
    assert not re.search(r"<(script|img|table)", page)
    assert not re.search(r"(?<!`)([@#](everyone|12)|GH-34|deadbeefcafe1234)", notes)


def test_files_that_no_record_can_be_stop_nothing(scratch: Scratch, run: Run) -> None:
    controls = scratch.folder / "data" / "controls"
    (controls / "link.yaml").symlink_to("/etc/hostname")
    (controls / "odd\nname.yaml").write_text("title: x\n", encoding="utf-8")
    (controls / "bytes.yaml").write_bytes(b"title: \xff\n")
    (controls / "large.yaml").write_text("# due\n" * 60_000, encoding="utf-8")
    scratch.commit("2026-01-12", {"controls/rule.yaml": control(until="2026-05-31")})
    scratch.commit("2026-01-13", {"controls/bytes.yaml": "due: [", "controls/large.yaml": control()})
    assert int(calendar_of(run, scratch)[PAUSE]["SEQUENCE"]) == 1
    told_of = {entry.content[0].value.split("\n")[0] for entry in feed_of(run, scratch).entries}
    assert told_of == {"rule", "bytes", "large", "link"}


def test_control_characters_of_an_author_are_written_out(scratch: Scratch, run: Run) -> None:
    scratch.commit("2026-01-12", {"controls/rule.yaml": control(until="2026-05-31")}, author="Eve\x1b[31m\x07 \u202eb")
    (entry,) = feed_of(run, scratch).entries
    assert entry.author == "Eve\\x1b[31m\\x07 \\u202eb"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see deadbeefcafe1234", "see `deadbeefcafe1234`"),
        ("as in GH-12 or ABC-7", "as in `GH-12` or `ABC-7`"),
        ("HS 2805301910", "HS `2805301910`"),
        ("by 2026-10-28", "by 2026-10-28"),
        ("#5 by @all", "`#5` by `@all`"),
    ],
)
def test_nothing_becomes_a_link_by_itself(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text(st.sampled_from("a:#[;\\ é採\U0001f30d-"), min_size=1, max_size=400))
def test_folding_is_undone_by_its_reader(line: str) -> None:
    pieces = folded(line).split("\r\n")
    assert max(len(piece.encode()) for piece in pieces) <= 75
    assert all(piece.startswith(" ") and len(piece) > 1 for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def record(**events: dict[str, str]) -> Record:
    return Record("controls", "rule", "controls/rule.yaml", {"title": "A rule", "events": events})


@pytest.mark.parametrize(
    ("events", "days"),
    [
        ({"a": {"kind": "suspended", "date": "2025-01-01", "until": "2025-02-01"}}, "2025-02-01"),
        ({"a": {"kind": "suspended", "date": "2025-01-01"}}, ""),
        (
            {
                "a": {"kind": "suspended", "date": "2025-01-01", "until": "2025-02-01"},
                "b": {"kind": "extended", "of": "a", "date": "2025-01-20", "until": "2025-03-01"},
                "c": {"kind": "extended", "of": "b", "date": "2025-02-20", "until": "2025-04-01"},
            },
            "2025-04-01",
        ),
        (
            {
                "a": {"kind": "suspended", "date": "2025-01-01", "until": "2025-02-01"},
                "b": {"kind": "extended", "of": "a", "date": "2025-01-20"},
            },
            "",
        ),
        (
            {
                "a": {"kind": "suspended", "date": "2025-01-01", "until": "2025-12-31"},
                "b": {"kind": "resumed", "of": "a", "date": "2025-06-01"},
            },
            "2025-05-31",
        ),
        ({"a": {"kind": "extended", "of": "elsewhere", "date": "2025-01-01", "until": "2025-02-01"}}, "2025-02-01"),
        ({"a": {"kind": "statement", "date": "2025-01-01", "until": "2025-02-01"}}, ""),
    ],
)
def test_the_last_day_follows_what_carries_it_on(events: dict[str, dict[str, str]], days: str) -> None:
    assert [str(thing.window.last) for thing in dated(record(**events))] == ([days] if days else [])
