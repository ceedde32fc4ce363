"""Generated knowledge bases in git repositories of their own: as many records as asked, and commits that change some."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_COUNTRIES = ("AU", "BR", "CA", "CL", "DE", "FR", "GB", "IN", "JP", "KR", "PE", "US")
_MINERALS = ("antimony", "cobalt", "copper", "gallium", "graphite", "lithium", "manganese", "nickel", "tungsten")
_COMMON = {
    "kb.yaml": "format: 1\ntitle: Generated\nlicence: MIT\n",
    **{f"countries/{code}.yaml": f"title: Country {code}\n" for code in _COUNTRIES},
    "organizations/ministry.yaml": "title: A Ministry\ntype: ministry\ncountry: JP\n",
    **{f"minerals/{name}.yaml": f"title: The mineral {name}\ntype: element\n" for name in _MINERALS},
}
_SOURCE = """\
title: Text {number}
publisher: ministry
date: {year}-{month:02}-{day:02}
seen: 2026-01-02
url: https://ministry.example.org/{number}
language: en
kind: primary
extent: whole
"""
_AGREEMENT = """\
title: Framework {number} on the supply of {mineral}
summary: >-
  Two governments mean to work together on mines, prices and stocks; the {number}th text of its kind names neither
  a sum nor a date, but for the undertakings that are recorded here.
form: framework
binding: non-binding
cite: [source-{number}]
cite_for:
  binding:
    source-{number}: {{at: {{section: II, paragraph: "4"}}}}
parties:
  {one}: {{role: signatory}}
  {other}: {{role: signatory}}
minerals: [{mineral}]
stages: [mining, separation, recycling]
events:
  signed: {{kind: signed, date: {year}-{month:02}-{day:02}, place: Tokyo}}
pledges:
  rapid-response:
    title: A group that answers shortages
    summary: They set up a group, which looks for shortages and says what to do about them.
    topics: [rapid response]
    by: [{one}, {other}]
    strength: obligation
    due: {{within: {days} days, of: signed}}
  fund:
    title: A fund for mines
    summary: One of the two means to lend money to mines in third countries.
    topics: [project finance]
    by: [{other}]
    strength: intention
    amounts:
      fund: {{value: {days} million, up_to: true, currency: USD, form: loan, firmness: intention}}
"""


def git(folder: Path, *arguments: str) -> None:
    """Git with no one's configuration."""
    names = {f"GIT_{who}_{what}": "bench@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    free = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | names | free, check=True, capture_output=True)


def _facts(number: int) -> dict[str, object]:
    """What tells one agreement from another: parties, mineral and day, spread evenly."""
    dated = {"year": 2005 + number % 20, "month": number % 12 + 1, "day": number % 28 + 1}
    one = number % len(_COUNTRIES)
    other = (one + 1 + number // len(_COUNTRIES) % (len(_COUNTRIES) - 1)) % len(_COUNTRIES)
    parties = {"one": _COUNTRIES[one], "other": _COUNTRIES[other]}
    return {"number": number, "mineral": _MINERALS[number * 7 % len(_MINERALS)], **dated, **parties}


def files(data: Path, records: int) -> None:
    """The files of so many records: half of them agreements, each with its source."""
    for folder in ("agreements", "sources", "countries", "organizations", "minerals"):
        (data / folder).mkdir(parents=True)
    for path, text in _COMMON.items():
        (data / path).write_text(text, encoding="utf-8")
    for number in range((records - len(_COMMON) + 1) // 2):
        facts = _facts(number)
        (data / f"sources/source-{number}.yaml").write_text(_SOURCE.format(**facts), encoding="utf-8")
        (data / f"agreements/framework-{number}.yaml").write_text(
            _AGREEMENT.format(**facts, days=180), encoding="utf-8"
        )


def history(top: Path, records: int, changes: tuple[int, ...]) -> Path:
    """A repository whose first commit has so many records, and each further one changes some; its data folder."""
    data = top / "data"
    files(data, records)
    git(top, "init", "--quiet")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message", "all")
    for turn, some in enumerate(changes, 1):
        _change(data, some, records // 2 // max(some, 1), 180 + turn)
        git(top, "commit", "--quiet", "--all", "--message", f"{some} changed")
    return data


def _change(data: Path, some: int, step: int, days: int) -> None:
    """Other days in so many agreements, evenly over all of them."""
    for place in range(some):
        number = place * max(step - 1, 1)
        text = _AGREEMENT.format(**_facts(number), days=days)
        (data / f"agreements/framework-{number}.yaml").write_text(text, encoding="utf-8")
