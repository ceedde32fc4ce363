"""The merge driver: by fact where it can, never losing anybody's lines, in real git and against a slow oracle."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from mineralkb import errors, schema
from mineralkb.cli.main import app
from mineralkb.document import read_document
from mineralkb.kb import KnowledgeBase
from mineralkb.merging import records, three_way
from mineralkb.merging.blocks import UnmergeableError
from mineralkb.merging.driver import FOLDERS
from mineralkb.merging.reader import read_blocks
from mineralkb.merging.records import Merge, merge_records
from mineralkb.record import Record
from mineralkb.rules.contradicting_events import find
from mineralkb.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(errors.__file__).parent.parent
DATA = Path(__file__).parent.parent / "data"

BASE = """\
title: Announcement No. 1
# Who issued it.
issuers:
  CN: {authorities: [ministry]}
minerals: [dysprosium, terbium]
events:
  announced:
    kind: announced
    date: 2025-10-09
    cite: [text]
  effective:
    kind: effective
    date: 2025-11-08
provisions:
  licences:
    title: Licences
    objects:
    - goods
    - technology
cite: [text]
"""
EXPIRED = "  expired:\n    kind: expired\n    date: 2026-01-01\n"
REPEALED = "  repealed:\n    kind: repealed\n    date: 2026-03-01\n"
SUSPENDED = "  suspended:\n    kind: suspended\n    date: 2025-12-01\n"
CONFIRMED = "  confirmed:\n    kind: confirmed\n    date: 2026-02-01\n"
OURS, THEIRS = (", ".join(f"{side}-{number}" for number in range(7)) for side in ("ours", "theirs"))


def with_event(event: str, text: str = BASE) -> str:
    """The text with one more event at the end of the record's own."""
    return text.replace("provisions:\n", f"{event}provisions:\n")


def with_first_event(event: str, text: str = BASE) -> str:
    """The text with one more event before all others."""
    return text.replace("events:\n", f"events:\n{event}")


def changed(*changes: tuple[str, str], text: str = BASE) -> str:
    """The text with something else in the place of each."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def marked(ours: str, theirs: str) -> str:
    """A conflict as it is written."""
    return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


def facts_of(text: str) -> Any:
    """What a text says, as plain mappings and sets."""
    found = read_document(text)
    assert found.faults == []
    return plain(found.data)


def plain(data: Any) -> Any:
    """Lists as sets."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    return frozenset(data) if isinstance(data, list) else data


def conflicts_in(text: str) -> list[tuple[str, str]]:
    """What each side says in every conflict, in the order of the text."""
    return re.findall(r"(?ms)^<{7} ours\n(.*?)^={7}\n(.*?)^>{7} theirs\n", text)


def settled_for(text: str, side: int) -> str:
    """The text with every conflict settled for one side, as a person would do it."""
    return re.sub(r"(?ms)^<{7} ours\n(.*?)^={7}\n(.*?)^>{7} theirs\n", lambda found: found[side + 1], text)


# Texts


MERGED: dict[str, tuple[str, str, str]] = {
    "the same change": (with_event(EXPIRED), with_event(EXPIRED), with_event(EXPIRED)),
    "different events, ours first": (
        with_event(SUSPENDED),
        with_event(CONFIRMED),
        with_event(SUSPENDED + CONFIRMED),
    ),
    "each beside its neighbours": (
        with_first_event(SUSPENDED),
        with_event("  # Seen by us.\n\n" + CONFIRMED),
        with_event("  # Seen by us.\n\n" + CONFIRMED, with_first_event(SUSPENDED)),
    ),
    "two fields of one event": (
        changed(("2025-11-08", "2025-11-09")),
        changed(("kind: effective\n", "kind: effective\n    place: Beijing\n")),
        changed(("kind: effective\n", "kind: effective\n    place: Beijing\n"), ("2025-11-08", "2025-11-09")),
    ),
    "words of a flow list": (
        changed(("[dysprosium, terbium]", '[dysprosium, terbium, "NO"]')),
        changed(("[dysprosium, terbium]", "[terbium, holmium]")),
        changed(("[dysprosium, terbium]", '[terbium, "NO", holmium]')),
    ),
    "words of a list in lines": (
        changed(("    - technology\n", "    - technology\n    - software\n")),
        changed(("    - goods\n", "")),
        changed(("    - goods\n", ""), ("    - technology\n", "    - technology\n    - software\n")),
    ),
    "a list in lines, and one on a line": (
        changed((" [dysprosium, terbium]", "\n  - terbium\n  - dysprosium\n  - holmium")),
        changed(("[dysprosium, terbium]", "[dysprosium]")),
        changed((" [dysprosium, terbium]", "\n  - dysprosium\n  - holmium")),
    ),
    "a list that grows past the end of a line": (
        changed((" terbium]", f" terbium, {OURS}]")),
        changed((" terbium]", f" terbium, {THEIRS}]")),
        changed(
            (" terbium]", f" terbium, {OURS}, theirs-0, theirs-1, theirs-2,\n  theirs-3, theirs-4, theirs-5, theirs-6]")
        ),
    ),
    "fields of a mapping on one line": (
        changed(("[ministry]}", "[ministry], note: one}")),
        changed(("{authorities: [ministry]", "{cite: [news], authorities: [ministry]")),
        changed(("{authorities: [ministry]", "{cite: [news], authorities: [ministry], note: one")),
    ),
    "a comment of ours, a value of theirs": (
        changed(("title: A", "# Numbered anew.\ntitle: A"), ("# Who issued it.", "# The issuer.")),
        changed(("No. 1", "No. 2")),
        changed(("title: A", "# Numbered anew.\ntitle: A"), ("# Who issued it.", "# The issuer."), ("No. 1", "No. 2")),
    ),
    "comments of both above one entry": (
        changed(("# Who issued it.", "# Who issued it.\n# Ours.")),
        changed(("# Who issued it.", "# Theirs.")),
        changed(("# Who issued it.", "# Ours.\n# Theirs.")),
    ),
    "quotes of ours, a value of theirs": (
        changed(("date: 2025-11-08", 'date: "2025-11-08"')),
        changed(("2025-11-08", "2025-11-09")),
        changed(("2025-11-08", "2025-11-09")),
    ),
    "an order of ours, a value of theirs": (
        changed(("    kind: effective\n    date: 2025-11-08\n", "    date: 2025-11-08\n    kind: effective\n")),
        changed(("2025-11-08", "2025-11-09")),
        changed(("    kind: effective\n    date: 2025-11-08\n", "    date: 2025-11-09\n    kind: effective\n")),
    ),
    "deeper margins of ours, an event of theirs": (
        re.sub("(?m)^( +)", r"\1\1", BASE),
        with_event(CONFIRMED),
        with_event(
            CONFIRMED.replace("\n    ", "\n      ").replace("  c", "    c", 1), re.sub("(?m)^( +)", r"\1\1", BASE)
        ),
    ),
    "a key renamed": (
        changed(("  effective:", "  effective-first:")),
        with_event(CONFIRMED),
        with_event(CONFIRMED, changed(("  effective:", "  effective-first:"))),
    ),
    "one deletes, one adds beside it": (
        changed(("# Who issued it.\nissuers:\n  CN: {authorities: [ministry]}\n", "")),
        changed(("title:", "names: [One]\ntitle:")),
        changed(
            ("# Who issued it.\nissuers:\n  CN: {authorities: [ministry]}\n", ""), ("title:", "names: [One]\ntitle:")
        ),
    ),
    "a second end on the same day": (
        with_event(EXPIRED),
        with_event(REPEALED.replace("2026-03-01", "2026-01-01")),
        with_event(EXPIRED + REPEALED.replace("2026-03-01", "2026-01-01")),
    ),
    "comments at the end of a mapping and of the file": (
        with_event("  # To be continued.\n") + "# The end.\n",
        with_event(CONFIRMED),
        with_event(CONFIRMED + "  # To be continued.\n") + "# The end.\n",
    ),
    "blank lines and a sign in a block of text": (
        BASE + "note: |\n  One.\n\n  # No comment.\n",
        with_event(CONFIRMED),
        with_event(CONFIRMED) + "note: |\n  One.\n\n  # No comment.\n",
    ),
}


@pytest.mark.parametrize("case", MERGED)
def test_what_merges(case: str) -> None:
    ours, theirs, expected = MERGED[case]
    assert merge_records(BASE, ours, theirs) == Merge(expected, 0)
    assert facts_of(merge_records(BASE, theirs, ours).text) == facts_of(expected)


CONFLICTS: dict[str, tuple[str, str, str]] = {
    "one value": (
        changed(("No. 1", "No. 2")),
        changed(("No. 1", "No. 3")),
        changed(("title: Announcement No. 1\n", marked("title: Announcement No. 2\n", "title: Announcement No. 3\n"))),
    ),
    "two ends": (with_event(EXPIRED), with_event(REPEALED), with_event(marked(EXPIRED, REPEALED))),
    "two ends, far apart": (
        with_first_event(EXPIRED),
        with_event(REPEALED),
        with_first_event(marked(EXPIRED, REPEALED)),
    ),
    "two ends on one line": (
        changed(("title: Licences", "title: Licences\n    events: {a: {kind: expired, date: 2026-01-01}}")),
        changed(("title: Licences", "title: Licences\n    events: {b: {kind: repealed, date: 2026-03-01}}")),
        changed(
            (
                "title: Licences\n",
                "title: Licences\n"
                + marked(
                    "    events: {a: {kind: expired, date: 2026-01-01}}\n",
                    "    events: {b: {kind: repealed, date: 2026-03-01}}\n",
                ),
            )
        ),
    ),
    "the same end on two days": (
        with_event(EXPIRED),
        with_event(EXPIRED.replace("2026-01", "2026-02")),
        with_event("  expired:\n    kind: expired\n" + marked("    date: 2026-01-01\n", "    date: 2026-02-01\n")),
    ),
    "a start, and that it came to nothing": (
        changed(("date: 2025-11-08", "date: 2025-11-09"), ("kind: effective", "kind: never adopted")),
        with_event(EXPIRED.replace("expired", "effective").replace("effective:", "begun:")),
        changed(
            (
                "  effective:\n    kind: effective\n    date: 2025-11-08\n",
                marked(
                    "  effective:\n    kind: never adopted\n    date: 2025-11-09\n",
                    "  effective:\n    kind: effective\n    date: 2025-11-08\n"
                    "  begun:\n    kind: effective\n    date: 2026-01-01\n",
                ),
            )
        ),
    ),
    "the same end on two days, by different sources": (
        with_event(EXPIRED + "    cite: [text]\n"),
        with_event(EXPIRED.replace("2026-01", "2026-02") + "    cite: [news]\n"),
        with_event(
            "  expired:\n    kind: expired\n"
            + marked("    date: 2026-01-01\n", "    date: 2026-02-01\n")
            + marked("    cite: [text]\n", "    cite: [news]\n")
        ),
    ),
    "two ends, and a value": (
        with_event(EXPIRED, changed(("No. 1", "No. 2"))),
        with_event(REPEALED, changed(("No. 1", "No. 3"))),
        with_event(
            marked(EXPIRED, REPEALED),
            changed(
                ("title: Announcement No. 1\n", marked("title: Announcement No. 2\n", "title: Announcement No. 3\n"))
            ),
        ),
    ),
    "deleted, and changed": (
        changed(("  effective:\n    kind: effective\n    date: 2025-11-08\n", "")),
        changed(("2025-11-08", "2025-11-09")),
        changed(
            (
                "  effective:\n    kind: effective\n    date: 2025-11-08\n",
                marked("", "  effective:\n    kind: effective\n    date: 2025-11-09\n"),
            )
        ),
    ),
    "renamed, and changed": (
        changed(("  effective:", "  effective-first:")),
        changed(("2025-11-08", "2025-11-09")),
        changed(
            (
                "  effective:\n    kind: effective\n    date: 2025-11-08\n",
                "  effective-first:\n    kind: effective\n    date: 2025-11-08\n"
                + marked("", "  effective:\n    kind: effective\n    date: 2025-11-09\n"),
            )
        ),
    ),
    "a comment that would be lost": (
        changed(("date: 2025-11-08", "date: 2025-11-08 # by the text")),
        changed(("2025-11-08", "2025-11-09")),
        changed(
            (
                "    date: 2025-11-08\n",
                marked("    date: 2025-11-08 # by the text\n", "    date: 2025-11-09\n"),
            )
        ),
    ),
    "lists with a comment": (
        changed(("terbium]", "terbium, holmium] # by the text")),
        changed(("terbium]", "terbium, erbium]")),
        changed(
            (
                "minerals: [dysprosium, terbium]\n",
                marked(
                    "minerals: [dysprosium, terbium, holmium] # by the text\n",
                    "minerals: [dysprosium, terbium, erbium]\n",
                ),
            )
        ),
    ),
    "a list of which nothing would be left": (
        changed(("[dysprosium, terbium]", "[terbium]")),
        changed(("[dysprosium, terbium]", "[dysprosium]")),
        changed(("minerals: [dysprosium, terbium]\n", marked("minerals: [terbium]\n", "minerals: [dysprosium]\n"))),
    ),
    "a list, and a mapping": (
        changed(("  - technology\ncite: [text]", "  - technology\ncite: [text, a]")),
        changed(("  - technology\ncite: [text]", "  - technology\ncite: {text: {at: p. 1}}")),
        changed(
            (
                "  - technology\ncite: [text]\n",
                "  - technology\n" + marked("cite: [text, a]\n", "cite: {text: {at: p. 1}}\n"),
            )
        ),
    ),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_what_conflicts(case: str) -> None:
    ours, theirs, expected = CONFLICTS[case]
    found = merge_records(BASE, ours, theirs)
    assert found.text == expected
    assert found.conflicts == expected.count("<<<<<<<")
    assert conflicts_in(merge_records(BASE, theirs, ours).text) == [pair[::-1] for pair in conflicts_in(expected)]


def added_files(name: str) -> str:
    return f"title: {name}\nevents:\n  signed:\n    kind: signed\n    date: 2025-01-01\n"


def test_a_file_that_both_added_has_no_base() -> None:
    found = merge_records("", added_files("One"), added_files("One") + "minerals: [cobalt]\n")
    assert found == Merge(added_files("One") + "minerals: [cobalt]\n", 0)
    found = merge_records("", added_files("One"), added_files("Two"))
    assert found.text == added_files("One").replace("title: One\n", marked("title: One\n", "title: Two\n"))


def test_lines_that_end_in_crlf_keep_their_ends() -> None:
    sides = (BASE, with_event(EXPIRED), with_event(REPEALED))
    base, ours, theirs = (side.replace("\n", "\r\n") for side in sides)
    assert merge_records(base, ours, theirs).text == merge_records(*sides).text.replace("\n", "\r\n")


UNMERGEABLE = {
    "no YAML": "title: [\n",
    "a key that stands twice": BASE + "title: Again\n",
    "an anchor": changed(("[dysprosium", "&a [dysprosium")),
    "flow style as a whole": "{title: One}\n",
    "nothing": "",
    "other line ends": BASE.replace("\n", "\r\n"),
    "some other line ends": BASE.replace("\n", "\r\n", 1),
    "a key with a question mark": "? title\n: One\n",
    "an unsafe sign": BASE + "note: a\u202eb\n",
    "conflict markers": with_event(marked(EXPIRED, REPEALED)),
}


@pytest.mark.parametrize("case", UNMERGEABLE)
def test_what_is_left_to_git(case: str) -> None:
    for texts in ((BASE, UNMERGEABLE[case], with_event(EXPIRED)), (BASE, with_event(EXPIRED), UNMERGEABLE[case])):
        with pytest.raises(UnmergeableError):
            merge_records(*texts)


def test_every_shipped_record_is_its_blocks() -> None:
    for path in sorted(DATA.glob("*/*.yaml"))[::40]:
        text = path.read_text(encoding="utf-8")
        assert merge_records(text, text, text) == Merge(text, 0)
        reversed_keys = "".join(
            "".join(f"{line}\n" for line in (*entry.lead.lines, *entry.body.lines))
            for entry in reversed(read_blocks(text).entries.values())
        )
        assert facts_of(reversed_keys) == facts_of(text)


# A slow oracle

Facts = dict[str, Any]
WORDS = ("cobalt", "gallium", "nickel", "NO", "rare-earths")
KINDS = ("effective", "expired", "repealed", "never adopted", "resumed", "confirmed")
REQUIRED = ("title", "kind", "date")


class Version(NamedTuple):
    """One version of a record: its facts, and its text."""

    facts: Facts
    text: str


def made_record(rng: Random) -> Facts:
    """A small record, out of few values, so that authors often meet."""
    record: Facts = {"title": rng.choice(["One", "Two", "Three"])}
    if rng.random() < 0.7:
        record["minerals"] = made_words(rng)
    if rng.random() < 0.3:
        record["note"] = rng.choice(["a note", "another"])
    if rng.random() < 0.9:
        record["events"] = made_events(rng)
    if rng.random() < 0.5:
        record["pledges"] = {
            name: {"title": rng.choice("xy"), "events": made_events(rng)} for name in rng.choice(["p", "q", "pq"])
        }
    return record


def made_words(rng: Random) -> frozenset[str]:
    return frozenset(rng.sample(WORDS, rng.randint(1, 3)))


def made_events(rng: Random) -> Facts:
    return {name: made_event(rng) for name in rng.sample("abcd", rng.randint(1, 3))}


def made_event(rng: Random) -> Facts:
    event: Facts = {"kind": rng.choice(KINDS), "date": rng.choice(["2025-01-01", "2026-01-01", "2027-01-01"])}
    return event | ({"cite": made_words(rng)} if rng.random() < 0.5 else {})


def edited(rng: Random, old: Facts, new: Facts) -> Facts:
    """The old facts with a few of the new ones in their place, as an author changes a record."""
    found: Facts = {}
    for key in sorted({*old, *new}):
        here, there = old.get(key), new.get(key)
        if isinstance(here, dict) and isinstance(there, dict) and rng.random() < 0.8:
            found[key] = edited(rng, here, there)
            continue
        taken = there if rng.random() < 0.25 and (there or key not in REQUIRED) else here
        if taken:
            found[key] = taken
    return found or old


class Author:
    """Writes facts as text: what an author leaves alone is written as in the base, also its comments."""

    def __init__(self, seed: int, name: str) -> None:
        self.seed, self.name = seed, name
        self.step = "    " if self.drawn("step", name) < 10 else "  "

    def drawn(self, *what: str) -> int:
        """A number below a hundred that is always the same for what it is asked for."""
        return int.from_bytes(blake2b(repr((self.seed, *what)).encode(), digest_size=4).digest()) % 100

    def style(self, route: str, aspect: str) -> tuple[str, int]:
        """Who wrote this part as it stands, and how."""
        who = self.name if self.drawn(self.name, route, aspect, "new") < 8 else "base"
        return who, self.drawn(who, route, aspect)

    def lines(self, facts: Facts, route: str = "", margin: str = "") -> Iterator[str]:
        """The lines of a mapping."""
        for key in sorted(facts, key=lambda key: self.style(f"{route}/{key}", "order")[1]):
            here, value = f"{route}/{key}", facts[key]
            who, number = self.style(here, "above")
            if number < 15:
                yield f"{margin}# {who} above {here}"
            if isinstance(value, dict):
                yield f"{margin}{key}:"
                yield from self.lines(value, here, margin + self.step)
            elif isinstance(value, frozenset):
                yield from self.words(here, key, value, margin)
            else:
                who, number = self.style(here, "after")
                quote = '"' if self.style(here, "quote")[1] < 20 else ""
                yield f"{margin}{key}: {quote}{value}{quote}" + (f" # {who} after {here}" if number < 15 else "")
        who, number = self.style(route, "end")
        if number < 10:
            yield f"{margin}# {who} at the end of {route}"

    def words(self, route: str, key: str, words: frozenset[str], margin: str) -> list[str]:
        """The lines of a list."""
        written = [f'"{word}"' if word == "NO" else word for word in sorted(words)]
        if self.drawn(route, "list") < 70:
            return [f"{margin}{key}: [{', '.join(written)}]"]
        return [f"{margin}{key}:", *(f"{margin}- {word}" for word in written)]


def made_versions(seed: int) -> tuple[Version, Version, Version]:
    """A base and what two authors made of it."""
    rng = Random(seed)  # noqa: S311 - no secret
    base = made_record(rng)
    sides = {"base": base, "A": edited(rng, base, made_record(rng)), "B": edited(rng, base, made_record(rng))}
    made = [Version(facts, "\n".join(Author(seed, name).lines(facts)) + "\n") for name, facts in sides.items()]
    assert all(facts_of(version.text) == version.facts for version in made)
    return made[0], made[1], made[2]


class ClashError(Exception):
    """Two authors said different things of one fact."""


def expected(base: Any, ours: Any, theirs: Any) -> Any:
    """The facts of both, on plain data alone; None stands for nothing."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    kinds = {type(side) for side in (base, ours, theirs) if side is not None}
    if ours is None or theirs is None or isinstance(ours, str) or len(kinds) > 1:
        raise ClashError
    if isinstance(ours, frozenset):
        found: Any = (ours & theirs) | ((ours | theirs) - (base or frozenset()))
    else:
        said = {key: [(side or {}).get(key) for side in (base, ours, theirs)] for key in {*ours, *theirs}}
        found = {key: value for key, values in said.items() if (value := expected(*values)) is not None}
    if not found:
        raise ClashError
    return found


def contradictions(facts: Facts) -> set[tuple[str, ...]]:
    """What the rule says of a record with these facts."""
    hits = find(KnowledgeBase(records={"made": Record("controls", "made", "", facts)}))
    return {(*hit.route, *hit.elsewhere[0].route) for hit in hits}


def in_order(data: Any) -> Any:
    """Mappings by their keys: the rule looks at the first of several starts only."""
    return {key: in_order(data[key]) for key in sorted(data)} if isinstance(data, dict) else data


def clash(base: Facts, ours: Facts, theirs: Facts) -> bool:
    """Whether two authors contradict each other."""
    try:
        together = in_order(expected(base, ours, theirs))
    except ClashError:
        return True
    return bool(contradictions(together) - contradictions(in_order(ours)) - contradictions(in_order(theirs)))


@given(st.integers(0, 2**32))
def test_facts_are_those_of_a_slow_merge_of_plain_data(seed: int) -> None:
    base, ours, theirs = made_versions(seed)
    found = merge_records(base.text, ours.text, theirs.text)
    if not found.conflicts:
        assert not clash(base.facts, ours.facts, theirs.facts)
        assert facts_of(found.text) == expected(base.facts, ours.facts, theirs.facts)
    elif not clash(base.facts, ours.facts, theirs.facts):
        assert "#" in "".join(map("".join, conflicts_in(found.text))), "a comment would have been lost"


@given(st.integers(0, 2**32))
def test_it_does_not_matter_which_side_is_ours(seed: int) -> None:
    base, ours, theirs = made_versions(seed)
    one, other = (
        merge_records(base.text, *sides).text for sides in ((ours.text, theirs.text), (theirs.text, ours.text))
    )
    for side in (0, 1):
        assert facts_of(settled_for(one, side)) == facts_of(settled_for(other, 1 - side))
    assert sorted(map(said, conflicts_in(one))) == sorted(said(pair[::-1]) for pair in conflicts_in(other))


def said(conflict: tuple[str, str]) -> tuple[list[str], list[str]]:
    """The lines of both sides, whatever their margin and order."""
    ours, theirs = (sorted(line.strip() for line in side.splitlines()) for side in conflict)
    return ours, theirs


@given(st.integers(0, 2**32))
def test_nobodys_lines_are_lost(seed: int) -> None:
    base, ours, theirs = made_versions(seed)
    found = merge_records(base.text, ours.text, theirs.text).text
    words = set(re.findall(r"[\w-]+", found))
    for line in (said_in(ours.text) | said_in(theirs.text)) - said_in(base.text):
        listed = re.findall(r"[\w-]+", line) if re.search(r"\[|^- |:$", line) else []
        assert line in said_in(found) or words.intersection(listed)


def said_in(text: str) -> set[str]:
    """Every line without margin and quotes, and every comment for itself."""
    return {part for line in text.splitlines() for part in re.split(r"\s*(?=#)", line.strip().replace('"', "")) if part}


# The command


Files = Callable[..., list[str]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """The three files that git names, with this in them."""

    def make(*texts: bytes) -> list[str]:
        paths = [tmp_path / f".merge_file_{name}" for name in ("base", "ours", "theirs")]
        for path, text in zip(paths, texts, strict=True):
            path.write_bytes(text)
        return [str(path) for path in paths]

    return make


def driven(*arguments: str) -> tuple[int, bytes, str]:
    """The exit code of the command, what our file then holds, and the remarks."""
    done = CliRunner().invoke(app, ["merge-driver", *arguments])
    held = Path(arguments[1]).read_bytes() if len(arguments) > 1 and Path(arguments[1]).exists() else b""
    assert "Traceback" not in done.output
    return done.exit_code, held, done.stderr


TWO_ENDS = (BASE.encode(), with_first_event(EXPIRED).encode(), with_event(REPEALED).encode())
LABELS = {
    "as they are": (["HEAD", "main"], "HEAD", "main"),
    "of an older git": (["%X", "%Y"], "ours", "theirs"),
    "none": ([], "ours", "theirs"),
    "an option": (["--help", "-p"], "--help", "-p"),
    "of several lines": (["one\ntwo\r\x85three", "$(reboot) `x` \udcff"], "one two three", "$(reboot) `x` \udcff"),
}


@pytest.mark.parametrize("case", LABELS)
def test_labels_and_the_length_of_markers(case: str, files: Files) -> None:
    labels, ours, theirs = LABELS[case]
    for text in TWO_ENDS[1], b"title: [\n":  # by fact, and by lines
        code, held, _ = driven(*files(TWO_ENDS[0], text, TWO_ENDS[2]), "9", "data/controls/a.yaml", "base", *labels)
        lines = held.decode("utf-8", "surrogateescape").splitlines()
        assert code == 1
        assert {f"<<<<<<<<< {ours}", "=========", f">>>>>>>>> {theirs}"} <= set(lines)


PATHS = {
    "data/controls/cn-1.yaml": True,
    "": True,
    'a b/data/controls/it\'s "so" $(x).yaml': True,
    "--help": False,
    "data/kb.yaml": False,
    "data/waivers.yaml": False,
    "data/controls/note.txt": False,
    "controls": False,
    "data/controls/\udcff\n\x1b[2J.yaml": True,
}


@pytest.mark.parametrize("path", PATHS)
def test_only_records_are_merged_by_fact(path: str, files: Files) -> None:
    code, held, said = driven(*files(*TWO_ENDS), "7", path)
    by_lines = with_first_event(EXPIRED, with_event(REPEALED)).encode()
    expected_text = with_first_event(marked(EXPIRED, REPEALED)).encode() if PATHS[path] else by_lines
    assert (code, held) == (int(PATHS[path]), expected_text)
    assert ("the file is no record" in said) == (not PATHS[path])
    assert "\x1b" not in said


@pytest.mark.parametrize("size", ["", "0", "-1", "x", "99999999999", "\u0667"])
def test_markers_of_no_length_are_of_the_usual_one(size: str, files: Files) -> None:
    assert b"\n<<<<<<< ours\n" in driven(*files(*TWO_ENDS), size)[1]


def test_folders_of_records_are_those_of_the_schema() -> None:
    assert set(schema.KINDS) == FOLDERS


FALLBACKS = {
    "a side that does not parse": (BASE, changed(("title: A", "title: [A")), with_event(EXPIRED)),
    "a base that does not parse": (changed(("title: A", "title: [A")), BASE, with_event(EXPIRED)),
    "one side empty": (BASE, "", with_event(EXPIRED)),
    "other line ends": (BASE, with_event(EXPIRED).replace("\n", "\r\n"), with_event(REPEALED)),
    "more than a file may hold": (BASE, BASE + "# x\n" * 70_000, with_event(EXPIRED)),
    "a byte-order mark": (BASE, "\ufeff" + BASE, with_event(EXPIRED)),
    "deep": (BASE, BASE + "note: " + "[" * 40 + "\n", with_event(EXPIRED)),
}


@pytest.mark.parametrize("case", FALLBACKS)
def test_what_we_cannot_merge_is_merged_as_git_does(case: str, files: Files, tmp_path: Path) -> None:
    texts = [text.encode() for text in FALLBACKS[case]]
    plain_git = ["git", "merge-file", "-p", *(part for name in ("ours", "base", "theirs") for part in ("-L", name))]
    base, ours, theirs = files(*texts)
    done = subprocess.run([*plain_git, ours, base, theirs], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode in (0, 1)
    code, held, said = driven(base, ours, theirs, "7", "data/controls/a.yaml")
    assert (code, held) == (done.returncode, done.stdout)
    assert said.startswith("data/controls/a.yaml: merged line by line, for ")


def test_a_fault_of_ours_falls_back(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "without_contradictions", lambda *_: 1 // 0)
    code, held, said = driven(*files(*TWO_ENDS))
    assert (code, held) == (0, with_first_event(EXPIRED, with_event(REPEALED)).encode())
    assert "division" in said


def test_a_text_that_does_not_say_what_was_merged_falls_back(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(three_way, "written_lines", lambda *_: ("minerals: [lost]",))
    sides = (changed(("terbium]", "holmium]")), changed(("[dysprosium", "[erbium")))
    code, held, said = driven(*files(BASE.encode(), *(side.encode() for side in sides)))
    assert (code, b"lost" in held, held.count(b"minerals:")) == (1, False, 2)
    assert "does not say what was merged" in said


def test_where_git_cannot_merge_both_texts_are_kept_whole(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    code, held, _ = driven(*files(b"a\0", b"b\0", b"c\xff"))
    assert (code, held) == (1, b"<<<<<<< ours\nb\0\n=======\nc\xff\n>>>>>>> theirs\n")
    monkeypatch.setenv("PATH", "")
    code, held, _ = driven(*files(b"a\n", b"[b\n", b"c\n"))
    assert (code, held) == (1, b"<<<<<<< ours\n[b\n=======\nc\n>>>>>>> theirs\n")


def test_what_cannot_be_done_changes_nothing_and_stops_git(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    named = files(*TWO_ENDS)
    for wrong in ([], named[:2], [*named, *"123456"], [*named[:2], f"{named[2]}x"]):
        code, _, said = driven(*wrong)
        assert (code, said[:6]) == (129, "Error:")
    monkeypatch.setattr(os, "replace", refuse)
    code, held, said = driven(*named)
    assert (code, held) == (129, TWO_ENDS[1])
    assert (
        said
        == f"Error: {named[1][-80:] if len(named[1]) <= 80 else said[7:].partition(' was')[0]} was not merged: disk full\n"
    )
    assert sorted(path.name for path in Path(named[0]).parent.iterdir()) == sorted(Path(name).name for name in named)


def refuse(*_: object) -> None:
    raise OSError("disk full")


def test_a_file_is_written_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"one")
    assert path.read_bytes() == b"one"
    path.chmod(0o640)
    write_whole(path, b"two")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o640)


# Real git


class Repository:
    """A repository with one record, in which git runs our driver where `driver` says so."""

    path = "data/controls/cn-1.yaml"

    def __init__(self, top: Path) -> None:
        self.top = top

    def git(self, *arguments: str, driver: bool = False) -> tuple[int, str]:
        """Run git with nothing of this machine's own settings."""
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_EDITOR": "true"}
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        command = f"'{sys.executable}' -m mineralkb merge-driver %O %A %B %L %P %S %X %Y"
        ours = ("-c", f"merge.mkb.driver={command}", "-c", f"core.attributesFile={self.top}/../attributes")
        done = subprocess.run(
            ["git", *who, *(ours if driver else ()), *arguments],
            cwd=self.top,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), **settings},
            capture_output=True,
            check=False,
        )
        return done.returncode, (done.stdout + done.stderr).decode()

    def commit(self, text: str, *more: str, path: str = path) -> None:
        """Commit the record with this text, on a new branch where one is named."""
        if more:
            self.git("switch", "-q", "-c", *more)
        (self.top / path).parent.mkdir(parents=True, exist_ok=True)
        (self.top / path).write_text(text, encoding="utf-8", newline="")
        self.git("add", "-A")
        assert self.git("commit", "-q", "-m", "change") == (0, "")

    def text(self, path: str = path) -> str:
        """The record as it stands in the working tree."""
        return (self.top / path).read_bytes().decode()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "top")
    made.top.mkdir()
    (tmp_path / "attributes").write_text("data/**/*.yaml merge=mkb\n*help* merge=mkb\n", encoding="utf-8")
    made.git("init", "-q", "-b", "main")
    return made


def branched(repository: Repository, ours: str, theirs: str, base: str = BASE, path: str = Repository.path) -> None:
    """The base, with our change on `main` and theirs on `other`."""
    repository.commit(base, path=path)
    repository.commit(theirs, "other", path=path)
    repository.git("switch", "-q", "main")
    repository.commit(ours, path=path)


def test_branches_that_add_different_events_merge_where_git_alone_conflicts(repository: Repository) -> None:
    branched(repository, with_event(SUSPENDED), with_event(CONFIRMED))
    assert repository.git("merge", "other")[0] == 1
    assert "<<<<<<<" in repository.text()
    repository.git("merge", "--abort")
    assert repository.git("merge", "other", driver=True)[0] == 0
    assert repository.text() == with_event(SUSPENDED + CONFIRMED)


def test_two_ends_conflict_where_git_alone_joins_them_in_silence(repository: Repository) -> None:
    branched(repository, with_first_event(EXPIRED), with_event(REPEALED))
    assert repository.git("merge", "other")[0] == 0
    assert "<<<<<<<" not in repository.text()
    assert {"date: 2026-01-01", "date: 2026-03-01"} <= said_in(repository.text())
    repository.git("reset", "-q", "--hard", "HEAD~1")
    code, said = repository.git("merge", "other", driver=True)
    assert (code, "CONFLICT (content)" in said) == (1, True)
    assert conflicts_in(repository.text().replace("HEAD", "ours").replace(" other", " theirs")) == [(EXPIRED, REPEALED)]
    assert repository.git("status", "--porcelain") == (0, f"UU {Repository.path}\n")


def test_rebase_and_cherry_pick_run_it_too(repository: Repository) -> None:
    branched(repository, with_event(SUSPENDED), with_event(CONFIRMED))
    assert repository.git("cherry-pick", "other", driver=True)[0] == 0
    assert repository.text() == with_event(SUSPENDED + CONFIRMED)
    repository.git("reset", "-q", "--hard", "HEAD~1")
    assert repository.git("rebase", "-q", "other", driver=True) == (0, "")
    assert repository.text() == with_event(CONFIRMED + SUSPENDED)


@pytest.mark.parametrize("path", ["--help", 'data/lists/it\'s "$(touch pwned)" --help.yaml'])
def test_a_hostile_path_is_a_path(repository: Repository, path: str) -> None:
    branched(repository, with_event(SUSPENDED), with_event(CONFIRMED), path=path)
    code, said = repository.git("merge", "other", driver=True)
    if path == "--help":
        assert (code, "merged line by line" in said, "<<<<<<<" in repository.text(path)) == (1, True, True)
    else:
        assert (code, repository.text(path)) == (0, with_event(SUSPENDED + CONFIRMED))
    assert not (repository.top / "pwned").exists()


def test_a_driver_that_cannot_work_leaves_all_versions_in_git(repository: Repository) -> None:
    branched(repository, with_event(SUSPENDED), with_event(CONFIRMED))
    (repository.top.parent / "attributes").write_text("*.yaml merge=broken\n", encoding="utf-8")
    broken = f"merge.broken.driver='{sys.executable}' -m mineralkb merge-driver %O %A"
    code, _ = repository.git("-c", broken, "merge", "other", driver=True)
    assert code != 0
    assert repository.git("log", "--oneline", "-1", "--format=%P")[1].count(" ") == 0, "no merge was made"
    assert repository.text() == with_event(SUSPENDED)
    assert repository.git("show", f"other:{Repository.path}") == (0, with_event(CONFIRMED))


def test_the_page_gives_the_lines_that_are_tested() -> None:
    page = (DATA.parent / "docs" / "merging.md").read_text(encoding="utf-8")
    assert "git config merge.mkb.driver 'mkb merge-driver %O %A %B %L %P %S %X %Y'\n" in page
    assert "data/**/*.yaml merge=mkb" in page
