"""Questions of the shipped data; the expected answers are taken from the sources, not from the program."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from conftest import TODAY, indexed
from mineralkb.errors import MkbError
from mineralkb.questions.asked import Asked
from mineralkb.questions.card import Card, card
from mineralkb.questions.find import find
from mineralkb.questions.kinds import KINDS
from mineralkb.questions.listing import list_kind
from mineralkb.questions.standings import standing_on
from mineralkb.questions.wanted import Wanted
from mineralkb.wording import standing_line, standing_reasons

if TYPE_CHECKING:
    from mineralkb.index import Base

PAPER = """\
title: A paper on ores
form: framework
binding: non-binding
cite: [text]
formerly: [first-paper, Oldest-Paper]
parties:
  US: {role: signatory}
  JP: {role: signatory}
events:
  signed: {kind: signed, date: 2025-10-28}
  buy: {kind: statement, date: 2025-10-29, cite: [news]}
pledges:
  buy:
    title: Buying
    summary: To buy what is dug up.
    topics: [offtake]
    by: [US]
    strength: intention
    due: {within: 180 days, of: signed}
    events:
      bought: {kind: delivered, date: 2026-01-01}
"""


RULE = """\
title: A rule
form: law
issuers:
  CN: {authorities: [ministry]}
cite: [text]
events:
  effective: {kind: effective, date: 2025-01-01}
provisions:
  all:
    title: All that is listed
    summary: It needs a licence.
    measure: licensing requirement
    objects: [goods]
    scope:
      goods: {}
"""


@pytest.fixture(scope="module")
def small() -> Base:
    return indexed({"agreements/us-paper-2025.yaml": PAPER})


def shown(base: Base, identity: str, on: date | str = TODAY) -> Card:
    """The card of a record or part on a day."""
    return card(base, find(base, identity), Asked(date.fromisoformat(on) if isinstance(on, str) else on))


def word(base: Base, identity: str, on: date | str = TODAY) -> str:
    """The word for its standing on a day."""
    standing = shown(base, identity, on).standing
    return standing.word if standing else ""


@pytest.mark.parametrize(
    ("typed", "record", "route"),
    [
        ("us-paper-2025", "us-paper-2025", ()),
        ("US-Paper-2025", "us-paper-2025", ()),
        ("us", "US", ()),
        (" us-paper-2025/ ", "us-paper-2025", ()),
        ("us-paper-2025/buy", "us-paper-2025", ("pledges", "buy")),
        ("US-PAPER-2025/BUY", "us-paper-2025", ("pledges", "buy")),
        ("us-paper-2025/signed", "us-paper-2025", ("events", "signed")),
        ("us-paper-2025/events/buy", "us-paper-2025", ("events", "buy")),
        ("us-paper-2025/pledges/buy", "us-paper-2025", ("pledges", "buy")),
        ("us-paper-2025/pledges/buy/events/bought", "us-paper-2025", ("pledges", "buy", "events", "bought")),
        ("us-paper-2025/buy/due", "us-paper-2025", ("pledges", "buy", "due")),
        ("us-paper-2025/parties/JP", "us-paper-2025", ("parties", "JP")),
        ("first-paper", "us-paper-2025", ()),
        ("oldest-paper/buy", "us-paper-2025", ("pledges", "buy")),
    ],
)
def test_what_is_typed_finds_what_is_meant(typed: str, record: str, route: tuple[str, ...], small: Base) -> None:
    found = find(small, typed)
    assert (found.record, found.route) == (record, route)


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("us-papre-2025", "no record 'us-papre-2025'", "did you mean 'us-paper-2025'?"),
        ("A paper on ore", "no record 'A paper on ore'", "did you mean 'us-paper-2025'?"),
        ("dysprosum", "no record 'dysprosum'", "did you mean 'dysprosium'?"),
        ("xyzzy-quux", "no record 'xyzzy-quux'", "mkb list agreements"),
        ("us-paper-2025/byu", "'us-paper-2025' has no part 'byu'", "did you mean 'us-paper-2025/buy'?"),
        ("us-paper-2025/zzz", "'us-paper-2025' has no part 'zzz'", "its parts: buy, signed"),
        ("us-paper-2025/title", "has no part 'title'", "its parts"),
        ("JP/zzz", "'JP' has no part 'zzz'", "its parts: none"),
        ("\udcff\u202e", r"no record '\\udcff\\u202e'", "mkb list"),
    ],
)
def test_what_is_not_there_says_what_was_meant(typed: str, message: str, hint: str, small: Base) -> None:
    with pytest.raises(MkbError, match=message) as raised:
        find(small, typed)
    assert hint in raised.value.hint


def test_an_event_has_no_standing_even_where_a_pledge_has_its_name(small: Base) -> None:
    assert shown(small, "us-paper-2025/buy").due == ("2026-04-26", "2026-04-26")
    event = shown(small, "us-paper-2025/events/buy")
    assert (event.standing, event.due) == (None, None)


def test_the_card_of_a_part_has_the_sources_of_all_events_shown(small: Base) -> None:
    part = shown(small, "us-paper-2025/buy")
    assert [event.name for event in part.events] == ["signed", "buy", "bought"]
    assert {source.id: source.routes for source in part.sources} == {"text": (), "news": ("events/buy",)}


def test_every_card_holds_what_it_speaks_of(real: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    # A card tells the standing of what it names: of the same records many times over.
    monkeypatch.setattr("mineralkb.questions.related.standing_on", cache(standing_on))
    subjects = [row["id"] for row in real.rows("SELECT id FROM record UNION ALL SELECT id FROM part")]
    for subject in subjects:
        answer = shown(real, subject)
        numbered = {source.id for source in answer.sources}
        assert {source for event in answer.events for source in event.sources} <= numbered, subject
        assert numbered or answer.found.kind in ("sources", "countries", "organizations", "minerals", "coverage"), (
            subject
        )
        assert all(part.standing for part in answer.parts if part.kind == "pledge"), subject


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_lists_its_records(kind: str, real: Base) -> None:
    answer = list_kind(real, Wanted(kind, everything=True), Asked(TODAY))
    table = KINDS[kind].table
    where = {"record": "kind = ?", "part": "replace(kind, 'entry', 'entrie') || 's' = ?", "event": "? = 'events'"}[
        table
    ]
    row = real.one(f"SELECT count(*) AS n FROM {table} WHERE {where}", (kind,))  # noqa: S608 - names of tables are ours
    assert row is not None
    assert answer.total == row["n"] == len(answer.rows)


# China's answer to the United States: paragraph 1 stands, paragraph 2 rests from 9 November 2025 on.


def test_no_46_on_1_march_2026(real: Base) -> None:
    answer = shown(real, "cn-mofcom-46-2024", "2026-03-01")
    assert answer.standing is not None
    assert answer.standing.word == "in effect"
    stand = {part.name: part.standing.word for part in answer.parts if part.standing}
    assert stand["military"] == "in effect"
    assert {stand["gallium-germanium-antimony-superhard"], stand["graphite"]} == {"suspended"}
    policies = {part.name: part.data.get("policy") for part in answer.parts}
    assert policies["gallium-germanium-antimony-superhard"] == "refused in principle"
    assert policies["graphite"] == "stricter review"
    causes = [event.data["caused_by"] for event in answer.events if event.data["kind"] == "suspended"]
    assert set(causes) == {"cn-mofcom-72-2025"}


@pytest.mark.parametrize(
    ("on", "military", "gallium"),
    [
        ("2024-12-02", "not issued", "not issued"),
        ("2024-12-03", "in effect", "in effect"),
        ("2025-11-08", "in effect", "in effect"),
        ("2025-11-09", "in effect", "suspended"),
        # No source says what follows on 27 November 2026.
        ("2026-11-28", "in effect", "cannot tell"),
    ],
)
def test_the_two_paragraphs_of_no_46(on: str, military: str, gallium: str, real: Base) -> None:
    assert word(real, "cn-mofcom-46-2024/military", on) == military
    assert word(real, "cn-mofcom-46-2024/gallium-germanium-antimony-superhard", on) == gallium


# The rare-earth controls by date.
BY_DATE = {
    "2025-03-31": ("not issued", "not issued", "not issued", "not issued", "not issued"),
    "2025-04-04": ("in effect", "not issued", "not issued", "not issued", "not issued"),
    "2025-10-08": ("in effect", "not issued", "not issued", "not issued", "not issued"),
    "2025-10-09": ("in effect", "planned", "in effect", "planned", "in effect"),
    "2025-11-06": ("in effect", "planned", "in effect", "planned", "in effect"),
    "2025-11-07": ("in effect", "suspended", "suspended", "suspended", "suspended"),
    "2025-11-08": ("in effect", "suspended", "suspended", "suspended", "suspended"),
    "2025-12-01": ("in effect", "suspended", "suspended", "suspended", "suspended"),
    "2026-11-09": ("in effect", "suspended", "suspended", "suspended", "suspended"),
    # Nothing found tells what holds after the term; No. 18 was not part of it.
    "2026-11-11": ("in effect", "cannot tell", "cannot tell", "cannot tell", "cannot tell"),
    "2026-11-23": ("in effect", "cannot tell", "cannot tell", "cannot tell", "cannot tell"),
}
RULES = (
    "cn-mofcom-18-2025/dysprosium",
    "cn-mofcom-57-2025/holmium",
    "cn-mofcom-61-2025/chinese-origin",
    "cn-mofcom-61-2025/chinese-content",
    "cn-mofcom-62-2025/technology",
)


@pytest.mark.parametrize("on", BY_DATE)
def test_the_rare_earth_controls_by_date(on: str, real: Base) -> None:
    assert tuple(word(real, rule, on) for rule in RULES) == BY_DATE[on]


def test_what_was_listed_before_any_day_is_known_is_since_no_day(real: Base) -> None:
    standing = shown(real, "au-critical-minerals-2023/gallium", "2026-11-23").standing
    assert standing is not None
    assert standing_line(standing) == "listed"


def test_holmium_was_suspended_before_it_began(real: Base) -> None:
    standing = shown(real, "cn-mofcom-57-2025/holmium", "2025-11-07").standing
    assert standing is not None
    assert standing.never_operated
    assert standing_line(standing) == "suspended, never operated since 2025-11-07"
    operated = shown(real, "cn-mofcom-62-2025/technology", "2025-11-07").standing
    assert operated is not None
    assert not operated.never_operated


def test_after_the_term_of_the_suspension_the_answer_says_why_it_cannot_be_told(real: Base) -> None:
    standing = shown(real, "cn-mofcom-57-2025/holmium", "2026-11-11").standing
    assert standing is not None
    assert (standing.word, set(standing.possible)) == ("cannot tell", {"in effect", "suspended"})
    assert "2025-11-07" < standing.evidence < "2026-11-09"
    reasons = " ".join(standing_reasons(standing, date(2026, 11, 11)))
    assert "the suspension ran to" in reasons
    assert f"last evidence {standing.evidence}" in reasons


# Which of the 17 rare earths the announcements name: No. 18, No. 57, and Annex 1 of No. 61.
SEVEN = {"samarium", "gadolinium", "terbium", "dysprosium", "lutetium", "scandium", "yttrium"}
FIVE = {"europium", "holmium", "erbium", "thulium", "ytterbium"}
NEITHER = {"lanthanum", "cerium", "praseodymium", "neodymium", "promethium"}


@pytest.mark.parametrize("element", sorted(SEVEN | FIVE | NEITHER))
def test_the_seventeen_rare_earths(element: str, real: Base) -> None:
    answer = list_kind(real, Wanted("controls", {"mineral": (element,), "issuer": ("CN",)}), Asked(date(2025, 10, 20)))
    numbers = {str(row["id"]).removeprefix("cn-mofcom-").removesuffix("-2025") for row in answer.rows}
    expected = {"18", "61"} if element in SEVEN else {"57"} if element in FIVE else set()
    assert numbers & {"18", "57", "61"} == expected


def test_all_seventeen_belong_to_the_rare_earths(real: Base) -> None:
    inside = {row["mineral"] for row in real.rows("SELECT mineral FROM closure WHERE broader = 'rare-earths'")}
    assert inside >= SEVEN | FIVE | NEITHER


def test_what_touches_dysprosium(real: Base) -> None:
    touches = {touch.id: touch for touch in shown(real, "dysprosium", "2025-10-20").touching}
    own = touches["cn-mofcom-18-2025/dysprosium"]
    assert (own.through, own.standing and own.standing.word) == ("", "in effect")
    technology = touches["cn-mofcom-62-2025/technology"]
    assert (technology.through, technology.standing and technology.standing.word) == ("rare-earths", "in effect")
    assert "cn-mofcom-57-2025/holmium" not in touches


def test_holmium_is_under_the_rule_for_the_whole_list_only_once_it_is_on_it(real: Base) -> None:
    """Its codes were to come onto the list with No. 57, which was suspended before that."""
    wanted = Wanted("provisions", {"mineral": ("holmium",)}, columns=("id",))
    before = {row["id"] for row in list_kind(real, wanted, Asked(date(2025, 10, 20))).rows}
    assert "cn-mofcom-46-2024/military" not in before
    assert "cn-mofcom-57-2025/holmium" in before


def test_what_may_be_on_a_list_may_be_touched_through_it() -> None:
    head = "title: Goods\ntype: dual-use list\ncountry: CN\ncite: [text]\n"
    entry = "entries:\n  1C001: {minerals: [dysprosium], since: 2025-10..}\n"
    base = indexed({"lists/goods.yaml": head + entry, "controls/rule.yaml": RULE})
    for on, how in (("2025-09-30", None), ("2025-10-01", "may cover through a list")):
        touches = {touch.id: touch.how for touch in shown(base, "dysprosium", on).touching}
        assert touches.get("rule/all") == how


def test_chinas_share_of_rare_earth_mining_in_2024(real: Base) -> None:
    shares = shown(real, "CN").found.data["shares"].values()
    mined = [
        share
        for share in shares
        if (share["mineral"], share["stage"], share["year"]) == ("rare-earths", "mining", "2024")
    ]
    (whole,) = [share for share in mined if share.get("output")]
    assert (whole["share"], whole["output"]) == ("69.2 %", 270_000)


def test_what_no_70_suspends(real: Base) -> None:
    events = shown(real, "cn-mofcom-70-2025").events
    caused = {event.subject: event for event in events if event.caused and event.data["kind"] == "suspended"}
    assert set(caused) == {f"cn-mofcom-{number}-2025" for number in (55, 56, 57, 58, 61, 62)}
    assert {event.first for event in caused.values()} == {"2025-11-07"}


# The United States and a company: a floor under the price of its products.


def test_the_price_floor_of_mp_materials(real: Base) -> None:
    answer = shown(real, "us-mp-price-protection-2025", "2026-03-01")
    (floor,) = [price for part in answer.parts for price in part.data.get("prices", {}).values()]
    assert (floor["kind"], floor["value"], floor["currency"], floor["per"]) == ("floor", 110, "USD", "kg")
    assert set(answer.found.data["parties"]) == {"us-dod", "mp-materials"}
    (term,) = [event for event in answer.events if event.until_last]
    assert (term.first, term.until_last) == ("2025-10-01", "2035-12-31")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-07-08", "not concluded"),
        ("2025-09-30", "signed"),
        ("2025-10-01", "in force"),
        ("2035-12-31", "in force"),
        ("2036-01-01", "cannot tell"),
    ],
)
def test_the_term_of_the_price_protection(on: str, expected: str, real: Base) -> None:
    assert word(real, "us-mp-price-protection-2025", on) == expected


# The United States and Japan: 180 days and six months from the signing in Tokyo on 28 October 2025.


def test_the_due_days_of_the_framework_with_japan(real: Base) -> None:
    answer = shown(real, "us-japan-2025")
    dated = {part.data["due"]["within"]: part for part in answer.parts if part.due}
    assert {within: part.due for within, part in dated.items()} == {
        "180 days": ("2026-04-26", "2026-04-26"),
        "6 months": ("2026-04-28", "2026-04-28"),
    }
    stand = {part.standing.word for part in dated.values() if part.standing}
    assert stand == {"due date passed, not checked"}
    assert answer.standing is not None
    assert answer.standing.word == "operating"


@pytest.mark.parametrize(
    ("on", "in_180_days", "in_6_months"),
    [
        ("2025-10-27", "not made", "not made"),
        ("2025-10-28", "open", "open"),
        ("2026-04-25", "open", "open"),
        ("2026-04-26", "due", "open"),
        ("2026-04-27", "due date passed, not checked", "open"),
        ("2026-04-28", "due date passed, not checked", "due"),
        ("2026-04-29", "due date passed, not checked", "due date passed, not checked"),
    ],
)
def test_the_pledges_with_a_due_day(on: str, in_180_days: str, in_6_months: str, real: Base) -> None:
    dated = {part.data["due"]["within"]: part for part in shown(real, "us-japan-2025", on).parts if part.due}
    stand = {within: part.standing.word for within, part in dated.items() if part.standing}
    assert stand == {"180 days": in_180_days, "6 months": in_6_months}


def test_what_is_due_in_a_month(real: Base) -> None:
    wanted = Wanted("pledges", {"party": ("JP",)}, since="2026-04-01", until="2026-04-30", columns=("agreement", "due"))
    rows = list_kind(real, wanted, Asked(TODAY)).rows
    assert {row["due"] for row in rows if row["agreement"] == "us-japan-2025"} == {"2026-04-26", "2026-04-28"}


def test_the_framework_binds_nobody_in_law(real: Base) -> None:
    assert shown(real, "us-japan-2025").found.data["binding"] == "non-binding"
    answer = list_kind(real, Wanted("agreements", {"party": ("JP",), "binding": ("binding",)}), Asked(TODAY))
    assert "us-japan-2025" not in {row["id"] for row in answer.rows}
