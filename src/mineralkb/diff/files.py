"""One file on two sides to what differs in it: by fact, or else as text, with the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.diff.alone import Alone, NoRecordError, Version, read_alone
from mineralkb.diff.bases import between, come, gone
from mineralkb.diff.difference import Spot
from mineralkb.diff.lines import differing
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.diff.difference import Difference

_UNTOLD = "something differs that no sentence tells"


class Change(NamedTuple):
    """A difference, and the lines on both sides where its sentence does not say all."""

    difference: Difference
    old_lines: tuple[str, ...] = ()
    new_lines: tuple[str, ...] = ()


class FileComparison(NamedTuple):
    """What differs in one file: by fact, or the reason why it is to be shown as text.

    `lines` counts those that differ, `unnamed` is the id that the record had and does not name in `formerly`.
    """

    old: Version
    new: Version
    changes: tuple[Change, ...] = ()
    lines: int = 0
    unnamed: str = ""
    reason: str = ""


def compare_files(old: Version, new: Version) -> FileComparison:
    """What differs between two versions of one file."""
    try:
        return _by_fact(old, new)
    except NoRecordError as error:
        return FileComparison(old, new, reason=str(error))
    except Exception as error:  # noqa: BLE001 - whatever goes wrong, what differs can still be shown as text
        return FileComparison(old, new, reason=f"the facts could not be compared ({type(error).__name__})")


def _by_fact(old: Version, new: Version) -> FileComparison:
    was, now = read_alone(old), read_alone(new)
    if was and now:
        unnamed = was.record.id if was.record.id not in (now.record.id, *now.record.data.get("formerly", [])) else ""
        found = list(_between(was, now, unnamed))
        if not found and _plain(was.record.data) != _plain(now.record.data):
            raise NoRecordError(_UNTOLD)
        return FileComparison(old, new, tuple(found), differing(was.text, now.text), unnamed)
    return FileComparison(old, new, tuple(_whole(side, was) for side in (was, now) if side))


def _between(was: Alone, now: Alone, unnamed: str) -> Iterator[Change]:
    """The differences of a record that is there on both sides; git alone takes it for renamed where it is `unnamed`."""
    before = replace(was.record, id=now.record.id) if unnamed else was.record
    for one in between(before, now.record):
        left = was if one.old is not None else None
        right = now if one.new is not None else None
        placed = replace(one, old_spot=_spot(left, one), new_spot=_spot(right, one))
        if _in_full(one):
            yield Change(placed)
        else:
            yield Change(placed, left.entry(one.route) if left else (), right.entry(one.route) if right else ())


def _whole(side: Alone, was: Alone | None) -> Change:
    """A record that came or went, with all its lines."""
    if "title" not in side.record.data:
        raise NoRecordError(f"{side.path} is there on one side only")
    if was:
        made = gone(side.record)
        return Change(replace(made, old_spot=_spot(side, made)), old_lines=side.lines)
    made = come(side.record)
    return Change(replace(made, new_spot=_spot(side, made)), new_lines=side.lines)


def _spot(side: Alone | None, one: Difference) -> Spot | None:
    return Spot(side.path, side.line(one.route)) if side else None


def _in_full(one: Difference) -> bool:
    """Whether the sentence says both values whole."""
    if one.sort == "record renamed" or "disputed" in {*_keys(one.old), *_keys(one.new)}:
        return "..." not in one.sentence
    if one.route[-2:-1] == ("cite",) or one.route[-3:-2] == ("cite_for",):
        gone = one.old and one.new is None
        return "..." not in one.sentence and not gone and {*_keys(one.old), *_keys(one.new)} <= {"at"}
    return "..." not in one.sentence and all(_said(value, one.sentence) for value in (one.old, one.new))


def _said(value: Any, sentence: str) -> bool:
    if isinstance(value, list):
        return all(_said(word, sentence) for word in value)
    if isinstance(value, str):
        return brief(value, len(value)) in sentence
    return not isinstance(value, dict)


def _keys(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, dict) else ()


def _plain(data: Any) -> Any:
    """Data in which lists are sets."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    return frozenset(data) if isinstance(data, list) else data
