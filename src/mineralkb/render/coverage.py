"""Claims of coverage as a ledger and a matrix: blocks, rows and data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.coverage import NOT_COVERED
from mineralkb.render.blocks import DIM, PLAIN, UNSURE, Block, Cell, Heading, Paragraph, Table
from mineralkb.wording import counted

if TYPE_CHECKING:
    from mineralkb.questions.ledger import Entry, Ledger, Square

_MEANING = (
    "A claim says what was looked at, up to which day, and what was looked for in vain. Where nothing is found, that day is "
    "named; where no claim speaks, it is said that nobody looked. How complete a claim is held to be is its own words."
)
ROW = ("id", "kinds", "parties", "minerals", "topics", "since", "until", "records", "not_found", "complete")


def ledger_blocks(found: Ledger) -> list[Block]:
    """The claims, the matrix of parties and kinds, and what was looked for and not found."""
    claims = tuple(_row(entry) for entry in found.entries)
    squares = {(one.party, one.kind): one for one in found.squares}
    rows = tuple((Cell(party), *(_square(squares[party, kind]) for kind in found.kinds)) for party in found.parties)
    misses = tuple(
        (Cell(entry.claim.id, DIM), Cell(name), Cell(miss["summary"]))
        for entry in found.entries
        for name, miss in entry.claim.data.get("not_found", {}).items()
    )
    blocks: list[Block] = [
        Heading(f"Coverage ({counted(len(found.entries), 'claim')}), on {found.asked.on}", 1),
    ]
    if claims:
        headings = ("claim", "from", "to", "kinds", "of", "records", "looked for in vain")
        blocks.append(Table(headings, claims, keep=3, firm=(0, 1, 2)))
    if rows:
        blocks += [Heading("Covered to"), Table(("", *found.kinds), rows, keep=len(found.kinds) + 1)]
    if misses:
        blocks += [
            Heading(f"Looked for and not found, in all of these claims ({len(misses)})"),
            Table(("claim", "name", "what"), misses, keep=3),
        ]
    complete = [(Cell(entry.claim.id, DIM), Cell(entry.claim.data["complete"])) for entry in found.entries]
    blocks += (
        [Heading("How complete"), Table(("claim", "in its own words"), tuple(complete), keep=2)] if complete else []
    )
    return [*blocks, Paragraph(Cell("")), Paragraph(Cell(_MEANING, DIM)), Paragraph(Cell(NOTICE, DIM))]


def ledger_rows(found: Ledger) -> list[dict[str, Any]]:
    """A flat row for each claim."""
    return [
        _claim(entry)
        | {
            "records": [f"{number} {kind}" for kind, number in entry.found.items()],
            "not_found": [f"{name}: {miss['summary']}" for name, miss in entry.claim.data.get("not_found", {}).items()],
        }
        for entry in found.entries
    ]


def ledger_data(found: Ledger) -> dict[str, Any]:
    """The whole answer; docs/schemas/coverage.json describes it."""
    evidence = max((entry.claim.until for entry in found.entries), default="")
    return {
        "asked": found.asked.as_data(),
        "claims": [
            _claim(entry)
            | {
                "title": entry.claim.title,
                "path": entry.claim.path,
                "by": entry.claim.data["by"],
                "records": entry.found,
                "not_found": {name: miss["summary"] for name, miss in entry.claim.data.get("not_found", {}).items()},
            }
            for entry in found.entries
        ],
        "parties": list(found.parties),
        "kinds": list(found.kinds),
        "cells": [
            {
                "party": one.party,
                "kind": one.kind,
                "coverage": _said(one),
                "until": one.claim.until if one.claim else None,
                "in_part": one.in_part,
                "claim": one.claim.id if one.claim else None,
            }
            for one in found.squares
        ],
        "last_evidence": evidence or None,
        "notice": NOTICE,
    }


def _claim(entry: Entry) -> dict[str, Any]:
    claim = entry.claim
    return {
        "id": claim.id,
        "kinds": list(claim.kinds),
        "parties": list(claim.parties),
        "minerals": list(claim.minerals),
        "topics": list(claim.topics),
        "since": claim.since,
        "until": claim.until,
        "complete": claim.data["complete"],
    }


def _row(entry: Entry) -> tuple[Cell, ...]:
    claim = entry.claim
    limits = [", ".join(names) for names in (claim.parties, claim.minerals, claim.topics) if names]
    return (
        Cell(claim.id),
        Cell(claim.since),
        Cell(claim.until),
        Cell(", ".join(claim.kinds)),
        Cell("; ".join(limits) or "all"),
        Cell(", ".join(f"{number} {kind}" for kind, number in entry.found.items())),
        Cell(str(len(claim.data.get("not_found", {})) or "")),
    )


def _said(one: Square) -> str:
    if one.claim is None:
        return NOT_COVERED
    return f"covered {'in part ' if one.in_part else ''}to {one.claim.until}"


def _square(one: Square) -> Cell:
    if one.claim is None:
        return Cell(NOT_COVERED, UNSURE)
    return Cell(f"{one.claim.until}{' in part' if one.in_part else ''}", UNSURE if one.in_part else PLAIN)
