"""Two texts line by line: how many lines differ, and the difference as git shows it. The work is bounded."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

# What lines are paired with what costs, at worst, the product of both numbers many times over.
_MOST_PAIRS = 1_000_000
# How many lines, or words, stand around what differs.
CONTEXT = 3
_UNFINISHED = "\\ No newline at end of file"


class Stretch(NamedTuple):
    """Lines of the older text (from, to) in whose place other lines stand in the newer one."""

    old: tuple[int, int]
    new: tuple[int, int]


def lines_of(text: str) -> list[str]:
    """The lines with their ends; only LF ends one."""
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def levelled(old: str, new: str) -> tuple[str, str]:
    """Both texts with lines that end alike: git may hand over one side with LF and the other with CRLF."""
    if ("\r\n" in old) == ("\r\n" in new):
        return old, new
    return old.replace("\r\n", "\n"), new.replace("\r\n", "\n")


def stretches(
    old: Sequence[str], new: Sequence[str], most: int = _MOST_PAIRS, often: Container[str] = ()
) -> list[Stretch]:
    """Where the lines, or words, differ; what is too long to be paired one by one is one stretch.

    Nothing is paired for the sake of what stands there `often` alone.
    """
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    if len(was) * len(now) > most:
        return [Stretch((start, start + len(was)), (start, start + len(now)))]
    found = SequenceMatcher(often.__contains__ if often else None, was, now).get_opcodes()
    return [Stretch((a + start, b + start), (c + start, d + start)) for tag, a, b, c, d in found if tag != "equal"]


def differing(old: str, new: str) -> int:
    """How many lines differ, but for their ends; one that reads otherwise counts once."""
    was, now = map(lines_of, levelled(old, new))
    found = stretches(was, now)
    return sum(max(one.old[1] - one.old[0], one.new[1] - one.new[0]) for one in found)


def unified(old: str, new: str) -> Iterator[str]:
    """The difference as git shows it, from the first `@@` on, without line ends."""
    was, now = map(lines_of, levelled(old, new))
    for group in groups(stretches(was, now)):
        first, last = group[0], group[-1]
        begin = max(first.old[0] - CONTEXT, 0)
        end = min(last.old[1] + CONTEXT, len(was))
        shift, grown = first.new[0] - first.old[0], last.new[1] - last.old[1]
        yield f"@@ -{_span(begin, end)} +{_span(begin + shift, end + grown)} @@"
        yield from _hunk(was, now, group, begin, end)


def _hunk(was: list[str], now: list[str], group: list[Stretch], begin: int, end: int) -> Iterator[str]:
    at = begin
    for one in group:
        yield from _marked(" ", was[at : one.old[0]])
        yield from _marked("-", was[slice(*one.old)])
        yield from _marked("+", now[slice(*one.new)])
        at = one.old[1]
    yield from _marked(" ", was[at:end])


def groups(found: list[Stretch]) -> Iterator[list[Stretch]]:
    """Stretches stand together where what stands around them meets."""
    group: list[Stretch] = []
    for one in found:
        if group and one.old[0] - group[-1].old[1] > 2 * CONTEXT:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield mark + line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _UNFINISHED


def _span(begin: int, end: int) -> str:
    """Where a hunk stands, as git writes it: one that is empty stands behind the line before it."""
    length = end - begin
    return str(begin + 1) if length == 1 else f"{begin + 1 if length else begin},{length}"


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same from the first on."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
