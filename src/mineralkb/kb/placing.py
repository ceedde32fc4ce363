"""What rules found, with its places in the files."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mineralkb.document import place_in, read_document
from mineralkb.finding import Elsewhere, Finding, Hit, Spot
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Collection

    from mineralkb.finding import Place, Route
    from mineralkb.kb.base import KnowledgeBase

# Messages quote what files hold, and files can hold a great deal.
MOST_MESSAGE = 400

# A hit with the name of its rule and how grave it is.
Found = tuple[str, str, Hit]


def all_placed(base: KnowledgeBase, found: Collection[Found]) -> list[Finding]:
    """All hits as findings; each file is looked into once for all of them, and not kept."""
    wanted: dict[str, dict[Route, None]] = {}
    for _, _, hit in found:
        for one in _spoken_of(hit):
            wanted.setdefault(base.path_of(one.record), {})[one.route] = None
    spots = {path: _spots(base, path, routes) for path, routes in wanted.items()}
    return [_finding(base, one, spots) for one in found]


def _spoken_of(hit: Hit) -> tuple[Hit | Elsewhere, ...]:
    return (hit, *hit.elsewhere)


def _spots(base: KnowledgeBase, path: str, routes: Collection[Route]) -> dict[Route, Spot]:
    """The places of these routes in one file, each with its line."""
    text, shown = base.text(path), base.shown_path(path)
    document = base.documents.get(path) or (read_document(text) if len(routes) > 1 else None)
    places = {route: document.locate(route) if document else place_in(text, route) for route in routes}
    return {route: Spot(shown, place, line_of(text, place)) for route, place in places.items()}


def _finding(base: KnowledgeBase, found: Found, spots: dict[str, dict[Route, Spot]]) -> Finding:
    rule, severity, hit = found
    here, *others = (spots[base.path_of(one.record)][one.route] for one in _spoken_of(hit))
    return Finding(
        rule,
        severity,
        here,
        brief(hit.message, MOST_MESSAGE),
        brief(hit.hint, MOST_MESSAGE),
        hit.note,
        tuple(replace(spot, label=other.label) for spot, other in zip(others, hit.elsewhere, strict=True)),
        hit.record,
        hit.route,
    )


def line_of(text: str, place: Place) -> str:
    """The line in which the place is; nothing where the text has no such line."""
    lines = _lines(text)
    return lines[place.line - 1] if place.line <= len(lines) else ""


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    """The lines of the text, split once for all findings in it."""
    return [line.removesuffix("\r") for line in text.split("\n")]
