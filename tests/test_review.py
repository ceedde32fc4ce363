"""A review: what is newly wrong, whatever the lines; what a reviewer reads first; what a platform can hold; hostile text."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from markdown_it import MarkdownIt

from conftest import COMMON, TODAY, Texts
from example_base import runner
from mineralkb.diff.points import Points
from mineralkb.kb import load
from mineralkb.render.json import to_json
from mineralkb.render.limited import limited
from mineralkb.render.review import review_annotations, review_data, review_sections, verdict
from mineralkb.review.answer import Review, held_together
from repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from example_base import Done

ROOT = Path(__file__).parent.parent
PATH = "agreements/us-japan-2025.yaml"
TEXT = """\
title: Framework
form: framework
binding: unstated
cite: [text, news]
parties:
  US: {role: signatory}
  JP: {role: signatory}
events:
  signed: {kind: signed, date: 2025-10-28}
pledges:
  group:
    title: A group
    summary: They set up a group.
    topics: [rapid response]
    by: [US, JP]
    strength: intention
"""
USED = {PATH: TEXT}
POINTS = Points("a" * 40, "b" * 40, "main", "change")


def told(
    new: Mapping[str, str], old: Mapping[str, str] = USED, outside: tuple[str, ...] = (), points: Points = POINTS
) -> Review:
    """The review of two bases, given as files besides the common ones."""
    bases = (load(Texts({**COMMON, **old})), load(Texts({**COMMON, **new})))
    return held_together(points, bases, outside, TODAY)


def rules(found: Review) -> list[str]:
    return [one.rule for one in found.failing]


def markdown(found: Review, most: int = 1 << 20) -> str:
    return limited(review_sections(found), most, "mkb review main...change")


def test_nothing_differs() -> None:
    found = told(USED)
    assert (verdict(found), found.failing, found.looks, found.answers) == ("Nothing is newly wrong.", (), (), ())
    assert markdown(found).endswith("No fact differs")


def test_what_was_wrong_before_is_no_new_finding_though_its_line_moves() -> None:
    wrong = TEXT.replace("by: [US, JP]", "by: [US, XX]")
    moved = wrong.replace("title: Framework\n", "title: Framework\nnative_title: 枠組み\nsummary: On supply.\n")
    found = told({PATH: moved}, {PATH: wrong})
    assert (found.failing, found.findings.kept > 0) == ((), True)


def test_a_second_finding_of_the_same_words_is_new() -> None:
    again = {"agreements/other.yaml": TEXT.replace("by: [US, JP]", "by: [US, XX]").replace("Framework", "Other")}
    assert "dangling-reference" in rules(told({**USED, **again}))


def test_a_record_that_is_not_touched_can_break() -> None:
    """Taking a source away breaks what cites it, in a file that the change does not hold."""
    old = {**USED, "countries/US.yaml": "title: United States\n", "sources/more.yaml": COMMON["sources/news.yaml"]}
    citing = {**old, PATH: TEXT.replace("cite: [text, news]", "cite: [text, more]")}
    gone = {name: text for name, text in citing.items() if name != "sources/more.yaml"}
    found = told(gone, citing)
    assert [one.spot.path for one in found.failing if one.rule == "dangling-reference"] == [f"data/{PATH}"]


def test_what_is_mended_is_counted() -> None:
    found = told(USED, {PATH: TEXT.replace("by: [US, JP]", "by: [US, XX]")})
    assert (found.failing, found.findings.mended > 0) == ((), True)


@pytest.mark.parametrize(
    ("outside", "settings", "newer"),
    [
        (("src/mineralkb/schema/agreement.py",), "format: 1\n", "the program that says what a record may hold"),
        (("src/mineralkb/render/html.py", "README.md"), "format: 1\n", ""),
        ((), "format: 2\n", "the format of the data, from 1 to 2"),
    ],
)
def test_a_change_of_the_schema_is_said_and_does_not_fail(outside: tuple[str, ...], settings: str, newer: str) -> None:
    new = {PATH: f"{TEXT}novelty: yes\n", "kb.yaml": COMMON["kb.yaml"].replace("format: 1\n", settings)}
    found = told(new, outside=outside)
    assert found.newer == newer
    assert ("schema" in rules(found)) is not bool(newer)
    assert bool(found.failing) is not bool(newer)
    if newer:
        assert "does not count" in markdown(found)
        assert "::error" not in review_annotations(found)


def test_a_newer_program_makes_no_unsafe_file_right() -> None:
    found = told({PATH: f"{TEXT}title: again\n"}, outside=("src/mineralkb/kb.py",))
    assert rules(found) == ["unreadable-yaml"]


CORRECTION = "corrections:\n  day: {date: 2026-11-20, route: events/signed/date, reason: We misread it.}\n"


def test_the_past_is_rewritten_with_a_reason_only() -> None:
    other = TEXT.replace("2025-10-28", "2025-10-27")
    assert rules(told({PATH: other})) == ["unexplained-rewriting"]
    found = told({PATH: other + CORRECTION})
    assert (rules(found), [tuple(one) for one in found.reasons]) == (
        [],
        [("correction", "us-japan-2025", "events/signed/date", "We misread it.", "2026-11-20")],
    )


def test_waivers_are_told_with_their_reason() -> None:
    waiver = (
        "waivers:\n  one:\n    rule: uncited-fact\n    record: JP\n    reason: It is plain.\n    until: 2027-01-01\n"
    )
    found = told({**USED, "waivers.yaml": waiver})
    assert [tuple(one) for one in found.reasons] == [("waiver", "JP", "uncited-fact", "It is plain.", "2027-01-01")]


SOURCE = COMMON["sources/news.yaml"].replace("The news", "More").replace("/news", "/more")
EVENT = "  said: {kind: announced, date: 2025-10-27, cite: [news]}\n"


@pytest.mark.parametrize(
    ("new", "subject", "why"),
    [
        (TEXT.replace("intention", "obligation"), "us-japan-2025/pledges/group/strength", "same sources"),
        (TEXT[: TEXT.index("pledges")], "us-japan-2025/pledges/group", "no longer told"),
        (
            TEXT.replace("unstated", "{disputed: {text: binding, news: non-binding}}"),
            "us-japan-2025/binding",
            "disagree",
        ),
        (TEXT.replace("pledges:", f"{EVENT}pledges:"), "us-japan-2025/events/said", "one publisher, press"),
    ],
)
def test_what_to_look_at(new: str, subject: str, why: str) -> None:
    looks = [one for one in told({PATH: new}).looks if one.subject == subject]
    assert len(looks) == 1
    assert why in looks[0].why
    assert looks[0].spot


def test_a_fact_told_otherwise_from_another_source_needs_no_look() -> None:
    new = TEXT.replace("strength: intention", "strength: obligation\n    cite_for: {strength: [more]}")
    assert told({PATH: new, "sources/more.yaml": SOURCE}).looks == ()


def test_a_new_source_is_shown_with_how_it_was_read() -> None:
    new = {PATH: TEXT.replace("cite: [text, news]", "cite: [text, news, more]"), "sources/more.yaml": SOURCE}
    found = told(new)
    assert [one.id for one in found.sources] == ["more"]
    assert "[More](<https://press.example.org/more>) | press | 2025-10-29 | news | whole" in markdown(found)


def test_reasons_come_first_and_findings_next() -> None:
    other = TEXT.replace("2025-10-28", "2025-10-27").replace("by: [US, JP]", "by: [US, XX]") + CORRECTION
    text = markdown(told({PATH: other}, outside=("README.md",)))
    heads = [line for line in text.splitlines() if line.startswith("## ")]
    names = ["Reasons given", "Findings", "What differs", "Answers that read otherwise"]
    names += ["What to look at", "Files outside of the data"]
    assert [head.removeprefix("## ").partition(" (")[0] for head in heads] == names


@cache
def many(count: int) -> Review:
    """A change of many records, each with much to tell."""
    pledge = "  p{0}:\n    title: {1}\n    summary: {1}\n    topics: [rapid response]\n    by: [US]\n    strength: intention\n    cite: [news]\n"
    pledges = "".join(pledge.format(number, "word " * 20) for number in range(count))
    return told({PATH: TEXT + pledges})


@pytest.mark.parametrize("most", [10_000, 65_536])
def test_a_report_stays_under_the_limit_and_says_what_was_cut(most: int) -> None:
    found = many(400)
    text = markdown(found, most)
    assert len(text.encode()) <= most
    assert "rows are cut here for size; see all with* mkb review main...change" in text
    lost = sum(int(line.split()[0].lstrip("*")) for line in text.splitlines() if "rows are cut here" in line)
    rows = {size: markdown(found, size).count("\n| ") for size in (most, 1 << 20)}
    assert rows[1 << 20] - rows[most] == lost
    assert "## What to look at" in text


def test_a_small_report_is_whole() -> None:
    found = told({PATH: TEXT.replace("intention", "obligation")})
    assert markdown(found, 10_000) == markdown(found)


HOSTILE = (
    "@octocat #1 GH-1 <img src=x onerror=alert(1)> ::error file=x::boo [x](javascript:alert(1)) --> ``` | cell "
    "https://evil.example/ ![i](https://evil.example/p.png) <!-- hidden"
)


def test_hostile_texts_act_nowhere() -> None:
    quoted = "'" + HOSTILE + "'"
    new = TEXT.replace("title: A group", f"title: {quoted}").replace("title: Framework", f"title: {quoted}")
    points = POINTS._replace(old_name=HOSTILE, new_name=f"--upload-pack=x\n::set-output name=a::{HOSTILE}")
    found = told({PATH: new + CORRECTION.replace("We misread it.", quoted)}, outside=(HOSTILE,), points=points)
    text = markdown(found)
    page = MarkdownIt("commonmark").enable("table").render(text)
    assert "<img" not in page
    assert "<!--" not in page
    assert "javascript:" not in "".join(part.partition(">")[0] for part in page.split("<a ")[1:])
    assert "@octocat" not in re.sub("<code>[^<]*</code>", "", page)
    assert " #1" not in text
    assert not [line for line in text.splitlines() if line.startswith("::")]
    commands = review_annotations(found).splitlines()
    assert all(
        line.startswith(("::error file=data/", "::warning file=data/", "::notice file=data/")) for line in commands
    )


def resolved(node: Any, home: str) -> Any:
    """A schema with what it refers to in its place, in which nothing undocumented may stand."""
    if isinstance(node, list):
        return [resolved(one, home) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name, _, pointer = node["$ref"].partition("#/")
        found = json.loads((ROOT / "docs/schemas" / (name or home)).read_text(encoding="utf-8"))
        for step in pointer.split("/"):
            found = found[step]
        return resolved(found, name or home)
    closed = {"additionalProperties": False} if "properties" in node else {}
    return closed | {key: resolved(one, home) for key, one in node.items() if key != "$defs"}


def test_json_has_the_published_shape() -> None:
    schema = json.loads((ROOT / "docs/schemas/review.json").read_text(encoding="utf-8"))
    validator = jsonschema_rs.Draft202012Validator(resolved(schema, "review.json"))
    other = TEXT.replace("2025-10-28", "2025-10-27").replace("by: [US, JP]", "by: [US, XX]") + CORRECTION
    new = {PATH: other, "sources/more.yaml": SOURCE}
    for found in (told(USED), told(new), told(new, outside=("src/mineralkb/kb.py",))):
        validator.validate(json.loads(to_json(review_data(found))))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A base, and a branch that corrupts a record and adds a file beside the data."""
    made = Repository(tmp_path_factory.mktemp("scratch")).begin()
    made.write({f"data/{path}": text for path, text in {**COMMON, **USED}.items()})
    made.commit()
    made.git("checkout", "--quiet", "-b", "change")
    made.write({f"data/{PATH}": TEXT.replace("by: [US, JP]", "by: [US, XX]"), "notes.txt": "beside the data"})
    made.commit()
    return made


@pytest.fixture
def mkb(
    scratch: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """`mkb review` of the scratch repository."""
    monkeypatch.setenv("MKB_TODAY", TODAY.isoformat())
    run = runner(monkeypatch, capsys)
    return lambda *words: run("review", *words, "--data", str(scratch.folder / "data"))


def test_a_real_branch_is_reviewed_and_saved(mkb: Callable[..., Done], tmp_path: Path) -> None:
    saved = [f"{name}={tmp_path / name}" for name in ("markdown", "json", "sarif", "junit", "html")]
    done = mkb("main...change", "--format", "github", *(part for one in saved for part in ("--save", one)))
    assert done.code == 1
    assert done.out.startswith(f"::error file=data/{PATH},line=15,")
    texts = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert "notes.txt" in texts["markdown"]
    assert json.loads(texts["json"])["findings"][0]["line"] == 15
    assert json.loads(texts["sarif"])["version"] == "2.1.0"
    assert 'failures="1"' in texts["junit"]
    assert "<h1>Review of main to change</h1>" in texts["html"]


def test_the_working_tree_is_reviewed(mkb: Callable[..., Done]) -> None:
    done = mkb("HEAD")
    assert (done.code, done.err) == (0, "")
    assert "Nothing is newly wrong." in done.out


@pytest.mark.parametrize(
    ("asked", "said"),
    [("pdf=x", "no FORMAT=FILE"), ("json", "no FORMAT=FILE"), ("json=/no/where/x", "cannot be written")],
)
def test_what_cannot_be_saved_is_said(mkb: Callable[..., Done], asked: str, said: str) -> None:
    done = mkb("main...change", "--save", asked)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
