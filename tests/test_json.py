"""JSON output has the documented shape, for every kind, and every field of it is described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from conftest import COMMON, TODAY
from example_base import EXAMPLE, written
from mineralkb.index import open_base
from mineralkb.place import find_place
from mineralkb.questions.asked import Asked
from mineralkb.questions.card import card
from mineralkb.questions.find import find
from mineralkb.questions.kinds import KINDS
from mineralkb.questions.listing import list_kind
from mineralkb.questions.wanted import Wanted
from mineralkb.render.cards import card_blocks
from mineralkb.render.json import card_data, listing_data, to_json, to_json_lines
from mineralkb.render.plain import plain
from schemas import schema, undescribed, validator

if TYPE_CHECKING:
    from mineralkb.index import Base

ROOT = Path(__file__).parent.parent
SAMPLES = {
    f"{path.stem}/a-{path.stem}.yaml" if path.stem != "countries" else "countries/DE.yaml": path.read_text(
        encoding="utf-8"
    )
    for path in (ROOT / "tests" / "samples").glob("*.yaml")
    if path.stem not in ("kb", "waivers")
}
NAMES = ("list", "show", "validate")


@pytest.fixture(scope="module", params=["shipped", "samples"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The data as it ships, and one record of each kind in which every field stands."""
    if request.param == "shipped":
        real: Base = request.getfixturevalue("real")
        return real
    folder = written(tmp_path_factory.mktemp("samples"), COMMON | EXAMPLE | SAMPLES)
    return open_base(find_place(str(folder), None, ROOT))


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_every_kind(base: Base, kind: str) -> None:
    for everything in (True, False):
        wanted = Wanted(kind, columns=tuple(KINDS[kind].columns) if everything else (), everything=everything)
        found = list_kind(base, wanted, Asked(TODAY, parameters={"kind": kind}))
        data = json.loads(to_json(listing_data(found)))
        validator("list").validate(data)
        lines = to_json_lines(list(found.rows)).splitlines()
        assert [json.loads(line) for line in lines] == data["rows"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "events"])
def test_a_card_of_every_kind(base: Base, kind: str) -> None:
    """A dozen of each kind, from its whole length."""
    rows = list_kind(base, Wanted(kind, everything=True), Asked(TODAY)).rows
    for row in rows[:: max(len(rows) // 12, 1)]:
        found = card(base, find(base, str(row["id"])), Asked(TODAY, "rev:x", "c" * 40, "2026-01-02", {"id": "x"}))
        validator("show").validate(json.loads(to_json(card_data(found))))
        assert plain(card_blocks(found))


def test_samples_have_every_kind() -> None:
    kinds = {name.split("/")[0] for name in SAMPLES}
    assert kinds == {"countries", *kinds}
    assert kinds | {"pledges", "provisions", "entries", "events"} >= set(KINDS)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_every_field_is_described(name: str) -> None:
    found = schema(name)
    jsonschema_rs.meta.validate(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert undescribed(found, name) == []


def test_the_page_names_every_field() -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    for name in NAMES[:2]:
        assert [field for field in schema(name)["properties"] if f"`{field}`" not in page] == []
    validate = (ROOT / "docs" / "validate.md").read_text(encoding="utf-8")
    finding = schema("validate")["$defs"]["finding"]["properties"]
    assert [field for field in finding if f"`{field}`" not in validate] == []
