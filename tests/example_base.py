"""A small knowledge base on disk, and `mkb` run on it inside this process."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from conftest import COMMON
from mineralkb.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AGREEMENT = """\
title: Framework on the supply of rare earths
native_title: 採掘及び加工を通じた枠組み
summary: Two governments mean to work together on mines and prices.
form: framework
binding: {disputed: {text: binding, news: non-binding}}
cite: [text]
parties:
  US: {role: signatory}
  JP: {role: signatory}
minerals: [rare-earths]
relations:
  cn-1-2025: {kind: follows}
events:
  signed: {kind: signed, date: 2025-10-28, place: Tokyo, cite: [text, news]}
pledges:
  rapid-response-group:
    title: A group that answers shortages
    summary: They set up a group.
    topics: [rapid response]
    by: [US, JP]
    strength: obligation
    due: {within: 180 days, of: signed}
    amounts:
      fund: {value: 1 billion, up_to: true, currency: USD, form: loan, firmness: intention}
"""
CONTROL = """\
title: Announcement No. 1 of 2025
form: law
issuers:
  CN: {authorities: [ministry]}
cite: [text]
events:
  announced: {kind: announced, date: 2025-10-09}
  effective: {kind: effective, date: 2025-10-20}
  paused: {kind: suspended, date: 2025-11-10, until: 2026-11-27, cite: [notice]}
provisions:
  dysprosium:
    title: Licences for dysprosium
    summary: Exports need a licence.
    measure: licensing requirement
    objects: [goods]
    items:
      metal: {minerals: [dysprosium], forms: [metal]}
"""
EXAMPLE = COMMON | {
    "agreements/us-japan-2025.yaml": AGREEMENT,
    "controls/cn-1-2025.yaml": CONTROL,
    "sources/notice.yaml": (
        "title: 关于暂停实施的公告\npublisher: ministry\ndate: 2025-11-10\nseen: 2026-01-02\n"
        "address: mirror.example.org (no certificate)\nlanguage: zh\nkind: primary\nextent: opening\n"
    ),
    "lists/cn-list.yaml": "title: A list\ntype: dual-use list\ncountry: CN\ncite: [text]\n",
}


class Done(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def written(folder: Path, texts: dict[str, str]) -> Path:
    """The texts as files of a data folder, which is given back."""
    for name, text in texts.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "data"


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """`mkb` with these arguments, in this process."""

    def run(*words: str) -> Done:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["mkb", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return run
