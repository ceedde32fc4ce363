"""What differs between two states: every class of difference, and what is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import COMMON, write_base
from example_base import AGREEMENT
from mineralkb.diff.bases import compared
from mineralkb.diff.difference import CLASSES, SEVERITIES
from mineralkb.diff.edits import edits
from mineralkb.kb import load
from mineralkb.tree import Folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from mineralkb.diff.difference import Difference
    from mineralkb.kb import KnowledgeBase

    Make = Callable[[dict[str, str]], KnowledgeBase]

PATH = "agreements/us-japan-2025.yaml"
OLD = """\
title: Framework
form: framework
binding: unstated
cite: [text]
parties:
  US: {role: signatory}
  JP: {role: signatory}
minerals: [rare-earths]
partial: [minerals]
events:
  signed: {kind: signed, date: 2025-10, place: Tokyo}
pledges:
  group:
    title: A group
    summary: They meet.
    topics: [rapid response]
    by: [US, JP]
    strength: {disputed: {text: obligation, news: intention}}
    due: 2026-04-28
"""

# What is written instead of what, and what the difference is: class, route, sentence.
CASES: list[tuple[str, str, str, str, str]] = [
    ("binding: unstated", "binding: binding", "fact completed", "binding", "binding: binding, was unstated"),
    ("form: framework", "form: treaty", "fact corrected", "form", "form: treaty, was framework"),
    ("    due: 2026-04-28\n", "", "fact removed", "pledges/group/due", "pledge group, due is gone; it was 2026-04-28"),
    (
        "2026-04-28",
        "2026-05-28",
        "fact corrected",
        "pledges/group/due",
        "pledge group, due: 2026-05-28, was 2026-04-28",
    ),
    (
        "date: 2025-10,",
        "date: 2025-10-28,",
        "fact sharpened",
        "events/signed/date",
        "event signed, date: 2025-10-28, was 2025-10 (more exact)",
    ),
    (
        "date: 2025-10,",
        "date: 2025-11,",
        "fact corrected",
        "events/signed/date",
        "event signed, date: 2025-11, was 2025-10",
    ),
    (
        "{disputed: {text: obligation, news: intention}}",
        "obligation",
        "fact sharpened",
        "pledges/group/strength",
        "pledge group, strength: obligation, was obligation (text) or intention (news) (more exact)",
    ),
    (
        ", place: Tokyo",
        ", place: Tokyo, until: 2030",
        "fact completed",
        "events/signed/until",
        "event signed, until: 2030",
    ),
    ("[rare-earths]", "[rare-earths, dysprosium]", "fact completed", "minerals", "minerals: also dysprosium"),
    (
        "[rare-earths]",
        "[dysprosium]",
        "fact corrected",
        "minerals",
        "minerals: also dysprosium; no longer rare-earths",
    ),
    ("partial: [minerals]\n", "", "fact sharpened", "partial", "partial: no longer minerals"),
    (
        "They meet.",
        "They come together.",
        "wording only",
        "pledges/group/summary",
        "pledge group, summary: 'They come together.', was 'They meet.'",
    ),
    (
        "  group:\n",
        "  quick-group:\n",
        "wording only",
        "pledges/quick-group",
        "pledge quick-group is the same under a new name (was group)",
    ),
    ("cite: [text]", "cite: [text, news]", "source added", "cite/news", "the record: news is cited too"),
    (
        "cite: [text]",
        "cite: {text: {at: page 2}}",
        "wording only",
        "cite/text",
        "the record: text is cited at page 2, was as a whole",
    ),
    ("cite: [text]", "cite: [news]", "source added", "cite/news", "the record: news is cited too"),
    (
        "pledges:\n",
        "  confirmed-2026: {kind: confirmed, date: 2026-02-01}\npledges:\n",
        "re-confirmed",
        "events/confirmed-2026",
        "event confirmed-2026 is new: confirmed, 2026-02-01",
    ),
    (
        "pledges:\n",
        "  extended-2026: {kind: extended, date: 2026-02-01}\npledges:\n",
        "event added",
        "events/extended-2026",
        "event extended-2026 is new: extended, 2026-02-01",
    ),
    (
        "place: Tokyo",
        "summary: In Tokyo, place: Tokyo",
        "wording only",
        "events/signed/summary",
        "event signed, summary: 'In Tokyo'",
    ),
    ("  JP: {role: signatory}\n", "", "fact removed", "parties/JP", "party JP is gone; it was role signatory"),
    (
        "pledges:\n",
        "corrections:\n  c: {date: 2026-01-02, route: events/signed/date, reason: Misread.}\npledges:\n",
        "correction explained",
        "corrections/c",
        "correction of events/signed/date: Misread.",
    ),
]


def one_change(base: Make, old: str, new: str) -> list[Difference]:
    return compared(base({PATH: old}), base({PATH: new}))


@pytest.mark.parametrize("case", CASES)
def test_one_edit_is_one_difference_with_its_class_and_sentence(
    base: Make, case: tuple[str, str, str, str, str]
) -> None:
    was, now, sort, route, sentence = case
    assert OLD.count(was) == 1
    found = one_change(base, OLD, OLD.replace(was, now))
    told = [(one.sort, "/".join(one.route), one.sentence) for one in found]
    assert (sort, route, sentence) in told
    assert len(found) == (2 if now == "cite: [news]" else 1)
    assert {one.record for one in found} == {"us-japan-2025"}


def test_a_record_comes_and_goes(base: Make) -> None:
    without, with_it = base({}), base({PATH: OLD})
    (come,), (gone,) = compared(without, with_it), compared(with_it, without)
    assert (come.sort, come.severity, come.sentence) == ("record added", "medium", "new: agreement 'Framework'")
    assert (gone.sort, gone.severity, gone.sentence) == ("record removed", "high", "gone: agreement 'Framework'")
    assert come.old_spot is None
    assert gone.new_spot is None


def test_parts_come_and_go_as_wholes(base: Make) -> None:
    without = OLD.partition("pledges:")[0]
    (come,), (gone,) = one_change(base, without, OLD), one_change(base, OLD, without)
    assert (come.sort, come.subject, come.severity) == ("part added", "us-japan-2025/group", "medium")
    assert (gone.sort, gone.subject, gone.severity) == ("part removed", "us-japan-2025/group", "high")


SAME = {
    "comments": lambda text: text.replace("form:", "# what it is\nform:"),
    "quotes": lambda text: text.replace("form: framework", "form: 'framework'"),
    "order of keys": lambda text: text.replace(
        "form: framework\nbinding: unstated\n", "binding: unstated\nform: framework\n"
    ),
    "order of words": lambda text: text.replace("[US, JP]", "[JP, US]"),
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "block style": lambda text: text.replace("[rare-earths]", "\n  - rare-earths"),
    "folding": lambda text: text.replace("summary: They meet.", "summary: >-\n      They\n      meet."),
    "citation style": lambda text: text.replace("cite: [text]", "cite: {text: {}}"),
}


@pytest.mark.parametrize("how", SAME)
def test_how_it_is_written_is_no_difference(base: Make, how: str) -> None:
    again = SAME[how](OLD)
    assert again != OLD
    assert one_change(base, OLD, again) == []


def test_an_old_id_is_the_same_record(base: Make) -> None:
    old = base({PATH: OLD})
    new = base({"agreements/us-japan-minerals.yaml": f"{OLD}formerly: [us-japan-2025]\n".replace("04-28", "05-28")})
    found = compared(old, new)
    assert [(one.sort, one.record, one.renamed_from) for one in found] == [
        ("fact corrected", "us-japan-minerals", "us-japan-2025"),
        ("record renamed", "us-japan-minerals", "us-japan-2025"),
    ]
    assert found[0].old_spot is not None
    assert found[0].old_spot.path == f"data/{PATH}"


def test_both_places_are_given(base: Make) -> None:
    (found,) = one_change(base, OLD, f"# A comment.\n{OLD}".replace("04-28", "05-28"))
    assert found.old_spot is not None
    assert found.new_spot is not None
    line = OLD.splitlines().index("    due: 2026-04-28") + 1
    assert (found.old_spot.line, found.new_spot.line) == (line, line + 1)


def test_the_fingerprint_knows_facts_and_no_lines(base: Make) -> None:
    changed = OLD.replace("04-28", "05-28")
    (here,), (moved,) = one_change(base, OLD, changed), one_change(base, f"# one\n{OLD}", f"# one\n\n{changed}")
    (other,) = one_change(base, OLD, OLD.replace("04-28", "06-28"))
    assert here.fingerprint == moved.fingerprint != other.fingerprint


def test_what_does_not_read_is_said_and_not_taken_for_gone(base: Make) -> None:
    broken = f"{OLD}form: twice\n"
    (found,) = one_change(base, OLD, broken)
    assert (found.sort, found.severity) == ("unreadable", "high")
    assert found.sentence.startswith("the newer side cannot be read, so nothing can be compared: the key 'form'")
    assert one_change(base, broken, broken) == []


LINKED = "agreements/us-japan-2026.yaml"


def test_a_link_is_no_record_and_yet_a_difference(tmp_path: Path) -> None:
    """Nothing of it is read, so neither side has a text of it."""
    without, with_it = (
        write_base(tmp_path / "old", {PATH: OLD}).folder,
        write_base(tmp_path / "new", {PATH: OLD}).folder,
    )
    (with_it / LINKED).symlink_to(Path(PATH).name)
    old, new = load(Folder(without)), load(Folder(with_it))
    (come,), (gone,) = compared(old, new), compared(new, old)
    assert (come.sort, come.record, come.kind) == ("unreadable", "us-japan-2026", "agreements")
    assert come.sentence == "the newer side cannot be read, so nothing can be compared: a link is not read"
    assert gone.sentence.startswith("the older side cannot be read")
    assert compared(new, new) == []


def test_a_withdrawal_is_a_correction(base: Make) -> None:
    said = f"{COMMON['kb.yaml']}withdrawn:\n  us-japan-2025: {{date: 2026-02-01, reason: It was never signed.}}\n"
    gone, why = sorted(compared(base({PATH: OLD}), base({"kb.yaml": said})), key=lambda one: one.kind)
    assert (gone.sort, why.sort) == ("record removed", "correction explained")
    assert why.sentence == "us-japan-2025 was withdrawn: It was never signed."


def test_settings_and_waivers_are_compared_too(base: Make) -> None:
    waiver = "waivers:\n  w: {rule: uncited-fact, record: us-japan-2025, reason: So it is.}\n"
    found = compared(base({PATH: OLD}), base({PATH: OLD, "waivers.yaml": waiver}))
    assert [(one.record, one.sort, "/".join(one.route)) for one in found] == [
        ("waivers", "fact completed", "waivers/w")
    ]


def test_every_class_is_explained_and_weighs_something(base: Make) -> None:
    texts = {PATH: AGREEMENT}
    assert compared(base(texts), base(texts)) == []
    found = compared(base({}), base(texts))
    assert {one.sort for one in found} <= set(CLASSES)
    assert {one.severity for one in found} <= set(SEVERITIES)


_WORDS = st.sampled_from(["a", "b", "c", "2025", "unknown"])
_DATA = st.recursive(
    _WORDS | st.lists(_WORDS, min_size=1, max_size=3, unique=True),
    lambda inner: st.dictionaries(st.sampled_from(["x", "y", "z", "events", "pledges"]), inner, min_size=1, max_size=3),
    max_leaves=8,
)
_RECORDS = st.dictionaries(st.sampled_from(["title", "events", "pledges", "form"]), _DATA, min_size=1, max_size=4)


def leaves(data: Any, route: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The slow, obvious set of facts: every leaf with its route; what is empty says nothing."""
    if isinstance(data, dict) and data:
        return {leaf for key, value in data.items() for leaf in leaves(value, (*route, key))}
    if isinstance(data, list):
        return {(*route, f"- {word}") for word in data} or {(*route, "no word")}
    return {(*route, f"= {data}")}


@given(_RECORDS, _RECORDS)
def test_edits_are_the_difference_of_two_sets_of_facts(old: dict[str, Any], new: dict[str, Any]) -> None:
    was, now = leaves(old), leaves(new)
    found = list(edits(old, new))
    moved = {edit.route[:-1] for edit in found if edit.was}
    for leaf in was ^ now:
        near = [edit for edit in found if leaf[: len(edit.route)] == edit.route or edit.route[:-1] in moved]
        assert near, leaf
    if was == now:
        assert [edit for edit in found if leaves(edit.old) != leaves(edit.new) and not edit.was] == []
