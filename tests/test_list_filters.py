"""Filters of lists: what surely matches, what may for all that is known, and what does not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TODAY, indexed
from mineralkb.errors import MkbError
from mineralkb.questions.asked import Asked
from mineralkb.questions.kinds import KINDS
from mineralkb.questions.listing import Listing, list_kind
from mineralkb.questions.wanted import Wanted

if TYPE_CHECKING:
    from mineralkb.index import Base

CONTROL = """\
title: {title}
form: {form}
issuers:
  {issuer}: {{authorities: [ministry]}}
cite: [text]
events:
{events}
provisions:
{rules}
"""
RULE = """\
  {name}:
    title: A rule
    summary: It needs a licence.
    measure: licensing requirement
    objects: [goods]
"""
RUNNING = "  effective: {kind: effective, date: 2025-01-01}"


def rule(more: str = "", name: str = "rule") -> str:
    """A provision, with further fields of its own."""
    return RULE.format(name=name) + "".join(f"    {line}\n" for line in more.splitlines())


def control(*rules: str, events: str = RUNNING, issuer: str = "CN", form: str = "law") -> str:
    """A control with these provisions."""
    return CONTROL.format(title="A control", form=form, issuer=issuer, events=events, rules="".join(rules))


def item(more: str, partial: str = "") -> str:
    """The items of a provision: one, with these fields."""
    return f"items:\n  one: {{{more}}}" + (f"\npartial: [{partial}]" if partial else "")


def agreement(more: str = "", signed: str = "2025-06-15", pledges: str = "") -> str:
    """An agreement of two countries, with further fields of its own."""
    head = f"title: A paper\nform: framework\nbinding: non-binding\ncite: [text]\n{more}"
    parties = "" if "parties:" in more else "parties:\n  US: {role: signatory}\n  JP: {role: signatory}\n"
    events = f"events:\n  signed: {{kind: signed, date: {signed}}}\n"
    return head + parties + events + (f"pledges:\n{pledges}" if pledges else "")


def pledge(name: str, more: str = "") -> str:
    """A pledge of the United States."""
    fields = {"topics": "[offtake]", "by": "[US]", "strength": "intention"}
    lines = [f"{field}: {value}" for field, value in fields.items() if f"{field}:" not in more]
    body = ["title: A pledge", "summary: It buys.", *lines, *more.splitlines()]
    return f"  {name}:\n" + "".join(f"    {line}\n" for line in body)


THINGS = {
    "countries/DE.yaml": "title: Germany\n",
    "countries/GB.yaml": "title: United Kingdom\n",
    "countries/HR.yaml": "title: Croatia\n",
    "groups/EU.yaml": (
        "title: European Union\nmembers:\n  DE: {since: 1958-01-01}\n"
        "  GB: {since: 1973-01-01, until: 2020-01-31}\n  HR: {since: 2013-07}\n"
    ),
    "groups/club.yaml": "title: Club\npartial: [members]\nmembers:\n  JP: {}\n  GB: {until: 2020-01-31}\n",
    "minerals/gallium.yaml": "title: Gallium\ntype: element\n",
    "minerals/tin.yaml": "title: Tin\ntype: element\n",
    "lists/goods.yaml": (
        "title: Goods\ntype: dual-use list\ncountry: CN\ncite: [text]\nentries:\n"
        "  1C902: {minerals: [dysprosium], hs: ['2846'], edition: HS2022}\n  3C001: {minerals: [gallium]}\n"
    ),
    "lists/open-list.yaml": (
        "title: Open list\ntype: dual-use list\ncountry: CN\ncite: [text]\npartial: [entries]\nentries:\n"
        "  1A001: {minerals: [gallium]}\n"
    ),
}


def base_of(texts: dict[str, str]) -> Base:
    """The database of the given files, of what they speak of, and of the common files."""
    return indexed(THINGS | texts)


def listed(base: Base, kind: str, /, on: date = TODAY, **wanted: Any) -> Listing:
    """A list; what is no option of lists is a filter."""
    named = set(Wanted._fields) - {"kind"}
    options = {name: value for name, value in wanted.items() if name in named}
    filters = {name: words for name, words in wanted.items() if name not in named}
    return list_kind(base, Wanted(kind, filters)._replace(**options), Asked(on))


def found(base: Base, kind: str, /, on: date = TODAY, **wanted: Any) -> tuple[list[str], int]:
    """The ids that surely match (of rules without what all ids share), and how many more may."""
    answer = listed(base, kind, on, columns=("id",), **wanted)
    return [str(row["id"]).partition("/")[0].removeprefix("on-") for row in answer.rows], answer.cannot_tell


def rules(**named: str) -> Base:
    """A base of one control for each name, with one provision each."""
    return base_of({f"controls/on-{name.replace('_', '-')}.yaml": control(rule(more)) for name, more in named.items()})


def test_a_mineral_is_found_with_everything_narrower() -> None:
    base = rules(dy=item("minerals: [dysprosium]"), re=item("minerals: [rare-earths]"), ga=item("minerals: [gallium]"))
    assert found(base, "provisions", mineral=("rare-earths",)) == (["dy", "re"], 0)
    assert found(base, "provisions", mineral=("dysprosium",)) == (["dy"], 0)
    assert listed(base, "provisions", mineral=("dysprosium",)).broader == ("rare-earths",)
    assert found(base, "controls", mineral=("rare-earths",)) == (["dy", "re"], 0)


def test_a_mineral_is_found_through_a_list() -> None:
    base = rules(
        whole="scope:\n  goods: {}",
        entry="scope:\n  goods: {entries: [3C001]}",
        only="scope:\n  goods: {minerals: [dysprosium]}",
        part="scope:\n  open-list: {}",
    )
    assert found(base, "provisions", mineral=("rare-earths",)) == (["only", "whole"], 1)
    assert found(base, "provisions", mineral=("gallium",)) == (["entry", "part", "whole"], 0)
    assert found(base, "provisions", mineral=("tin",)) == ([], 1)


@pytest.mark.parametrize("partial", ["items", "minerals"])
def test_what_is_known_in_part_is_never_a_no(partial: str) -> None:
    base = rules(sure=item("minerals: [gallium]"), part=item("minerals: [gallium]", partial))
    assert found(base, "provisions", mineral=("tin",)) == ([], 1)
    assert found(base, "controls", mineral=("tin",)) == ([], 1)
    assert found(base, "provisions", mineral=("gallium",)) == (["part", "sure"], 0)


def test_an_item_known_in_part_is_never_a_no() -> None:
    base = rules(part=item("minerals: [gallium], partial: [hs]"), whole=item("minerals: [gallium]"))
    assert found(base, "provisions", hs=("2805",)) == ([], 1)
    assert found(base, "provisions", mineral=("tin",)) == ([], 0)


def test_hs_codes_are_compared_by_leading_digits_both_ways() -> None:
    base = rules(
        long=item("hs: ['2805301910'], edition: CN-2025"),
        short=item("hs: ['2805'], edition: HS2022"),
        other=item("hs: ['2846'], edition: HS2022"),
    )
    assert found(base, "provisions", hs=("280530",)) == (["long", "short"], 0)
    assert found(base, "provisions", hs=("2805301910",)) == (["long", "short"], 0)
    assert found(base, "provisions", hs=("2805.30",)) == (["long", "short"], 0)
    assert found(base, "provisions", hs=("28",)) == (["long", "other", "short"], 0)
    with pytest.raises(MkbError, match="no HS or tariff code"):
        found(base, "provisions", hs=("2%46",))


def test_a_control_code_is_found_with_what_is_below_and_above_it() -> None:
    base = rules(
        whole=item("codes: [1C902], code_list: goods"),
        part=item("codes: [1C902.a.1], code_list: goods"),
        near=item("codes: [1C9021], code_list: goods"),
        scope="scope:\n  goods: {entries: [1C902]}",
    )
    assert found(base, "provisions", code=("1C902",)) == (["part", "scope", "whole"], 0)
    assert found(base, "provisions", code=("1c902.A",)) == (["part", "scope", "whole"], 0)
    assert found(base, "provisions", code=("1C902.b",)) == (["scope", "whole"], 0)
    assert found(base, "provisions", code=("1C9%",)) == ([], 0)


@pytest.mark.parametrize(
    ("day", "tin", "antimony"),
    [
        ("2025-04-03", ([], 0), (["whole"], 0)),
        ("2025-04-04", (["whole"], 0), (["whole"], 0)),
        ("2025-10-15", (["whole"], 0), ([], 1)),
        ("2025-11-01", (["whole"], 0), ([], 0)),
    ],
)
@pytest.mark.parametrize("kind", ["controls", "provisions"])
def test_a_list_is_taken_as_it_stood_on_the_day(
    kind: str, day: str, tin: tuple[list[str], int], antimony: tuple[list[str], int]
) -> None:
    dated = (
        "title: Dated\ntype: dual-use list\ncountry: CN\ncite: [text]\nentries:\n"
        "  1C001: {minerals: [tin], since: 2025-04-04}\n  1C002: {minerals: [antimony], until: 2025-10}\n"
    )
    texts = {"lists/dated.yaml": dated, "minerals/antimony.yaml": "title: Antimony\ntype: element\n"}
    base = base_of(texts | {"controls/on-whole.yaml": control(rule("scope:\n  dated: {}"))})
    on = date.fromisoformat(day)
    assert found(base, kind, on, mineral=("tin",)) == tin
    assert found(base, kind, on, code=("1C001",)) == tin
    assert found(base, kind, on, mineral=("antimony",)) == antimony


def test_codes_are_found_through_a_list() -> None:
    base = rules(
        whole="scope:\n  goods: {}", only="scope:\n  goods: {minerals: [gallium]}", part="scope:\n  open-list: {}"
    )
    assert found(base, "provisions", code=("1C902",)) == (["whole"], 2)
    assert found(base, "provisions", hs=("284610",)) == (["whole"], 2)


TARGETS = {
    "us": "targets: {destinations: [US]}",
    "eu": "targets: {destinations: [EU]}",
    "club": "targets: {destinations: [club]}",
    "but-us": "targets: {excluded: [US]}",
    "but-eu": "targets: {excluded: [EU]}",
    "but-club": "targets: {excluded: [club]}",
    "part": "targets: {destinations: [US]}\npartial: [targets]",
    "all": "policy: ordinary",
}


@pytest.mark.parametrize(
    ("place", "day", "sure", "maybe"),
    [
        # Named, everywhere, or not excepted; the club may have members that are not known.
        ("US", "2026-01-01", "all but-eu part us", "but-club club"),
        ("JP", "2026-01-01", "all but-eu but-us club", "part"),
        ("DE", "2026-01-01", "all but-us eu", "but-club club part"),
        # A member that left: it is known not to be in the club any more.
        ("GB", "2019-12-31", "all but-us club eu", "part"),
        ("GB", "2020-01-31", "all but-us club eu", "part"),
        ("GB", "2020-02-01", "all but-club but-eu but-us", "part"),
        # A member from some day in July 2013 on.
        ("HR", "2013-06-30", "all but-eu but-us", "but-club club part"),
        ("HR", "2013-07-15", "all but-us", "but-club but-eu club eu part"),
        ("HR", "2013-07-31", "all but-us eu", "but-club club part"),
        # The group itself.
        ("EU", "2026-01-01", "all but-us eu", "but-club club part"),
        # An issuer's rule for everywhere is none for its own country.
        ("CN", "2026-01-01", "", "club part"),
    ],
)
@pytest.mark.parametrize("kind", ["provisions", "controls"])
def test_destinations(kind: str, place: str, day: str, sure: str, maybe: str) -> None:
    events = "  effective: {kind: effective, date: 2000-01-01}"
    base = base_of({f"controls/on-{name}.yaml": control(rule(more), events=events) for name, more in TARGETS.items()})
    asked = {"destination": (place,)}
    assert found(base, kind, date.fromisoformat(day), **asked) == (sure.split(), len(maybe.split()))


def test_a_control_reaches_a_place_by_one_of_its_rules() -> None:
    mixed = control(rule(TARGETS["us"], "named"), rule(TARGETS["but-us"], "others"))
    base = base_of({"controls/mixed.yaml": mixed})
    assert found(base, "controls", destination=("US",)) == (["mixed"], 0)
    assert listed(base, "provisions", destination=("US",)).rows[0]["id"] == "mixed/named"


def test_either_of_two_places_is_enough() -> None:
    base = rules(us=TARGETS["us"], but_us=TARGETS["but-us"], de="targets: {destinations: [DE]}")
    assert found(base, "provisions", destination=("US", "JP")) == (["but-us", "us"], 0)


@pytest.mark.parametrize(
    ("member", "day", "sure", "maybe"),
    [
        ("DE", "2026-01-01", ["EU"], 1),
        ("GB", "2020-01-31", ["club", "EU"], 0),
        ("GB", "2020-02-01", [], 0),
        ("HR", "2013-07-15", [], 2),
        ("JP", "2013-07-15", ["club"], 0),
    ],
)
def test_members_of_groups_on_the_day(member: str, day: str, sure: list[str], maybe: int) -> None:
    assert found(base_of({}), "groups", date.fromisoformat(day), member=(member,)) == (sure, maybe)


STANDINGS = {
    "running": "  effective: {kind: effective, date: 2025-01-01}",
    "paused": (
        "  effective: {kind: effective, date: 2025-01-01}\n"
        "  suspended: {kind: suspended, date: 2025-10-01, until: 2026-10-01}"
    ),
    "proposed": "  proposed: {kind: proposed, date: 2025-01-01}",
    "over": (
        "  effective: {kind: effective, date: 2024-01-01}\n  repealed: {kind: repealed, date: 2025-02-01, cite: [text]}"
    ),
}


@pytest.mark.parametrize(
    ("day", "words", "sure", "maybe"),
    [
        ("2025-10-29", ["in effect"], ["running"], 0),
        ("2025-10-28", ["suspended"], ["paused"], 0),
        ("2025-10-29", ["suspended", "ended"], ["over", "paused"], 0),
        ("2025-10-29", ["proposed"], ["proposed"], 0),
        # The end of the suspension lies after the last source: it may go on or not.
        ("2026-11-23", ["in effect"], ["running"], 1),
        ("2026-11-23", ["suspended"], [], 1),
        ("2026-11-23", ["suspended", "in effect"], ["paused", "running"], 0),
        ("2026-11-23", ["cannot tell"], ["paused"], 0),
    ],
)
@pytest.mark.parametrize("kind", ["controls", "provisions"])
def test_standings(kind: str, day: str, words: list[str], sure: list[str], maybe: int) -> None:
    base = base_of({f"controls/{name}.yaml": control(rule(), events=events) for name, events in STANDINGS.items()})
    assert found(base, kind, date.fromisoformat(day), status=tuple(words)) == (sure, maybe)


def test_lists_take_what_is_adopted_restricts_and_is_a_states() -> None:
    base = base_of(
        {
            "controls/law.yaml": control(rule()),
            "controls/proposed.yaml": control(rule(), events=STANDINGS["proposed"]),
            "controls/firm.yaml": control(rule(), form="non-state"),
            "controls/easing.yaml": control(rule("effect: eases")),
            "controls/mixed.yaml": control(rule("effect: administers", "paper-work"), rule()),
        }
    )
    plain, all_of_them = listed(base, "controls"), listed(base, "controls", everything=True)
    assert ([row["id"] for row in plain.rows], plain.left_out) == (["law", "mixed"], 3)
    assert (all_of_them.total, all_of_them.left_out) == (5, 0)
    plain, all_of_them = listed(base, "provisions"), listed(base, "provisions", everything=True)
    assert ([row["id"] for row in plain.rows], plain.left_out) == (["law/rule", "mixed/rule"], 4)
    assert (all_of_them.total, all_of_them.left_out) == (6, 0)
    assert listed(base, "controls", issuer=("US",)).left_out == 0


@pytest.mark.parametrize(
    ("since", "until", "sure", "maybe"),
    [
        ("2025-06-01", "", ["june"], 1),
        ("", "2025-06-30", ["june", "may"], 1),
        ("2025-05-01", "2025-06-30", ["june", "may"], 1),
        ("2025-05-10", "2025-05-20", [], 2),
        ("2025-07-01", "", [], 1),
        ("", "2025-04-30", [], 1),
    ],
)
def test_uncertain_days_may_lie_between(since: str, until: str, sure: list[str], maybe: int) -> None:
    days = {"june": "2025-06-15", "may": "2025-05", "some": "unknown"}
    base = base_of({f"agreements/{name}.yaml": agreement(signed=day) for name, day in days.items()})
    assert found(base, "agreements", since=since, until=until, sort=("id",)) == (sure, maybe)


PAPERS = {
    "agreements/mining.yaml": agreement("minerals: [dysprosium]\nstages: [mining]\nsectors: [defence]\n", "2025-03-01"),
    "agreements/stocks.yaml": agreement(
        "parties:\n  US: {role: signatory}\n  DE: {role: observer}\npartial: [parties]\n",
        "2024-03-01",
        pledge("buy", "minerals: [gallium]\nto: [DE]\nstages: [stockpiling]\nforms: [metal]")
        + pledge("tell", "topics: [consultation]\nby: [DE]\nstrength: obligation"),
    ),
    "agreements/open.yaml": agreement(
        "partial: [pledges, minerals]\n", "2026-03-01", pledge("lend", "topics: [lending]")
    ),
}


@pytest.mark.parametrize(
    ("kind", "filters", "sure", "maybe"),
    [
        ("agreements", {"party": ("JP",)}, ["mining", "open"], 1),
        ("agreements", {"party": ("DE",)}, ["stocks"], 0),
        ("agreements", {"party": ("JP", "DE")}, ["mining", "open", "stocks"], 0),
        ("agreements", {"mineral": ("gallium",)}, ["stocks"], 1),
        ("agreements", {"topic": ("consultation",)}, ["stocks"], 1),
        ("agreements", {"stage": ("mining",)}, ["mining"], 1),
        ("agreements", {"sector": ("defence",)}, ["mining"], 1),
        ("agreements", {"strength": ("obligation",)}, ["stocks"], 1),
        ("agreements", {"form": ("framework",)}, ["mining", "open", "stocks"], 0),
        ("agreements", {"form": ("treaty",)}, [], 0),
        ("agreements", {"binding": ("non-binding",)}, ["mining", "open", "stocks"], 0),
        ("pledges", {"by": ("DE",)}, ["stocks/tell"], 0),
        ("pledges", {"to": ("DE",)}, ["stocks/buy"], 0),
        ("pledges", {"party": ("DE",)}, ["stocks/buy", "stocks/tell"], 0),
        ("pledges", {"topic": ("offtake", "lending")}, ["open/lend", "stocks/buy"], 0),
        ("pledges", {"mineral": ("gallium",)}, ["stocks/buy"], 1),
        ("pledges", {"stage": ("stockpiling",)}, ["stocks/buy"], 0),
        ("pledges", {"form": ("metal",)}, ["stocks/buy"], 0),
        ("pledges", {"strength": ("obligation",)}, ["stocks/tell"], 0),
        ("pledges", {"by": ("US",), "topic": ("offtake",)}, ["stocks/buy"], 0),
        ("events", {"record": ("mining",)}, ["mining/events/signed"], 0),
        ("events", {"mineral": ("rare-earths",)}, ["mining/events/signed"], 1),
        ("events", {"event": ("ratified",)}, [], 0),
        ("minerals", {"mineral": ("rare-earths",)}, ["dysprosium", "rare-earths"], 0),
        ("minerals", {"type": ("group",)}, ["rare-earths"], 0),
        ("lists", {"mineral": ("gallium",)}, ["goods", "open-list"], 0),
        ("organizations", {"country": ("CN",), "type": ("ministry",)}, ["ministry"], 0),
        ("sources", {"kind": ("news",)}, ["news"], 0),
        ("sources", {"publisher": ("ministry",), "language": ("en",), "extent": ("whole",)}, ["text"], 0),
    ],
)
def test_filters_by_words(kind: str, filters: dict[str, Any], sure: list[str], maybe: int) -> None:
    answer = listed(base_of(PAPERS), kind, sort=("id",), columns=("id",), **filters)
    assert ([row["id"] for row in answer.rows], answer.cannot_tell) == (sure, maybe)


def test_filters_of_rules() -> None:
    base = base_of(
        {
            "controls/plain.yaml": control(rule("policy: ordinary\n" + item("forms: [metal]"))),
            "controls/other.yaml": control(
                rule("policy: {disputed: {text: ordinary, news: case by case}}\nscope:\n  goods: {}").replace(
                    "goods]", "software]"
                ),
                issuer="US",
            ),
        }
    )
    both = ["other", "plain"]
    for kind in ("controls", "provisions"):
        assert found(base, kind, issuer=("US",), sort=("id",)) == (["other"], 0)
        assert found(base, kind, authority=("ministry",), sort=("id",)) == (both, 0)
        assert found(base, kind, policy=("ordinary",), sort=("id",)) == (both, 0)
        assert found(base, kind, policy=("case by case",)) == (["other"], 0)
        assert found(base, kind, object=("software",)) == (["other"], 0)
        assert found(base, kind, list=("goods",)) == (["other"], 0)
        assert found(base, kind, form=("metal",)) == (["plain"], 0)
        assert found(base, kind, measure=("licensing requirement",), sort=("id",)) == (both, 0)
        assert found(base, kind, measure=("export quota",)) == ([], 0)


def test_text_is_found_whatever_its_case_and_signs_are_no_wildcards() -> None:
    base = base_of(
        {"agreements/a.yaml": agreement().replace("A paper", "100 % Cobalt_Paper"), "agreements/b.yaml": agreement()}
    )
    assert found(base, "agreements", text="COBALT_p") == (["a"], 0)
    assert found(base, "agreements", text="100 %") == (["a"], 0)
    assert found(base, "agreements", text="a_paper") == ([], 0)
    assert found(base, "events", text="signed", sort=("id",)) == (["a", "b"], 0)


def test_what_emptied_the_list_is_named() -> None:
    base = base_of(PAPERS)
    assert (
        listed(base, "agreements", party=("JP",), topic=("geological mapping",)).emptied_by
        == "topic geological mapping"
    )
    assert (
        listed(base, "agreements", party=("FR",), topic=("geological mapping",)).emptied_by
        == "party FR, topic geological mapping"
    )
    assert listed(base, "agreements", party=("FR", "NO")).emptied_by == "party FR or NO"
    assert listed(base, "agreements", party=("JP",)).emptied_by == ""
    assert listed(base, "policies").emptied_by == ""


def test_order_columns_and_limit() -> None:
    base = base_of(PAPERS)
    assert found(base, "agreements")[0] == ["stocks", "mining", "open"]
    assert found(base, "agreements", sort=("-date",))[0] == ["open", "mining", "stocks"]
    assert found(base, "agreements", sort=("id",))[0] == ["mining", "open", "stocks"]
    assert found(base, "agreements", sort=("-pledges", "-id"))[0] == ["stocks", "open", "mining"]
    answer = listed(base, "agreements", columns=("title", "id"), most=2)
    assert answer.columns == (("title", "title"), ("id", "id"))
    assert list(answer.rows[0]) == ["title", "id"]
    assert (len(answer.rows), answer.total, answer.not_shown) == (2, 3, 1)


@pytest.mark.parametrize(
    ("kind", "wanted", "message", "hint"),
    [
        ("agreement", {}, "there is no list of 'agreement'", "did you mean 'agreements'?"),
        ("agreements", {"destination": ("US",)}, "cannot be filtered by --destination", "--party"),
        ("agreements", {"columns": ("partys",)}, "has no column 'partys'", "did you mean 'parties'?"),
        ("agreements", {"sort": ("-dat",)}, "has no column 'dat'", "did you mean 'date'?"),
        ("controls", {"status": ("in efect",)}, "'in efect' is no word for a standing", "did you mean 'in effect'?"),
        ("minerals", {"status": ("in effect",)}, "has no standing", "--status"),
        ("minerals", {"since": "2025-01-01"}, "has no date", "--since"),
    ],
)
def test_a_wrong_word_says_what_was_meant(kind: str, wanted: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(MkbError, match=message) as raised:
        listed(base_of({}), kind, **wanted)
    assert hint in raised.value.hint


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_lists_with_every_column_filter_and_order(kind: str) -> None:
    base = base_of(PAPERS | {"controls/rule.yaml": control(rule(item("minerals: [gallium]")))})
    columns = tuple(KINDS[kind].columns)
    whole = listed(base, kind, columns=columns, everything=True)
    for name in columns:
        assert listed(base, kind, columns=columns, sort=(name,), everything=True).total == whole.total
    for name in KINDS[kind].filters:
        asked: dict[str, Any] = {name: ("nothing",)}
        if name in FREE or (name == "form" and kind != "events"):
            assert listed(base, kind, everything=True, **asked).total == 0
        else:
            with pytest.raises(MkbError, match=f"--{name}: 'nothing'"):
                listed(base, kind, everything=True, **asked)


# Filters whose words are not ours to name: codes, languages, the form of a policy.
FREE = ("code", "language")


@pytest.mark.parametrize(
    ("kind", "filters", "hint"),
    [
        ("provisions", {"mineral": ("galium",)}, "did you mean 'gallium'?"),
        ("provisions", {"mineral": ("Rare earths",)}, "did you mean 'rare-earths'?"),
        ("agreements", {"party": ("Japan",)}, "did you mean 'JP'?"),
        ("agreements", {"party": ("US,JP",)}, "name one each time: --party US --party JP"),
        ("pledges", {"topic": ("permiting",)}, "did you mean 'permitting'?"),
        ("provisions", {"measure": ("export quotas",)}, "did you mean 'export quota'?"),
    ],
)
def test_a_wrong_value_says_what_was_meant(kind: str, filters: dict[str, Any], hint: str) -> None:
    with pytest.raises(MkbError) as caught:
        listed(base_of(PAPERS), kind, **filters)
    assert caught.value.hint == hint


def test_ids_and_words_may_be_typed_in_any_case() -> None:
    base = base_of(PAPERS | {"controls/rule.yaml": control(rule(item("minerals: [gallium]")))})
    assert listed(base, "provisions", mineral=("GALLIUM",), measure=("Licensing requirement",)).total == 1


EVERYTHING = PAPERS | {
    **{
        f"controls/on-{name}.yaml": control(rule(more + "\n" + item("minerals: [gallium], partial: [codes]")))
        for name, more in TARGETS.items()
    },
    **{f"controls/{name}.yaml": control(rule(), events=events) for name, events in STANDINGS.items()},
    "controls/dy.yaml": control(
        rule(item("minerals: [dysprosium], hs: ['2805'], edition: HS2022, codes: [1C902], code_list: goods"))
    ),
}
WORDS = {
    "mineral": ("dysprosium", "rare-earths", "gallium"),
    "destination": ("US", "DE", "GB", "HR"),
    "hs": ("2805", "28"),
    "code": ("1C902.a", "3C001"),
    "issuer": ("CN", "US"),
    "status": ("in effect", "suspended", "ended"),
}


@st.composite
def questions(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    names = draw(st.lists(st.sampled_from(sorted(WORDS)), unique=True, max_size=3))
    return {name: tuple(draw(st.lists(st.sampled_from(WORDS[name]), unique=True, min_size=1))) for name in names}


@pytest.fixture(scope="module")
def everything() -> Base:
    return base_of(EVERYTHING)


@pytest.fixture(scope="module")
def with_one_more() -> Base:
    more = rule(
        "targets: {destinations: [JP]}\n"
        + item("minerals: [tin], hs: ['9999'], edition: HS2022, codes: [9Z999], code_list: goods")
    )
    return base_of(EVERYTHING | {"controls/unrelated.yaml": control(more, issuer="DE", events=STANDINGS["proposed"])})


DAYS = st.sampled_from([date(2024, 6, 1), date(2025, 10, 15), TODAY])
LISTED = st.sampled_from(["controls", "provisions"])


@settings(max_examples=30, deadline=None)
@given(kind=LISTED, on=DAYS, asked=questions())
def test_filters_only_narrow(everything: Base, kind: str, on: date, asked: dict[str, tuple[str, ...]]) -> None:
    whole = listed(everything, kind, on, columns=("id",), everything=True, **asked)
    for name in asked:
        fewer = {other: words for other, words in asked.items() if other != name}
        wider = listed(everything, kind, on, columns=("id",), everything=True, **fewer)
        assert {row["id"] for row in whole.rows} <= {row["id"] for row in wider.rows}
        assert whole.total + whole.cannot_tell <= wider.total + wider.cannot_tell


@settings(max_examples=30, deadline=None)
@given(kind=LISTED, on=DAYS, asked=questions())
def test_either_word_widens(everything: Base, kind: str, on: date, asked: dict[str, tuple[str, ...]]) -> None:
    whole = listed(everything, kind, on, columns=("id",), everything=True, **asked)
    for name, words in asked.items():
        each = [
            listed(everything, kind, on, columns=("id",), everything=True, **{**asked, name: (word,)}) for word in words
        ]
        apart = {row["id"] for answer in each for row in answer.rows}
        assert apart <= {row["id"] for row in whole.rows}
        if name != "status":  # of two words that a standing may be, one surely is
            assert apart == {row["id"] for row in whole.rows}


@settings(max_examples=30, deadline=None)
@given(kind=LISTED, on=DAYS, asked=questions())
def test_an_unrelated_record_changes_no_answer(
    everything: Base, with_one_more: Base, kind: str, on: date, asked: dict[str, tuple[str, ...]]
) -> None:
    before = listed(everything, kind, on, columns=("id",), everything=True, **asked)
    after = listed(with_one_more, kind, on, columns=("id",), everything=True, **asked)
    rows = [row for row in after.rows if not str(row["id"]).startswith("unrelated")]
    assert rows == list(before.rows)
    assert after.cannot_tell == before.cannot_tell


@settings(max_examples=30, deadline=None)
@given(kind=LISTED, on=DAYS, asked=questions(), all_of_them=st.booleans())
def test_what_matches_and_what_may_are_never_more_than_all(
    everything: Base, kind: str, on: date, asked: dict[str, tuple[str, ...]], all_of_them: bool
) -> None:
    answer = listed(everything, kind, on, everything=all_of_them, **asked)
    whole = listed(everything, kind, on, everything=True)
    assert answer.cannot_tell >= 0
    assert answer.total + answer.cannot_tell + answer.left_out <= whole.total


PARTIES = {
    "organizations/acme.yaml": "title: Acme\ntype: company\ncountry: US\n",
    "lists/parties.yaml": (
        "title: Parties\ntype: control list\ncountry: CN\npartial: [entries]\ncite: [text]\nentries:\n"
        "  acme: {title: Acme, party: acme, since: 2025-10-28}\n"
        "  other: {title: Other works, since: 2025-10-01, until: 2025-10-27}\n"
    ),
}


def test_entries_are_listed_with_their_standing() -> None:
    base = base_of(PARTIES)
    rows = {row["id"]: row["standing"] for row in listed(base, "entries", list=("parties",)).rows}
    assert rows == {"parties/acme": "listed", "parties/other": "ended"}
    assert listed(base, "entries", party=("acme",)).total == 1


def test_a_miss_among_entries_names_the_lists_that_are_known_in_part() -> None:
    assert listed(base_of(PARTIES), "entries", text="Nobody").known_in_part == ("open-list", "parties")
    assert listed(base_of(PARTIES), "entries", text="Acme").known_in_part == ()


def test_what_may_match_can_be_listed() -> None:
    base = rules(sure=item("minerals: [gallium]"), may=item("minerals: [dysprosium], partial: [minerals]"))
    assert found(base, "provisions", mineral=("gallium",)) == (["sure"], 1)
    assert found(base, "provisions", mineral=("gallium",), possible=True) == (["may"], 0)


def test_an_empty_standing_says_how_the_others_stand() -> None:
    base = rules(one=item("minerals: [gallium]"), two=item("minerals: [gallium]"))
    answer = listed(base, "provisions", status=("ended",), mineral=("gallium",))
    assert (answer.total, answer.stand) == (0, (("in effect", 2),))


def test_headings_are_names_of_columns_too() -> None:
    base = rules(one=item("minerals: [gallium]"))
    answer = listed(base, "provisions", columns=("id", "to"), sort=("-to",))
    assert [name for name, _ in answer.columns] == ["id", "destinations"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("MP Materials", ["mp"]),
        ("materials raw", ["raw"]),
        ("mp", ["mp", "raw"]),
        ("raw-materials component", ["raw"]),
    ],
)
def test_a_short_word_of_a_text_goes_with_the_next(text: str, ids: list[str]) -> None:
    bodies = {
        "organizations/mp.yaml": "title: MP Materials\ntype: company\n",
        "organizations/raw.yaml": "title: Raw materials components\ntype: company\n",
    }
    assert found(base_of(bodies), "organizations", text=text) == (ids, 0)
