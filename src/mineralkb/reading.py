"""One file's text to a checked record: read, lifted to the present format, and remembered by its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb import document, schema

if TYPE_CHECKING:
    from mineralkb.document import Document
    from mineralkb.finding import Route

FORMAT = 1

# From a format to the next: pure functions of kind and plain data, so that every old revision stays readable.
Lift = Callable[[str, Any], Any]
LIFTS: dict[int, Lift] = {}


class Understood(NamedTuple):
    """What a file says: its checked data, what does not fit, or None where it would not read.

    `plain` is what other readers of YAML take for a number or the like; `document` is there where the text had to be read
    whole, which it has not where nothing is wrong with it.
    """

    parsed: schema.Parsed | list[schema.Misfit] | None
    plain: dict[Route, str]
    document: Document | None = None


# What was understood of a kind's text in a format; two loads that share it read a file that both have only once.
Memory = dict[tuple[str, int, str], Understood]


def understood(kind: str, written: int, text: str, memory: Memory) -> Understood:
    """A text of a kind (a folder's name, `kb` or `waivers`), written in that format."""
    key = (kind, written, text)
    if key not in memory:
        memory[key] = _understood(kind, written, text)
    return memory[key]


def _understood(kind: str, written: int, text: str) -> Understood:
    if quick := document.read_quickly(text):
        return Understood(schema.parse(kind, lifted(kind, quick.data, written)), quick.plain)
    found = document.read_document(text)
    parsed = None if found.faults else schema.parse(kind, lifted(kind, found.data, written))
    return Understood(parsed, found.plain, found)


def lifted(kind: str, data: Any, written: int, lifts: dict[int, Lift] | None = None) -> Any:
    """Plain data of an older format as the present one has it."""
    steps = LIFTS if lifts is None else lifts
    for number in range(written, FORMAT if lifts is None else max(steps, default=0) + 1):
        data = steps[number](kind, data)
    return data
