"""Two wordings of a text, renamed and clashing records: nothing that differs is hidden, whatever its length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from conftest import COMMON, Texts
from mineralkb.diff.bases import compared
from mineralkb.diff.renames import renamed
from mineralkb.diff.words import worded
from mineralkb.kb import load, load_both

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.kb import KnowledgeBase

    Make = Callable[[dict[str, str]], KnowledgeBase]

WORDS = [f"word{number}" for number in range(120)]
LONG = " ".join(WORDS)
MINERAL = "title: {}\ntype: group\n"


def test_short_texts_are_shown_whole() -> None:
    assert worded("A", "B") == "'B', was 'A'"
    assert worded("A\u202e", "A") == "'A', was 'A\\u202e'"


def test_of_long_texts_each_stretch_is_shown() -> None:
    told = worded(LONG, LONG.replace("word10 ", "evil ").replace("word90 ", "word90 and more "))
    assert told == (
        "'... word7 word8 word9 evil word11 word12 word13 ... word88 word89 word90 and more word91 word92 word93 ...', "
        "was '... word7 word8 word9 word10 word11 word12 word13 ... word88 word89 word90 word91 word92 word93 ...'"
    )
    assert worded(LONG, f"{LONG} end") == "'... word117 word118 word119 end', was '... word117 word118 word119'"
    assert worded("a" * 400 + "b", "a" * 400 + "c").startswith("'... aaaa")
    assert worded("a" * 400 + "b", "a" * 400 + "c").count("ac', was") == 1


@given(st.dictionaries(st.integers(0, 119), st.sampled_from(["new", "", "x y z"]), min_size=1, max_size=30))
def test_what_differs_is_shown_or_counted(changes: dict[int, str]) -> None:
    now = [changes.get(place, word) for place, word in enumerate(WORDS)]
    told = worded(LONG, " ".join(word for word in now if word))
    further = re.search(r"; (\d+) further stretch", told)
    gone = [WORDS[place] for place in sorted(changes)]
    shown = [word for word in gone if re.search(rf"\b{word}\b", told)]
    assert shown == gone[: len(shown)]
    assert bool(further) == (shown != gone)
    assert len(told) < 800


def test_a_text_without_end_takes_no_time() -> None:
    told = worded("a b " * 40_000, "b a " * 40_000)
    assert "characters more" in told or len(told) < 800


def test_ids_that_were_swapped_or_passed_on_are_followed(base: Make) -> None:
    old = base({"minerals/one.yaml": MINERAL.format("One"), "minerals/two.yaml": MINERAL.format("Two")})
    swapped = base(
        {
            "minerals/one.yaml": MINERAL.format("Two") + "formerly: [two]\n",
            "minerals/two.yaml": MINERAL.format("One") + "formerly: [one]\n",
        }
    )
    passed_on = base(
        {
            "minerals/two.yaml": MINERAL.format("One") + "formerly: [one]\n",
            "minerals/three.yaml": MINERAL.format("Two") + "formerly: [two]\n",
        }
    )
    taken = base({"minerals/two.yaml": MINERAL.format("One") + "formerly: [one]\n"})
    assert renamed(old, swapped) == renamed(swapped, old) == {"one": "two", "two": "one"}
    assert renamed(old, passed_on) == {"two": "one", "three": "two"}
    assert renamed(passed_on, old) == {"one": "two", "two": "three"}
    assert renamed(old, taken) == renamed(swapped, swapped) == {}
    for one, other in ((old, swapped), (swapped, old), (old, passed_on), (passed_on, old)):
        assert {found.sort for found in compared(one, other)} == {"record renamed"}
    assert {found.sort for found in compared(old, taken)} == {"record removed", "wording only"}


def test_who_has_an_id_keeps_it() -> None:
    small, great = ({f"minerals/{name}.yaml": MINERAL.format(name)} for name in ("thing", "THING"))
    elsewhere = {"agreements/thing.yaml": "title: x\n"}
    assert set(load(Texts(COMMON | small | great)).records) >= {"THING"}
    for before, later, name in ((small, great, "THING"), (great, small, "thing"), (small, elsewhere, "thing")):
        old, new = load_both(Texts(COMMON | before), Texts(COMMON | before | later))
        assert new.records.keys() == old.records.keys()
        (found,) = compared(old, new)
        assert (found.record, found.sort, found.old_spot) == (name, "unreadable", None)
        assert "is already that of data/minerals/" in found.sentence
        assert [one.sort for one in compared(new, old)] == ["unreadable"]
        assert compared(new, new) == []
