"""A kept index after changes of files equals one made anew, whatever stops a process while it is written."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import COMMON, write_base
from mineralkb.index import Base, cache, identity, looking, making, open_base, seen, tables
from mineralkb.index.building import build
from mineralkb.index.cache import cache_file, valid
from mineralkb.index.looking import look
from mineralkb.index.pruning import MOST_BYTES, prune
from mineralkb.index.words import WORDS
from mineralkb.tree import Folder
from repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.index.seen import Look, Piece
    from mineralkb.place import Place

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process looks at all files")

LIST = """\
title: A list
type: control list
country: CN
cite: [{source}]
{partial}entries:
  1C001: {{title: First, minerals: [{mineral}], since: {day}, cite: [{source}]}}
  1C002: {{title: Second, minerals: [rare-earths]}}
"""
RULE = """\
title: A rule
form: law
issuers: {{CN: {{}}}}
cite: [{source}]
events:
  announced: {{kind: announced, date: {day}, cite: [{source}]}}
  effective: {{kind: effective, date: 2025-11-08}}
provisions:
  goods:
    title: Goods
    summary: Goods need a licence.
    measure: licensing requirement
    objects: [goods]
    scope:
      {listed}: {{{scope}}}
"""
PAPER = """\
title: A paper
form: framework
binding: {{disputed: {{{source}: binding, text: non-binding}}}}
parties: {{US: {{role: signatory}}, JP: {{role: signatory}}}}
minerals: [{mineral}]
relations: {{{other}: {{kind: follows}}}}
events:
  signed: {{kind: signed, date: {day}, cite: [{source}]}}
"""
SOURCE = """\
title: A source
publisher: ministry
date: {day}
seen: 2026-01-02
url: https://ministry.example.org/other
language: en
kind: {sort}
extent: whole
"""
MINERAL = "title: A mineral\ntype: element\nbroader: [{mineral}]\n"
GROUP = "title: A group\nmembers:\n  {member}: {{since: {day}}}\n"
CHOICES = {
    "source": ("text", "news", "digest", "third"),
    "mineral": ("rare-earths", "dysprosium", "tin"),
    "listed": ("goods", "second"),
    "scope": ("", "entries: [1C001]", "entries: [1C009]", "minerals: [tin]"),
    "partial": ("", "partial: [entries]\n"),
    "other": ("paper", "another"),
    "day": ("2025-10-09", "2025-10", "2026-03-01"),
    "sort": ("primary", "machine digest", "news"),
    "member": ("US", "JP", "CN"),
}
FILES = {
    "lists/goods.yaml": LIST,
    "lists/second.yaml": LIST,
    "controls/rule.yaml": RULE,
    "controls/another.yaml": RULE,
    "agreements/paper.yaml": PAPER,
    "agreements/another.yaml": PAPER,
    "agreements/PAPER.yaml": PAPER,
    "sources/digest.yaml": SOURCE,
    "sources/third.yaml": SOURCE,
    "sources/news.yaml": SOURCE,
    "policies/digest.yaml": SOURCE,
    "minerals/dysprosium.yaml": MINERAL,
    "minerals/tin.yaml": MINERAL,
    "groups/EU.yaml": GROUP,
    "agreements/stray.txt": "no record",
}
FULL_TEXT = (
    "SELECT id, kind FROM document ORDER BY id",
    "SELECT id, key FROM name JOIN document USING (number) ORDER BY id, key",
    "SELECT id, term, col, offset FROM term JOIN document ON number = doc ORDER BY id, term, col, offset",
)
_PAGE = 16384
COMMAND = [sys.executable, "-m", "mineralkb", "list", "agreements", "--format", "jsonl", "--data"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write_base(tmp_path / "data", {})


def edit(folder: Path, chance: random.Random) -> None:
    """Write, change, rename or delete one file."""
    path = folder / chance.choice(sorted(FILES))
    path.parent.mkdir(exist_ok=True)
    kind = chance.choice(("write", "write", "write", "write", "delete", "rename", "break", "touch"))
    if kind == "write":
        words = {name: chance.choice(choices) for name, choices in CHOICES.items()}
        path.write_text(FILES[path.relative_to(folder).as_posix()].format(**words))
    elif kind == "break":
        path.write_text("title: &x broken\n")
    elif path.exists():
        other = folder / chance.choice(sorted(FILES))
        other.parent.mkdir(exist_ok=True)
        if kind == "delete":
            path.unlink()
        elif kind == "touch":
            path.touch()
        else:
            path.replace(other)


def dump(connection: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables in order, but for when it was made and how documents of full text are numbered."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    plain = [name for name in names if name not in ("document", "name") and not name.startswith(WORDS)]
    found = {name: sorted(map(tuple, connection.execute(f'SELECT * FROM "{name}"')), key=repr) for name in plain}  # noqa: S608 - our own tables
    found["meta"] = [row for row in found["meta"] if row[0] not in ("made", "folder", "revision", "listing")]
    if WORDS in names:
        connection.execute(f"CREATE VIRTUAL TABLE temp.term USING fts5vocab(main, {WORDS}, instance)")
        found |= {query: [*map(tuple, connection.execute(query))] for query in FULL_TEXT}
        connection.execute("DROP TABLE temp.term")
    return found


def made_anew(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    connection = sqlite3.connect(":memory:")
    build(connection, Folder(folder, "data"), look(folder).stamps, {}, texts=False)
    return dump(connection)


def rows(base: Base) -> dict[str, list[tuple[Any, ...]]]:
    """What the base holds; it is closed."""
    found = dump(base.connection)
    base.connection.close()
    return found


def test_every_table_of_records_can_be_renewed() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(tables.TABLES)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == {"meta", "file", "closure", *tables.OF_RECORDS, *tables.OF_SUBJECTS}


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_index_is_that_of_the_files(
    seed: int, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same edits in every run
    for path, text in FILES.items():
        (place.folder / path).parent.mkdir(exist_ok=True)
        words = {name: chance.choice(choices) for name, choices in CHOICES.items()}
        (place.folder / path).write_text(text.format(**words))
    rows(open_base(place))
    monkeypatch.setattr(making, "make", None)  # from now on only updates are made
    for _ in range(12):
        for _ in range(chance.randint(1, 2)):
            edit(place.folder, chance)
        assert rows(open_base(place)) == made_anew(place.folder)


def test_what_stands_at_the_top_is_read_with_all_the_rest(place: Place) -> None:
    rows(open_base(place))
    (place.folder / "kb.yaml").write_text(COMMON["kb.yaml"].replace("Test", "Other"))
    (place.folder / "stray.txt").write_text("no record")
    base = open_base(place)
    assert (base.meta("title"), base.meta("unread")) == ("Other", "1")
    assert rows(base) == made_anew(place.folder)


def test_many_files_are_compared_by_a_digest_first(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "_DIGESTED", 0)
    monkeypatch.setattr(identity, "_RACY_NANOSECONDS", 0)
    base = open_base(place)
    now = look(place.folder)
    assert json.loads(base.meta("listing")) == now.digests != {}
    assert identity.differing(base.connection, now) == set()
    for number, path in enumerate(now.stamps, 1):
        os.utime(place.folder / path)
        assert identity.differing(base.connection, look(place.folder)) == {*list(now.stamps)[:number]}
    base.connection.close()
    (place.folder / "countries" / "JP.yaml").write_text("title: Nippon\n")
    (place.folder / "minerals").rename(place.folder.parent / "away")
    assert rows(open_base(place)) == made_anew(place.folder)
    (place.folder.parent / "away").rename(place.folder / "minerals")
    assert rows(open_base(place)) == made_anew(place.folder)
    assert json.loads(open_base(place).meta("listing")) == look(place.folder).digests


@pytest.mark.parametrize("kept", ["", "{", "[]", "1", "null", '{"agreements": 1}'])
def test_digests_that_cannot_be_read_hide_no_change(kept: str, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "_DIGESTED", 0)
    monkeypatch.setattr(identity, "_RACY_NANOSECONDS", 0)
    connection = sqlite3.connect(":memory:")
    open_base(place).connection.backup(connection)
    connection.execute("UPDATE meta SET value = ? WHERE name = 'listing'", (kept,))
    assert identity.differing(connection, look(place.folder)) == set()
    os.utime(place.folder / "countries" / "JP.yaml")
    assert identity.differing(connection, look(place.folder)) == {"countries/JP.yaml"}


@pytest.fixture
def pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """What one process sees of some files, in small pieces; from now on two of them look, where that is done."""
    for number in range(23):
        file = tmp_path / f"folder{number % 3}" / f"{number}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text("x" * number)
    whole = look(tmp_path).stamps
    monkeypatch.setattr(looking, "_PIECE", 3)
    found = look(tmp_path)
    assert found.stamps == whole
    monkeypatch.setattr(looking, "_MANY", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    return found


@ON_LINUX
def test_two_processes_see_what_one_sees(pieces: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true, here = looking._piece, os.getpid()  # noqa: SLF001 - what each of the two does

    def elsewhere(folder: Path, work: tuple[str, list[str]]) -> Piece | None:
        return (1, b"by the copy") if os.getpid() != here else true(folder, work)

    assert look(tmp_path).seen == pieces.seen
    monkeypatch.setattr(looking, "_piece", elsewhere)
    found = [piece for pieces in look(tmp_path).seen.values() for piece in pieces]
    assert 0 < found.count((1, b"by the copy")) < len(found)


def ends_early(*_: object) -> None:
    os._exit(1)


def no_process() -> int:
    raise BlockingIOError


@ON_LINUX
@pytest.mark.parametrize(("where", "what"), [(looking, ("_tell", ends_early)), (os, ("fork", no_process))])
def test_without_the_other_process_one_sees_all(
    where: object, what: tuple[str, Any], pieces: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, *what)
    opened = len([*Path("/proc/self/fd").iterdir()])
    assert look(tmp_path).seen == pieces.seen
    assert len([*Path("/proc/self/fd").iterdir()]) == opened, "and leaves nothing open"


@ON_LINUX
def test_where_nobody_waits_for_processes_two_look_too(pieces: Look, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert look(tmp_path).seen == pieces.seen
    finally:
        signal.signal(signal.SIGCHLD, before)


@ON_LINUX
def test_an_error_leaves_no_process_behind(pieces: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the copy has to tell is more than a pipe holds: it ends because nobody hears it any more."""
    assert pieces.count
    here = os.getpid()

    def stopped(*_: object) -> Piece:
        if os.getpid() == here:
            raise KeyboardInterrupt
        return 0, b"x" * 1_000_000

    monkeypatch.setattr(looking, "_piece", stopped)
    with pytest.raises(KeyboardInterrupt):
        look(tmp_path)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@ON_LINUX
def test_the_other_process_ends_when_the_first_is_killed(tmp_path: Path) -> None:
    (tmp_path / "one").touch()
    (tmp_path / "two").touch()
    result = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, timeout=20, check=False
    )
    assert (result.returncode, result.stdout) == (-signal.SIGKILL, b""), "nobody is left who could write"


KILLED = """
import os, pathlib, signal, sys, time
from mineralkb.index import looking
looking._PIECE, looking._MANY, here = 1, 0, os.getpid()
os.sched_getaffinity = lambda _: {0, 1}

def piece(*_):
    if os.getpid() == here:
        time.sleep(0.1)
        os.kill(here, signal.SIGKILL)
    return 0, b"x" * 1_000_000

looking._piece = piece
looking.look(pathlib.Path(sys.argv[1]))
"""


@pytest.mark.parametrize("instead", [None, Path.touch, lambda path: path.symlink_to("nowhere"), os.mkfifo])
def test_folders_may_go_while_they_are_looked_at(
    instead: Callable[[Path], object] | None, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between any two steps: before its names are asked for, and before its files are looked at."""
    folder, true = place.folder / "minerals", os.listdir
    rest = {path: stamp for path, stamp in look(place.folder).stamps.items() if not path.startswith("minerals/")}

    def goes(path: str, *, after: bool) -> list[str]:
        names = true(path) if after or path != str(folder) else []
        if path == str(folder):
            folder.rename(place.folder.parent / f"away{after}")
            if instead:
                instead(folder)
        return names or true(path)

    for after in (True, False):
        monkeypatch.setattr(os, "listdir", lambda path, after=after: goes(path, after=after))
        assert look(place.folder).stamps == rest
        monkeypatch.undo()
        folder.unlink(missing_ok=True)
        (place.folder.parent / f"away{after}").rename(folder)


def test_files_and_folders_may_have_names_that_are_no_text(place: Place) -> None:
    odd = os.fsdecode(b"odd\xff")
    try:
        (place.folder / odd).mkdir()
        (place.folder / odd / f"{odd}.yaml").touch()
    except (OSError, UnicodeError):
        pytest.skip("this system has no such names")
    found = look(place.folder)
    assert found.stamps["odd\\udcff/odd\\udcff.yaml"][1] == found.newest("odd\\udcff")
    assert rows(open_base(place)) == made_anew(place.folder)


def test_many_processes_make_what_one_makes(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {name: choices[0] for name, choices in CHOICES.items()}
    for path, text in FILES.items():
        (place.folder / path).parent.mkdir(exist_ok=True)
        (place.folder / path).write_text(text.format(**words))
    alone = made_anew(place.folder)
    monkeypatch.setattr("mineralkb.workers._MANY", 0)
    monkeypatch.setattr("mineralkb.tree.batches._MOST", 4)
    monkeypatch.setattr("mineralkb.workers._cores", lambda: 2)
    assert made_anew(place.folder) == alone
    monkeypatch.setattr("mineralkb.workers._PROGRAM", "raise SystemExit")
    assert made_anew(place.folder) == alone, "processes that die are done without"


def test_readers_keep_what_they_opened_while_another_writes(place: Place) -> None:
    rows(open_base(place))
    reader = open_base(place)
    (place.folder / "countries" / "JP.yaml").write_text("title: Nippon\n")
    other = open_base(place)
    query = "SELECT title FROM record WHERE id = 'JP'"
    assert (reader.rows(query)[0][0], other.rows(query)[0][0]) == ("Japan", "Nippon")
    reader.connection.close()
    assert rows(open_base(place)) == made_anew(place.folder)


def test_an_update_is_written_where_the_index_lies(place: Place) -> None:
    rows(open_base(place))
    node = cache_file(place, "").stat().st_ino
    (place.folder / "countries" / "JP.yaml").write_text("title: Nippon\n")
    rows(open_base(place))
    assert cache_file(place, "").stat().st_ino == node
    found = valid(cache_file(place, ""), place)
    assert found
    assert found.execute("SELECT title FROM record WHERE id = 'JP'").fetchone()[0] == "Nippon"


@pytest.mark.parametrize("written", [1, 2, 3])
def test_what_was_not_written_to_the_end_is_not_believed(written: int, place: Place) -> None:
    """As after a kill in the middle of a commit, when so many pages are written."""
    rows(open_base(place))
    (place.folder / "agreements").mkdir()
    words = {name: choices[0] for name, choices in CHOICES.items()}
    (place.folder / "agreements" / "paper.yaml").write_text(PAPER.format(**words))
    kept = cache_file(place, "")
    before = kept.read_bytes()
    rows(open_base(place))
    after = kept.read_bytes()
    half = bytearray(before.ljust(len(after), b"\0"))
    pages = [at for at in range(0, len(after), _PAGE) if before[at : at + _PAGE] != after[at : at + _PAGE]]
    assert len(pages) > written
    for at in pages[:written]:
        half[at : at + _PAGE] = after[at : at + _PAGE]
    kept.write_bytes(half)
    assert rows(open_base(place)) == made_anew(place.folder)


def test_a_process_killed_at_any_moment_does_no_harm(place: Place) -> None:
    for number in range(60):
        (place.folder / "countries" / f"X{number}.yaml").write_text(f"title: Country {number}\n")
    for wait in (0.15, 0.25):
        process = subprocess.Popen([*COMMAND, str(place.folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.kill()
        process.wait()
        assert rows(open_base(place)) == made_anew(place.folder)
        (place.folder / "countries" / "JP.yaml").write_text(f"title: Japan {wait}\n")


@pytest.mark.parametrize("most", [0, 40_000])
def test_a_full_disk_costs_time_and_no_answer(most: int, place: Place) -> None:
    """No file may grow beyond so many bytes, as on a disk that is full."""

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [*COMMAND, str(place.folder)]
    command[4] = "countries"
    first = subprocess.run(command, capture_output=True, text=True, check=True, preexec_fn=full)
    assert "Japan" in first.stdout
    assert [*cache_file(place, "").parent.iterdir()] == []
    rows(open_base(place))
    (place.folder / "countries" / "JP.yaml").write_text("title: Nippon\n")
    second = subprocess.run(command, capture_output=True, text=True, check=True, preexec_fn=full)
    assert "Nippon" in second.stdout
    assert "Traceback" not in first.stderr + second.stderr
    assert rows(open_base(place)) == made_anew(place.folder)


def test_an_index_that_cannot_be_written_is_updated_in_memory(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    rows(open_base(place))
    kept = cache_file(place, "")
    before = kept.read_bytes()
    (place.folder / "countries" / "JP.yaml").write_text("title: Nippon\n")
    true = cache._connected  # noqa: SLF001 - where every kept file is opened

    def read_only(path: Path, how: str) -> sqlite3.Connection | None:
        return true(path, how.replace("rw", "ro"))

    monkeypatch.setattr(making, "make", None)
    monkeypatch.setattr(cache, "_connected", read_only)
    assert rows(open_base(place)) == made_anew(place.folder)
    assert kept.read_bytes() == before


def test_a_clock_set_back_hides_no_change(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    rows(open_base(place))
    true = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: true() - 3_600_000_000_000)
    for title in ("Nippon", "Nihon!"):
        (place.folder / "countries" / "JP.yaml").write_text(f"title: {title}\n")
        os.utime(place.folder / "countries" / "JP.yaml", (1_700_000_000, 1_700_000_000))
        assert rows(open_base(place)) == made_anew(place.folder)


def test_commits_with_the_same_data_share_an_index(place: Place, tmp_path: Path) -> None:
    made = Repository(tmp_path).begin()
    commits = [made.commit("one"), made.commit("two")]
    assert commits[0] != commits[1]
    first, second = (open_base(place, commit) for commit in commits)
    assert first.kept == second.kept
    assert [base.revision for base in (first, second)] == commits


def test_old_databases_are_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["00000001.sqlite", "00000002.sqlite", "mine.sqlite", ".index-left"]
    for name in names:
        (tmp_path / name).write_text(name)
    prune(tmp_path / "00000003.sqlite")
    assert {path.name for path in tmp_path.iterdir()} == set(names)
    monkeypatch.setattr("mineralkb.index.pruning.MOST_BYTES", len(names[0]))
    prune(tmp_path / "00000003.sqlite")
    assert len([*tmp_path.glob("0*.sqlite")]) == 1
    later = time.time() + 91 * 24 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    prune(tmp_path / "00000003.sqlite")
    assert {path.name for path in tmp_path.iterdir()} == {"mine.sqlite"}
    assert MOST_BYTES > 1_000_000_000
