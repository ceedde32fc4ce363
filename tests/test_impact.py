"""Which answers a change of the records changes, and the reason that each is given."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from mineralkb.diff.points import Points
from mineralkb.impact.answers import CORRECTED, LATE, SHARPENED, WORLD, changed_answers, unexplained
from mineralkb.render.impact import impact_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.kb import KnowledgeBase

    Make = Callable[[dict[str, str]], KnowledgeBase]

PATH = "controls/cn-1-2025.yaml"
# The newest source of these is of 29 October 2025.
OLD = """\
title: Notice
form: law
issuers: {CN: {}}
cite: [text, news]
events:
  issued: {kind: announced, date: 2025-04-01}
  start: {kind: effective, date: 2025-04-04}
provisions:
  dysprosium:
    title: Dysprosium
    summary: A licence is needed.
    measure: licensing requirement
    objects: [goods]
    items: {metal: {minerals: [dysprosium]}}
"""
LATER = {
    "sources/later.yaml": (
        "title: Later\npublisher: press\ndate: 2026-02-01\nseen: 2026-02-02\n"
        "url: https://press.example.org/later\nlanguage: en\nkind: news\nextent: whole\n"
    ).replace("\\\n", "\n")
}
SUSPENDED = "  pause: {kind: suspended, date: 2025-11-10, until: 2026-01-09, cite: [later]}\nprovisions:\n"
ENDED = "  end: {kind: repealed, date: 2025-08-01}\nprovisions:\n"
SEEN = "  seen: {kind: confirmed, date: 2026-02-01, cite: [later]}\nprovisions:\n"

Told = tuple[str, str, str, str, str]


def told(base: Make, old: str, new: str) -> list[Told]:
    """Of the rule: reason, first and last day, the two words."""
    found = changed_answers(base({PATH: old} | LATER), base({PATH: new} | LATER))
    return [
        (one.cause, one.run.first.isoformat(), one.run.last.isoformat(), one.run.old.word, one.run.new.word)
        for one in found
        if one.subject == "cn-1-2025/dysprosium"
    ]


def test_an_event_after_the_evidence_is_the_world(base: Make) -> None:
    found = told(base, OLD, OLD.replace("provisions:\n", SUSPENDED))
    assert (WORLD, "2025-11-10", "2026-01-09", "in effect", "suspended") in found
    assert {one[0] for one in found} == {WORLD}


def test_an_event_before_it_was_learned_late(base: Make) -> None:
    found = told(base, OLD, OLD.replace("provisions:\n", ENDED))
    assert found == [(LATE, "2025-08-01", "9999-12-31", "in effect", "ended")]


def test_another_day_in_the_past_is_a_correction(base: Make) -> None:
    found = told(base, OLD, OLD.replace("2025-04-04", "2025-05-04"))
    assert found == [(CORRECTED, "2025-04-04", "2025-05-03", "in effect", "planned")]


def test_a_day_made_exact_is_sharpened(base: Make) -> None:
    found = told(base, OLD.replace("2025-04-04", "2025-04"), OLD)
    assert {one[0] for one in found} == {SHARPENED}
    assert all(was == "cannot tell" and now in ("planned", "in effect") for _, _, _, was, now in found)


def test_a_sighting_is_no_news_of_the_world(base: Make) -> None:
    planned = OLD.replace("2025-04-04", "2025-12-01")
    found = told(base, planned, planned.replace("provisions:\n", SEEN))
    assert found == [(SHARPENED, "2025-12-01", "9999-12-31", "cannot tell", "in effect")]


@pytest.mark.parametrize(
    "new", [f"# A comment.\n{OLD}", OLD.replace("A licence", "A permit"), OLD.replace("issued:", "notice:")]
)
def test_what_changes_no_answer_gives_none(base: Make, new: str) -> None:
    assert told(base, OLD, new) == []


def test_a_new_record_was_not_told_of_before(base: Make) -> None:
    found = changed_answers(base(LATER), base({PATH: OLD} | LATER))
    assert {one.run.old.word for one in found} == {"not recorded"}
    assert CORRECTED not in {one.cause for one in found}


def test_rewriting_the_past_owes_a_reason(base: Make) -> None:
    other = OLD.replace("2025-04-04", "2025-05-04")
    entry = "corrections:\n  start: {date: 2026-02-02, route: events/start/date, reason: The month was misread.}\n"
    old, silent, said = (base({PATH: text} | LATER) for text in (OLD, other, other + entry))
    assert unexplained(changed_answers(old, silent), old, silent) == ["cn-1-2025"]
    assert unexplained(changed_answers(old, said), old, said) == []
    assert unexplained(changed_answers(said, silent), said, silent) == []


def test_each_day_differs_as_the_runs_say(base: Make) -> None:
    """Against the plain question, asked of both states on every day of two years."""
    from mineralkb.status import timeline_of

    bases = [base({PATH: text} | LATER) for text in (OLD, OLD.replace("provisions:\n", SUSPENDED))]
    sources = [{one.id: one.data for one in side.of_kind("sources")} for side in bases]
    standings = [timeline_of(side.records["cn-1-2025"], (), known) for side, known in zip(bases, sources, strict=True)]
    runs = [one.run for one in changed_answers(*bases) if one.subject == "cn-1-2025"]
    for number in range(date(2025, 1, 1).toordinal(), date(2027, 1, 1).toordinal()):
        day = date.fromordinal(number)
        words = [(standing.on(day).word, standing.on(day).possible) for standing in standings if standing]
        assert len(words) == 2
        assert (words[0] != words[1]) == any(run.first <= day <= run.last for run in runs), day


def test_the_json_has_its_documented_shape(base: Make) -> None:
    schema = json.loads((Path(__file__).parent.parent / "docs/schemas/impact.json").read_text(encoding="utf-8"))
    answers = changed_answers(base(LATER), base({PATH: OLD} | LATER))
    data = json.loads(json.dumps(impact_data(Points("0" * 40, "", "main", "the working tree"), answers, ["x"])))
    jsonschema_rs.Draft202012Validator(schema).validate(data)
    assert set(data) == set(schema["properties"])
