"""Generated knowledge bases in git repositories of their own: as many records as asked, and commits that change some."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_COUNTRIES = (
    *("AR", "AU", "BO", "BR", "CA", "CD", "CL", "CN", "DE", "DO", "EG", "ES", "FI", "FR", "GA", "GB", "GH", "GN", "ID"),
    *("IN", "IT", "JP", "KE", "KR", "KZ", "MA", "MG", "MM", "MN", "MW", "MX", "MY", "MZ", "NA", "NG", "NZ", "PE", "PH"),
    *("PL", "PT", "RW", "SA", "SE", "SN", "TH", "TR", "TZ", "UA", "US", "UZ", "VN", "ZA", "ZM", "ZW"),
)
_MINERALS = (
    *("antimony", "bauxite", "beryllium", "bismuth", "chromium", "cobalt", "copper", "dysprosium", "fluorspar"),
    *("gallium", "germanium", "graphite", "helium", "indium", "lithium", "magnesium", "manganese", "neodymium"),
    *("nickel", "niobium", "phosphate", "platinum", "tantalum", "terbium", "tin", "titanium", "tungsten", "vanadium"),
)
_FORMS = ("framework", "strategic partnership", "memorandum", "joint statement")
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
title: Text {number} on the supply of {mineral}
summary: >-
  Two governments mean to work together on mines, prices and stocks; the {number}th text of its kind names neither
  a sum nor a date, but for the undertakings that are recorded here.
form: {form}
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


_CONTROL = """\
title: Order {number} on exports of {mineral}
summary: A licence is needed to send the metal and its ores abroad, but for one partner; it was suspended for a year.
form: law
issuers:
  {one}: {{}}
instruments:
  order: {{number: Order No. {number}, date: {year}-{month:02}-{day:02}, role: notice}}
cite: [source-{number}]
events:
  announced: {{kind: announced, date: {year}-{month:02}-{day:02}}}
  effective: {{kind: effective, date: {next}-{month:02}-{day:02}}}
  suspended: {{kind: suspended, date: {third}-{month:02}-{day:02}, until: {fourth}-{month:02}-{day:02}}}
provisions:
  exports:
    title: Licences for exports of {mineral}
    summary: Ores and metal leave the country under a licence only.
    measure: licensing requirement
    objects: [goods]
    items:
      ores: {{title: Ores and metal, minerals: [{mineral}], forms: [ore, metal]}}
  scrap:
    title: No exports of scrap
    summary: Scrap of {days} days and older stays in the country.
    measure: export prohibition
    objects: [goods]
    targets: {{destinations: [{other}]}}
    items:
      scrap: {{title: Scrap, minerals: [{mineral}], forms: [scrap]}}
"""
# Of twenty records ten are sources, seven agreements and three controls, as in the data that are shipped.
_TURN = 10
_CONTROLS = (0, 3, 7)


def git(folder: Path, *arguments: str) -> None:
    """Git with no one's configuration."""
    names = {f"GIT_{who}_{what}": "bench@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    free = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | names | free, check=True, capture_output=True)


def _facts(number: int) -> dict[str, object]:
    """What tells one record from another: parties, mineral, form and day, spread evenly."""
    many = len(_COUNTRIES)
    one = number % many
    other = (one + 1 + number // many % (many - 1)) % many
    year = 1985 + number * 11 % 37
    return {
        "number": number,
        "one": _COUNTRIES[one],
        "other": _COUNTRIES[other],
        "mineral": _MINERALS[(number + number // many * 5) % len(_MINERALS)],
        "form": _FORMS[number // 13 % len(_FORMS)],
        "year": year,
        "month": number * 5 % 12 + 1,
        "day": number * 17 % 28 + 1,
        "next": year + 1,
        "third": year + 2,
        "fourth": year + 3,
    }


def _record(number: int, days: int) -> tuple[str, str]:
    """Path and text of a record that cites the source of its number."""
    control = number % _TURN in _CONTROLS
    path = f"controls/order-{number}.yaml" if control else f"agreements/text-{number}.yaml"
    return path, (_CONTROL if control else _AGREEMENT).format(**_facts(number), days=days)


def files(data: Path, records: int) -> None:
    """The files of so many records: half of them sources, each of an agreement or a control."""
    for folder in ("agreements", "controls", "sources", "countries", "organizations", "minerals"):
        (data / folder).mkdir(parents=True)
    for path, text in _COMMON.items():
        (data / path).write_text(text, encoding="utf-8")
    for number in range((records - len(_COMMON) + 1) // 2):
        (data / f"sources/source-{number}.yaml").write_text(_SOURCE.format(**_facts(number)), encoding="utf-8")
        path, text = _record(number, 180)
        (data / path).write_text(text, encoding="utf-8")


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
    """Other days in so many agreements and controls, evenly over all of them."""
    for place in range(some):
        path, text = _record(place * max(step - 1, 1), days)
        (data / path).write_text(text, encoding="utf-8")
