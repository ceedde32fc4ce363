"""What bears on a shipment: cases of the shipped data, small cases, and a slow and obvious oracle."""

from __future__ import annotations

import json
from datetime import date, timedelta
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from typer.main import get_command

from applicable_bases import (
    DAYS,
    FIRST,
    IN_EFFECT,
    USES,
    coded_records,
    coded_shipment,
    control,
    day_at,
    index_of,
    made,
    records,
    shipment,
)
from applicable_oracle import Oracle
from conftest import TODAY, indexed
from example_base import EXAMPLE, written
from mineralkb.applying.answer import Applicable, Verdict, applicable, verdict_on
from mineralkb.applying.coded import read_codes
from mineralkb.applying.codes import hs_match
from mineralkb.applying.days import over_days, same
from mineralkb.applying.given import shipment_of
from mineralkb.applying.listed_codes import recorded
from mineralkb.applying.outcomes import OUTCOMES
from mineralkb.applying.rules import candidates
from mineralkb.applying.shipment import Code, Shipment
from mineralkb.applying.store import Store
from mineralkb.applying.users import uses_of
from mineralkb.applying.world import World
from mineralkb.cli.main import COMMANDS
from mineralkb.errors import MkbError
from mineralkb.questions.asked import Asked
from mineralkb.render.applicable import applicable_blocks
from mineralkb.render.applicable_data import applicable_data
from mineralkb.render.applicable_days import days_blocks, days_data
from mineralkb.render.plain import plain
from mineralkb.vocabulary.uses import EXCLUDES, IMPLIES, READINGS
from schemas import schema, undescribed, validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.index import Base

ROOT = Path(__file__).parent.parent
# As many as the answers of the slow oracle are held against.
BASES = 1_000


def told(base: Base, goods: Shipment, day: str) -> tuple[str, dict[str, str]]:
    """The outcome, and the rules that bear or may."""
    verdict = verdict_at(base, goods, day)
    return verdict.outcome, {one.rule.id: one.bears for one in (*verdict.ground, *verdict.open)}


def verdict_at(base: Base, goods: Shipment, day: str) -> Verdict:
    """What holds on a day for a shipment whose codes are to be read."""
    store, goods = Store(base), read_codes(base, goods)
    return verdict_on(candidates(store, goods, day), goods, World(store, day))


def asked(base: Base, line: str, on: str = "2026-11-23") -> Applicable:
    """The answer for options as they are typed, each with one value."""
    given: dict[str, tuple[str, ...]] = {}
    for part in line.split(" --"):
        name, _, value = part.strip().removeprefix("--").partition(" ")
        given[name] = (*given.get(name, ()), value)
    return applicable(base, shipment_of(base, given), Asked(date.fromisoformat(on)))


@pytest.mark.parametrize("part", range(4))
def test_a_thousand_small_bases_are_answered_as_the_oracle_does(part: int) -> None:
    random = Random(part)  # noqa: S311 - the same examples in every run
    for _ in range(BASES // 4):
        base = made(records(random))
        goods, day = shipment(random), day_at(random.randint(-2, DAYS + 2))
        assert told(index_of(base), goods, day) == Oracle(base, goods, day).answer(), (goods, day)


@pytest.mark.parametrize("part", range(2))
def test_bases_told_by_codes_are_answered_as_the_oracle_does(part: int) -> None:
    random = Random(100 + part)  # noqa: S311 - the same examples in every run
    for _ in range(BASES // 8):
        base = made(coded_records(random))
        index, rules = index_of(base), base.records["law"].data["provisions"]
        for _ in range(4):
            goods, day = coded_shipment(random), day_at(random.randint(-2, DAYS + 2))
            verdict, oracle = verdict_at(index, goods, day), Oracle(base, goods, day)
            found = [*verdict.ground, *verdict.open]
            assert (verdict.outcome, {one.rule.id: one.bears for one in found}) == oracle.answer(), (goods, day)
            outcomes = {f"law/{name}": oracle.outcome(rule) for name, rule in rules.items()}
            assert all(one.outcome == outcomes[one.rule.id] for one in found), (goods, day)


def test_the_days_on_which_it_changes_are_those_of_every_day_asked_alone() -> None:
    random = Random(77)  # noqa: S311 - the same examples in every run
    for _ in range(20):
        base = made(records(random))
        index = index_of(base)
        goods = read_codes(index, shipment(random))
        days = [day_at(place) for place in range(-2, DAYS + 3)]
        runs = over_days(index, goods, days[0], days[-1], Asked(FIRST)).runs
        store = Store(index)
        verdicts = {day: verdict_on(candidates(store, goods), goods, World(store, day)) for day in days}
        assert all(verdicts[day].outcome == Oracle(base, goods, day).answer()[0] for day in days[::5])
        found = [next(run for run in runs if run.first <= day <= run.last) for day in days]
        assert all(same(run.verdict, verdicts[day]) for run, day in zip(found, days, strict=True))
        assert [run.first for run in runs] == [
            day for place, day in enumerate(days) if not place or not same(verdicts[day], verdicts[days[place - 1]])
        ]


def test_an_unrelated_record_changes_no_answer() -> None:
    random = Random(5)  # noqa: S311 - the same examples in every run
    for _ in range(30):
        data, goods, day = records(random), shipment(random), date.fromisoformat(day_at(3))
        goods = goods._replace(origin="AA", minerals=("steel",), exporter="")
        stranger = control(random, "XX")
        for rule in stranger["provisions"].values():
            rule["items"] = {"own": {"title": "Own", "minerals": ["salt"]}}
            for field in ("scope", "partial", "reach"):
                rule.pop(field, None)
        more = {
            "xx-law": ("controls", stranger),
            "club": ("groups", {"title": "Club", "members": {"XX": {}}}),
            "xx-list": ("lists", {"title": "List", "country": "XX", "entries": {"acme": {"title": "Acme"}}}),
        }
        before, after = (
            applicable_data(applicable(index, read_codes(index, goods), Asked(day)))
            for index in map(index_of, map(made, (data, {**data, **more})))
        )
        assert before == after


def test_what_is_added_settles_and_never_turns_an_answer() -> None:
    random = Random(9)  # noqa: S311 - the same examples in every run
    for _ in range(60):
        index, goods, day = index_of(made(records(random))), shipment(random), day_at(4)
        goods = goods._replace(uses=(), user="", exporter="")
        before = told(index, goods, day)[1]
        after = told(index, goods._replace(uses=(random.choice(USES),), user="military", exporter="Bolt"), day)[1]
        assert set(after) <= set(before)
        assert {rule for rule, bears in before.items() if bears == "yes"} <= {
            rule for rule, bears in after.items() if bears == "yes"
        }


CASES = [
    ("--origin CN --destination US --mineral gallium", "2026-03-01", "licence", {"prohibited"}),
    ("--origin CN --destination US --mineral gallium --end-use civil --end-user civil", "2025-03-01", "licence refused in principle", set()),
    ("--origin CN --destination HK --mineral dysprosium", "2025-05-01", "licence", set()),
    ("--origin CN --destination US --mineral rare-earths", "2025-05-01", "licence", {"prohibited"}),
    ("--origin CN --destination DE --mineral ndfeb-magnets --form magnet", "2025-05-01", "cannot tell", {"licence"}),
    ("--origin CN --destination DE --mineral ndfeb-magnets --mineral terbium --form magnet", "2025-05-01", "licence", set()),
    ("--origin CN --destination DE --mineral smco-magnets --form magnet", "2025-05-01", "licence", set()),
    ("--origin CN --destination DE --code cn-dual-use-list:1C902.a", "2025-05-01", "licence", set()),
    ("--origin ID --destination CN --mineral nickel --form ore --hs 260400@HS2017", "2026-11-23", "prohibited", set()),
    ("--origin ID --destination CN --hs 260400@HS2017", "2026-11-23", "prohibited", set()),
    ("--origin ID --destination CN --hs 260400@HS2022", "2026-11-23", "prohibited", set()),
    ("--origin ID --destination CN --hs 260400@HS2007", "2026-11-23", "cannot tell", {"prohibited"}),
    ("--origin ID --destination CN --hs 750210@HS2022", "2026-11-23", "no listed rule found", set()),
    ("--origin CN --destination DE --hs 8112929010@CN-2025", "2026-11-23", "licence", set()),
    ("--origin CD --destination CN --hs 282200@HS2017", "2026-11-23", "quota", set()),
    ("--origin UA --destination DE --mineral copper --form scrap", "2026-11-23", "quota of zero", set()),
    ("--origin CN --destination DE --code cn-dual-use-list:1C902.a", "2026-11-23", "licence", {"prohibited"}),
    ("--origin CN --destination DE --mineral ferrochrome --form alloy", "2025-06-01", "tax", set()),
    ("--origin CN --destination DE --mineral ferrosilicon --form alloy", "2025-06-01", "tax", set()),
    ("--origin ID --destination CN --mineral nickel --form metal", "2026-11-23", "no listed rule found", set()),
    ("--origin ZW --destination CN --mineral lithium --form concentrate", "2027-01-02", "cannot tell", {"prohibited"}),
    ("--origin CN --reexport-from MY --destination US --mineral dysprosium --form metal", "2025-10-20", "licence", {"licence refused in principle"}),
    ("--origin JP --destination DE --mineral smco-magnets --form magnet --content CN=0% --technology-from JP", "2026-11-23", "no listed rule found", set()),
]  # fmt: skip


@pytest.mark.parametrize(("line", "on", "outcome", "branches"), CASES, ids=[f"{line} {on}" for line, on, *_ in CASES])
def test_hard_cases_of_the_shipped_data(line: str, on: str, outcome: str, branches: set[str], real: Base) -> None:
    verdict = asked(real, line, on).verdict
    assert verdict.outcome == outcome, verdict.branches
    assert branches <= {branch.outcome for branch in verdict.branches}


def test_a_suspended_rule_is_shown_with_its_word_and_is_no_ground(real: Base) -> None:
    found = asked(real, "--origin CN --destination US --mineral gallium --form metal", "2026-03-01")
    rule = "cn-mofcom-46-2024/gallium-germanium-antimony-superhard"
    assert rule in [one.judged.rule.id for one in found.suspended]
    assert rule not in [one.judged.rule.id for one in found.rules]
    ground = next(one for one in found.rules if one.judged.rule.id == "cn-mofcom-51-2024/gallium")
    assert ground.instrument.number == "Announcement No. 51 of 2024"
    assert [(link.how, link.instrument.record, link.standing) for link in ground.chain] == [
        ("continues", "cn-mofcom-23-2023", "ended")
    ]


@pytest.mark.parametrize(
    ("user", "on", "bears"),
    [
        ("Huntington Ingalls", "2025-10-20", "cannot tell"),
        ("Huntington Ingalls Industries", "2025-10-20", "yes"),
        ("HUNTINGTON INGALLS INDUSTRIES, INC.", "2025-10-20", "yes"),
        ("Huntington Ingals Industries", "2025-10-20", "cannot tell"),
        ("A Bakery of Ohio", "2025-10-20", "cannot tell"),
        ("High Point Aerotechnologies", "2025-06-01", ""),
    ],
)
def test_a_named_end_user_is_looked_up_on_the_lists_of_the_day(user: str, on: str, bears: str, real: Base) -> None:
    goods = shipment_of(real, {"origin": ("CN",), "destination": ("US",), "mineral": ("dysprosium",), "form": ("metal",), "end-user": (user,)})  # fmt: skip
    assert told(real, goods, on)[1].get("cn-control-list-exports/exports", "") == bears


@pytest.mark.parametrize(
    ("line", "uses"),
    [
        ("military use", {"military"}),
        ("Military use, or raising military potential", {"military", "military strength"}),
        ("uses that help to raise the military strength of Japan", {"military strength"}),
        ("weapons of mass destruction and their means of delivery", {"weapons of mass destruction"}),
        ("nuclear weapons", {"weapons of mass destruction"}),
        ("production of logic chips of 14 nm or below", {"advanced chips"}),
        ("artificial intelligence with potential military uses", {"artificial intelligence", "military strength"}),
        ("Mining, smelting and separation or recycling of rare earths outside China", {"rare-earth production"}),
        ("work that serves the common good", set()),
    ],
)
def test_a_line_is_read_by_its_words(line: str, uses: set[str]) -> None:
    assert set(uses_of(line)) == uses


def test_the_words_of_uses_are_one_set() -> None:
    from mineralkb.vocabulary.uses import USES as WORDS

    used = {use for use, _ in READINGS} | {*EXCLUDES, *IMPLIES} | {w for words in EXCLUDES.values() for w in words}
    assert used <= set(WORDS)
    pages = "".join((ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("applicable.md", "words.md"))
    assert [word for word in (*WORDS, *OUTCOMES) if f"| {word} |" not in pages] == []


@pytest.mark.parametrize(
    ("name", "value", "message", "hint"),
    [
        ("origin", "CX1", "--origin: 'CX1' is no record", ""),
        ("destination", "galium", "--destination: 'galium' is no record", ""),
        ("mineral", "dysprosum", "--mineral: 'dysprosum' is no record", "did you mean 'dysprosium'?"),
        ("form", "mtal", "--form: 'mtal' is not a known word", "did you mean 'metal'?"),
        ("object", "thing", "--object: 'thing' is not a known word", "goods"),
        ("end-use", "miltary", "--end-use: 'miltary' is not a known word", "did you mean 'military'?"),
        ("hs", "26", "--hs: '26' is no HS or tariff code", "811292@HS2022"),
        ("hs", "२६०४", "is no HS or tariff code", "811292"),
        ("hs", "260400@XYZ", "'XYZ' is no edition", "HS2022"),
        ("hs", "260400@HS2023", "'HS2023' is no edition", "HS2022"),
        ("code", "1C902", "names no list", "LIST:CODE"),
        ("code", "cn-lits:1C902", "--code: 'cn-lits' is no record", "did you mean 'cn-list'?"),
        ("content", "0.4", "is no share", "CN=0.4%"),
        ("content", "CN=400%", "is no share", "CN=0.4%"),
        ("content", "CN=-1%", "is no share", ""),
        ("technology-from", "XX", "--technology-from: 'XX' is no record", ""),
        ("end-use", "\u202emil\x1b[31m", r"\\u202emil\\x1b", ""),
    ],
)
def test_a_wrong_word_says_what_was_meant(name: str, value: str, message: str, hint: str) -> None:
    base = indexed(
        {path: text for path, text in EXAMPLE.items() if path.startswith(("lists/", "controls/", "sources/"))}
    )
    with pytest.raises(MkbError, match=message) as raised:
        shipment_of(base, {name: (value,)})
    assert hint in raised.value.hint


def test_form_and_object_go_together(real: Base) -> None:
    with pytest.raises(MkbError, match="do not go together"):
        shipment_of(real, {"form": ("metal",), "object": ("technology",)})
    assert shipment_of(real, {"form": ("technology",)}).object == "technology"
    assert shipment_of(real, {"object": ("Technology",)}).form == "technology"
    assert shipment_of(real, {}).object == "goods"


def test_the_schema_is_one_and_every_field_is_described() -> None:
    jsonschema_rs.meta.validate(schema("applicable"))
    assert undescribed(schema("applicable"), "applicable") == []


@pytest.mark.parametrize("mineral", ["gallium", "rare-earths", "cobalt", "lithium", "salt-of-no-rule"])
@pytest.mark.parametrize("origin", ["CN", "ZW", "CD", "DE"])
def test_json_has_the_documented_shape_and_text_the_outcome_first(origin: str, mineral: str, real: Base) -> None:
    minerals = (mineral,) if mineral != "salt-of-no-rule" else ()
    goods = Shipment(origin=origin, destination="US", minerals=minerals)
    for on in ("2020-01-01", "2026-11-23", "2027-01-02"):
        found = applicable(real, goods, Asked(date.fromisoformat(on), parameters={"origin": [origin]}))
        validator("applicable").validate(json.loads(json.dumps(applicable_data(found))))
        text = plain(applicable_blocks(found))
        assert text.splitlines()[2].startswith(found.verdict.outcome)
        assert "A research aid, not legal advice" in text
        assert not {"breach", "violation", "compliant"} & set(text.casefold().split())
        rules = [one.judged.rule.id for one in found.rules]
        assert len(rules) == len(set(rules))
    runs = over_days(real, goods, "2026-10-01", "2026-12-31", Asked(TODAY))
    validator("applicable").validate(json.loads(json.dumps(days_data(runs))))
    assert plain(days_blocks(runs))
    ends = [(run.first, run.last) for run in runs.runs]
    assert (ends[0][0], ends[-1][1]) == ("2026-10-01", "2026-12-31")
    for (_, last), (first, _) in pairwise(ends):
        assert date.fromisoformat(last) + timedelta(days=1) == date.fromisoformat(first)


@pytest.fixture
def mkb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Any]:
    from example_base import runner

    monkeypatch.setenv("MKB_DATA", str(written(tmp_path / "data", EXAMPLE)))
    monkeypatch.setenv("MKB_TODAY", "2026-11-23")
    return runner(monkeypatch, capsys)


def test_the_command_answers_in_every_format(mkb: Callable[..., Any]) -> None:
    line = ["applicable", "--origin", "CN", "--destination", "JP", "--mineral", "dysprosium", "--form", "metal"]
    on = ["--on", "2025-11-01"]
    done = mkb(*line, *on)
    assert (done.code, done.err) == (0, "")
    assert "licence: exports need a licence" in done.out
    assert "cn-1-2025/dysprosium: Licences for dysprosium" in done.out
    assert json.loads(mkb(*line, *on, "--format", "json").out)["outcome"] == "licence"
    assert mkb(*line, *on, "--format", "markdown").out.startswith("# dysprosium (metal) from CN to JP")
    assert "<h1" in mkb(*line, *on, "--format", "html").out
    days = mkb(*line, "--between", "2025-10-01", "2025-12-31").out
    assert [row.split()[:2] for row in days.splitlines() if row.startswith("2025")] == [
        ["2025-10-01", "2025-10-19"],
        ["2025-10-20", "2025-11-09"],
        ["2025-11-10", "2025-12-31"],
    ]
    assert json.loads(mkb(*line, "--between", "2025-10-01", "2025-12-31", "--format", "json").out)["days"][1][
        "rules"
    ] == ["cn-1-2025/dysprosium"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--between", "2025-12-31", "2025-01-01"), "2025-12-31 is after 2025-01-01"),
        (("--between", "2025", "2026-01-01"), "--between: '2025' is not a day"),
        (("--on", "soon"), "--on: 'soon' is not a day"),
        (("--mineral", "disprosium"), "did you mean 'dysprosium'?"),
        (("--end-user", "A", "--end-user", "B"), "--end-user is given twice: 'A' and 'B'"),
        (("--destination", "JP", "--destination", "US"), "--destination is given twice"),
        (("--form", "metal", "--form", "oxide"), "--form is given twice"),
        (("--content", "CN=4", "--content", "CN=5"), "two shares of CN"),
        (("--on", "2025-11-01", "--between", "2025-10-01", "2025-12-31"), "leave one of them away"),
        (("--end-user", "x" * 10_000), "is longer than 300 signs"),
        (("--exporter", "x" * 10_000), "is longer than 300 signs"),
        (("--end-use", "x" * 10_000), f"'{'x' * 40}...' is not a known word"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_line(options: tuple[str, ...], said: str, mkb: Callable[..., Any]) -> None:
    done = mkb("applicable", *options)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_the_same_twice_is_once(mkb: Callable[..., Any]) -> None:
    assert mkb("applicable", "--origin", "CN", "--origin", "CN").out == mkb("applicable", "--origin", "CN").out


@pytest.mark.parametrize("code", ["1C902a", "1c902-A", "1C902 a", "1C.902.a"])
def test_a_code_with_other_points_is_no_other_code(code: str, real: Base) -> None:
    with pytest.raises(MkbError, match="has no code") as raised:
        shipment_of(real, {"code": (f"cn-dual-use-list:{code}",)})
    assert raised.value.hint == "did you mean 'cn-dual-use-list:1C902.a'?"


@pytest.mark.parametrize(("code", "known"), [("1C902", True), ("1c902.A.1", True), ("1C999", False), ("1C9", False)])
def test_a_code_that_no_item_has_is_told(
    code: str, known: bool, real: Base, mkb: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = shipment_of(real, {"code": (f"cn-dual-use-list:{code}",)})
    assert recorded(real, given.codes[0]) == known
    monkeypatch.setattr("mineralkb.applying.listed_codes.recorded", lambda *_: known)
    done = mkb("applicable", "--code", f"cn-list:{code}")
    assert (f"no item recorded here has the code {code} of cn-list" in done.err) != known


def test_the_heading_says_all_that_was_given(mkb: Callable[..., Any]) -> None:
    line = "--origin CN --destination JP --mineral dysprosium --content CN=0.4% --technology-from CN --exporter CN --end-user Acme"
    head = mkb("applicable", *line.split(), "--end-use", "civil", "--code", "cn-list:1C902.a").out.splitlines()[0]
    said = ("code 1C902.a", "content CN 0.4 %", "technology of CN", "exporter CN", "end user Acme", "end use civil")
    assert all(one in head for one in said)


@pytest.mark.parametrize(
    ("mineral", "bears", "ask"),
    [("samarium", "yes", ""), ("terbium", "cannot tell", "some-of"), ("cobalt", "", ""), ("copper", "", "")],
)
def test_some_of_a_group_is_no_answer_for_its_members_and_no_for_others(
    mineral: str, bears: str, ask: str, real: Base
) -> None:
    line = f"--origin CN --reexport-from MY --destination US --mineral {mineral} --form target"
    found = {one.judged.rule.id: one.judged for one in asked(real, line, "2025-10-20").rules}
    rule = found.get("cn-mofcom-61-2025/chinese-origin")
    assert (rule.bears if rule else "") == bears
    asks = {need.ask for way in rule.told.ways for need in way} if rule else set()
    assert not ask or ask in asks


def test_what_only_a_statement_says_of_a_suspension_that_ended_is_shown_with_its_source(real: Base) -> None:
    line = "--origin JP --destination DE --mineral smco-magnets --form magnet --content CN=0.1%"
    found = asked(real, line)
    data = next(rule for rule in applicable_data(found)["rules"] if rule["id"] == "cn-mofcom-61-2025/chinese-content")
    (said,) = data["statements"]
    assert (said["record"], said["date"], said["party"]) == ("cn-mofcom-70-2025", "2026-09-28", "cn-mofcom")
    assert "prolonged to 10 January 2027" in said["summary"]
    assert said["sources"] == ["gh-etf-dipfinder-2026-10", "gh-truce-note-2026"]
    text = plain(applicable_blocks(found))
    assert text.count("is only said, and not counted: cn-mofcom, 2026-09-28: In its reading") == 1
    assert "gh-truce-note-2026" in text
    assert all(not rule.statements for rule in asked(real, line, "2025-12-15").rules)
    refusal = "--origin CN --destination US --mineral gallium --form metal --end-use civil"
    later = {one.judged.rule.id: one for one in asked(real, refusal, "2026-12-01").rules}
    assert later["cn-mofcom-46-2024/gallium-germanium-antimony-superhard"].statements[0].record == "cn-mofcom-72-2025"


def test_days_tell_what_is_practised_and_when(real: Base) -> None:
    goods = Shipment(origin="CN", minerals=("phosphate-fertiliser",))
    found = over_days(real, goods, "2025-01-01", "2026-12-31", Asked(TODAY))
    days = {one["id"]: one["days"] for one in days_data(found)["beside_days"]}
    assert days["cn-phosphate-suspension-2025/stop"] == [
        {"first": "2025-12-11", "last": "2026-07-31", "bears": "yes"},
        {"first": "2026-08-01", "last": "2026-12-31", "bears": "cannot tell"},
    ]
    text = plain(days_blocks(found))
    assert "IN PRACTICE" in text
    assert "2025-12-11 to 2026-07-31, 2026-08-01 to 2026-12-31 (cannot tell)" in text
    for day in ("2025-12-10", "2025-12-11", "2026-11-23"):
        alone = {
            one.judged.rule.id: one.judged.bears
            for one in applicable(real, goods, Asked(date.fromisoformat(day))).beside
        }
        held = {name: s["bears"] for name, spans in days.items() for s in spans if s["first"] <= day <= s["last"]}
        assert alone == held


def test_a_quota_of_zero_is_a_stop_while_its_period_runs(real: Base) -> None:
    runs = over_days(
        real, Shipment(origin="UA", minerals=("copper",), form="scrap"), "2026-12-30", "2027-01-02", Asked(TODAY)
    ).runs
    assert [(run.last, run.verdict.possible[0]) for run in runs] == [
        ("2026-12-31", "quota of zero"),
        ("2027-01-02", "quota"),
    ]


CROSSED = [
    ("260400@HS2017", "260400@HS2022", "yes"),
    ("260400@HS2022", "260400@HS2017", "yes"),
    ("260400@HS2022", "260500@HS2017", "no"),
    ("2604@HS2017", "260400@HS2022", "cannot tell"),
    ("740400@HS2017", "7404@HS2022", "yes"),
    ("681510@HS2017", "681519@HS2022", "yes"),
    ("681519@HS2022", "681510@HS2017", "yes"),
    ("681510@HS2012", "681519@HS2022", "cannot tell"),
    ("811292@HS2017", "811292@HS2022", "cannot tell"),
    ("811292@HS2022", "811292@HS2017", "yes"),
    ("260400@HS2017", "811292@HS2022", "no"),
    ("847983@HS2022", "847981@HS2017", "cannot tell"),
    ("711230@HS2017", "7112@HS2022", "cannot tell"),
    ("280530@HS2017", "280530@HS2012", "yes"),
    ("260400@HS2007", "260400@HS2022", "cannot tell"),
    ("854921@HS2022", "854929@HS2017", "cannot tell"),
]


@pytest.mark.parametrize(("given", "printed", "answer"), CROSSED)
def test_a_table_leads_from_edition_to_edition(given: str, printed: str, answer: str, real: Base) -> None:
    code, edition = printed.split("@")
    assert hs_match(Code(*given.split("@")), code, edition, Store(real).tariffs) == answer


def test_every_code_that_a_record_prints_is_in_the_tables_or_left_out_by_name(real: Base) -> None:
    tables = Store(real).tariffs
    rows = real.rows("SELECT DISTINCT value FROM facet WHERE facet = 'hs'")
    printed = {row["value"][:6] for row in rows}
    told = {code for one in tables["HS2022"]["same"].values() for code in one} | set(tables["HS2022"]["headings"])
    # 811092 is recorded as a misprint.
    assert printed - told == {"811092", "854921", "854929"}


CODED = [
    ("--code cn-dual-use-list:1C902.a", ("samarium", "smco-magnets"), "metal"),
    ("--code cn-dual-use-list:1C117.d", ("tungsten", "ammonium-paratungstate"), "oxide"),
    ("--code cn-dual-use-list:1C9", (), ""),
    ("--hs 260400@HS2017", ("nickel",), "ore"),
    ("--hs 26040000@CN-2023", ("nickel",), "ore"),
    ("--hs 811292@HS2017", (), ""),
    ("--hs 740400@HS2012", ("copper",), "scrap"),
    ("--hs 7404@HS2017", ("copper",), "scrap"),
    ("--hs 740300@HS2017", (), ""),
    ("--hs 8112929010@CN-2025", ("gallium",), "metal"),
    ("--hs 2805301910@CN-2025", ("rare-earths",), "metal"),
    ("--hs 3824999922@CN-2025", (), ""),
    ("--hs 811292", (), ""),
]


@pytest.mark.parametrize(("line", "minerals", "form"), CODED)
def test_a_code_tells_the_materials_that_the_records_give_it_in_full(
    line: str, minerals: tuple[str, ...], form: str, real: Base
) -> None:
    name, _, value = line.removeprefix("--").partition(" ")
    said = shipment_of(real, {name: (value,)}).said
    assert (said[0].minerals if said else ()) == minerals
    assert not form or form in said[0].forms


def test_a_code_alone_leaves_no_rule_on_other_materials_open(real: Base) -> None:
    found = asked(real, "--code cn-dual-use-list:1C902.a")
    named = {one.judged.rule.record for one in (*found.rules, *found.beside)}
    assert not named & {
        "cd-cobalt-quota-2025",
        "id-nickel-ore-2020",
        "cn-phosphate-quotas-2021",
        "cn-sulphuric-acid-2026",
    }
    assert {"cn-mofcom-18-2025", "cn-mofcom-51-2024"} <= named
    assert "1C902.a of cn-dual-use-list is recorded as samarium or smco-magnets" in plain(applicable_blocks(found))


def test_a_code_of_technology_is_no_goods(real: Base) -> None:
    assert shipment_of(real, {"code": ("cn-dual-use-list:1E902.a",)}).object == "technology"
    assert shipment_of(real, {"code": ("cn-dual-use-list:1E902.a",), "object": ("goods",)}).object == "goods"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--mineral", ""), "--mineral is empty"),
        (("--end-use", " "), "--end-use is empty"),
        (("--on", ""), "--on is empty"),
        (("--data", ""), "--data is empty"),
        (("--between", "2025-01-01", ""), "--between: '' is not a day"),
        (("--on", "2025-01-01", "--on", "2025-01-02"), "--on is given twice"),
        (("--known", "a", "--known", "b"), "--known is given twice"),
        (("--format", "json", "--format", "table"), "--format is given twice"),
    ],
)
def test_an_option_is_given_once_and_says_something(
    options: tuple[str, ...], said: str, mkb: Callable[..., Any]
) -> None:
    done = mkb("applicable", *options)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_no_command_takes_a_second_day_silently(mkb: Callable[..., Any]) -> None:
    asking = 0
    for name in COMMANDS:
        command = get_command(import_module(f"mineralkb.cli.{name.replace('-', '_')}_command").app)
        if any("--on" in parameter.opts for parameter in command.params):
            done = mkb(name, "--on", "2025-01-01", "--on", "2025-01-02")
            assert (done.code, done.err.splitlines()[0]) == (2, "Error: --on is given twice"), name
            asking += 1
    assert asking > 10


CONTRARY = [
    ("--mineral gallium --code cn-dual-use-list:1C902.a", {"cn-mofcom-18-2025/samarium", "cn-mofcom-51-2024/gallium"}),
    ("--code cn-dual-use-list:1C902.a --form crystal", {"cn-mofcom-18-2025/samarium"}),
    ("--code cn-dual-use-list:1C902.a --hs 811231@HS2022", {"cn-mofcom-18-2025/samarium"}),
    ("--mineral bismuth --hs 260300@HS2022 --form metal", {"cn-mofcom-10-2025/bismuth"}),
]


@pytest.mark.parametrize(("line", "rules"), CONTRARY)
def test_a_code_that_says_something_else_is_told_and_neither_side_is_ruled_out(
    line: str, rules: set[str], real: Base
) -> None:
    found = asked(real, f"--origin CN --destination JP {line}")
    bears = {one.judged.rule.id: one.judged.bears for one in found.rules}
    assert {bears.get(rule) for rule in rules} == {"cannot tell"}
    assert "A contradiction: " in plain(applicable_blocks(found))
    assert any(said["contrary"] for said in applicable_data(found)["told_by_codes"])


@pytest.mark.parametrize(
    "line",
    [
        "--mineral rare-earths --code cn-dual-use-list:1C902.a --form alloy",
        "--mineral smco-magnets --code cn-dual-use-list:1C902.a",
        "--mineral gallium --hs 811292@HS2022 --form metal",
        "--hs 8112929010@CN-2025",
        "--mineral samarium --hs 811292",
    ],
)
def test_a_code_that_says_the_same_or_nothing_is_no_contradiction(line: str, real: Base) -> None:
    found = asked(real, f"--origin CN --destination JP {line}")
    assert not found.shipment.contrary
    assert "contradiction" not in plain(applicable_blocks(found))


def test_several_materials_agree_with_a_code_of_one_of_them(real: Base) -> None:
    given = {"mineral": ("cobalt", "samarium"), "code": ("cn-dual-use-list:1C902.a",)}
    assert not shipment_of(real, given).contrary
    assert shipment_of(real, given | {"mineral": ("cobalt",)}).contrary


def test_of_two_codes_neither_hides_the_other(real: Base) -> None:
    given = shipment_of(real, {"origin": ("CD",), "hs": ("260300@HS2022", "260500@HS2022")})
    found = applicable(real, given, Asked(TODAY))
    assert "cd-cobalt-quota-2025/quota-2026" in {one.judged.rule.id for one in found.rules}


@pytest.mark.parametrize(
    ("goods", "bears"),
    [
        (Shipment(minerals=("iron",), hs=(Code("260300", "HS2022"),)), "cannot tell"),
        (Shipment(minerals=("iron",), form="metal", hs=(Code("260300", "HS2022"),)), "cannot tell"),
        (Shipment(codes=(Code("1A1", "goods"),), hs=(Code("260300", "HS2022"),)), "cannot tell"),
        (Shipment(minerals=("iron",), form="ore", hs=(Code("260300", "HS2022"),)), ""),
        (Shipment(hs=(Code("260300", "HS2022"),)), ""),
        (Shipment(minerals=("iron",), form="metal", hs=(Code("260400", "HS2022"),)), "yes"),
    ],
)
def test_an_hs_code_that_is_not_printed_rules_out_nothing_that_the_rest_may_mean(goods: Shipment, bears: str) -> None:
    item = {"title": "Iron", "minerals": ["iron"], "forms": ["metal"], "codes": ["1A1"], "code_list": "goods"}
    data = records(Random(0))  # noqa: S311 - the same in every run
    kept = {name: one for name, one in data.items() if one[0] == "minerals"}
    law = control(Random(0), "AA")  # noqa: S311
    rule: dict[str, Any] = {
        "title": "Rule",
        "summary": "It says so.",
        "measure": "export prohibition",
        "objects": ["goods"],
    }
    rule |= {"items": {"one": item | {"hs": ["260400"], "edition": "HS2022"}}}
    law |= {"form": "law", "events": IN_EFFECT}
    base = made(
        {
            **kept,
            "goods": ("lists", {"title": "Goods", "country": "AA", "entries": {}}),
            "law": ("controls", law | {"provisions": {"one": rule}}),
        }
    )
    found = told(index_of(base), goods._replace(origin="AA", destination="CC"), day_at(1))[1]
    assert found.get("law/one", "") == bears


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("--origin ZM --mineral cobalt --form intermediate", "zm-copper-concentrate-duty-2013/semi-processed"),
        ("--origin DE --mineral cathode-materials --form scrap", "eu-black-mass-2026/black-mass"),
        ("--origin CN --mineral lithium --form compound", "cn-vat-rebate-2026/batteries-2026"),
        ("--origin CN --hs 280530@HS2022", "cn-mofcom-18-2025/samarium"),
    ],
)
def test_what_a_source_leaves_open_is_not_ruled_out(line: str, rule: str, real: Base) -> None:
    assert rule in {one.judged.rule.id for one in asked(real, line).rules}


def test_goods_without_a_form_are_not_asked_whether_they_are_technology(real: Base) -> None:
    found = asked(real, "--origin CN --destination DE --mineral ndfeb-magnets")
    forms = [
        value
        for one in found.rules
        for way in one.judged.ways
        for need in way
        for value in need.values
        if need.ask == "form"
    ]
    assert forms
    assert "technology" not in forms
    text = plain(applicable_blocks(found))
    assert "ndfeb-magnets with dysprosium" in text.partition("On further conditions")[0]


@pytest.mark.parametrize(
    ("code", "bears"), [("1C902", "yes"), ("1c902.A", "yes"), ("1C902.a.1", "yes"), ("1C902.zz", "cannot tell")]
)
def test_a_code_under_an_entry_that_spells_its_codes_out_is_one_of_them(code: str, bears: str, real: Base) -> None:
    found = asked(real, f"--origin CN --destination JP --code cn-dual-use-list:{code}")
    assert {one.judged.rule.id: one.judged.bears for one in found.rules}["cn-mofcom-51-2024/whole-list"] == bears
