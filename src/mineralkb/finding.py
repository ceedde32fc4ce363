"""What is wrong with the data, as values: a hit of a rule, and a finding that has its name and place."""

from __future__ import annotations

from dataclasses import dataclass

Route = tuple[str, ...]

# The rule that a second file breaks which claims an id.
CLASH = "clashing-ids"
ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line: line and columns from 1, in code points; `end` is the column after it."""

    line: int
    column: int
    end: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A second spot that a hit speaks of: a route in a record, and what stands there."""

    record: str
    route: Route
    label: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule says: of which record, where in it, and what to do. A rule knows no lines."""

    record: str
    route: Route
    message: str
    hint: str = ""
    note: str = ""
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, with the line's text for showing it."""

    path: str
    place: Place
    text: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with the rule's name, its severity and its place in a file."""

    rule: str
    severity: str
    spot: Spot
    message: str
    hint: str = ""
    note: str = ""
    elsewhere: tuple[Spot, ...] = ()
    record: str = ""
    route: Route = ()

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Findings are shown by file, line and column."""
        return (self.spot.path, self.spot.place.line, self.spot.place.column, self.rule, self.message)
