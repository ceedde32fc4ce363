"""What was read of a text: its data, where everything stands, and what may not stand there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from mineralkb.finding import Place, Route

MOST_DEPTH, MOST_NODES, MOST_KEY, MOST_SCALAR = 32, 20_000, 200, 8_000

# After so many faults the rest of a file is not read: a hostile one could otherwise hold one in every byte.
MOST_FAULTS = 200

# Not every build of PyYAML has the C parser; the slow one gives the same events.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something the text may not hold: where, what, and what to do; `rule` names the kind of fault."""

    place: Place
    message: str
    hint: str = ""
    rule: str = "unreadable-yaml"


@dataclass(slots=True)
class Document:
    """One file as plain data (mappings, lists, text), with the places of its nodes and the faults found.

    `places` has the key of a mapping's entry, or the word of a list's item, under its route;
    `values` the value of an entry; `plain` what other readers take for a number or the like.
    """

    data: Any = None
    places: dict[Route, Place] = field(default_factory=dict)
    values: dict[Route, Place] = field(default_factory=dict)
    plain: dict[Route, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    blocks: set[Route] = field(default_factory=set)

    def locate(self, route: Route) -> Place:
        """The place of a route, or of its deepest part that exists."""
        for length in range(len(route), 0, -1):
            if place := self.places.get(route[:length]):
                return place
        return Place(1, 1, 2)
