"""The order of keys after a merge: those of one side, and the new ones of the other beside their neighbours."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def joined_order(ours: Collection[str], theirs: Collection[str]) -> list[str]:
    """All keys: ours in their order, each followed by what only theirs has there, after what only ours has there."""
    known, shared = set(ours), set(theirs)
    followers: defaultdict[str, list[str]] = defaultdict(list)
    before = ""  # no key is empty
    for key in theirs:
        if key in known:
            before = key
        else:
            followers[before].append(key)
    order: list[str] = []
    waiting = followers[""]
    for key in ours:
        if key in shared:
            order += waiting
            waiting = list(followers[key])
        order.append(key)
    return order + waiting
