"""Trouble that a user can mend outside the data: a wrong word, a missing folder, no history."""

from __future__ import annotations


class MkbError(Exception):
    """A command could not run; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
