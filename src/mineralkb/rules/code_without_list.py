"""Control codes that do not say whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit
from mineralkb.rules._nodes import in_section, mappings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Items of provisions with `codes` and no `code_list`; the entries of a list are the list's."""
    for control in base.of_kind("controls"):
        for route, item in in_section(mappings(base, control), "items"):
            if "codes" in item and "code_list" not in item:
                message = "the control codes belong to no list"
                yield Hit(control.id, (*route, "codes"), message, "add 'code_list:' with the id of a list")
