"""The shipped data is clean, and answers for the events that gave rise to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mineralkb.kb import KnowledgeBase, load
from mineralkb.rules import check
from mineralkb.tree import Folder

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return load(Folder(DATA, "data"))


def test_nothing_is_found(shipped: KnowledgeBase) -> None:
    findings, _ = check(shipped, date(2026, 11, 23))
    assert [f"{f.spot.path}:{f.spot.place.line} {f.rule}: {f.message}" for f in findings] == []


def test_no_waiver_hides_a_missing_source(shipped: KnowledgeBase) -> None:
    assert {waiver["rule"] for waiver in shipped.waivers.values()}.isdisjoint({"uncited-fact", "dangling-reference"})


REQUIRED = {
    "agreements": (
        *("us-japan-2025", "us-japan-2023", "us-australia-2025", "us-malaysia-2025", "us-japan-investment-2025"),
        *("us-mp-materials-2025", "us-mp-price-protection-2025"),
    ),
    "controls": (
        *(f"cn-mofcom-{number}-2025" for number in (18, 55, 56, 57, 58, 61, 62, 70, 72)),
        *("cn-mofcom-23-2023", "cn-mofcom-46-2024", "cn-mofcom-51-2024"),
    ),
    "lists": ("cn-dual-use-list",),
    "countries": ("US", "JP", "AU", "MY", "CN"),
}


@pytest.mark.parametrize(("kind", "ids"), REQUIRED.items())
def test_the_events_that_gave_rise_to_the_project_are_held(
    kind: str, ids: tuple[str, ...], shipped: KnowledgeBase
) -> None:
    assert set(ids) <= {record.id for record in shipped.of_kind(kind)}
