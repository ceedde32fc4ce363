"""Names against lists of parties: every way to match, what a miss says, fates, owners, batches, bad input."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import COMMON, indexed
from example_base import Done, runner, written
from mineralkb.parties.likeness import ALIKE, SAME, Typed
from mineralkb.parties.names import in_brackets, plain
from mineralkb.questions.asked import Asked
from mineralkb.render.plain import plain as as_text
from mineralkb.render.screen import screen_blocks
from mineralkb.screening.answer import said, screen
from schemas import schema, undescribed, validator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mineralkb.index import Base
    from mineralkb.screening.answer import Screened

DAY = date(2026, 3, 1)
LIST = """\
title: The control list
type: control list
country: CN
cite: [text]
entries:
  acme-dynamics:
    title: Acmé Dynamics, Inc. (AcDy)
    native_title: 阿克梅动力股份有限公司
    names: [Acme Dyn & Sons]
    country: US
    party: acme
    since: 2025-11-01
    events:
      paused: {kind: suspended, date: 2026-01-05, until: 2026-02-10, caused_by: cn-1-2025}
  harbour-works-12:
    title: Harbour Works No. 12 (printed Harbor)
    country: JP
    since: 2025-11-01
    until: 2026-01-31
  mitsuboshi-shipbuilding:
    title: Mitsuboshi Heavy Industries Shipbuilding Co., Ltd.
    native_title: 三星造船株式会社
    country: JP
    since: 2026-02
PARTIAL
"""
RULE = """\
title: No exports to listed parties
form: law
issuers:
  CN: {authorities: [ministry]}
cite: [text]
events:
  effective: {kind: effective, date: 2025-10-20}
provisions:
  exports:
    title: No exports
    summary: None.
    measure: export prohibition
    objects: [goods]
    targets:
      listed_in: [cn-parties]
      end_users: [Subsidiaries held 50 % or more by a listed party, Others]
    items:
      metal: {minerals: [dysprosium]}
"""
BASE = {
    "lists/cn-parties.yaml": LIST.replace("PARTIAL", "partial: [entries]"),
    "controls/cn-1-2025.yaml": RULE,
    "organizations/acme.yaml": "title: ACME Holdings\ntype: company\ncountry: US\nnative: {ja: [アクメ]}\n",
    "organizations/acme-rotors.yaml": "title: Rotor Works GmbH\ntype: company\npart_of: acme\n",
    "organizations/rotor-child.yaml": "title: Rotor Child\ntype: company\npart_of: acme-rotors\n",
    "projects/deep-pit.yaml": "title: Deep Pit\ntype: mine\nowners: [acme]\ncite: [text]\n",
}


@pytest.fixture(scope="module")
def base() -> Base:
    return indexed(BASE)


def found(base: Base, *names: str, on: date = DAY) -> Screened:
    return screen(base, names, Asked(on))


@pytest.mark.parametrize(
    ("typed", "entry", "how"),
    [
        ("Acmé Dynamics, Inc.", "acme-dynamics", "name"),
        ("ACME DYNAMICS CORPORATION", "acme-dynamics", "name"),
        ("acme-dynamics", "acme-dynamics", "name"),
        ("\uff21\uff43\uff4d\uff45 \uff24ynamics", "acme-dynamics", "name"),  # full width
        ("The Acme Dynamics Co., Ltd.", "acme-dynamics", "name"),
        ("A.c.m.e. Dynamics", "acme-dynamics", "name"),
        ("AcDy", "acme-dynamics", "alias"),
        ("Acme Dyn and Sons", "acme-dynamics", "alias"),
        ("Acme Holdings S.A.", "acme-dynamics", "alias"),  # the name of its own record
        ("アクメ", "acme-dynamics", "native"),
        ("阿克梅动力", "acme-dynamics", "native"),
        ("克梅动力有限公司", "acme-dynamics", "native"),  # within
        ("三星造船", "mitsuboshi-shipbuilding", "native"),
        ("Acme Dynamic", "acme-dynamics", "spelling"),
        ("Dynamics Acme", "acme-dynamics", "spelling"),
        ("Mitsubosh Heavy Industries Shipbuilding", "mitsuboshi-shipbuilding", "spelling"),
        ("Mitsuboshi", "mitsuboshi-shipbuilding", "spelling"),
        ("Rotor Works", "acme-dynamics", "ownership"),
        ("Rotor Child Ltd", "acme-dynamics", "ownership"),
        ("Deep Pit", "acme-dynamics", "ownership"),
    ],
)
def test_a_name_is_found(base: Base, typed: str, entry: str, how: str) -> None:
    answer = found(base, typed)
    assert [(match.party.id, match.how) for match in answer.matches] == [(f"cn-parties/{entry}", how)]
    same = how in ("name", "alias") or (how == "native" and answer.matches[0].likeness == SAME)
    assert said(answer, typed).startswith("among the names recorded") == same


@pytest.mark.parametrize(
    "typed",
    [
        *("Quillfeather Ceramics", "Heavy Industries", "Inc.", "株式会社", "造", "Harbor", "Harbour Works No. 13"),
        *("Dynamics", "ク", "Ltd (", "()", "\u202e", "%", "'; DROP TABLE record; --", "Ы", "Rotor"),
    ],
)
def test_a_miss_is_not_among_the_names_recorded(base: Base, typed: str) -> None:
    answer = found(base, typed)
    assert answer.matches == ()
    text = "not among the names recorded (3 parties on 1 list; known in part: cn-parties)"
    assert said(answer, typed) == text
    shown = as_text(screen_blocks(answer))
    assert "known in part" in shown
    assert "not listed" not in shown


def test_a_list_that_is_known_whole_does_not_say_that_it_is_not() -> None:
    answer = found(indexed(BASE | {"lists/cn-parties.yaml": LIST.replace("PARTIAL", "")}), "Nobody")
    assert said(answer, "Nobody") == "not among the names recorded (3 parties on 1 list)"


@pytest.mark.parametrize(
    ("typed", "day", "word"),
    [
        ("AcDy", "2025-10-31", "not listed"),
        ("AcDy", "2025-11-01", "listed"),
        ("AcDy", "2026-01-10", "cannot tell"),  # no source of that day or later says that it was suspended
        ("Harbour Works No. 12", "2025-10-01", "not listed"),
    ],
)
def test_the_standing_is_that_of_the_day(base: Base, typed: str, day: str, word: str) -> None:
    (match,) = found(base, typed, on=date.fromisoformat(day)).matches
    assert match.fate.standing
    assert match.fate.standing.word == word


def test_the_fate_names_days_and_instruments(base: Base) -> None:
    (match,) = found(base, "AcDy").matches
    assert [(one.kind, one.date, one.until, one.through) for one in match.fate.happened] == [
        ("added", "2025-11-01", "", ""),
        ("suspended", "2026-01-05", "2026-02-10", "cn-1-2025"),
    ]
    (harbour,) = found(base, "Harbour Works 12").matches
    assert harbour.how == "alias"  # by its name in the file
    (harbour,) = found(base, "Harbour Works No. 12").matches
    assert (harbour.fate.since, harbour.fate.until) == ("2025-11-01", "2026-01-31")
    assert harbour.fate.happened[-1].kind == "last day on the list"


def test_what_is_held_is_told_in_the_rules_own_words_only(base: Base) -> None:
    ((_, rules),) = found(base, "Rotor Works").lists
    assert [(rule.id, rule.on_holdings) for rule in rules] == [
        ("cn-1-2025/exports", ("Subsidiaries held 50 % or more by a listed party",))
    ]
    assert "Rotor Child is part of acme-rotors, part of acme, which is among them: cn-parties/acme-dynamics" in said(
        found(base, "Rotor Child"), "Rotor Child"
    )


def test_owners_in_a_circle_end() -> None:
    circle = {
        "projects/loop.yaml": "title: Loop\ntype: mine\nowners: [loop-a]\ncite: [text]\n",
        "organizations/loop-a.yaml": "title: Loop A\ntype: company\npart_of: acme\n",
    }
    assert [match.how for match in found(indexed(BASE | circle), "Loop").matches] == ["ownership"]


def test_brackets_hold_names_or_remarks() -> None:
    assert in_brackets("Agency (JAXA)") == ("Agency", ("JAXA",))
    assert in_brackets("Works (printed Wroks)") == ("Works", ())
    assert in_brackets("(株)") == ("(株)", ())


# Against a slow reading

LETTERS = st.text("abcé ü&.,-株式会社三A1", max_size=14)


@given(LETTERS)
def test_plain_is_stable_and_deaf_to_case_and_width(name: str) -> None:
    once = plain(name)
    assert plain(name.upper()) == plain(name.lower()) == once
    assert plain("".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in name)) == once
    assert plain(f"  {name} ").joined == once.joined
    assert once.joined == "".join(once.words)


WORDS = st.lists(
    st.sampled_from(["mitsuboshi", "acme", "dynamics", "heavy", "works", "harbour", "12", "ship"]),
    min_size=1,
    max_size=4,
)


@given(WORDS, st.integers(0, 30), st.sampled_from("abxyz"), WORDS)
def test_a_slip_of_one_letter_is_forgiven_as_the_slow_comparison_has_it(
    words: list[str], place: int, letter: str, others: list[str]
) -> None:
    name, other = " ".join(words), " ".join(others)
    at = place % (len(name) + 1)
    for typed in (name[:at] + letter + name[at:], other):
        one, two = plain(typed), plain(name)
        found = Typed(one).like(two)
        if one.joined == two.joined:
            assert found == SAME
            continue
        numbers = [sorted(word for word in side.words if word.isdecimal()) for side in (one, two)]
        ratio = SequenceMatcher(None, two.joined, one.joined, autojunk=False).ratio()
        spelled = ratio >= ALIKE and min(len(one.joined), len(two.joined)) >= 5 and numbers[0] == numbers[1]
        assert found or not spelled
        assert found is None or found.score < 1


# The command


@pytest.fixture
def mkb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    monkeypatch.setenv("MKB_DATA", str(written(tmp_path, COMMON | BASE)))
    monkeypatch.setenv("MKB_TODAY", DAY.isoformat())
    return runner(monkeypatch, capsys)


def test_json_has_its_shape(mkb: Callable[..., Done]) -> None:
    done = mkb("screen", "AcDy", "Rotor Works", "Nobody", "--why", "--format", "json")
    data = json.loads(done.out)
    validator("screen").validate(data)
    assert [match["how"] for match in data["matches"]] == ["alias", "ownership"]
    assert [list_["known_in_part"] for list_ in data["lists"]] == [True]
    assert data["said"] == "1 name among the names recorded, 2 not among the names recorded"
    assert [reason["subject"] for reason in data["why"]] == ["cn-parties/acme-dynamics"]
    assert "A research aid" in data["notice"]
    assert "sanctions" in data["notice"]
    assert undescribed(schema("screen"), "screen") == []


def test_a_file_of_names_gives_a_row_for_each(mkb: Callable[..., Done], tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_bytes("\ufeffAcDy\r\n\r\n  Nobody \n=1+1\n阿克梅动力\n".encode())
    done = mkb("screen", "--file", str(names), "--format", "csv", "--safe-csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["typed"], row["entry"], row["how"]) for row in rows] == [
        ("AcDy", "cn-parties/acme-dynamics", "alias"),
        ("Nobody", "", ""),
        ("'=1+1", "", ""),
        ("阿克梅动力", "cn-parties/acme-dynamics", "native"),
    ]
    lines = mkb("screen", "--file", str(names), "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["typed"] for line in lines] == ["AcDy", "Nobody", "=1+1", "阿克梅动力"]
    assert "4 names on 2026-03-01" in mkb("screen", "--file", str(names)).out


def test_the_input_is_read_for_a_dash(mkb: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"AcDy\n")))
    assert "cn-parties/acme-dynamics" in mkb("screen", "--file", "-").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "no name is given"),
        (["  "], "no name is given"),
        (["--file", "nowhere.txt"], "cannot be read"),
        (["--file", "no\0where"], "cannot be read"),
        (["--file", "."], "cannot be read"),
        (["x" * 301], "longer than 300 signs"),
    ],
)
def test_what_cannot_be_asked(mkb: Callable[..., Done], words: list[str], message: str) -> None:
    done = mkb("screen", *words)
    assert done.code == 2
    assert message in done.err
    assert done.out == ""


def test_a_file_must_be_text_and_not_too_long(mkb: Callable[..., Done], tmp_path: Path) -> None:
    file = tmp_path / "names"
    file.write_bytes(b"\xff\xfe\x00")
    assert "not text in UTF-8" in mkb("screen", "--file", str(file)).err
    file.write_bytes(b"a\n" * 600_000)
    assert "more than 1,000,000 bytes" in mkb("screen", "--file", str(file)).err
    file.write_bytes(b"a\n" * 10_001)
    assert "more than 10000 names" in mkb("screen", "--file", str(file)).err
