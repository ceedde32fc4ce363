"""What one commit changed in a record, in the words of `mkb diff`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mineralkb.diff.bases import between, come, gone
from mineralkb.diff.difference import HIGH, SEVERITIES, Difference
from mineralkb.log.inherited import inherited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.log.history import Node


def differences(node: Node, route: Route = ()) -> tuple[Difference, ...]:
    """What no version before this one has, at the route or below it; the weightier first.

    A merge brings nothing that one of its parents has, and takes nothing that one of them lacks.
    """
    if node.cut:
        return ()
    found = [*_unread(node)] if node.unread else [*_own(node, route)]
    return tuple(sorted(found, key=lambda one: SEVERITIES.index(one.severity)))


def _own(node: Node, route: Route) -> Iterator[Difference]:
    before = [parent.record for parent in node.parents if parent.record]
    now = node.record
    if now and before:
        found = between(inherited(now, before), now)
    elif now:
        found = between(replace(now, data={}), now) if route else iter((come(now),))
    elif before and len(before) == len(node.parents):
        found = between(before[0], replace(before[0], data={})) if route else iter((gone(before[0]),))
    else:
        return
    yield from (one for one in found if _concerns(one, route))


def _concerns(one: Difference, route: Route) -> bool:
    """Whether it is at the route or below it, or takes or brings all around it."""
    if one.route[: len(route)] == route:
        return True
    around = bool(one.route) and route[: len(one.route)] == one.route
    return around and (_holds(one.old, route[len(one.route) :]) or _holds(one.new, route[len(one.route) :]))


def _holds(node: object, steps: Route) -> bool:
    for step in steps:
        if not isinstance(node, dict) or step not in node:
            return False
        node = node[step]
    return True


def _unread(node: Node) -> Iterator[Difference]:
    """That the version does not read, unless it was so before."""
    path = node.base.path_of(node.identity)
    text = node.base.texts.get(path)
    if any(
        parent.unread and parent.base.texts.get(parent.base.path_of(parent.identity)) == text for parent in node.parents
    ):
        return
    told = f"this version cannot be read, so it is passed over: {node.unread}"
    kind = path.partition("/")[0]
    yield Difference(node.identity, kind, (), "unreadable", HIGH, None, None, told)
