"""The public Python interface does what its page says."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import mineralkb
from conftest import DATA, TODAY, write_base
from mineralkb import api
from mineralkb.questions.asked import NOTICE
from mineralkb.vocabulary.standing import STANDINGS

HEAVY = ("pydantic", "yaml", "typer", "rich", "pycountry")


@pytest.fixture(scope="module")
def base() -> mineralkb.OpenBase:
    return mineralkb.open(DATA)


def modules_after(program: str) -> set[str]:
    """What a fresh Python has imported after the program."""
    shown = f"{program}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_all_public_names_are_there() -> None:
    assert sorted(mineralkb.__all__) == mineralkb.__all__
    given: dict[str, Any] = {}
    exec("from mineralkb import *", given)  # noqa: S102 - what a user writes
    assert set(mineralkb.__all__) <= set(given)
    page = (DATA.parent / "docs" / "python.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page or f".{name}" in page for name in mineralkb.__all__)
    with pytest.raises(AttributeError, match="no attribute 'closed'"):
        mineralkb.closed  # noqa: B018 - the mention is the use


def test_every_public_name_says_what_it_is() -> None:
    for name in mineralkb.__all__:
        given = getattr(mineralkb, name)
        assert inspect.getdoc(given), name
        for member, value in vars(given).items() if inspect.isclass(given) else ():
            if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                assert inspect.getdoc(value), f"{name}.{member}"


def test_importing_and_reading_stay_light() -> None:
    assert not modules_after("import mineralkb") & {*HEAVY, "sqlite3", "json"}
    assert not modules_after("import mineralkb; mineralkb.open; mineralkb.Answer; mineralkb.MkbError") & set(HEAVY)
    mineralkb.open(DATA)
    asked = f"import mineralkb; b = mineralkb.open({str(DATA)!r}); b.list('agreements', party='JP'); b.card('JP')"
    assert not modules_after(asked) & set(HEAVY)


def test_the_folder_is_found_as_the_command_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = write_base(tmp_path / "data", {})
    other = write_base(tmp_path / "other" / "data", {})
    monkeypatch.delenv("MKB_DATA", raising=False)
    monkeypatch.chdir(place.folder / "countries")
    assert mineralkb.open().folder == place.folder
    assert mineralkb.open(tmp_path).folder == place.folder
    assert mineralkb.open(str(place.folder)).folder == place.folder
    monkeypatch.setenv("MKB_DATA", str(tmp_path / "other"))
    assert mineralkb.open().folder == other.folder
    assert mineralkb.open(tmp_path).folder == place.folder


def test_a_folder_without_data_says_what_one_is(tmp_path: Path) -> None:
    with pytest.raises(mineralkb.MkbError, match="is no knowledge base") as raised:
        mineralkb.open(tmp_path)
    assert "kb.yaml" in raised.value.hint
    assert raised.value.message == str(raised.value)


def test_ids_and_records(base: mineralkb.OpenBase) -> None:
    ids = base.ids("agreements")
    assert "us-japan-2025" in ids
    assert ids == sorted(ids)
    assert base.ids("nothing") == []
    entry = base.record("us-japan-2025")
    assert (entry.id, entry.kind) == ("us-japan-2025", "agreements")
    assert entry.data["events"]["signed"]["date"] == "2025-10-28"
    assert base.record("US-Japan-2025/signed") == entry
    assert [found.id for found in base.records("agreements")] == ids
    with pytest.raises(FrozenInstanceError):
        entry.id = "another"  # type: ignore[misc]  # what must not be


def test_data_is_plain(base: mineralkb.OpenBase) -> None:
    for kind in ("agreements", "controls", "sources"):
        for entry in base.records(kind):
            assert json.loads(json.dumps(entry.data)) == entry.data


def test_amounts_are_in_units_of_their_currency(tmp_path: Path) -> None:
    amount = "currency: USD, form: loan, firmness: committed, cite: [text]"
    mine = f"title: A mine\ntype: mine\namounts:\n  all: {{value: 8.5 billion, {amount}}}\n"
    opened = mineralkb.open(write_base(tmp_path / "data", {"projects/mine.yaml": mine}).folder)
    assert opened.record("mine").data["amounts"]["all"]["value"] == 8_500_000_000


def test_a_wrong_id_says_what_was_meant(base: mineralkb.OpenBase) -> None:
    for ask in (base.record, base.standing, base.card):
        with pytest.raises(mineralkb.MkbError) as raised:
            ask("us-japan-2052")
        assert raised.value.hint == "did you mean 'us-japan-2025'?"


def test_a_standing_has_what_the_page_says(base: mineralkb.OpenBase) -> None:
    answer = base.standing("cn-mofcom-57-2025", on="2026-01-01")
    assert answer is not None
    assert (answer.word, answer.never_operated) == ("suspended", True)
    assert answer.possible == ("suspended",)
    assert answer.first == "2025-11-07"
    assert answer.first <= "2026-01-01" <= answer.last
    assert answer.following == "cannot tell"
    (cause,) = answer.causes
    assert (cause["event"], cause["role"], cause["certainty"]) == ("events/suspended", "suspension", "known")
    assert cause["window"] == ["2025-11-07", "2025-11-07"]
    assert isinstance(answer, mineralkb.Answer)
    assert answer == base.standing("cn-mofcom-57-2025", on=date(2026, 1, 1))


def test_standings_meet_day_by_day(base: mineralkb.OpenBase) -> None:
    day, words = date.min, []
    while True:
        answer = base.standing("cn-mofcom-62-2025/technology", day)
        assert answer is not None
        assert answer.first == day.isoformat()
        assert answer.word in STANDINGS
        words.append(answer.word)
        if answer.last == "9999-12-31":
            break
        day = date.fromordinal(date.fromisoformat(answer.last).toordinal() + 1)
    assert words[:3] == ["not issued", "in effect", "suspended"]


def test_what_has_no_standing_has_none(base: mineralkb.OpenBase) -> None:
    assert base.standing("JP") is None
    assert base.standing("us-japan-2025/signed") is None


def test_days_are_today_where_none_is_given(base: mineralkb.OpenBase, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock:
        """A clock that stands still."""

        @staticmethod
        def now(_zone: object) -> Any:
            """Always the same moment."""
            return Clock

        @staticmethod
        def date() -> date:
            """Its day."""
            return TODAY

    monkeypatch.setattr(api, "datetime", Clock)
    assert base.list("agreements").asked.on == TODAY
    assert base.standing("us-japan-2025") == base.standing("us-japan-2025", TODAY)


@pytest.mark.parametrize("on", ["2026", "2026-02-30", "tomorrow", ""])
def test_a_wrong_day_is_told(on: str, base: mineralkb.OpenBase) -> None:
    with pytest.raises(mineralkb.MkbError, match="is not a day"):
        base.standing("us-japan-2025", on)


def test_lists_are_those_of_the_command(base: mineralkb.OpenBase) -> None:
    listing = base.list("provisions", on="2026-03-01", mineral="gallium", status="in effect")
    assert listing.total == len(listing.rows) > 0
    assert {row["standing"] for row in listing.rows} == {"in effect"}
    assert listing.asked.parameters == {"kind": "provisions", "mineral": "gallium", "status": "in effect"}
    either = base.list("agreements", party=["JP", "AU"], sort="-date", columns=["id", "date"], most=2)
    assert [name for name, _ in either.columns] == ["id", "date"]
    assert len(either.rows) == 2
    assert base.list("sources", kind="news").total > 0


def test_the_edges_of_a_list_may_be_months_and_years(base: mineralkb.OpenBase) -> None:
    rows = base.list("agreements", since="2025-10", until="2025-10", columns=["id"]).rows
    assert {"us-japan-2025", "us-australia-2025"} <= {row["id"] for row in rows}
    assert rows == base.list("agreements", since=date(2025, 10, 1), until=date(2025, 10, 31), columns=["id"]).rows
    with pytest.raises(mineralkb.MkbError, match="until: "):
        base.list("agreements", until="soon")


def test_a_wrong_filter_is_told(base: mineralkb.OpenBase) -> None:
    with pytest.raises(mineralkb.MkbError, match="cannot be filtered by --destination"):
        base.list("agreements", destination="JP")
    with pytest.raises(mineralkb.MkbError, match="there is no list"):
        base.list("agreement")


def test_a_card_is_that_of_the_command(base: mineralkb.OpenBase) -> None:
    found = base.card("us-japan-2025", on="2026-03-01")
    assert found.found.record == "us-japan-2025"
    assert found.asked.on == date(2026, 3, 1)
    assert found.sources


def test_the_notice_is_where_the_page_says() -> None:
    assert "not legal advice" in NOTICE


def test_the_shown_program_runs(base: mineralkb.OpenBase) -> None:
    """The last block of the page, with its comments as what comes out."""
    page = (Path(DATA).parent / "docs" / "python.md").read_text(encoding="utf-8")
    program = page.rpartition("```python\n")[2].partition("```")[0]
    names: dict[str, Any] = {"base": base}
    for line in program.splitlines():
        code, _, told = line.partition("  #")
        if told:
            assert repr(eval(code, names)) == told.strip()  # noqa: S307 - the page is ours
        else:
            exec(code, names)  # noqa: S102 - the page is ours
