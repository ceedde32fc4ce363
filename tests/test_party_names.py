"""One comparison of names for all commands: what `screen` finds, `applicable` finds, and the other way round."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from conftest import indexed
from mineralkb.applying.listings import days_of, names_days
from mineralkb.applying.parties import listed_on
from mineralkb.applying.store import Store
from mineralkb.applying.three import NO, UNKNOWN, YES
from mineralkb.applying.world import World
from mineralkb.parties.listed import OWNERSHIP
from mineralkb.questions.asked import Asked
from mineralkb.screening.answer import screen

if TYPE_CHECKING:
    from mineralkb.index import Base

DAY = date(2026, 11, 23)
SAME, LIKE, MISSED = "the same", "like", "missed"


def by_screen(base: Base, name: str, listed: str) -> tuple[str, set[str]]:
    matches = [one for one in screen(base, [name], Asked(DAY)).matches if one.party.list == listed]
    named = [one for one in matches if one.how != OWNERSHIP]
    same = {one.party.id for one in named if one.same}
    return (SAME if same else LIKE if named else MISSED), same or {one.party.id for one in named}


def by_applicable(base: Base, name: str, listed: str) -> tuple[str, set[str]]:
    told = listed_on(listed, name, World(Store(base), DAY.isoformat()))
    asks = {need.ask for way in told.ways for need in way}
    sure = told.answer != UNKNOWN or "stands that day cannot be told" in told.why[0]
    word = SAME if sure else LIKE if asks == {"end-user"} else MISSED
    return word, {value for way in told.ways for need in way for value in need.values} if word == LIKE else set()


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("General Dynamics", SAME),
        ("GENERAL DYNAMICS CORP.", SAME),
        ("General-Dynamics", SAME),
        ("General Dynamics Land", LIKE),
        ("Genral Dynamics", LIKE),
        ("MP Materials Corp.", SAME),
        ("\uff2d\uff30\u3000Materials", SAME),
        ("MP Material", LIKE),
        ("USA Rare Earth, Inc.", SAME),
        ("三菱造船", SAME),
        ("三菱造船株式会社", SAME),
        ("三菱", LIKE),
        ("Mitsubishi Heavy Industries Shipbuilding Co., Ltd.", SAME),
        ("Mitsubishi Heavy Industries", LIKE),
        ("Shipbuilding Heavy Industries Mitsubishi", LIKE),
        ("JAXA", SAME),
        ("Kawasaki Heavy Industries", LIKE),
        ("Japan Marine United", SAME),
        ("S-3 Aero Defense", SAME),
        ("Synexxus", SAME),
        ("Huntington Ingalls Industries", SAME),
        ("Industries", MISSED),
        ("Co., Ltd.", MISSED),
        ("...", MISSED),
        ("A Bakery of Ohio", MISSED),
    ],
)
def test_two_commands_say_the_same_of_a_spelling(name: str, word: str, real: Base) -> None:
    screened, entries = by_screen(real, name, "cn-control-list")
    applied, nearest = by_applicable(real, name, "cn-control-list")
    assert (screened, applied) == (word, word)
    assert nearest <= entries


LIST = """\
title: The control list
type: control list
country: CN
cite: [text]
entries:
  acme:
    title: Acme Dynamics, Inc.
    party: acme
    since: 2025-11-01
"""
HELD = {
    "lists/parties.yaml": LIST,
    "organizations/acme.yaml": "title: ACME Holdings\ntype: company\n",
    "organizations/rotor-works.yaml": "title: Rotor Works GmbH\ntype: company\npart_of: acme\n",
    "organizations/rotor-child.yaml": "title: Rotor Child\ntype: company\npart_of: rotor-works\n",
    "projects/deep-pit.yaml": "title: Deep Pit\ntype: mine\nowners: [acme]\ncite: [text]\n",
}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("rotor-works", YES),
        ("ROTOR WORKS", YES),
        ("Rotor Child", YES),
        ("Deep Pit", UNKNOWN),
        ("Acme Dynamics", UNKNOWN),
        ("A Bakery", UNKNOWN),
    ],
)
def test_a_part_of_a_listed_party_is_held_and_an_owner_of_some_share_is_open(name: str, answer: str) -> None:
    world = World(Store(indexed(HELD)), "2026-01-01")
    assert listed_on("parties", name, world, owned="held 50 % or more").answer == answer
    assert listed_on("parties", name, world).answer == (YES if name == "Acme Dynamics" else NO)


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("parties of Japan listed on 24 February and 29 June 2026", {"2026-02-24", "2026-06-29"}),
        ("parties listed on 1 May, 2 June and 30 September 2025 and after", {"2025-05-01", "2025-06-02", "2025-09-30"}),
        ("Parties Listed On 4 april 2025", {"2025-04-04"}),
        ("parties listed on 31 February 2026", set()),
        ("parties listed in 2026", set()),
        ("parties on the control list", set()),
        ("parties of Japan", set()),
    ],
)
def test_days_of_listing_are_read(line: str, days: set[str]) -> None:
    assert days_of((line,)) == days
    assert names_days(line) == bool(days)


@pytest.mark.parametrize(
    ("since", "answer"), [("2025-11-01", YES), ("2025-11-02", NO), ("2025-11", UNKNOWN), ("..2025-11-01", UNKNOWN)]
)
def test_only_those_listed_on_the_days_are_meant(since: str, answer: str) -> None:
    texts = HELD | {"lists/parties.yaml": LIST.replace("2025-11-01", since)}
    world = World(Store(indexed(texts)), "2026-01-01")
    assert listed_on("parties", "Acme Dynamics", world, days=frozenset({"2025-11-01"})).answer == answer
    assert listed_on("parties", "", world, days=frozenset({"2025-11-01"})).answer == UNKNOWN
