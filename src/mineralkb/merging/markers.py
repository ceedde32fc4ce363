"""The lines around what is in conflict."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Markers:
    """What each side is called, and how many signs a marker begins with."""

    ours: str = "ours"
    theirs: str = "theirs"
    base: str = "base"
    size: int = 7

    def line(self, sign: str, label: str = "") -> str:
        """One marker."""
        return f"{sign * self.size} {label}".rstrip()
