"""The shipped data is clean, and answers for the events that gave rise to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import DATA
from mineralkb.document import read_document
from pages import VALIDATING, printed, shown

if TYPE_CHECKING:
    from mineralkb.index import Base


def test_nothing_is_found_as_the_readme_shows() -> None:
    *findings, summary = printed(VALIDATING).splitlines()
    assert findings == []
    assert [summary] == dict(shown("README.md"))[VALIDATING].splitlines()


def test_no_waiver_hides_a_missing_source() -> None:
    waivers = read_document((DATA / "waivers.yaml").read_text(encoding="utf-8")).data
    assert waivers
    assert {waiver["rule"] for waiver in waivers["waivers"].values()}.isdisjoint({"uncited-fact", "dangling-reference"})


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
def test_the_events_that_gave_rise_to_the_project_are_held(kind: str, ids: tuple[str, ...], real: Base) -> None:
    assert set(ids) <= {row["id"] for row in real.rows("SELECT id FROM record WHERE kind = ?", (kind,))}
