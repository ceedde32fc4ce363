"""A link to a host that a reader should not be sent to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._noted import LINKS, noted
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

_HINT = "keep it as text in 'address', which is never linked"
_AFTER_HOST = re.compile(r"[/?#]")
_BARE = re.compile(r"[@:\[]|^[0-9.]+$")
_HOST = re.compile(
    r"(?:https?://)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?::[0-9]+)?(?:/\S*)?", re.IGNORECASE
)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Links with a bare address, a user or a port, and links to a host that a source keeps as text."""
    unsafe = _unsafe_hosts(base)
    for record, route, url in _links(base):
        authority = _AFTER_HOST.split(url.partition("://")[2], maxsplit=1)[0]
        host = authority.casefold().removeprefix("www.")
        if _BARE.search(authority):
            yield Hit(record.id, route, f"'{brief(authority)}' is a bare address, or has a port or a user", _HINT)
        elif host in unsafe and unsafe[host] != record.id:
            elsewhere = (Elsewhere(unsafe[host], ("address",), "kept as text here"),)
            yield Hit(record.id, route, f"the host '{brief(host)}' is marked unsafe", _HINT, elsewhere=elsewhere)


def _unsafe_hosts(base: KnowledgeBase) -> dict[str, str]:
    """Hosts that stand in an `address`, each with the source that keeps it so."""
    found: dict[str, str] = {}
    for source in base.of_kind("sources"):
        for word in source.data.get("address", "").split():
            if match := _HOST.fullmatch(word):
                found.setdefault(match["host"].casefold().removeprefix("www."), source.id)
    return found


def _links(base: KnowledgeBase) -> Iterator[tuple[Record, Route, str]]:
    for record, route, node in noted(base).links:
        yield from ((record, (*route, field), node[field]) for field in LINKS if isinstance(node.get(field), str))
        if isinstance(copies := node.get("copies"), list):
            yield from ((record, (*route, "copies", url), url) for url in copies)
