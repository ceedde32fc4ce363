"""A content is read once however many loads have it, and old formats stay readable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import COMMON, Texts
from mineralkb.errors import MkbError
from mineralkb.kb import load
from mineralkb.reading import FORMAT, LIFTS, Memory, lifted
from mineralkb.tree import Revision, git

ROOT = Path(__file__).parent.parent


def test_two_loads_share_what_both_have() -> None:
    memory: Memory = {}
    one = load(Texts(COMMON), memory)
    other = load(Texts({**COMMON, "countries/JP.yaml": "title: Nippon\n"}), memory)
    assert one.records["US"].data is other.records["US"].data
    assert (one.records["JP"].title, other.records["JP"].title) == ("Japan", "Nippon")
    assert len(memory) == len(COMMON) + 1


def test_the_same_text_as_another_kind_is_another_record() -> None:
    text = "title: A thing\ntype: ministry\n"
    found = load(Texts({**COMMON, "organizations/one.yaml": text, "minerals/other.yaml": text}))
    assert "one" in found.records
    assert [(f.spot.path, f.rule) for f in found.findings] == [("data/minerals/other.yaml", "schema")]


def test_every_older_format_has_its_lift() -> None:
    assert set(LIFTS) == set(range(1, FORMAT))


def test_lifts_are_applied_one_after_the_other() -> None:
    def renamed(_kind: str, data: Any) -> Any:
        return {("title" if key == "name" else key): value for key, value in data.items()}

    def marked(kind: str, data: Any) -> Any:
        return {**data, "kind": kind}

    assert lifted("minerals", {"name": "Gallium"}, 1, {1: renamed, 2: marked}) == {
        "title": "Gallium",
        "kind": "minerals",
    }
    assert lifted("minerals", {"title": "Gallium"}, 2, {1: renamed, 2: marked}) == {
        "title": "Gallium",
        "kind": "minerals",
    }


def test_the_oldest_commit_of_the_data_still_loads() -> None:
    try:
        oldest = git.text(ROOT, "rev-list", "--reverse", "HEAD", "--", "data/kb.yaml").splitlines()
    except (git.GitError, MkbError):
        pytest.skip("no history here: an unpacked archive, or a shallow clone")
    found = load(Revision(ROOT / "data", oldest[0]))
    assert found.settings["format"] == 1
    assert found.findings == []
