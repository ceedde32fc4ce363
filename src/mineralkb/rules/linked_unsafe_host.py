"""A link to a host that a reader should not be sent to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineralkb.finding import Elsewhere, Hit
from mineralkb.rules._nodes import walked
from mineralkb.rules._noted import noted, those
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record
    from mineralkb.rules._nodes import Node

# Fields with one address; `copies` has several.
_FIELDS = ("url", "original", "website")
_LINKS = {*_FIELDS, "copies"}
_HINT = "keep it as text in 'address', which is never linked"
_AFTER_HOST = re.compile(r"[/?#]")
_BARE = re.compile(r"[@:\[]|^[0-9.]+$")
_HOST = re.compile(
    r"(?:https?://)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?::[0-9]+)?(?:/\S*)?", re.IGNORECASE
)


def authorities(_record: Record, nodes: list[Node]) -> Iterator[str]:
    """Whom the links of the record lead to."""
    yield from (_authority(url) for _, url in _links(nodes))


def kept_as_text(record: Record, _nodes: list[Node]) -> Iterator[str]:
    """The hosts that stand in an `address`."""
    for word in record.data.get("address", "").split() if record.kind == "sources" else ():
        if match := _HOST.fullmatch(word):
            yield match["host"].casefold().removeprefix("www.")


NOTES = (authorities, kept_as_text)


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Links with a bare address, a user or a port, and links to a host that a source keeps as text."""
    unsafe = {host: min(ids) for host, ids in noted(base, kept_as_text).items()}
    led = noted(base, authorities)
    wrong = [one for to, ids in led.items() if _BARE.search(to) or _host(to) in unsafe for one in ids]
    for record in those(base, wrong):
        for route, url in _links(walked(record.data)):
            authority, host = _authority(url), _host(_authority(url))
            if _BARE.search(authority):
                yield Hit(record.id, route, f"'{brief(authority)}' is a bare address, or has a port or a user", _HINT)
            elif host in unsafe and unsafe[host] != record.id:
                elsewhere = (Elsewhere(unsafe[host], ("address",), "kept as text here"),)
                yield Hit(record.id, route, f"the host '{brief(host)}' is marked unsafe", _HINT, elsewhere=elsewhere)


def _links(nodes: list[Node]) -> Iterator[tuple[Route, str]]:
    for route, node in nodes:
        if not _LINKS.isdisjoint(node):
            yield from (((*route, field), node[field]) for field in _FIELDS if isinstance(node.get(field), str))
            if isinstance(copies := node.get("copies"), list):
                yield from (((*route, "copies", url), url) for url in copies)


def _authority(url: str) -> str:
    return _AFTER_HOST.split(url.partition("://")[2], maxsplit=1)[0]


def _host(authority: str) -> str:
    return authority.casefold().removeprefix("www.")
