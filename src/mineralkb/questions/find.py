"""From what a user typed to the record, part or event that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.index import decoded
from mineralkb.record import STANDING_PARTS
from mineralkb.values.text import brief, nearest

if TYPE_CHECKING:
    from mineralkb.index import Base

# Where a name may stand that is typed without its section.
_SECTIONS = ("pledges", "provisions", "events", "entries", "amounts", "shares")
# Parts that a hint names.
_MOST_PARTS = 12


class Found(NamedTuple):
    """A record, and the route of a part of it (empty for the whole)."""

    record: str
    kind: str
    path: str
    title: str
    data: dict[str, Any]
    route: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The id under which its standing is kept; of an event and the like, its full route."""
        route = self.route[1:2] if self.route and self.route[0] in STANDING_PARTS else self.route
        return "/".join((self.record, *route))

    @property
    def identity(self) -> str:
        """What names it on the command line."""
        return "/".join((self.record, *self.route[1:]))

    @property
    def own(self) -> Any:
        """The data of the part, or of the record."""
        node: Any = self.data
        for step in self.route:
            node = node[step]
        return node


def find(base: Base, typed: str) -> Found:
    """`us-japan-2025`, `us-japan-2025/rapid-response-group` or a full route; MkbError with what was meant."""
    name, _, rest = typed.strip().strip("/").partition("/")
    row = base.one("SELECT * FROM record WHERE id = ?", (name,)) or _otherwise(base, name)
    if row is None:
        raise _unknown(base, name)
    data = decoded(row["data"])
    found = Found(row["id"], row["kind"], row["path"], row["title"], data)
    if not rest:
        return found
    route = _route(data, tuple(rest.split("/")))
    if not route:
        raise _no_such_part(found, rest)
    return Found(row["id"], row["kind"], row["path"], row["title"], data, route)


def _route(data: dict[str, Any], asked: tuple[str, ...]) -> tuple[str, ...]:
    """A full route, or a name in one of the sections that hold named parts."""
    for prefix in ((), *((section,) for section in _SECTIONS)):
        node: Any = data
        route: tuple[str, ...] = ()
        for step in (*prefix, *asked):
            known = {name.casefold(): name for name in node} if isinstance(node, dict) else {}
            route = (*route, known.get(step.casefold(), step))
            node = node.get(route[-1]) if known else None
        if isinstance(node, dict) and route[1:]:
            return route
    return ()


def _otherwise(base: Base, name: str) -> Any:
    """The record of that id in other letters, or that had it before."""
    if row := base.one("SELECT * FROM record WHERE id = ? COLLATE NOCASE", (name,)):
        return row
    row = base.one("SELECT record FROM fact WHERE route = ? COLLATE NOCASE", (f"formerly/{name}",))
    return base.one("SELECT * FROM record WHERE id = ?", (row["record"],)) if row else None


def _unknown(base: Base, name: str) -> MkbError:
    unread = base.one("SELECT path FROM file WHERE path LIKE '%/' || ? || '.yaml'", (name,))
    if unread:
        return MkbError(f"the file {unread['path']} has errors and was left out", "see them with: mkb validate")
    titles = {row["title"]: row["id"] for row in base.rows("SELECT id, title FROM record WHERE kind <> 'sources'")}
    ids = [row["id"] for row in base.rows("SELECT id FROM record")]
    by_title = nearest(name, titles)
    meant = nearest(name, ids) or (titles[by_title] if by_title else "")
    hint = f"did you mean '{meant}'?" if meant else "see the ids with: mkb list agreements, mkb list controls, ..."
    return MkbError(f"there is no record '{brief(name)}'", hint)


def _no_such_part(found: Found, rest: str) -> MkbError:
    names = [name for section in _SECTIONS for name in found.data.get(section, {})]
    meant = nearest(rest, names)
    more = f" and {len(names) - _MOST_PARTS} more, see: mkb show {found.record}" if len(names) > _MOST_PARTS else ""
    parts = f"its parts: {', '.join(names[:_MOST_PARTS]) or 'none'}{more}"
    hint = f"did you mean '{found.record}/{meant}'?" if meant else parts
    return MkbError(f"'{found.record}' has no part '{brief(rest)}'", hint)
