"""A control code that is no entry of the list it is said to belong to."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._nodes import in_section, walked
from mineralkb.rules._noted import noted, those
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node


def codes(record: Record, nodes: list[Node]) -> Iterator[tuple[str, str]]:
    """Each code of the control, with the list it is said to belong to."""
    if record.kind == "controls":
        yield from ((str(listed), code) for _, code, listed in _codes(nodes))


NOTES = (codes,)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Codes of items and scopes against the entries of a list that is known whole."""
    whole = {
        found.id: set(found.data.get("entries", {}))
        for found in base.of_kind("lists")
        if "entries" not in found.data.get("partial", [])
    }
    above = {name: {heading for code in entries for heading in _headings(code)} for name, entries in whole.items()}
    missing = {
        (listed, code): ids
        for (listed, code), ids in noted(base, codes).items()
        if listed in whole and code not in above[listed] and not whole[listed].intersection(_headings(code))
    }
    for control in those(base, chain.from_iterable(missing.values())):
        for route, code, listed in _codes(walked(control.data)):
            if (listed, code) in missing:
                hint = (
                    "correct the code or the list; where the list is known in part, say so on it: 'partial: [entries]'"
                )
                elsewhere = (Elsewhere(listed, ("entries",), "its entries"),)
                yield Hit(control.id, route, f"'{brief(code)}' is no entry of '{listed}'", hint, elsewhere=elsewhere)


def _codes(nodes: list[Node]) -> Iterator[tuple[Route, str, str]]:
    """Each code with its route and the list it is said to belong to."""
    for route, item in in_section(nodes, "items"):
        if "code_list" in item:
            yield from (((*route, "codes", code), code, item["code_list"]) for code in item.get("codes", []))
    for route, scope in in_section(nodes, "scope"):
        yield from (((*route, "entries", code), code, route[-1]) for code in scope.get("entries", []))


def _headings(code: str) -> Iterator[str]:
    """The code and what it stands under: `1C902.a.1`, `1C902.a`, `1C902`."""
    while code:
        yield code
        code = code.rpartition(".")[0]
