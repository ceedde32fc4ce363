"""The derived database: what its tables hold, and that a kept one is believed only where it is true."""

from __future__ import annotations

import gc
import json
import marshal
import os
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import TODAY, write_base
from example_base import runner
from mineralkb.errors import MkbError
from mineralkb.index import Base, looking, making, open_base
from mineralkb.index.cache import cache_file
from mineralkb.index.tables import VERSION
from mineralkb.place import SHIPPED, Place
from mineralkb.questions.asked import Asked
from mineralkb.questions.card import card
from mineralkb.questions.find import find
from mineralkb.questions.listing import list_kind
from mineralkb.questions.wanted import Wanted
from mineralkb.tree import Folder, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

PAPER = """\
title: A paper
form: framework
binding: {disputed: {text: binding, news: non-binding}}
cite: {text: {at: page 1}}
cite_for: {form: [news]}
partial: [pledges]
parties:
  US: {role: signatory}
  JP: {role: signatory}
minerals: [dysprosium]
events:
  signed: {kind: signed, date: 2025-10-28}
relations:
  old-paper: {kind: follows}
pledges:
  buy:
    title: Buying
    summary: To buy what is dug up.
    topics: [offtake]
    by: [US]
    strength: intention
    due: {within: 6 months, of: signed}
"""
RULE = """\
title: A rule
form: law
issuers:
  CN: {authorities: [ministry]}
cite: [text]
events:
  announced: {kind: announced, date: 2025-10-09}
  effective: {kind: effective, date: 2025-11-08}
  suspended: {kind: suspended, date: 2025-11-07, until: 2026-11-10, caused_by: other-rule, cite: [news]}
provisions:
  metals:
    title: Metals
    summary: Metals need a licence.
    measure: licensing requirement
    objects: [goods]
    items:
      metal: {minerals: [dysprosium], forms: [metal], hs: ["28053019"], edition: CN-2025}
"""
OTHER = RULE.replace("A rule", "Another rule").replace(", caused_by: other-rule", "")
UNION = """\
title: European Union
members:
  JP: {since: 2000-01-01, until: 2020-01}
  US: {}
"""
FILES = {
    "agreements/paper.yaml": PAPER,
    "agreements/old-paper.yaml": PAPER.replace("relations:\n  old-paper: {kind: follows}\n", ""),
    "controls/rule.yaml": RULE,
    "controls/other-rule.yaml": OTHER,
    "groups/EU.yaml": UNION,
}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def place(tmp_path: Path, cache: Path) -> Place:
    assert cache
    made = write_base(tmp_path / "data", FILES)
    settle(made.folder)
    return made


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Place]:
    """The places of which a database was made, one entry each time."""
    made: list[Place] = []
    make = making.make

    def counted(place: Place, *given: Any) -> sqlite3.Connection:
        made.append(place)
        return make(place, *given)

    monkeypatch.setattr(making, "make", counted)
    return made


def settle(folder: Path) -> None:
    """Let the files be old, as they are between a user's commands."""
    for path in folder.rglob("*.yaml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def values(base: Base, query: str, *bound: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in base.rows(query, bound)]


def titles(base: Base) -> set[str]:
    return {row["title"] for row in base.rows("SELECT title FROM record")}


def test_every_record_and_part_has_its_row(place: Place) -> None:
    base = open_base(place)
    rows = values(
        base, "SELECT id, kind, day_first, counted FROM record WHERE kind IN ('agreements', 'controls') ORDER BY id"
    )
    assert rows == [
        ("old-paper", "agreements", "2025-10-28", 1),
        ("other-rule", "controls", "2025-10-09", 1),
        ("paper", "agreements", "2025-10-28", 1),
        ("rule", "controls", "2025-10-09", 1),
    ]
    parts = values(
        base, "SELECT id, record, kind, day_first, day_last FROM part WHERE record IN ('paper', 'rule') ORDER BY id"
    )
    assert parts == [
        ("paper/buy", "paper", "pledge", "2026-04-28", "2026-04-28"),
        ("rule/metals", "rule", "provision", "2025-11-08", "2025-11-08"),
    ]


def test_facts_are_leaves_without_citations(place: Place) -> None:
    found = dict(values(open_base(place), "SELECT route, value FROM fact WHERE record = 'paper'"))
    assert found["binding/disputed/news"] == "non-binding"
    assert found["minerals/dysprosium"] == "dysprosium"
    assert found["pledges/buy/due/within"] == "6 months"
    assert not [route for route in found if "cite" in route]


def test_citations_stand_where_they_are_written(place: Place) -> None:
    found = values(
        open_base(place), "SELECT route, source, locator FROM citation WHERE record = 'paper' ORDER BY route, source"
    )
    assert found == [
        ("", "text", '"page 1"'),
        ("binding", "news", None),
        ("binding", "text", None),
        ("form", "news", None),
    ]


def test_standings_cover_all_days_without_gaps(place: Place) -> None:
    base = open_base(place)
    subjects = {subject for (subject,) in values(base, "SELECT DISTINCT subject FROM standing")}
    assert subjects == {
        "paper",
        "old-paper",
        "paper/buy",
        "old-paper/buy",
        "rule",
        "other-rule",
        "rule/metals",
        "other-rule/metals",
    }
    for subject in subjects:
        spans = values(base, "SELECT first, last FROM standing WHERE subject = ? ORDER BY first", subject)
        assert spans[0][0] == "0001-01-01"
        assert spans[-1][1] == "9999-12-31"
        days = [(date.fromisoformat(last), date.fromisoformat(first)) for (_, last), (first, _) in pairwise(spans)]
        assert all(first - last == timedelta(days=1) for last, first in days)


def test_minerals_lead_to_all_that_is_broader(place: Place) -> None:
    found = values(open_base(place), "SELECT mineral, broader FROM closure ORDER BY mineral, broader")
    assert found == [("dysprosium", "dysprosium"), ("dysprosium", "rare-earths"), ("rare-earths", "rare-earths")]


def test_a_circle_of_minerals_ends(tmp_path: Path, cache: Path) -> None:
    assert cache
    mineral = "title: M\ntype: group\nbroader: [{}]\n"
    texts = {"minerals/a-m.yaml": mineral.format("b-m"), "minerals/b-m.yaml": mineral.format("a-m")}
    found = values(open_base(write_base(tmp_path / "data", texts)), "SELECT broader FROM closure WHERE mineral = 'a-m'")
    assert sorted(found) == [("a-m",), ("b-m",)]


def test_parts_take_facets_from_their_record_only_where_they_have_none(tmp_path: Path, cache: Path) -> None:
    assert cache
    pledge = "title: {0}\n    summary: {0}.\n    topics: [offtake]\n    by: [US]\n    strength: intention\n"
    texts = {
        "minerals/tin.yaml": "title: Tin\ntype: element\n",
        "agreements/paper.yaml": PAPER
        + f"  narrow:\n    {pledge.format('Narrow')}    minerals: [tin]\n  wide:\n    {pledge.format('Wide')}",
    }
    base = open_base(write_base(tmp_path / "data", texts))
    query = "SELECT value FROM facet WHERE subject = ? AND facet = 'mineral' ORDER BY value"
    assert values(base, query, "paper/narrow") == [("tin",)]
    assert values(base, query, "paper/wide") == [("dysprosium",)]
    assert values(base, query, "paper") == [("dysprosium",), ("tin",)]


def test_facets_of_a_rule(place: Place) -> None:
    found = set(values(open_base(place), "SELECT facet, value FROM facet WHERE subject = 'rule/metals'"))
    assert found == {
        *{("issuer", "CN"), ("authority", "ministry"), ("destination", "*"), ("effect", "restricts")},
        *{
            ("measure", "licensing requirement"),
            ("object", "goods"),
            ("mineral", "dysprosium"),
            ("form", "metal"),
            ("hs", "28053019"),
        },
    }


def test_events_know_their_days_and_causes(place: Place) -> None:
    found = values(
        open_base(place),
        "SELECT id, first, last, until_last, caused_by FROM event WHERE record = 'rule' AND kind = 'suspended'",
    )
    assert found == [("rule/events/suspended", "2025-11-07", "2025-11-07", "2026-11-10", "other-rule")]


def test_membership_is_dated_and_open_where_nothing_is_said(place: Place) -> None:
    found = values(
        open_base(place),
        "SELECT member, since_first, since_last, until_first, until_last FROM membership ORDER BY member",
    )
    assert found == [
        ("JP", "2000-01-01", "2000-01-01", "2020-01-01", "2020-01-31"),
        ("US", "0001-01-01", "0001-01-01", "9999-12-31", "9999-12-31"),
    ]


def test_relations_and_mentions(place: Place) -> None:
    base = open_base(place)
    assert values(base, "SELECT record, part, kind, target FROM relation") == [("paper", None, "follows", "old-paper")]
    assert ("rule", "events/suspended/caused_by") in values(
        base, "SELECT record, route FROM reference WHERE target = 'other-rule'"
    )


def test_invalid_records_are_left_out_and_counted(place: Place) -> None:
    (place.folder / "agreements" / "bad.yaml").write_text("title: Bad\ncolour: red\nform: x\n")
    (place.folder / "agreements" / "worse.yaml").write_text("title: &x Bad\n")
    base = open_base(place)
    assert base.meta("unread") == "2"
    assert not {"bad", "worse"} & {row["id"] for row in base.rows("SELECT id FROM record")}
    assert "A paper" in titles(base)


def test_a_second_opening_reads_what_is_kept(place: Place, builds: list[Place]) -> None:
    first = open_base(place)
    second = open_base(place)
    assert len(builds) == 1
    assert first.meta("made") == second.meta("made")


def rewrite(folder: Path) -> None:
    (folder / "agreements" / "paper.yaml").write_text(PAPER.replace("A paper", "A longer title"))


def add(folder: Path) -> None:
    (folder / "agreements" / "third.yaml").write_text(PAPER.replace("A paper", "A longer title"))


def rename(folder: Path) -> None:
    (folder / "agreements" / "paper.yaml").rename(folder / "agreements" / "a-longer-title.yaml")


def delete(folder: Path) -> None:
    (folder / "agreements" / "paper.yaml").unlink()


def set_back(folder: Path) -> None:
    """An edit of the same size whose time is set back, as copying with times does."""
    path = folder / "agreements" / "paper.yaml"
    then = path.stat().st_mtime_ns
    path.write_text(PAPER.replace("A paper", "B paper"))
    os.utime(path, ns=(then, then))


def link(folder: Path) -> None:
    (folder / "agreements" / "paper.yaml").unlink()
    (folder / "agreements" / "paper.yaml").symlink_to("old-paper.yaml")


@pytest.mark.parametrize("change", [rewrite, add, rename, delete, set_back, link])
def test_any_change_of_files_is_seen(change: Callable[[Path], None], place: Place, builds: list[Place]) -> None:
    before = values(open_base(place), "SELECT id, title FROM record ORDER BY id")
    change(place.folder)
    after = values(open_base(place), "SELECT id, title FROM record ORDER BY id")
    assert len(builds) == 1, "only what changed is read again"
    assert before != after


def test_an_edit_of_the_same_size_in_the_same_tick_is_seen(
    place: Place, builds: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that stands still: neither size nor any time of the file tells of the edit."""
    tick = max(path.stat().st_ctime_ns for path in place.folder.rglob("*"))
    true = looking._seen  # noqa: SLF001 - where the times of files come from

    def coarse(path: str, names: list[str]) -> tuple[int, bytes]:
        found = marshal.loads(true(path, names)[1])  # noqa: S302 - packed by this process
        return tick, marshal.dumps([(*one[:3], tick) for one in found], 2)

    monkeypatch.setattr(looking, "_seen", coarse)
    assert "A paper" in titles(open_base(place))
    (place.folder / "agreements" / "paper.yaml").write_text(PAPER.replace("A paper", "B paper"))
    assert "B paper" in titles(open_base(place))
    written = cache_file(place, "").stat().st_ctime_ns
    assert "B paper" in titles(open_base(place))
    assert cache_file(place, "").stat().st_ctime_ns == written, "racily clean files are read, and nothing is written"
    assert len(builds) == 1


def test_it_is_said_that_all_of_many_files_are_read(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    open_base(place, notify=told.append).connection.close()
    assert told == [], "of few it takes no time"
    monkeypatch.setattr(making, "_MANY", 0)
    open_base(place, notify=told.append).connection.close()
    assert told == [], "nothing was read"
    cache_file(place, "").unlink()
    open_base(place, notify=told.append).connection.close()
    assert [said[:17] for said in told] == ["reading all files"]


def test_what_changes_while_it_is_read_is_read_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = place.folder / "agreements" / "paper.yaml"
    write = making._write  # noqa: SLF001 - where every file of it is read

    def late(*given: Any, **named: Any) -> None:
        write(*given, **named)
        monkeypatch.setattr(making, "_write", write)
        paper.write_text(PAPER.replace("A paper", "B paper"))

    monkeypatch.setattr(making, "_write", late)
    assert "A paper" in titles(open_base(place))
    assert "B paper" in titles(open_base(place))


def test_history_beside_the_records_is_no_part_of_them(place: Place, builds: list[Place]) -> None:
    (place.folder / ".git").mkdir()
    open_base(place)
    (place.folder / ".git" / "index").write_text("x")
    open_base(place)
    assert len(builds) == 1


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meta (name, value, mood)")
        connection.execute("INSERT INTO meta VALUES ('version', '7', 'good')")
    connection.close()


def of_another_version(path: Path) -> None:
    change_meta(path, "version", str(VERSION + 1))


def of_another_folder(path: Path) -> None:
    change_meta(path, "folder", "/elsewhere")


def of_no_time(path: Path) -> None:
    change_meta(path, "made", "yesterday")


def change_meta(path: Path, name: str, value: str) -> None:
    gc.collect()  # an open database is locked
    then = path.stat().st_mtime_ns
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))
    connection.close()
    os.utime(path, ns=(then, then))


def written_to(path: Path) -> None:
    gc.collect()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE record SET title = 'A lie'")
    connection.close()


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9_000])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(b"\xff\x00no database" * 500)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BREAKS = [foreign, of_another_version, of_another_folder, of_no_time, written_to, truncated, empty, garbage, a_folder]


@pytest.mark.parametrize("spoil", BREAKS)
def test_a_broken_or_foreign_database_is_not_believed(
    spoil: Callable[[Path], None], place: Place, builds: list[Place]
) -> None:
    before = values(open_base(place), "SELECT * FROM record")
    spoil(cache_file(place, ""))
    after = open_base(place)
    assert len(builds) == 2
    assert values(after, "SELECT * FROM record") == before


def test_another_folder_with_the_same_key_is_not_believed(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = write_base(tmp_path / "other", {"agreements/third.yaml": PAPER.replace("A paper", "Third")})
    monkeypatch.setattr("mineralkb.index.cache.crc32", lambda _: 7)
    assert "Third" not in titles(open_base(place))
    assert "Third" in titles(open_base(other))
    assert "Third" not in titles(open_base(place))


def questions(place: Place) -> list[Any]:
    """Many questions of one database."""
    base = open_base(place)
    asked = Asked(TODAY)
    lists = [
        list_kind(base, Wanted(kind, everything=True), asked)
        for kind in ("agreements", "controls", "provisions", "events", "minerals")
    ]
    filtered = list_kind(base, Wanted("provisions", {"mineral": ("rare-earths",), "destination": ("US",)}), asked)
    return [
        *lists,
        filtered,
        *(card(base, find(base, identity), asked) for identity in ("paper", "rule", "dysprosium", "text")),
    ]


def rotten(path: Path, whole: bytes, start: int, filling: bytes) -> None:
    """Put the filling into the file; its times tell nothing."""
    then = path.stat().st_mtime_ns
    path.write_bytes(whole[:start] + filling + whole[start + len(filling) :])
    os.utime(path, ns=(then, then))


@pytest.mark.parametrize("byte", [b"\x00", b"\xa5"])
def test_a_page_that_rots_is_no_wrong_answer_and_no_traceback(byte: bytes, place: Place) -> None:
    long = " ".join(["A summary that one page of the database cannot hold."] * 60)
    (place.folder / "minerals" / "dysprosium.yaml").write_text(f"title: Dysprosium\ntype: element\nsummary: {long}\n")
    right = questions(place)
    kept = cache_file(place, "")
    size = int.from_bytes(kept.read_bytes()[16:18], "big")
    told = []
    for start in range(0, kept.stat().st_size, size):
        rotten(kept, kept.read_bytes(), start, byte * size)
        try:
            assert questions(place) == right
        except MkbError as error:
            told.append(error)
            kept.unlink(missing_ok=True)
            assert questions(place) == right
    assert told
    assert all(error.message.endswith("is broken") for error in told)
    assert all("made anew" in error.hint or "delete" in error.hint for error in told)


def test_the_command_tells_the_cure_and_works_the_next_time(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mkb = runner(monkeypatch, capsys)
    command = ("show", "paper", "--data", str(place.folder))
    first = mkb(*command)
    kept = cache_file(place, "")
    rotten(kept, kept.read_bytes(), 3 * 4096, b"\xa5" * (kept.stat().st_size - 3 * 4096))
    second = mkb(*command)
    third = mkb(*command)
    assert (second.code, second.out) in {(2, ""), (0, first.out)}
    assert (third.code, third.out) == (0, first.out)


def test_without_a_place_to_keep_it_the_database_is_made_in_memory(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    for impossible in (tmp_path / "file", Path(os.devnull), Path("/proc/none")):
        monkeypatch.setenv("XDG_CACHE_HOME", str(impossible))
        assert "A paper" in titles(open_base(place))
    assert (tmp_path / "file").read_text() == "not a folder"


def test_an_account_without_a_home_is_answered(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    assert "A paper" in titles(open_base(place))


def test_a_full_disk_leaves_nothing_behind(place: Place, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mineralkb.index import building

    whole = building.build
    failed: list[bool] = []

    def full(*given: Any, **more: Any) -> None:
        if not failed:
            failed.append(True)
            raise sqlite3.OperationalError("database or disk is full")
        whole(*given, **more)

    monkeypatch.setattr("mineralkb.index.making.build", full)
    assert "A paper" in titles(open_base(place))
    assert list((cache / "mineralkb").iterdir()) == []


def test_names_that_are_no_text_do_no_harm(place: Place, builds: list[Place]) -> None:
    (place.folder / "agreements" / os.fsdecode(b"\xff.yaml")).write_text(PAPER)
    base = open_base(place)
    open_base(place)
    assert len(builds) == 1
    assert base.meta("unread") == "1"
    assert base.rows("SELECT 1 FROM record WHERE id = ?", ("\udcff",)) == []


def test_two_processes_at_once_both_answer(place: Place, cache: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mineralkb",
        "list",
        "agreements",
        "--data",
        str(place.folder),
        "--format",
        "jsonl",
    ]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [process.communicate(timeout=30) for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert answers[0] == answers[1]
    assert len(answers[0][0].splitlines()) == 2
    assert [path.suffix for path in (cache / "mineralkb").iterdir()] == [".sqlite"]


def shipped(place: Place, folder: Path) -> Place:
    """The packaged copy of a folder: one file that holds everything."""
    folder.mkdir()
    making.write(place, folder / SHIPPED, {"commit": "abc", "made": "0"})
    return Place(folder, "packaged", packaged=True)


def test_a_packaged_copy_is_one_file_read_where_it_lies(
    place: Place, tmp_path: Path, cache: Path, builds: list[Place]
) -> None:
    packaged = shipped(place, tmp_path / "packaged")
    assert open_base(packaged).meta("commit") == "abc"
    assert builds == []
    assert not (cache / "mineralkb").exists()
    assert titles(open_base(packaged)) == titles(open_base(place))
    assert [path.name for path in packaged.folder.iterdir()] == [SHIPPED]


def test_a_packaged_copy_holds_the_texts_it_was_made_from(place: Place, tmp_path: Path) -> None:
    packed = open_base(shipped(place, tmp_path / "packaged")).tree()
    folder = Folder(place.folder)
    paths = folder.paths()[0]
    assert set(packed.paths()[0]) == set(paths)
    assert all(packed.read(path) == folder.read(path) for path in paths)
    with pytest.raises(UnreadableError, match="not in the packaged data"):
        packed.read("countries/XX.yaml")


@pytest.mark.parametrize("content", [b"", b"\xff" * 10_000])
def test_a_broken_packaged_copy_says_what_to_do(place: Place, tmp_path: Path, content: bytes) -> None:
    packaged = shipped(place, tmp_path / "packaged")
    (packaged.folder / SHIPPED).write_bytes(content)
    with pytest.raises(MkbError) as caught:
        open_base(packaged)
    assert caught.value.hint == "install mineralkb again"


def test_what_the_tables_hold_is_plain_json(place: Place) -> None:
    for (data,) in values(
        open_base(place), "SELECT data FROM record UNION ALL SELECT data FROM part UNION ALL SELECT data FROM event"
    ):
        assert isinstance(json.loads(data), dict)
