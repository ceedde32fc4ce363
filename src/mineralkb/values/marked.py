"""Texts that know what they are: a date, or the id of another record."""

from __future__ import annotations

from typing import Self


class DateText(str):
    """A date as it is written."""

    __slots__ = ()


class Reference(str):
    """An id of another record, with the kinds it may have."""

    __slots__ = ("kinds",)
    kinds: tuple[str, ...]

    def __new__(cls, text: str, kinds: tuple[str, ...] = ()) -> Self:
        """The id, and the kinds that may stand here."""
        made = super().__new__(cls, text)
        made.kinds = kinds
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, tuple[str, ...]]]:
        """How it is handed to another process: the usual way takes twice the time."""
        return type(self), (str(self), self.kinds)
