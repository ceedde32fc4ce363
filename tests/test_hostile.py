"""Bad files: each gives exactly its expected findings and nothing else happens.

`hostile/` holds folders of bad files, each laid over a small knowledge base as its data folder would be; a new
file needs a line in `hostile/expected.txt`. `python tests/test_hostile.py` prints the table as it would be now.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import tracemalloc
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import COMMON, TODAY, Texts
from mineralkb import rules
from mineralkb.document import MOST_FAULTS
from mineralkb.kb import MOST_MESSAGE, load
from mineralkb.schema import KINDS
from mineralkb.tree import MOST_BYTES, Folder, UnreadableError
from mineralkb.values.text import unsafe_character

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.tree import Refusal

HOSTILE = Path(__file__).parent / "hostile"
FOLDERS = sorted(folder.name for folder in HOSTILE.iterdir() if folder.is_dir())
CLEAN = """\
title: A clean record
form: framework
binding: non-binding
cite: [text]
parties:
  US: {role: signatory}
events:
  signed:
    kind: signed
    date: 2025-10-28
"""
GOOD = COMMON | {"agreements/a-clean-record.yaml": CLEAN}


class Beside:
    """A folder on disk with good texts beside its files."""

    shown = "data"

    def __init__(self, folder: Path) -> None:
        self.folder = Folder(folder)
        self.found: dict[str, str] = {}

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """Both, the folder's where both have one."""
        self.found, refused = self.folder.paths()
        return dict.fromkeys(GOOD, "text") | self.found, refused

    def read(self, path: str) -> str:
        """From where it was found."""
        return self.folder.read(path) if path in self.found else GOOD[path]


def expected() -> dict[str, list[str]]:
    """The table: a file, then its findings, indented, as `rule line:column`; none for a file that reads."""
    table: dict[str, list[str]] = {}
    for line in (HOSTILE / "expected.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            table[next(reversed(table))].append(line.strip())
        elif line and not line.startswith("#"):
            table[line] = []
    return table


def files(folder: str) -> list[str]:
    """The files and refused folders below a folder of bad files, as the table names them."""
    found, refused = Folder(HOSTILE / folder).paths()
    return sorted([*found, *(refusal.path for refusal in refused)])


@cache
def loaded(folder: str) -> KnowledgeBase:
    """A folder of bad files laid over the good ones, loaded once for all tests."""
    return load(Beside(HOSTILE / folder))


def found_in(folder: str) -> dict[str, list[str]]:
    """The findings of each file of a folder, in the table's form."""
    base = loaded(folder)
    table: dict[str, list[str]] = {path: [] for path in files(folder)}
    for finding in base.findings:
        place = finding.spot.place
        table[finding.spot.path.removeprefix("data/")].append(f"{finding.rule} {place.line}:{place.column}")
    return {f"{folder}/{path}": findings for path, findings in table.items()}


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_file_gives_its_findings(folder: str) -> None:
    listed = {path: findings for path, findings in expected().items() if path.startswith(f"{folder}/")}
    assert found_in(folder) == listed


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_clean_record_beside_is_read(folder: str) -> None:
    base = loaded(folder)
    assert base.records["a-clean-record"].title == "A clean record"
    rules.check(base, TODAY)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_finding_is_one_short_line_and_says_what_to_do(folder: str) -> None:
    for finding in loaded(folder).findings:
        quoted = re.sub(r"[^\x00-\x7f]", "", finding.message + finding.hint)
        assert quoted.isprintable(), finding
        assert unsafe_character(finding.message + finding.hint) is None, finding
        assert finding.hint, finding
        assert len(finding.message) <= MOST_MESSAGE + len("..."), finding


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_place_lies_in_the_line_that_is_shown(folder: str) -> None:
    for finding in loaded(folder).findings:
        place = finding.spot.place
        assert 1 <= place.column < place.end
        if finding.rule != "unsafe-file":
            assert place.column <= len(finding.spot.text) + 1, finding


def test_the_table_has_every_file() -> None:
    there = {f"{folder}/{path}" for folder in FOLDERS for path in files(folder)}
    assert there == set(expected())
    assert len(there) >= 100


def test_nothing_was_run() -> None:
    assert not list(HOSTILE.rglob("hacked"))
    assert not Path("hacked").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_any_shape_in_any_field_is_a_finding_or_fits(kind: str) -> None:
    for field in KINDS[kind].model_fields:
        for value in ("x", "[x]", "{x: y}", "{disputed: {text: x, news: [y]}}", "{x: {x: {x: [y]}}}"):
            base = load(Texts(GOOD | {f"{kind}/odd.yaml": f"{field}: {value}\n"}))
            assert base.findings or "odd" in base.records
            assert "a-clean-record" in base.records


CASES: dict[str, tuple[str, str]] = {
    "a million aliases": ("a: &a x\n" + "b: [" + ", ".join(["*a"] * 60_000) + "]\n", "more than 200 faults"),
    "lists without end": ("a: " + "[" * 250_000, "nested deeper"),
    "dashes without end": ("- " * 125_000, "nested deeper"),
    "questions without end": ("? " * 125_000, "nested deeper"),
    "nodes without end": ("a: [" + ",".join(f"{n:x}" for n in range(40_000)) + "]", "more than 20000 nodes"),
    "one long word": ("a: " + "x" * 250_000, "longer than 8000"),
    "one long key": ("x" * 1_000 + ": a", "longer than 200"),
    "documents without end": ("---\n" * 60_000, "a second document"),
    "unknown fields without end": ("".join(f"k{n}: v\n" for n in range(9_000)), "further values do not fit"),
    "wrong words without end": (
        "sectors: [" + ",".join(f"w{n}" for n in range(4_000)) + "]",
        "further values do not fit",
    ),
    "empty values in one line": ("{" + "a: , " * 50_000 + "}", "more than 200 faults"),
    "hidden characters without end": ("\u200b\n" * 60_000, "U+200B"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bomb_costs_little(name: str) -> None:
    text, message = CASES[name]
    tracemalloc.start()
    base = load(Texts(GOOD | {"agreements/bomb.yaml": text}))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert any(message in finding.message for finding in base.findings)
    assert len(base.findings) <= MOST_FAULTS + 1
    assert most < 60_000_000
    assert "a-clean-record" in base.records


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small good knowledge base on disk."""
    for path, text in GOOD.items():
        (tmp_path / "data" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / path).write_text(text, encoding="utf-8")
    return tmp_path / "data"


def sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def bind(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # /dev/zero
    except OSError:
        pytest.skip("no devices can be made here")


MADE: dict[str, tuple[Callable[[Path], object], str]] = {
    "link": (lambda path: path.symlink_to("a-clean-record.yaml"), "a link is not read"),
    "link to passwd": (lambda path: path.symlink_to("/etc/passwd"), "a link is not read"),
    "link to itself": (lambda path: path.symlink_to(path.name), "a link is not read"),
    "link to a folder": (lambda path: path.symlink_to("/"), "a link is not read"),
    "pipe": (os.mkfifo, "a pipe is not read"),
    "socket": (bind, "a socket is not read"),
    "device": (device, "a device is not read"),
    "folder": (lambda path: path.mkdir(), "a folder inside a folder of records is not read"),
    "300 kB": (lambda path: path.write_bytes(b"# " + b"x" * 300_000), "the file is larger than 256 kB"),
    "100 MB": (lambda path: sparse(path, 100_000_000), "the file is larger than 256 kB"),
}


@pytest.mark.parametrize("name", MADE)
def test_what_is_no_plain_file_is_not_opened(name: str, data: Path) -> None:
    make, message = MADE[name]
    make(data / "agreements" / "odd.yaml")
    folder = Folder(data)
    assert "agreements/odd.yaml" not in folder.paths()[0]
    base = load(folder)
    assert [(finding.spot.path, finding.rule, finding.message) for finding in base.findings] == [
        ("data/agreements/odd.yaml", "unsafe-file", message)
    ]
    assert base.claimed["odd"] == "agreements/odd.yaml"
    assert "a-clean-record" in base.records


@pytest.mark.parametrize("name", ["link", "pipe", "socket", "folder", "100 MB"])
def test_a_file_that_changes_after_listing_is_not_followed(name: str, data: Path) -> None:
    MADE[name][0](data / "agreements" / "odd.yaml")
    with pytest.raises(UnreadableError):
        Folder(data).read("agreements/odd.yaml")


def test_a_linked_folder_is_not_entered(data: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.yaml").write_text("title: Secret\n", encoding="utf-8")
    (data / "projects").symlink_to(tmp_path / "elsewhere")
    base = load(Folder(data))
    assert [(finding.spot.path, finding.message) for finding in base.findings] == [
        ("data/projects", "a link is not read")
    ]
    assert "secret" not in base.claimed


def test_a_file_of_the_largest_size_is_read(data: Path) -> None:
    text = f"{CLEAN}# {'x' * MOST_BYTES}"[: MOST_BYTES - 1] + "\n"
    (data / "agreements" / "large.yaml").write_text(text, encoding="utf-8")
    assert "large" in load(Folder(data)).records


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_finding(data: Path) -> None:
    (data / "agreements" / "odd.yaml").write_text(CLEAN, encoding="utf-8")
    (data / "agreements" / "odd.yaml").chmod(0)
    (data / "projects").mkdir(mode=0)
    base = load(Folder(data))
    (data / "projects").chmod(0o700)
    assert [finding.rule for finding in base.findings] == ["unsafe-file", "unsafe-file"]


# Root may look everywhere, unless it gives that right up.
AS_OTHERS = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
UNREAD = "1 file could not be read in full"


@pytest.mark.skipif(sys.platform == "win32" or (IS_ROOT and not shutil.which("setpriv")), reason="all may be read")
@pytest.mark.parametrize(
    ("closed", "mode", "command", "told"),
    [
        ("agreements", 0o444, "validate", (1, "the folder cannot be read: Permission denied")),
        ("agreements", 0o444, "list agreements", (0, UNREAD)),
        (".", 0o311, "list agreements", (2, "data cannot be read: Permission denied")),
        (".", 0o444, "list agreements", (2, "data is no knowledge base")),
    ],
)
def test_a_folder_that_may_not_be_read_is_told(
    closed: str, mode: int, command: str, told: tuple[int, str], data: Path
) -> None:
    program = [*(AS_OTHERS if IS_ROOT else []), sys.executable, "-m", "mineralkb"]
    (data / closed).chmod(mode)
    result = subprocess.run(
        [*program, *command.split(), "--data", str(data)], capture_output=True, encoding="utf-8", check=False
    )
    (data / closed).chmod(0o755)
    assert (result.returncode, "Traceback" in result.stderr) == (told[0], False)
    assert told[1] in result.stdout + result.stderr


@pytest.mark.parametrize("path", ["agreements/a-clean-record.yaml", "waivers.yaml"])
def test_a_file_that_goes_while_files_are_listed_was_never_there(
    path: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / "waivers.yaml").write_text("waivers: {}\n", encoding="utf-8")
    before = Folder(data).paths()[0]
    scandir = os.scandir

    @contextmanager
    def late(folder: str | Path) -> Iterator[list[os.DirEntry[str]]]:
        with scandir(folder) as entries:
            found = [*entries]
        (data / path).unlink(missing_ok=True)
        yield found

    monkeypatch.setattr(os, "scandir", late)
    assert Folder(data).paths()[0].keys() == before.keys() - {path}


@pytest.mark.parametrize(
    "name", ["::error::x", "a\nb", "a\x1b[31m", "a\u202eb", "a;b", "$(id)", "-rf", "a'b", "a|b", "稀土"]
)
def test_an_odd_file_name_is_a_finding(name: str, data: Path) -> None:
    (data / "agreements" / f"{name}.yaml").write_text(CLEAN, encoding="utf-8")
    base = load(Folder(data))
    assert [(finding.rule, finding.message) for finding in base.findings] == [
        ("stray-file", "the file's name is not an id")
    ]
    assert list(base.claimed.values()).count("agreements/a-clean-record.yaml") == 1


def test_a_name_that_is_no_text_is_a_finding(data: Path) -> None:
    try:
        (data / "agreements" / os.fsdecode(b"caf\xe9.yaml")).write_text(CLEAN, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert [finding.rule for finding in load(Folder(data)).findings] == ["stray-file"]


@pytest.mark.parametrize("path", ["kb.yaml", "waivers.yaml", "agreements/a-clean-record.yaml"])
@pytest.mark.parametrize("text", ["a: 1\n", "1: 2\n", "1\n", "[1]\n", "waivers: {1: 2}\n", "format: 1\n1: 2\n", "{}\n"])
def test_rules_look_at_what_was_read(path: str, text: str) -> None:
    base = load(Texts(GOOD | {path: text}))
    assert rules.check(base, TODAY)


@pytest.mark.parametrize("twin", ["A-Clean-Record", "a-clean-RECORD"])
def test_ids_that_differ_by_case_clash(twin: str) -> None:
    base: KnowledgeBase = load(Texts(GOOD | {f"agreements/{twin}.yaml": CLEAN}))
    (finding,) = base.findings
    assert finding.rule == "clashing-ids"
    assert len([record for record in base.records if record.casefold() == "a-clean-record"]) == 1


if __name__ == "__main__":
    for name in FOLDERS:
        for entry, findings in found_in(name).items():
            print(entry, *findings, sep="\n    ")  # noqa: T201 - this is what it is for
