"""Stable names of news, the same wherever and whenever they are made."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

_SPACE = uuid5(NAMESPACE_URL, "urn:mineralkb:changes")


def stable_id(*names: str) -> str:
    """A UUID of these names, as an address."""
    return f"urn:uuid:{uuid5(_SPACE, chr(0).join(names))}"
