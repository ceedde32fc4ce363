"""What an answer carries besides itself: both clocks, what was asked, and the notice; and days as users type them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.values.dates import read_day, read_window

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

NOTICE = (
    "A research aid, not legal advice and not a licence decision. It speaks only of the export-side rules recorded here, "
    "for the day asked; not of sanctions, catch-alls or import rules. Translations are unofficial: the original and the "
    "authority decide. HS codes are indicative."
)


def typed_day(text: str, name: str) -> date:
    """The day that was typed for an option of this name; MkbError where it is none."""
    try:
        return read_day(text)
    except ValueError as error:
        raise MkbError(f"{name}: {error}") from None


def typed_edge(text: str, name: str, *, last: bool) -> str:
    """The first or last day of what was typed, as text: a month or a year will do."""
    try:
        window = read_window(text)
    except ValueError as error:
        raise MkbError(f"{name}: {error}") from None
    return (window.last if last else window.first).isoformat()


def given(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked for, without what was left as it is."""
    return {name: value for name, value in parameters.items() if value}


class Asked(NamedTuple):
    """The day of the world, the state of the base, and the parameters of the question."""

    on: date
    known: str = ""
    commit: str = ""
    commit_day: str = ""
    parameters: Mapping[str, Any] = MappingProxyType({})

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return {
            "on": self.on.isoformat(),
            "known": self.known or None,
            "commit": self.commit or None,
            "commit_day": self.commit_day or None,
            "parameters": dict(self.parameters),
        }
