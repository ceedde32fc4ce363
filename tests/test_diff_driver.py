"""`mkb diff-driver` as git's diff driver and difftool: in real git, against slow oracles, and on hostile files."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from mineralkb import errors
from mineralkb.cli.main import app
from mineralkb.diff import files
from mineralkb.diff.alone import Version
from mineralkb.diff.files import FileComparison, compare_files
from mineralkb.diff.lines import differing, unified
from mineralkb.render.files import MOST_LINES, file_comparison_text
from mineralkb.tree import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(errors.__file__).parent.parent
SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.yaml"))
PATH = "data/agreements/us-japan-2025.yaml"
UNUSUAL = 'data/agreements/né"w\t.yaml'
TEXT = """\
title: Framework
summary: What it is about.
form: framework
binding: unstated
cite: [text]
parties:
  US: {role: signatory}
  JP: {role: signatory}
events:
  signed: {kind: signed, date: 2025-10-28}
pledges:
  permitting:
    title: Faster permits
    summary: They mean to give permits faster.
    topics: [permitting]
    by: [US, JP]
    strength: intention
    due: 2026-04-28
"""
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff]")


def changed(*changes: tuple[str, str], text: str = TEXT) -> str:
    """The text with something else in the place of each."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def compared(old: str | bytes | None, new: str | bytes | None, path: str = PATH, was: str = "") -> FileComparison:
    """Two contents of one path, or of a renamed one."""
    before, after = (side.encode() if isinstance(side, str) else side for side in (old, new))
    return compare_files(Version(was or path, before), Version(path, after))


def shown(old: str | bytes | None, new: str | bytes | None, path: str = PATH, was: str = "") -> list[str]:
    """The lines that are printed for both contents, without the header."""
    header, *lines = file_comparison_text(compared(old, new, path, was), "1..2").splitlines()
    assert header.startswith("diff --mkb ")
    return lines


# By fact


TOLD: dict[str, tuple[str | None, str | None, list[str]]] = {
    "a value": (
        TEXT,
        changed(("due: 2026-04-28", "due: 2026-05-28")),
        [
            f"{PATH}:18: pledge permitting, due: 2026-05-28, was 2026-04-28 (high, fact corrected)",
            "1 line differs; as text: git diff --no-ext-diff",
        ],
    ),
    "our words": (
        TEXT,
        changed(("What it is about.", "What it is really about.")),
        [
            f"{PATH}:2: summary: 'What it is really about.', was 'What it is about.' (low, wording only)",
            "1 line differs; as text: git diff --no-ext-diff",
        ],
    ),
    "an old id": (
        TEXT,
        f"{TEXT}formerly: [old]\n",
        [
            f"{PATH}:19: formerly: also old (low, wording only)",
            "1 line differs; as text: git diff --no-ext-diff",
        ],
    ),
    "an event, whole": (
        TEXT,
        changed(
            (
                "pledges:",
                "  began:\n    kind: entered into force\n    date: 2026-01-01\n    cite:\n    - text\npledges:",
            )
        ),
        [
            f"{PATH}:11: event began is new: entered into force, 2026-01-01 (medium, event added)",
            "  +   began:",
            "  +     kind: entered into force",
            "  +     date: 2026-01-01",
            "  +     cite:",
            "  +     - text",
            "5 lines differ; as text: git diff --no-ext-diff",
        ],
    ),
    "a citation, with what it remarks": (
        changed(("cite: [text]", "cite:\n  text: {at: Article 2, note: Not sure.}")),
        TEXT,
        [
            f"{PATH}:5: the record: text is cited as a whole, was at Article 2 (low, wording only)",
            "  -   text: {at: Article 2, note: Not sure.}",
            "  + cite: [text]",
            "2 lines differ; as text: git diff --no-ext-diff",
        ],
    ),
    "something that is gone": (
        TEXT,
        changed(("  JP: {role: signatory}\n", "")),
        [
            f"{PATH}:8 (before): party JP is gone; it was role signatory (high, fact removed)",
            "  -   JP: {role: signatory}",
            "1 line differs; as text: git diff --no-ext-diff",
        ],
    ),
    "layout alone": (
        TEXT,
        changed(
            ("[US, JP]", '[JP, "US"]'), ("form: framework\nbinding: unstated", "binding: unstated\nform: framework")
        ),
        ["no fact differs (3 lines of layout do)"],
    ),
    "a comment": (TEXT, f"# Seen.\n{TEXT}", ["no fact differs (1 line of layout does)"]),
    "line ends": (TEXT, TEXT.replace("\n", "\r\n"), ["no fact differs", "lines end in CRLF, before in LF"]),
    "a value, with CRLF on one side": (
        TEXT.replace("\n", "\r\n"),
        changed(("form: framework", "form: treaty")),
        [
            f"{PATH}:3: form: treaty, was framework (high, fact corrected)",
            "1 line differs; as text: git diff --no-ext-diff",
            "lines end in LF, before in CRLF",
        ],
    ),
    "nothing": (TEXT, TEXT, ["no fact differs"]),
    "a new record": (
        None,
        "title: Gallium\ntype: element\nsymbol: Ga\n",
        [
            "new file",
            "data/minerals/x.yaml:1: new: mineral 'Gallium' (medium, record added)",
            "  + title: Gallium",
            "  + type: element",
            "  + symbol: Ga",
        ],
    ),
    "a record that is gone": (
        "title: Gallium\ntype: element\nsymbol: Ga\n",
        None,
        [
            "deleted file",
            "data/minerals/x.yaml:1 (before): gone: mineral 'Gallium' (medium, record removed)",
            "  - title: Gallium",
            "  - type: element",
            "  - symbol: Ga",
        ],
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_each_change_is_told(name: str) -> None:
    old, new, lines = TOLD[name]
    assert shown(old, new, path="data/minerals/x.yaml" if "Gallium" in f"{old}{new}" else PATH) == lines


@pytest.mark.parametrize("folder", ["", "data/", "a/b/data/"])
def test_the_kind_comes_from_the_folder_wherever_the_data_stands(folder: str) -> None:
    path = f"{folder}agreements/x.yaml"
    found = compared(TEXT, changed(("2026-04-28", "2026-05-28")), path=path)
    assert [(one.difference.record, one.difference.kind) for one in found.changes] == [("x", "agreements")]
    top = compared(
        "format: 1\ntitle: A\nlicence: MIT\n", "format: 1\ntitle: B\nlicence: MIT\n", path=f"{folder}kb.yaml"
    )
    assert [one.difference.record for one in top.changes] == ["kb"]


def test_a_renamed_record_is_one_where_it_says_so() -> None:
    told = shown(TEXT, f"{TEXT}formerly: [old]\n", was="data/agreements/old.yaml")
    assert told[0] == f"{PATH}:1: the same record under a new id (was old) (medium, record renamed)"
    told = shown(
        TEXT, changed(("treaty", "treaty"), text=TEXT.replace("framework", "treaty")), was="agreements/old.yaml"
    )
    assert told[0] == "git pairs the two; 'formerly' does not name old, so mkb diff sees two records"
    assert told[1] == f"{PATH}:3: form: treaty, was framework (high, fact corrected)"


def test_what_no_sentence_tells_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "between", lambda *_: iter(()))
    found = shown(TEXT, changed(("form: framework", "form: treaty")))
    assert found[0] == "shown as text: something differs that no sentence tells"


# As text


AS_TEXT: dict[str, tuple[str, str | bytes, str, str]] = {
    "no YAML": (PATH, f"{TEXT}x: [\n", f"{PATH}:20: not YAML", "+x: ["),
    "no fitting record": (PATH, changed(("unstated", "perhaps")), f"{PATH}:4: ", "+binding: perhaps"),
    "a conflict": (PATH, changed(("parties", "<<<<<<< ours\nparties")), f"{PATH}:7: not YAML", "+<<<<<<< ours"),
    "not UTF-8": (PATH, TEXT.encode() + b"note: \xff\n", f"{PATH}:19: the file is not UTF-8", "+note: \\xff"),
    "a byte-order mark": (PATH, "\ufeff" + TEXT, f"{PATH}:1: the file begins with a byte", "+\\ufefftitle: Framework"),
    "empty": (PATH, "", f"{PATH}:1: the file holds no record", "-title: Framework"),
    "too large": (PATH, f"{TEXT}# {'x' * MOST_BYTES}\n", f"{PATH}:1: the file is larger than 256 kB", "+# xx"),
    "no end of the last line": (PATH, "title: [", f"{PATH}:2: not YAML", "\\ No newline at end of file"),
    "no record": ("data/README.md", "# Other\n", "data/README.md is no record", "+# Other"),
    "of no kind": ("data/plans/x.yaml", "a: b\n", "data/plans/x.yaml is no record: no record can", "+a: b"),
    "in an inner folder": ("data/agreements/a/x.yaml", "a: b\n", "data/agreements/a/x.yaml is no record", "+a: b"),
    "no id": ("data/agreements/a b.yaml", "a: b\n", "data/agreements/a b.yaml is no record: the file's name", "+a: b"),
}


@pytest.mark.parametrize("name", AS_TEXT)
def test_what_is_no_record_is_shown_as_text_with_the_reason(name: str) -> None:
    path, content, reason, line = AS_TEXT[name]
    for old, new, signs in ((TEXT, content, "+-"), (content, TEXT, "-+")):
        told = shown(old, new, path)
        assert told[0].startswith(f"shown as text: {reason}")
        assert told[1:3] == [f"--- {path}", f"+++ {path}"]
        wanted = line.translate(str.maketrans("+-", signs)) if line[0] in "+-" else line
        assert any(one.startswith(wanted) for one in told[3:])


@pytest.mark.parametrize(("mode", "what"), [("120000", "a link"), ("160000", "a submodule")])
def test_a_link_is_never_taken_for_a_record(mode: str, what: str) -> None:
    found = compare_files(Version(PATH, TEXT.encode(), "100644"), Version(PATH, b"/etc/passwd", mode))
    told = file_comparison_text(found).splitlines()
    assert told[1:3] == [f"mode {mode}, was 100644", f"shown as text: {PATH} is {what}"]
    assert told[-2:] == ["+/etc/passwd", "\\ No newline at end of file"]


def test_trouble_with_the_facts_hides_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise RecursionError

    monkeypatch.setattr("mineralkb.diff.files.between", fails)
    told = shown(TEXT, changed(("form: framework", "form: treaty")))
    assert told[0] == "shown as text: the facts could not be compared (RecursionError)"
    assert "+form: treaty" in told


def test_what_is_shown_is_bounded() -> None:
    begun = time.process_time()
    many = "".join(f"- {number % 999}\n" for number in range(300_000)).encode()
    told = shown(many, many[::-1])
    assert len(told) == MOST_LINES
    assert told[-1] == "there is more; as text: git diff --no-ext-diff"
    assert shown(many * 3, many)[-1] == "larger than 4 MB; as text: git diff --no-ext-diff"
    long = shown("", f"x: {'y' * 100_000}")
    assert max(map(len, long)) < 5_000
    assert long[-2].endswith("... (100004 signs)")
    keys = "".join(f"k{number}: {{a: {{b: c}}}}, " for number in range(9_000))
    assert len("\n".join(shown(TEXT, f"{TEXT}native: {{{keys[:200_000]}}}\n"))) < 100_000
    assert time.process_time() - begun < 4


# Nothing is hidden, nothing acts


def sets(data: Any) -> Any:
    """Plain data with lists as sets; no more is known of records."""
    if isinstance(data, dict):
        return {key: sets(value) for key, value in data.items()}
    return frozenset(data) if isinstance(data, list) else data


WORDS = ("gallium", "2025-11-08", "unknown", "'x'", "[a, b]", "{a: b}", "# mark", "CN")


def edited(text: str, chance: Random) -> str:
    """The text after one random edit: a line gone, doubled or moved, a word replaced, a remark."""
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines.pop(chance.randrange(len(lines))))
        case 2:
            lines.insert(at, f"# {chance.random()}\n")
        case 3:
            word = chance.choice(re.findall(r"[\w.-]+", lines[at]) or [" "])
            lines[at] = lines[at].replace(word, chance.choice(WORDS), 1)
        case _:
            lines[at] = lines[at].rstrip("\n") + " and more\n"
    return "".join(lines)


def leaves(data: Any) -> Iterator[str]:
    """Every word and key, but for what sentences write another way: numbers, yes and no, some fields."""
    if isinstance(data, dict):
        yield from data.keys() - {"of", "by", "to", "caused_by", "entries", "parties", "countries", "scope"}
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from leaves(inner)
    if isinstance(data, str) and not re.fullmatch("[0-9.]+( billion)?|true|false", data):
        yield data


def squeezed(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def test_what_differs_is_told_and_where_nothing_is_nothing_does() -> None:
    chance, quiet, told = Random(7), 0, 0  # noqa: S311 - it must give the same again
    for turn in range(150):
        sample = SAMPLES[turn % len(SAMPLES)]
        text = sample.read_text(encoding="utf-8")
        new = edited(text, chance)
        folder = "" if sample.stem in ("kb", "waivers") else f"{sample.stem}/"
        found = compared(text, new, path=f"data/{folder}{sample.stem if not folder else 'x'}.yaml")
        if found.reason:
            continue
        was, now = (yaml.load(side, yaml.BaseLoader) for side in (text, new))  # noqa: S506
        page = squeezed(file_comparison_text(found))
        assert [leaf for leaf in {*leaves(was)} ^ {*leaves(now)} if squeezed(leaf) not in page] == []
        assert found.changes or sets(was) == sets(now)
        quiet += not found.changes
        told += bool(found.changes)
    assert quiet > 20
    assert told > 20


HOSTILE = "\x1b[2J\u202egnp.exe\u200b\r::error::stop \u2028 ##[group] $(touch x) `touch x`"


@pytest.mark.parametrize("place", ["path", "text", "fact", "name"])
def test_what_strangers_write_is_shown_and_does_not_act(place: str) -> None:
    old, new, path = TEXT, TEXT, PATH
    if place == "path":
        path, new = f"data/agreements/::error::{HOSTILE}\n::error::x.yaml", "title: x\n"
    elif place == "text":
        new = f"{TEXT}{HOSTILE}\n::error::x\n"
    elif place == "fact":
        new = changed(("Framework", '"::error::x \\u0041 ##[group]"'))
    else:
        new = changed(("signed: {", '"::error::\\u0020x": {'))
    text = file_comparison_text(compared(old, new, path=path), "1..2", [f"rename from {HOSTILE}"])
    assert not UNSAFE.search(text)
    assert not re.search(r"^\s*::[a-z]|##\[", text, re.MULTILINE)
    assert "\\u202e" in text


# Lines


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "", "a b"]), max_size=12).map("\n".join)


@given(old=TEXTS, new=TEXTS)
def test_a_difference_of_lines_leads_from_one_text_to_the_other(old: str, new: str) -> None:
    assert applied(old, list(unified(old, new))) == new
    assert (differing(old, new) == 0) == (old == new)


def applied(old: str, lines: list[str]) -> str:
    """The newer text, as a reader of the format makes it."""
    was, made, at = re.findall(r"[^\n]*\n|[^\n]+$", old), [], 0
    for place, line in enumerate(lines):
        if head := re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@", line):
            begin = int(head[1]) - (head[2] != "0")
            made += was[at:begin]
            at = begin
        elif line[0] in " +-":
            end = "" if lines[place + 1 : place + 2] == ["\\ No newline at end of file"] else "\n"
            if line[0] != "+":
                assert was[at] == line[1:] + end
                at += 1
            made += [line[1:] + end] if line[0] != "-" else []
    return "".join(made + was[at:])


def test_git_reads_a_difference_of_lines(tmp_path: Path) -> None:
    chance = Random(3)  # noqa: S311 - it must give the same again
    pairs, patch = [], []
    for number in range(60):
        old, new = ("".join(chance.choices("ab\n\n", k=chance.randrange(1, 90))) for _ in range(2))
        new = old[:40] + new[: chance.randrange(9)] + old[44:] if number % 2 else new
        pairs.append((old, new or "x"))
        (tmp_path / str(number)).write_text(old, encoding="utf-8")
        patch += [f"--- a/{number}", f"+++ b/{number}", *unified(*pairs[-1])] if old != pairs[-1][1] else []
    given_ = "\n".join([*patch, ""]).encode()
    subprocess.run(["git", "apply", "--unidiff-zero", "-"], cwd=tmp_path, input=given_, check=True, capture_output=True)
    assert [(tmp_path / str(number)).read_text(encoding="utf-8") for number in range(60)] == [new for _, new in pairs]


# In git


class Scratch(NamedTuple):
    """A repository whose git knows the driver."""

    top: Path
    env: dict[str, str]

    def git(self, *arguments: str) -> str:
        """What git prints."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, env=self.env, capture_output=True, check=False, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, path: str, content: str) -> None:
        """A file with these bytes."""
        (self.top / path).parent.mkdir(parents=True, exist_ok=True)
        (self.top / path).write_bytes(content.encode())


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Two commits: a record, then another due date, beside a file of an unusual name."""
    top, spare = tmp_path_factory.mktemp("driver"), tmp_path_factory.mktemp("spare")
    who = {f"GIT_{role}_{what}": "tester" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    free = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PYTHONPATH": str(SOURCE)}
    found = Scratch(top, {"PATH": os.environ["PATH"], "TMPDIR": str(spare), "LC_ALL": "C", **who, **free})
    found.git("init", "--quiet", "--initial-branch=main")
    mkb = shlex.join([sys.executable, "-m", "mineralkb"])
    found.git("config", "diff.mkb.command", f"{mkb} diff-driver --")
    found.git("config", "difftool.mkb.cmd", f'{mkb} diff-driver -- "$MERGED" "$LOCAL" "$REMOTE"')
    found.write(".gitattributes", "data/**/*.yaml diff=mkb\n")
    found.write(PATH, TEXT)
    found.git("add", ".")
    found.git("commit", "--quiet", "--message", "one")
    found.write(PATH, changed(("2026-04-28", "2026-05-28")))
    found.write(UNUSUAL, "a: b\n")
    found.git("add", ".")
    found.git("commit", "--quiet", "--message", "two")
    return found


DUE = f"{PATH}:18: pledge permitting, due: 2026-05-28, was 2026-04-28 (high, fact corrected)"


def test_git_show_and_log_tell_facts(scratch: Scratch) -> None:
    old, new = (scratch.git("rev-parse", f"{commit}:{PATH}")[:7] for commit in ("HEAD~1", "HEAD"))
    told = scratch.git("log", "-p", "--ext-diff", "--format=", "-1", "--", PATH).splitlines()
    assert told[0:2] == [f"diff --mkb {PATH} {old}..{new}", DUE]
    shown_ = scratch.git("show", "--ext-diff", "--format=", "HEAD", "--", UNUSUAL).splitlines()
    assert shown_[0].startswith('diff --mkb data/agreements/né"w\\t.yaml nothing..')
    assert shown_[1:3] == [
        "new file",
        "shown as text: data/agreements/né\"w\\t.yaml is no record: the file's name is not an id",
    ]
    assert list(Path(scratch.env["TMPDIR"]).iterdir()) == []


def test_git_diff_and_difftool_tell_facts_of_the_folder_as_it_stands(scratch: Scratch) -> None:
    scratch.write(PATH, changed(("2026-04-28", "2026-06-28")).replace("\n", "\r\n"))
    told = scratch.git("diff").splitlines()
    # Without the driver, which git prefers to a tool.
    scratch.write(".git/info/attributes", "data/**/*.yaml !diff\n")
    tool = scratch.git("difftool", "--no-prompt", "--tool=mkb").splitlines()
    scratch.write(".git/info/attributes", "")
    scratch.git("reset", "--quiet", "--hard")
    old = scratch.git("rev-parse", f"HEAD:{PATH}")[:7]
    rest = [
        f"{PATH}:18: pledge permitting, due: 2026-06-28, was 2026-05-28 (high, fact corrected)",
        "1 line differs; as text: git diff --no-ext-diff",
        "lines end in CRLF, before in LF",
    ]
    assert told == [f"diff --mkb {PATH} {old}..working tree", *rest]
    assert tool == [f"diff --mkb {PATH}", *rest]
    assert list(Path(scratch.env["TMPDIR"]).iterdir()) == []


# The command


def ran(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["diff-driver", "--", *words])
    if done.exception and not isinstance(done.exception, SystemExit):
        assert isinstance(done.exception, errors.MkbError)
        return 2, str(done.exception)
    return done.exit_code, done.stdout


def test_the_words_of_git(tmp_path: Path) -> None:
    one, other = tmp_path / "us-china-1999.yaml", tmp_path / "--help"
    one.write_text(TEXT, encoding="utf-8")
    other.write_text(changed(("2026-04-28", "2026-05-28")), encoding="utf-8")
    hexes = ("a" * 40, "0" * 64)
    seven = (PATH, str(one), hexes[0], "100644", str(other), hexes[1], "100755")
    assert ran(PATH) == (0, f"diff --mkb {PATH}\nunmerged: both sides changed it\n")
    code, told = ran(*seven)
    assert (code, told.splitlines()[:3]) == (
        0,
        [f"diff --mkb {PATH} aaaaaaa..working tree", "mode 100755, was 100644", DUE],
    )
    said = "similarity index 90%\nrename from a\nrename to b\nindex 1..2 100644\n"
    told = ran("data/agreements/us-japan-2024.yaml", *seven[1:], PATH, said)[1]
    assert told.splitlines()[:4] == [
        f"diff --mkb data/agreements/us-japan-2024.yaml {PATH} aaaaaaa..working tree",
        *said.splitlines()[:3],
    ]
    assert ran(PATH, "/dev/null", ".", ".", str(other), hexes[0], "100644")[1].splitlines()[:2] == [
        f"diff --mkb {PATH} nothing..aaaaaaa",
        "new file",
    ]
    assert "--help" in ran("--help", str(one), str(other))[1].splitlines()[0]


@pytest.mark.parametrize("words", [(), ("a", "b"), ("a", "b", "c", "d"), ("a",) * 8, ("a",) * 10])
def test_other_numbers_of_words_are_refused(words: tuple[str, ...]) -> None:
    assert ran(*words) == (2, "git names a file with 1, 3, 7 or 9 words")


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "missing"):
        code, said = ran(PATH, str(file), "/dev/null")
        assert code == 2
        assert "cannot be read" in said
