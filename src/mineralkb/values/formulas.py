"""Texts that a spreadsheet would take for a formula."""

from __future__ import annotations

# Also in full-width signs; OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    """The text, with an apostrophe before what could be a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
