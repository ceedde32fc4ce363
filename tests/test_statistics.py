"""What is counted, on a small base whose numbers can be read off its text."""

from __future__ import annotations

import json
from datetime import date

import jsonschema_rs

from conftest import COMMON, TODAY
from mineralkb.questions.asked import Asked
from mineralkb.questions.statistics import Statistics, statistics
from mineralkb.render.json import to_json
from mineralkb.render.plain import plain
from mineralkb.render.statistics import statistics_blocks, statistics_data
from schemas import schema, undescribed, validator
from test_list_filters import base_of, control, item, rule


def counted(files: dict[str, str], on: date = TODAY) -> Statistics:
    return statistics(base_of(files), Asked(on))


FILES = {"controls/rule.yaml": control(rule(item("minerals: [gallium]")))}


def test_records_parts_and_sources_are_counted() -> None:
    found = counted(FILES)
    records = dict(found.records)
    assert records["controls"] == 1
    assert (
        records["sources"]
        == sum(path.startswith("sources/") for path in COMMON)
        == sum(dict(found.source_kinds).values())
    )
    assert dict(found.parts)["provision"] == 1


def test_facts_of_what_states_something_are_cited_or_not() -> None:
    whole = counted(FILES)
    bare = counted({"controls/rule.yaml": FILES["controls/rule.yaml"].replace("cite: [text]\n", "", 1)})
    assert whole.facts == bare.facts > 0
    assert whole.cited > bare.cited


def test_evidence_is_sorted_by_its_age_on_the_day_asked() -> None:
    assert sum(dict(counted(FILES).evidence).values()) == 1
    ages = [
        next(iter(dict(counted(FILES, on).evidence))) for on in (date(2025, 11, 1), date(2026, 6, 1), date(2028, 1, 1))
    ]
    assert ages == ["up to 90 days", "up to a year", "older"]


def test_statistics_are_drawn_and_written() -> None:
    found = counted(FILES)
    assert "controls" in plain(statistics_blocks(found))
    assert statistics_data(found)["records"]["controls"] == 1


def test_the_answer_is_as_its_published_schema_says() -> None:
    found = schema("stats")
    jsonschema_rs.meta.validate(found)
    assert undescribed(found, "stats") == []
    validator("stats").validate(json.loads(to_json(statistics_data(counted(FILES)))))
