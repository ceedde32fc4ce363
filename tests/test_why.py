"""Derivations: as short as any that suffices, each leaf needed, all else not; down to lines and sources."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import COMMON, TODAY, indexed
from example_base import AGREEMENT, CONTROL, EXAMPLE, Done, runner, written
from mineralkb.errors import MkbError
from mineralkb.questions.asked import Asked
from mineralkb.questions.find import find
from mineralkb.questions.standings import standing_on
from mineralkb.questions.why import why
from mineralkb.questions.why.case import BINDING, Case, Told
from mineralkb.questions.why.shortest import shortest, sources_needed
from mineralkb.record import Record
from mineralkb.render.plain import plain
from mineralkb.render.why import why_answer, why_page
from mineralkb.status import timeline_of
from repository import Repository
from schemas import schema as published
from schemas import undescribed, validator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mineralkb.finding import Route
    from mineralkb.index import Base

ZERO = date(2025, 1, 1)
NEARNESS = ("primary", "official statement", "mirror", "news", "analysis", "machine digest")
SOURCES = {
    "paper": {"kind": "news", "date": "2025-01-05"},
    "text": {"kind": "primary", "date": "2025-01-02"},
    "late": {"kind": "analysis", "date": "2025-01-11"},
    "digest": {"kind": "machine digest", "date": "2025-01-20"},
    "old": {"kind": "mirror", "date": "2025-01-02"},
}
KINDS = {
    "controls": ("proposed", "announced", "effective", "suspended", "resumed", "extended", "repealed", "confirmed"),
    "agreements": ("announced", "signed", "entered into force", "terminated", "expired", "confirmed", "concluded"),
    "pledges": ("delivered", "missed", "partly delivered", "withdrawn", "confirmed"),
    "entries": ("suspended", "extended", "resumed", "repealed", "confirmed"),
}
NAMES = ("one", "two", "three")

# Small records


def text(first: int, more: int) -> str:
    day = ZERO + timedelta(days=first)
    return day.isoformat() if not more else f"{day}..{day + timedelta(days=more)}"


DAYS = st.builds(text, st.integers(0, 14), st.sampled_from((0, 0, 0, 2)))
CITES = st.lists(st.sampled_from(sorted(SOURCES)), min_size=1, max_size=3, unique=True)


@st.composite
def event(draw: Any, kinds: tuple[str, ...]) -> dict[str, Any]:
    kind = draw(st.sampled_from(kinds))
    dated = draw(DAYS)
    if draw(st.integers(0, 9)) == 0:
        dated = {"disputed": {"paper": dated, "text": draw(DAYS)}}
    found = {"kind": kind, "date": dated, "cite": {source: {} for source in draw(CITES)}}
    if kind in ("suspended", "effective", "extended") and draw(st.booleans()):
        found["until"] = text(draw(st.integers(8, 18)), 0)
    if kind in ("extended", "resumed"):
        found["of"] = draw(st.sampled_from(NAMES))
    return found


def events(kinds: tuple[str, ...], most: int = 3) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(NAMES), event(kinds), min_size=0, max_size=most)


@st.composite
def case(draw: Any) -> Case:
    """A record of one of the kinds, or a part of it, with few events, and a day."""
    section = draw(st.sampled_from(("controls", "provisions", "agreements", "pledges", "entries")))
    kind = {"provisions": "controls", "pledges": "agreements", "entries": "lists"}.get(section, section)
    data: dict[str, Any] = (
        {"title": "T", "cite": {"paper": {}}, "events": draw(events(KINDS.get(kind, ())))} if kind != "lists" else {}
    )
    if kind == "agreements":
        sides = {"disputed": {"paper": "binding", "text": "non-binding"}}
        data["binding"] = draw(st.sampled_from(("binding", "non-binding", "unstated", sides)))
    part: Route = ()
    if section in ("provisions", "pledges", "entries"):
        own = {"title": "P", "cite": {name: {} for name in draw(CITES)}}
        own["events"] = draw(events(KINDS.get(section, KINDS["controls"]), 2))
        own |= _dated(draw, section)
        data[section] = {"part": own}
        part = (section, "part")
    elif kind == "controls":
        data["provisions"] = {"part": {"title": "P", "events": draw(events(("effective", "repealed"), 1))}}
    return Case(
        Record(kind, "it", f"{kind}/it.yaml", data), part, SOURCES, ZERO + timedelta(days=draw(st.integers(-1, 22)))
    )


def _dated(draw: Any, section: str) -> dict[str, Any]:
    if section == "pledges" and draw(st.booleans()):
        return {"due": draw(st.one_of(DAYS, st.just({"within": "5 days", "of": "one"})))}
    if section == "entries":
        fields = {"since": DAYS, "until": st.builds(text, st.integers(12, 20), st.just(0))}
        return {field: draw(days) for field, days in fields.items() if draw(st.booleans())}
    return {}


def whole(given_case: Case) -> Told | None:
    """The answer as the status rules give it for the record as it is."""
    standing = timeline_of(given_case.record, given_case.part, given_case.sources)
    if standing is None:
        return None
    segment = standing.on(given_case.day)
    return Told(segment.word, segment.possible, segment.never_operated, "", standing.evidence.isoformat())


def unlike(one: Told | None, other: Told | None) -> bool:
    """Whether the answer is another or weaker: another word, other words possible, another day since, or evidence."""
    return one != other


@settings(max_examples=80, deadline=None)
@given(case())
def test_what_remains_is_sufficient_each_leaf_is_needed_and_none_is_shorter(given_case: Case) -> None:
    leaves = given_case.leaves()
    answer = given_case.told(leaves)
    assert (answer and answer._replace(since="")) == whole(given_case)
    kept = shortest(given_case)
    assert set(kept) <= set(leaves)
    assert given_case.told(kept) == answer
    for leaf in kept:
        assert unlike(given_case.told([other for other in kept if other != leaf]), answer), leaf
    for size in range(len(kept)):
        assert not any(given_case.told(some) == answer for some in combinations(leaves, size))


@settings(max_examples=80, deadline=None)
@given(case())
def test_each_source_is_needed_for_its_day_or_for_its_nearness(given_case: Case) -> None:
    kept = shortest(given_case)
    answer = given_case.told(kept)
    cites = sources_needed(given_case, kept)
    assert given_case.told(kept, cites) == answer
    for place, names in cites.items():
        assert set(names) <= set(given_case.cited(place))
        nearest = min((rank(name) for name in given_case.cited(place)), default=None)
        assert min(map(rank, names), default=None) == nearest
        for name in names:
            rest = tuple(other for other in names if other != name)
            weaker = min(map(rank, rest), default=len(NEARNESS)) > rank(name)
            assert weaker or given_case.told(kept, {**cites, place: rest}) != answer


def rank(name: str) -> int:
    return NEARNESS.index(SOURCES[name]["kind"])


def test_two_leaves_that_can_only_go_at_once_go() -> None:
    """Leaving out one by one would keep its signing, as of it alone comes a day on which it is sure to have begun."""

    def event(kind: str, day: str, source: str) -> dict[str, Any]:
        return {"kind": kind, "date": day, "cite": {source: {}}}

    events = {
        "one": event("announced", "2025-01-12", "late"),
        "two": event("signed", "2025-01-04", "late"),
        "three": event("entered into force", "2025-01-01..2025-01-03", "old"),
    }
    pledge = {"title": "P", "events": {"done": event("delivered", "2025-01-12", "late")}}
    data = {"title": "T", "binding": "binding", "events": events, "pledges": {"part": pledge}}
    record = Record("agreements", "it", "agreements/it.yaml", data)
    given_case = Case(record, ("pledges", "part"), SOURCES, date(2025, 1, 3))
    kept = shortest(given_case)
    assert given_case.told(kept) == given_case.told(given_case.leaves())
    assert not any(
        given_case.told(some) == given_case.told(kept)
        for size in range(len(kept))
        for some in combinations(given_case.leaves(), size)
    )


def test_a_due_day_is_counted_from_what_only_a_digest_says() -> None:
    signed = {"kind": "signed", "date": "2025-01-01", "cite": {"paper": {}}}
    announced = {"kind": "announced", "date": "2025-01-01", "cite": {"digest": {}}}
    pledge = {"title": "P", "due": {"within": "5 days", "of": "announced"}}
    events = {"announced": announced, "signed": signed}
    data = {"title": "T", "binding": "unstated", "events": events, "pledges": {"part": pledge}}
    record = Record("agreements", "it", "agreements/it.yaml", data)
    given_case = Case(record, ("pledges", "part"), SOURCES, date(2025, 1, 6))
    told = given_case.told(shortest(given_case))
    assert told
    assert told.word == "due"
    assert ("events", "announced") in shortest(given_case)


# Real and example records


@pytest.mark.parametrize("kind", ["agreements", "controls", "policies", "lists", "groups", "projects"])
def test_the_derivation_gives_the_answer_of_the_base(real: Base, kind: str) -> None:
    """Some subjects of every kind and their parts, on a day that many changes surround."""
    query = "SELECT subject FROM standing t JOIN record r ON t.subject = r.id OR t.subject LIKE r.id || '/%' "
    rows = real.rows(f"{query} WHERE r.kind = ? GROUP BY subject ORDER BY subject", (kind,))
    for row in rows[:: max(len(rows) // 6, 1)]:
        for day in (TODAY, date(2026, 3, 1)):
            found = why(real, find(real, row["subject"]), Asked(day))
            answer = standing_on(real, row["subject"], day)
            assert found.told
            assert answer
            assert (found.told.word, found.told.possible) == (answer.word, answer.possible)
            assert found.told.evidence == (answer.evidence or "0001-01-01")
            validator("why").validate(json.loads(json.dumps(why_answer(found))))
            assert plain(why_page(found))


def example(**more: str) -> Base:
    return indexed({name: content for name, content in (EXAMPLE | more).items() if name not in COMMON} | more)


@pytest.mark.parametrize(
    ("typed", "day", "says"),
    [
        ("cn-1-2025/dysprosium", "2025-11-01", ["in effect since 2025-10-20", "effective", "not suspended that day"]),
        ("cn-1-2025/dysprosium", "2025-12-01", ["suspended since 2025-11-10", "without it: in effect", "notice"]),
        ("cn-1-2025/dysprosium", "2027-01-01", ["cannot tell", "a source of 2026-11-28 or later"]),
        ("cn-1-2025/dysprosium", "2025-10-12", ["planned since 2025-10-09", "announced"]),
        ("us-japan-2025/rapid-response-group", "2026-05-01", ["2026-04-26 = 180 days after signed", "signed"]),
        ("us-japan-2025", "2026-05-01", ["binding, as text has it: binding", "binding, as news has it: non-binding"]),
        ("us-japan-2025/signed", "2026-05-01", ["is as it is written", "place: Tokyo"]),
    ],
)
def test_what_is_said(typed: str, day: str, says: list[str]) -> None:
    base = example()
    found = why(base, find(base, typed), Asked(date.fromisoformat(day)))
    shown = plain(why_page(found))
    assert [part for part in says if part not in shown] == []


def test_a_binding_nobody_disputes_is_a_leaf_only_where_it_makes_the_word() -> None:
    def leaves(binding: str, kind: str) -> set[Route]:
        events = {"e": {"kind": kind, "date": "2025-01-02", "cite": {"text": {}}}}
        record = Record("agreements", "it", "agreements/it.yaml", {"title": "T", "binding": binding, "events": events})
        return set(shortest(Case(record, (), SOURCES, date(2025, 2, 1))))

    assert BINDING in leaves("binding", "entered into force")
    assert BINDING in leaves("binding", "signed")
    assert BINDING not in leaves("non-binding", "signed")


def test_a_country_has_no_standing() -> None:
    base = example()
    with pytest.raises(MkbError, match="no standing"):
        why(base, find(base, "US"), Asked(TODAY))


def test_what_only_digests_say_is_named_where_nothing_else_is_known() -> None:
    digest = COMMON["sources/text.yaml"].replace("kind: primary", "kind: machine digest")
    control = EXAMPLE["controls/cn-1-2025.yaml"].replace("cite: [text]", "cite: [text, digest]").split("provisions:")[0]
    control = control.replace("cite: [text, digest]", "cite: [digest]").replace("cite: [notice]", "cite: [digest]")
    provision = "provisions:\n  dysprosium:" + EXAMPLE["controls/cn-1-2025.yaml"].split("dysprosium:", 1)[1]
    base = example(**{"sources/digest.yaml": digest, "controls/cn-1-2025.yaml": control + provision})
    found = why(base, find(base, "cn-1-2025/dysprosium"), Asked(TODAY))
    assert found.steps == ()
    assert "an event that counts: none is recorded" in found.missing
    assert any("events/effective is known from digests alone" in text for text in found.missing)


@pytest.fixture
def mkb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    monkeypatch.setenv("MKB_DATA", str(written(tmp_path, EXAMPLE)))
    monkeypatch.setenv("MKB_TODAY", TODAY.isoformat())
    return runner(monkeypatch, capsys)


def test_lines_are_those_of_the_file(mkb: Callable[..., Done], tmp_path: Path) -> None:
    done = mkb("why", "cn-1-2025/dysprosium", "--on", "2025-12-01", "--format", "json")
    lines = (tmp_path / "data/controls/cn-1-2025.yaml").read_text(encoding="utf-8").splitlines()
    answer = json.loads(done.out)
    assert {step["fact"] for step in answer["steps"]} >= {"events/paused/date", "events/paused/until"}
    for step in answer["steps"]:
        name = step["fact"].split("/")[-1]
        assert f"{name}: {step['value']}" in lines[step["line"] - 1]
        assert step["commit"] is None  # the folder is in no repository


def test_show_gives_its_reasons(mkb: Callable[..., Done]) -> None:
    assert "without it: in effect" in mkb("show", "cn-1-2025/dysprosium", "--on", "2025-12-01", "--why").out
    data = json.loads(mkb("show", "cn-1-2025", "--why", "--format", "json").out)
    validator("show").validate(data)
    assert [reason["subject"] for reason in data["why"]] == ["cn-1-2025"]
    assert json.loads(mkb("show", "US", "--why", "--format", "json").out)["why"] == []
    assert "why" not in json.loads(mkb("show", "US", "--format", "json").out)


@pytest.mark.parametrize(
    ("words", "schema", "subject"),
    [
        (["show", "cn-1-2025/dysprosium"], "show", "cn-1-2025/dysprosium"),
        (["list", "provisions"], "list", "cn-1-2025/dysprosium"),
        (["list", "agreements", "--columns", "title"], "list", "us-japan-2025"),
        (["due", "--within", "2y"], "due", "us-japan-2025/rapid-response-group"),
        (["pledges"], "pledges", "us-japan-2025/rapid-response-group"),
        (["applicable", "--origin", "CN", "--destination", "US"], "applicable", "cn-1-2025/dysprosium"),
        (["timeline", "cn-1-2025"], "timeline", "cn-1-2025/dysprosium"),
        (["compare", "us-japan-2025", "us-other-2025"], "compare", "us-other-2025/rapid-response-group"),
        (["matrix", "issuers", "minerals"], "matrix", "cn-1-2025/dysprosium"),
        (["tensions", "--all"], "tensions", "us-other-2025/exports"),
        (["search", "response"], "search", "us-japan-2025/rapid-response-group"),
    ],
)
def test_every_answer_gives_its_reasons_in_one_way(
    mkb: Callable[..., Done], tmp_path: Path, words: list[str], schema: str, subject: str
) -> None:
    restraint = "  exports:\n    title: No limits\n    summary: Exports stay free.\n    topics: [export restraint]\n"
    other = AGREEMENT.replace("  JP: {role", "  CN: {role").replace("[US, JP]", "[US, CN]")
    other += f"{restraint}    by: [CN]\n    strength: obligation\n"
    (tmp_path / "data/agreements/us-other-2025.yaml").write_text(other, encoding="utf-8")
    asked = (*words, "--on", "2025-11-01")
    data = json.loads(mkb(*asked, "--why", "--format", "json").out)
    validator(schema).validate(data)
    assert subject in [reason["subject"] for reason in data["why"]]
    for reason in data["why"]:
        assert reason["steps"]
        assert set(reason.get("rests_on", ())) <= {other["subject"] for other in data["why"]}
    without = json.loads(mkb(*asked, "--format", "json").out)
    assert data["why_left_out"] == 0
    assert {name for name in data if name not in without} == {"why", "why_left_out"}
    plainly = mkb(*asked).out
    told = mkb(*asked, "--why")
    assert (told.code, told.out.startswith(plainly.rstrip())) == (0, True)
    assert "WHY" in told.out[len(plainly.rstrip()) :]
    assert "without it: " in told.out


def test_what_has_no_standing_says_so(mkb: Callable[..., Done]) -> None:
    for words in (("show", "US"), ("list", "countries"), ("list", "events")):
        assert mkb(*words, "--why").out.endswith("WHY\nnothing here has a standing to give reasons for\n")


def test_rows_have_no_reasons_and_it_is_said(mkb: Callable[..., Done]) -> None:
    for form in ("csv", "jsonl"):
        done = mkb("list", "agreements", "--format", form, "--why")
        assert done.out == mkb("list", "agreements", "--format", form).out
        assert "the reasons are not among the rows: ask with --format json" in done.err


def test_reasons_for_many_are_cut_and_counted(mkb: Callable[..., Done], tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"data/controls/cn-{number}.yaml").write_text(CONTROL, encoding="utf-8")
    data = json.loads(mkb("list", "controls", "--why", "--format", "json").out)
    assert (len(data["why"]), data["why_left_out"]) == (24, 7)
    told = mkb("list", "controls", "--why").out
    assert "and 7 more: narrow the question, or ask for each with mkb why ID" in told


def test_what_parts_have_in_common_stands_once(mkb: Callable[..., Done], tmp_path: Path) -> None:
    file = tmp_path / "data/controls/cn-1-2025.yaml"
    second = CONTROL.partition("provisions:\n")[2].replace("  dysprosium:", "  more:")
    file.write_text(CONTROL + second, encoding="utf-8")
    told = mkb("list", "provisions", "--on", "2025-12-01", "--why").out
    assert told.count("a suspension sets it out of operation") == 1
    assert [told.count(f"cn-1-2025/{name} on 2025-12-01: suspended") for name in ("dysprosium", "more")] == [1, 1]


def test_between_two_days_there_are_no_reasons(mkb: Callable[..., Done]) -> None:
    done = mkb("applicable", "--origin", "CN", "--between", "2025-01-01", "2025-02-01", "--why")
    assert done.code == 2
    assert "told for one day" in done.err


def test_a_commit_is_named_only_where_it_holds_the_file_so(mkb: Callable[..., Done], tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("init", "--quiet")
    repository.git("add", "data")
    repository.git("commit", "--quiet", "--message", "Begin")

    def commits(*more: str) -> set[str | None]:
        answer = json.loads(mkb("why", "cn-1-2025", "--format", "json", *more).out)
        return {step["commit"] for step in answer["steps"]}

    head = repository.git("rev-parse", "HEAD").strip()
    assert commits() == {head}
    file = tmp_path / "data/controls/cn-1-2025.yaml"
    file.write_text(f"# changed\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert commits() == {None}
    assert commits("--known", "rev:HEAD") == {head}


def test_the_schema_describes_every_field() -> None:
    assert undescribed(published("why"), "why") == []
