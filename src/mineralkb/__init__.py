"""mineralkb: who promised what to whom on critical minerals, who restricts what, and what applies on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mineralkb.api import Entry, OpenBase, open
    from mineralkb.errors import MkbError
    from mineralkb.questions.standings import Answer

__all__ = ["Answer", "Entry", "MkbError", "OpenBase", "open"]

_ROOMS = {
    "Answer": "mineralkb.questions.standings",
    "Entry": "mineralkb.api",
    "MkbError": "mineralkb.errors",
    "OpenBase": "mineralkb.api",
    "open": "mineralkb.api",
}


def __getattr__(name: str) -> Any:
    """The public names, imported when they are first used: the command line starts without them."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'mineralkb' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_ROOMS[name]), name)
