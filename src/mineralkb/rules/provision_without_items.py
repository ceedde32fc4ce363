"""A rule that restricts goods and does not say which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Restricting provisions with neither items nor a scope, which do not say that their items are unknown."""
    for control in base.of_kind("controls"):
        for name, provision in control.data["provisions"].items():
            restricts = provision.get("effect", "restricts") == "restricts"
            if restricts and not {"items", "scope"} & provision.keys() and "items" not in provision.get("partial", []):
                hint = "add 'items:' or 'scope:'; where the text read does not say, write 'partial: [items]'"
                yield Hit(control.id, ("provisions", name), "the rule does not say what it covers", hint)
