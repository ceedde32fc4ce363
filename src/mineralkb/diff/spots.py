"""Where a difference stands on either side; and files that do not read, or that claim an id which another file has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mineralkb.diff.difference import Difference, Spot
from mineralkb.diff.sorts import severity_of
from mineralkb.finding import CLASH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Finding, Route
    from mineralkb.kb import KnowledgeBase


def placed(one: Difference, old: KnowledgeBase, new: KnowledgeBase, was: str) -> Difference:
    """The difference with its line on either side; `was` is the id that the record had on the older one."""
    always = one.sort == "record renamed"
    left = _spot(old, was, one.route) if always or one.old is not None else None
    right = _spot(new, one.record, one.route) if always or one.new is not None else None
    return replace(one, old_spot=left, new_spot=right)


def unreadable(old: KnowledgeBase, new: KnowledgeBase, was: str, now: str) -> Difference:
    """That a side does not read. The first finding says why; `mkb validate` says all."""
    sides = [(base, name) for base, name in ((old, was), (new, now)) if name in base.claimed]
    base, name = next(side for side in sides if side[1] not in side[0].records)
    kind = base.path_of(name).partition("/")[0]
    found = why(base, name)
    side = "older" if base is old else "newer"
    told = (
        f"the {side} side cannot be read, so nothing can be compared: {found.message if found else 'it does not read'}"
    )
    weight = severity_of(kind, "unreadable")
    spots = (_wholly(old, was), _wholly(new, now))
    return Difference(now, kind, (), "unreadable", weight, None, None, told, *spots)


def clashes(old: KnowledgeBase, new: KnowledgeBase) -> Iterator[Difference]:
    """Files of one side alone that claim an id which another file has: they are left out."""
    found = {side: _clashing(base) for side, base in (("older", old), ("newer", new))}
    for side, other in (("older", "newer"), ("newer", "older")):
        for path, finding in found[side].items():
            if path not in found[other]:
                kind = path.partition("/")[0]
                spot = Spot(finding.spot.path, finding.spot.place.line)
                told = f"the {side} side has a file that is left out: {finding.message}"
                spots = (spot, None) if side == "older" else (None, spot)
                weight = severity_of(kind, "unreadable")
                yield Difference(finding.record, kind, (), "unreadable", weight, None, None, told, *spots)


def why(base: KnowledgeBase, record: str) -> Finding | None:
    """The first finding of the record's file."""
    path = base.shown_path(base.path_of(record))
    return next((finding for finding in base.findings if finding.spot.path == path), None)


def _clashing(base: KnowledgeBase) -> dict[str, Finding]:
    """Such files by their paths below the data folder."""
    found = (finding for finding in base.findings if finding.rule == CLASH)
    return {finding.spot.path.removeprefix(base.shown_path("")): finding for finding in found}


def _wholly(base: KnowledgeBase, record: str) -> Spot | None:
    """Where the record does not read, or begins."""
    found = why(base, record) if record in base.claimed and record not in base.records else None
    return Spot(found.spot.path, found.spot.place.line) if found else _spot(base, record, ())


def _spot(base: KnowledgeBase, record: str, route: Route) -> Spot | None:
    path = base.path_of(record)
    there = record in base.claimed or path in base.texts
    return Spot(base.shown_path(path), base.locate(path, route).line) if there else None
