"""Which answers a change of the records changes, and the reason that each is given."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from conftest import COMMON, indexed
from mineralkb.api import OpenBase
from mineralkb.diff.points import Points
from mineralkb.impact.answers import CORRECTED, LATE, PASSED, SHARPENED, WORLD, changed_answers, unexplained
from mineralkb.impact.untold import Unread, Untold, untold
from mineralkb.kb import KnowledgeBase
from mineralkb.render.impact import impact_blocks, impact_data
from mineralkb.render.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.impact.answers import Answer

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

ASKED = Points("0" * 40, "", "main", "the working tree")


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

    old, new = bases = [base({PATH: text} | LATER) for text in (OLD, OLD.replace("provisions:\n", SUSPENDED))]
    sources = [{one.id: one.data for one in side.of_kind("sources")} for side in bases]
    standings = [timeline_of(side.records["cn-1-2025"], (), known) for side, known in zip(bases, sources, strict=True)]
    runs = [one.run for one in changed_answers(old, new) if one.subject == "cn-1-2025"]
    for number in range(date(2025, 1, 1).toordinal(), date(2027, 1, 1).toordinal()):
        day = date.fromordinal(number)
        words = [(standing.on(day).word, standing.on(day).possible) for standing in standings if standing]
        assert len(words) == 2
        assert (words[0] != words[1]) == any(run.first <= day <= run.last for run in runs), day


# The newest source of both is of 29 October 2025.
GROUP = """\
title: Group
cite: [text, news]
events:
  begun: {kind: effective, date: 2020-01-01}
members:
  US: {since: 2020-01-01}
  JP: {since: 2021-01-01}
"""
PACT = """\
title: Pact
form: framework
binding: binding
cite: [text, news]
parties:
  US: {role: signatory}
  JP: {role: signatory, joined: 2025-06-01}
events:
  signed: {kind: signed, date: 2025-10-28}
  force: {kind: entered into force, date: 2025-10-28}
pledges:
  group:
    title: A group
    summary: They meet.
    topics: [rapid response]
    by: [US]
    strength: intention
    due: 2026-04-28
"""
JOINED = "  acceded: {kind: acceded, date: 2026-01-12, party: CN, cite: [later]}\n"
LEFT = "  left: {kind: withdrew, date: 2025-09-01, party: US}\npledges:\n"
# Of the group or the pact: what is written instead of what; reason, member, first and last day, both words.
MEMBERSHIPS: list[tuple[str, str, str, list[tuple[str, ...]]]] = [
    (GROUP, "members:\n", "members:\n  CN: {since: 2026-01-01}\n", [(WORLD, "CN", "2026-01-01", "9999-12-31", "no", "member")]),
    (GROUP, "members:\n", "members:\n  CN: {since: 2025-01-01}\n", [(LATE, "CN", "2025-01-01", "9999-12-31", "no", "member")]),
    (GROUP, "members:\n", "members:\n  CN: {}\n", [(CORRECTED, "CN", "0001-01-01", "9999-12-31", "no", "member")]),
    (GROUP, "2021-01-01}", "2021-01-01, until: 2025-12-31}", [(WORLD, "JP", "2026-01-01", "9999-12-31", "member", "no")]),
    (GROUP, "2021-01-01}", "2021-01-01, until: 2024-12-31}", [(LATE, "JP", "2025-01-01", "9999-12-31", "member", "no")]),
    (GROUP, "2021-01-01", "2022-01-01", [(CORRECTED, "JP", "2021-01-01", "2021-12-31", "member", "no")]),
    (GROUP, "  JP: {since: 2021-01-01}\n", "", [(CORRECTED, "JP", "2021-01-01", "9999-12-31", "member", "no")]),
    (PACT, "events:\n", f"  CN: {{role: signatory}}\nevents:\n{JOINED}", [(WORLD, "CN", "2026-01-12", "9999-12-31", "no", "signatory")]),
    (PACT, "pledges:\n", LEFT, [(LATE, "US", "2025-09-01", "9999-12-31", "signatory", "no")]),
    (PACT, "2025-06-01}", "2025-06-01, left: 2026-02-01}", [(WORLD, "JP", "2026-02-01", "9999-12-31", "signatory", "no")]),
    (PACT, "role: signatory, joined", "role: observer, joined", [(CORRECTED, "JP", "2025-06-01", "9999-12-31", "signatory", "observer")]),
    (PACT, "  US: {role: signatory}\n  JP", "  JP", [(CORRECTED, "US", "0001-01-01", "9999-12-31", "signatory", "no")]),
]  # fmt: skip


def shown(one: Answer) -> tuple[str, ...]:
    """Reason, what it is about, days and words."""
    about = " ".join(value for _, value in one.about)
    return (one.cause, about, one.run.first.isoformat(), one.run.last.isoformat(), one.run.old.word, one.run.new.word)


def of_sort(sort: str, old: KnowledgeBase, new: KnowledgeBase) -> list[tuple[str, ...]]:
    return [shown(one) for one in changed_answers(old, new) if one.sort == sort]


@pytest.mark.parametrize(("old", "was", "now", "expected"), MEMBERSHIPS)
def test_a_membership_reads_otherwise(
    base: Make, old: str, was: str, now: str, expected: list[tuple[str, ...]]
) -> None:
    path = "groups/G9.yaml" if old is GROUP else "agreements/pact.yaml"
    assert old.count(was) == 1
    texts = [{path: text} | LATER for text in (old, old.replace(was, now))]
    assert of_sort("membership", *map(base, texts)) == expected


def test_a_member_that_may_have_been_one_is_sharpened(base: Make) -> None:
    partial = f"{GROUP}partial: [members]\n"
    old, new = (
        base({"groups/G9.yaml": text}) for text in (partial, partial.replace("members:\n", "members:\n  CN: {}\n"))
    )
    assert of_sort("membership", old, new) == [(SHARPENED, "CN", "0001-01-01", "9999-12-31", "cannot tell", "member")]
    disputed = PACT.replace("role: signatory, joined", "role: {disputed: {text: signatory, news: guest}}, joined")
    old, new = (base({"agreements/pact.yaml": text}) for text in (disputed, PACT))
    assert of_sort("membership", old, new) == [
        (SHARPENED, "JP", "2025-06-01", "9999-12-31", "cannot tell", "signatory")
    ]


LIST = """\
title: List
type: dual-use list
country: CN
cite: [text, news]
entries:
  1A001: {title: One, minerals: [dysprosium], since: 2025-01-01}
"""
SCOPED = OLD.replace("    items: {metal: {minerals: [dysprosium]}}\n", "    scope: {cn-list: {}}\n")
TO_JP = "    targets: {destinations: [JP]}\n    items:"
FROM = "2025-04-04"
ENTRY = "  1A002: {title: Two, since: %s}\n"
# What is written instead of what in the rule, the list or the group; what is told of what it covers.
COVERAGES: list[tuple[str, str, str, str, list[tuple[str, ...]]]] = [
    (OLD, "rule", "[dysprosium]", "[dysprosium, rare-earths]", [
        (CORRECTED, "cn-1-2025/dysprosium covers rare-earths to everywhere", FROM, "no", "yes")]),
    (OLD, "rule", "{minerals: [dysprosium]}", "{minerals: [dysprosium], codes: [1A1], code_list: cn-list}", [
        (LATE, "cn-1-2025/dysprosium covers 1A1 to everywhere", FROM, "not recorded", "yes")]),
    (OLD, "rule", "    items:", TO_JP, [
        (CORRECTED, "cn-1-2025/dysprosium covers dysprosium to everywhere", FROM, "yes", "no")]),
    (OLD.replace("    items:", TO_JP), "rule", "[JP]", "[JP, US]", [
        (CORRECTED, "cn-1-2025/dysprosium covers dysprosium to US", FROM, "no", "yes")]),
    (OLD, "rule", "    items:", "    targets: {excluded: [US]}\n    items:", [
        (CORRECTED, "cn-1-2025/dysprosium covers dysprosium to US", FROM, "yes", "no")]),
    (OLD.replace("    items:", "    partial: [items]\n    items:"), "rule", "[dysprosium]", "[dysprosium, rare-earths]", [
        (SHARPENED, "cn-1-2025/dysprosium covers rare-earths to everywhere", FROM, "cannot tell", "yes")]),
    (SCOPED, "list", "entries:\n", f"entries:\n{ENTRY % '2025-12-01'}", [
        (WORLD, "cn-1-2025/dysprosium covers 1A002 to everywhere", "2025-12-01", "no", "yes")]),
    (SCOPED, "list", "entries:\n", f"entries:\n{ENTRY % '2025-03-01'}", [
        (LATE, "cn-1-2025/dysprosium covers 1A002 to everywhere", FROM, "no", "yes")]),
    (SCOPED, "list", "since: 2025-01-01", "since: 2025-01-01, until: 2025-12-31", [
        (WORLD, "cn-1-2025/dysprosium covers 1A001, dysprosium to everywhere", "2026-01-01", "yes", "no")]),
    (SCOPED.replace("cn-list: {}", "cn-list: {entries: [1A001]}"), "list", "since: 2025-01-01", "since: 2025-05-01", [
        (CORRECTED, "cn-1-2025/dysprosium covers 1A001, dysprosium to everywhere", FROM, "yes", "no")]),
    (OLD.replace("    items:", "    targets: {destinations: [G9]}\n    items:"), "group", "members:\n",
        "members:\n  CN: {since: 2025-12-01}\n", [
        (WORLD, "cn-1-2025/dysprosium covers dysprosium to CN", "2025-12-01", "no", "yes")]),
    (OLD.replace("    items:", "    targets: {destinations: [G9]}\n    items:"), "rule", "    targets: {destinations: [G9]}\n",
        "    targets: {destinations: [US]}\n", [
        (CORRECTED, "cn-1-2025/dysprosium covers dysprosium to G9", FROM, "yes", "no")]),
]  # fmt: skip


@pytest.mark.parametrize("case", COVERAGES)
def test_a_coverage_reads_otherwise_while_the_rule_is_in_effect(
    base: Make, case: tuple[str, str, str, str, list[tuple[str, ...]]]
) -> None:
    rule, where, was, now, expected = case
    files = {"rule": (PATH, rule), "list": ("lists/cn-list.yaml", LIST), "group": ("groups/G9.yaml", GROUP)}
    path, text = files[where]
    assert text.count(was) == 1
    old = dict(files.values()) | LATER
    found = changed_answers(base(old), base(old | {path: text.replace(was, now)}))
    told = [
        (one.cause, one.question, one.run.first.isoformat(), one.run.old.word, one.run.new.word)
        for one in found
        if one.sort == "coverage"
    ]
    assert told == expected


TO_GROUP = SCOPED.replace("    scope:", "    targets: {destinations: [G9]}\n    scope:")
JOINING = ("members:\n", "members:\n  CN: {since: 2025-06, until: 2026-02-15}\n")
LISTED = ("since: 2025-01-01", "since: 2025-05, until: 2026-01-10..2026-01-20")


@pytest.mark.parametrize("place", ["CN", "JP", "US"])
@pytest.mark.parametrize("rule", [TO_GROUP, SCOPED, TO_GROUP.replace("provisions:\n", SUSPENDED)])
def test_each_day_is_covered_as_lists_have_it(base: Make, rule: str, place: str) -> None:
    """Against `mkb list provisions`, asked of both states on many days for what surely and what possibly is covered."""
    old = {PATH: TO_GROUP, "lists/cn-list.yaml": LIST, "groups/G9.yaml": GROUP} | LATER
    new = old | {PATH: rule, "lists/cn-list.yaml": LIST.replace(*LISTED), "groups/G9.yaml": GROUP.replace(*JOINING)}
    runs = [one.run for one in changed_answers(base(old), base(new)) if one.subject == "cn-1-2025/dysprosium"]
    asked = [OpenBase(indexed(texts)) for texts in (old, new)]
    days = [date.fromordinal(number) for number in range(date(2025, 3, 1).toordinal(), date(2026, 4, 1).toordinal(), 5)]
    otherwise = [day for day in days if _listed(asked[0], day, place) != _listed(asked[1], day, place)]
    assert otherwise or (rule, place) == (SCOPED, "CN")  # a rule does not reach its issuer
    assert [day for day in otherwise if not any(run.first <= day <= run.last for run in runs)] == []


def _listed(asked: OpenBase, day: date, place: str) -> tuple[list[str], list[str]]:
    filters = {"mineral": "dysprosium", "destination": place, "status": "in effect"}
    sure, maybe = (asked.list("provisions", day, possible=possible, **filters) for possible in (False, True))
    return [str(row["id"]) for row in sure.rows], [str(row["id"]) for row in maybe.rows]


def test_a_rule_that_does_not_apply_covers_nothing(base: Make) -> None:
    paused = OLD.replace("provisions:\n", "  end: {kind: repealed, date: 2025-08-01}\nprovisions:\n")
    old, new = (base({PATH: text}) for text in (paused, paused.replace("[dysprosium]", "[dysprosium, rare-earths]")))
    assert of_sort("coverage", old, new) == [(CORRECTED, "rare-earths", "2025-04-04", "2025-07-31", "no", "yes")]


def test_a_new_rule_covers_what_it_says(base: Make) -> None:
    other = OLD.replace("  dysprosium:\n    title", "  other:\n    title").partition("provisions:\n")[2]
    old, new = base({PATH: OLD}), base({PATH: OLD + other})
    assert (LATE, "dysprosium", "2025-04-04", "9999-12-31", "not recorded", "yes") in of_sort("coverage", old, new)
    assert unexplained(changed_answers(old, new), old, new) == []


@pytest.mark.parametrize(
    ("entry", "owed"),
    [
        ("provisions/dysprosium/events/start/date", []),
        ("provisions/dysprosium", []),
        ("provisions", []),
        ("provisions/terbium", ["cn-1-2025"]),
        ("events/issued", ["cn-1-2025"]),
        ("title", ["cn-1-2025"]),
    ],
)
def test_a_correction_is_of_its_route(base: Make, entry: str, owed: list[str]) -> None:
    issued = OLD.replace("  start: {kind: effective, date: 2025-04-04}\n", "")
    second = issued.partition("provisions:\n")[2].replace("  dysprosium:\n", "  terbium:\n", 1)
    starts = "    events: {start: {kind: effective, date: 2025-04-04}}\n"
    text = f"{issued}{starts}{second}{starts}"
    said = f"corrections:\n  c: {{date: 2026-02-02, route: {entry}, reason: Misread.}}\n"
    old = base({PATH: text + said.replace(entry, "title")})
    # The record begins with the first of its rules, so only the part reads otherwise.
    new = base({PATH: text.replace("2025-04-04", "2025-06-04", 1) + said})
    answers = changed_answers(old, new)
    assert {one.subject for one in answers if one.cause == CORRECTED} == {"cn-1-2025/dysprosium"}
    assert unexplained(answers, old, new) == owed


@pytest.mark.parametrize(("entry", "owed"), [("events/start", []), ("events/issued", ["cn-1-2025"])])
def test_a_correction_of_an_event_explains_what_follows_from_it(base: Make, entry: str, owed: list[str]) -> None:
    said = f"corrections:\n  c: {{date: 2026-02-02, route: {entry}, reason: Misread.}}\n"
    old, new = base({PATH: OLD}), base({PATH: OLD.replace("2025-04-04", "2025-05-04") + said})
    answers = changed_answers(old, new)
    assert {one.subject for one in answers} == {"cn-1-2025", "cn-1-2025/dysprosium"}
    assert unexplained(answers, old, new) == owed


def test_a_source_can_be_what_was_rewritten(base: Make) -> None:
    planned = OLD.replace("2025-04-04", "2025-10-28").replace("[text, news]", "[text]")
    other = COMMON["sources/text.yaml"].replace("2025-10-28", "2025-10-01")
    entry = "corrections:\n  day: {date: 2026-02-02, route: date, reason: Misread.}\n"
    old, silent, said = (
        base({PATH: planned, "sources/text.yaml": text}) for text in (COMMON["sources/text.yaml"], other, other + entry)
    )
    assert unexplained(changed_answers(old, silent), old, silent) == ["text"]
    assert unexplained(changed_answers(old, said), old, said) == []


def test_a_record_that_is_gone_needs_a_reason(base: Make) -> None:
    said = f"{COMMON['kb.yaml']}withdrawn:\n  cn-1-2025: {{date: 2026-02-01, reason: A copy of another.}}\n"
    old, silent, told = base({PATH: OLD}), base({}), base({"kb.yaml": said})
    answers = changed_answers(old, silent)
    assert {one.cause for one in answers} == {CORRECTED}
    assert unexplained(answers, old, silent) == ["cn-1-2025"]
    assert unexplained(changed_answers(old, told), old, told) == []


def test_another_id_is_no_other_answer(base: Make) -> None:
    """Nor are the new ids of a list, a group, a source and a part that it speaks of."""
    rule = SCOPED.replace("    scope:", "    targets: {destinations: [G9]}\n    scope:")
    old = {PATH: rule, "lists/cn-list.yaml": LIST, "groups/G9.yaml": GROUP}
    moved = rule.replace("G9", "G10").replace("cn-list", "cn-dual").replace("text, news", "text, paper")
    moved = moved.replace("  dysprosium:\n    title", "  quick:\n    title")
    new = {
        "controls/cn-one.yaml": f"{moved}formerly: [cn-1-2025]\n",
        "lists/cn-dual.yaml": f"{LIST}formerly: [cn-list]\n".replace("text, news", "text, paper"),
        "groups/G10.yaml": f"{GROUP}formerly: [G9]\n".replace("text, news", "text, paper"),
        "sources/paper.yaml": f"{COMMON['sources/news.yaml']}formerly: [news]\n",
    }
    before, after = base(old), base(new)
    for base_ in (before, after):
        assert [finding for finding in base_.findings if finding.rule != "unused-source"] == []
    del after.records["news"], after.claimed["news"]
    assert changed_answers(before, after) == []
    assert unexplained([], before, after) == []


def test_what_does_not_read_is_not_taken_for_gone(base: Make) -> None:
    old, broken = base({PATH: OLD}), base({PATH: f"{OLD}form: twice\n"})
    assert changed_answers(old, broken) == changed_answers(broken, old) == []
    assert unexplained([], old, broken) == []


DAYS = (date(2025, 11, 1), date(2026, 11, 1))
# What the record is, and what is told of it between the two days.
PASSING: list[tuple[str, str, list[tuple[str, ...]]]] = [
    ("agreements/pact.yaml", PACT, [("pact/group", "2026-04-29", "open", "due date passed, not checked")]),
    (PATH, OLD, []),
    (PATH, OLD.replace("provisions:\n", "  p: {kind: suspended, date: 2025-10-01, until: 2025-11-09}\nprovisions:\n"), [
        ("cn-1-2025", "2025-11-10", "suspended", "cannot tell"),
        ("cn-1-2025/dysprosium", "2025-11-10", "suspended", "cannot tell")]),
    (PATH, OLD.replace("2025-04-04", "2026-02-01"), [
        ("cn-1-2025", "2026-02-01", "planned", "cannot tell"),
        ("cn-1-2025/dysprosium", "2026-02-01", "planned", "cannot tell")]),
    ("groups/G9.yaml", GROUP.replace("2021-01-01", "2021-01-01, until: 2025-12-31"), [("JP in G9", "2026-01-01", "member", "no")]),
    ("groups/G9.yaml", GROUP.replace("2021-01-01", "2021-01-01, until: 2025-10-31"), []),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), PASSING)
def test_only_time_passed(base: Make, path: str, text: str, expected: list[tuple[str, ...]]) -> None:
    there = base({path: text})
    assert changed_answers(there, there) == changed_answers(there, there, DAYS[::-1]) == []
    for again in (there, base({path: f"# A comment.\n{text.replace('Notice', 'Announcement')}"})):
        found = changed_answers(there, again, DAYS)
        assert {one.cause for one in found} <= {PASSED}
        assert {one.run.last for one in found} <= {DAYS[1]}
        told = [(one.question, one.run.first.isoformat(), one.run.old.word, one.run.new.word) for one in found]
        assert told == expected


def test_what_a_record_says_otherwise_is_not_the_time(base: Make) -> None:
    old, new = (base({"agreements/pact.yaml": text}) for text in (PACT, PACT.replace("04-28", "03-28")))
    found = changed_answers(old, new, DAYS)
    assert [one.cause for one in found if one.cause != PASSED] == [one.cause for one in changed_answers(old, new)]
    # On both days both say the same: open, and passed.
    assert [one.run.first for one in found if one.cause == PASSED] == [date(2026, 3, 29)]
    done = PACT.replace(
        "due: 2026-04-28", "due: 2026-04-28\n    events: {done: {kind: delivered, date: 2026-01-01, cite: [later]}}"
    )
    assert PASSED not in {one.cause for one in changed_answers(old, base({"agreements/pact.yaml": done} | LATER), DAYS)}


def test_only_time_passed_stands_last_with_both_days(base: Make) -> None:
    text = OLD.replace("provisions:\n", "  p: {kind: suspended, date: 2025-10-01, until: 2025-11-09}\nprovisions:\n")
    pact = PACT.replace("2025-06-01", "2025-07-01")
    old, new = base({PATH: text, "agreements/pact.yaml": PACT}), base({PATH: text, "agreements/pact.yaml": pact})
    answers = changed_answers(old, new, DAYS)
    assert [one.cause for one in answers] == [CORRECTED, PASSED, PASSED, PASSED]
    lines = plain(impact_blocks(Points("0" * 40, "", "main", "HEAD"), answers, ["pact"], DAYS)).splitlines()
    at = lines.index("ONLY TIME PASSED (2)")
    assert lines[at + 1].split()[-6:] == ["was", "on", "2025-11-01", "is", "on", "2026-11-01"]
    assert any(line.startswith("cn-1-2025 and 1 part of it") for line in lines[at:])
    assert lines.index("THE PAST READS DIFFERENTLY (1)") < at


def test_the_json_has_its_documented_shape(base: Make) -> None:
    schema = json.loads((Path(__file__).parent.parent / "docs/schemas/impact.json").read_text(encoding="utf-8"))
    texts = {PATH: OLD, "groups/G9.yaml": GROUP, "agreements/pact.yaml": PACT} | LATER
    answers = changed_answers(base({"agreements/pact.yaml": PACT} | LATER), base(texts), DAYS)
    assert {one.sort for one in answers} == {"standing", "membership", "coverage"}
    left = Untold((Unread("x", "data/agreements/x.yaml", 3, "newer"),), 7)
    for days in (DAYS, None):
        data = json.loads(json.dumps(impact_data(ASKED, answers, ["x"], days, left)))
        jsonschema_rs.Draft202012Validator(schema).validate(data)
        assert set(data) == set(schema["properties"])
        assert set(data["answers"][0]) == set(schema["properties"]["answers"]["items"]["properties"])


def test_the_terms_of_a_rule_decide_while_it_is_in_effect(base: Make) -> None:
    measure, policy = "    measure: licensing requirement\n", "    policy: ordinary\n"
    assert measure in OLD
    stricter, told = OLD.replace(measure, "    measure: export prohibition\n"), OLD.replace(measure, measure + policy)
    old = base({PATH: OLD})
    (answer,) = changed_answers(old, base({PATH: stricter}))
    assert (answer.question, answer.cause) == (f"measure of {answer.subject}", CORRECTED)
    assert (answer.run.old.word, answer.run.new.word) == ("licensing requirement", "export prohibition")
    assert answer.run.first > date(2025, 1, 1)
    assert unexplained([answer], old, base({PATH: stricter})) == ["cn-1-2025"]
    (answer,) = changed_answers(old, base({PATH: told}))
    assert (answer.question, answer.cause) == (f"licensing policy of {answer.subject}", LATE)
    (answer,) = changed_answers(base({PATH: told}), base({PATH: told.replace("ordinary", "case by case")}))
    assert (answer.run.old.word, answer.run.new.word, answer.cause) == ("ordinary", "case by case", CORRECTED)


def test_what_cannot_be_told_is_named(base: Make) -> None:
    good, broken = base({PATH: OLD}), base({PATH: f"{OLD}title: twice\n"})
    line = len(OLD.splitlines()) + 1
    for old, new, side in ((good, broken, "newer"), (broken, good, "older"), (broken, broken, "neither")):
        (one,) = untold(old, new).unread
        assert one == ("cn-1-2025", f"data/{PATH}", line, side)
        lines = plain(impact_blocks(ASKED, [], [], None, untold(old, new))).splitlines()
        assert "No answer that can be told reads otherwise." in lines
        assert lines[-1].split() == ["cn-1-2025", *one.why.split(), f"data/{PATH}:{line}"]
    assert untold(good, good) == ((), None)


def test_where_the_base_begins_there_is_no_older_answer(base: Make) -> None:
    new = base({PATH: OLD})
    assert changed_answers(KnowledgeBase(), new, DAYS) == []
    assert changed_answers(base({}), new) != []
    found = untold(KnowledgeBase(), new)
    assert tuple(found) == ((), len(new.records))
    assert f"The base begins here, with {len(new.records)} records" in plain(impact_blocks(ASKED, [], [], None, found))
