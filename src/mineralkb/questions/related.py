"""How a record stands to others: relations both ways, and what touches a material, a country or a body."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.index.marks import EVERYWHERE
from mineralkb.questions.standings import standing_on

if TYPE_CHECKING:
    from sqlite3 import Row

    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.find import Found
    from mineralkb.questions.standings import Answer

_LISTED, _PERHAPS = "mineral on its list", "mineral perhaps on its list"

# Where a record of this kind stands in another, the facets that say so, in words.
_FACETS = {
    "minerals": {
        "mineral": "covers",
        _LISTED: "covers through a list",
        _PERHAPS: "may cover through a list",
    },
    "countries": {"issuer": "issuer", "party": "party", "destination": "destination", "country": "place"},
    "groups": {"party": "party", "issuer": "issuer", "destination": "destination"},
    "organizations": {
        "listed": "listed there",
        "party": "party",
        "authority": "authority",
        "issuer": "issuer",
        "owner": "owner",
    },
    "lists": {"list": "takes its scope from it"},
    "projects": {"project": "names it"},
}


class Link(NamedTuple):
    """A relation: its kind, the other record, and whether it is read from here."""

    kind: str
    subject: str
    other: str
    title: str
    outward: bool


class Touch(NamedTuple):
    """A rule, agreement, policy or project that touches a thing, how, and its standing on the day."""

    kind: str
    id: str
    title: str
    how: str
    through: str
    standing: Answer | None


def links(base: Base, found: Found) -> tuple[Link, ...]:
    """Relations written here, and those that others write to here."""
    outward = base.rows(
        "SELECT l.kind, coalesce(l.part, l.record) AS subject, l.target AS other, r.title FROM relation l "
        "LEFT JOIN record r ON r.id = l.target WHERE l.record = ? ORDER BY l.target, subject",
        (found.record,),
    )
    inward = base.rows(
        "SELECT l.kind, coalesce(l.part, l.record) AS subject, r.title FROM relation l "
        "JOIN record r ON r.id = l.record WHERE l.target = ? ORDER BY subject",
        (found.record,),
    )
    own = [
        Link(row["kind"], row["subject"], row["other"], row["title"] or row["other"], outward=True) for row in outward
    ]
    if found.route:
        return tuple(link for link in own if link.subject == found.subject)
    return (*own, *(Link(row["kind"], found.record, row["subject"], row["title"], outward=False) for row in inward))


def touching(base: Base, found: Found, asked: Asked) -> tuple[Touch, ...]:
    """What touches a material (also through its groups), a country, a body, a list or a project."""
    facets = _FACETS.get(found.kind, {})
    if not facets or found.route:
        return ()
    values, spared = _values(base, found), _spared(base, found.record)
    best: dict[str, Touch] = {}
    for row in _touching_rows(base, values, tuple(facets), asked.on.isoformat()):
        nearer = row["value"] == found.record and row["facet"] != _PERHAPS
        if row["subject"] == found.record or (row["subject"] in best and not nearer):
            continue
        if row["value"] == EVERYWHERE and (row["facet"] != "destination" or row["eases"] or row["subject"] in spared):
            continue
        standing = standing_on(base, row["subject"], asked.on)
        through = row["value"] if row["value"] not in (found.record, EVERYWHERE) else ""
        how = "reaches everywhere" if row["value"] == EVERYWHERE else facets[row["facet"]]
        best[row["subject"]] = Touch(row["kind"], row["subject"], row["title"], how, through, standing)
    return tuple(sorted(best.values(), key=_over))


def _over(touch: Touch) -> bool:
    """What is over comes last."""
    return touch.standing is not None and touch.standing.word in ("ended", "never adopted", "never concluded")


def _touching_rows(base: Base, values: tuple[str, ...], facets: tuple[str, ...], day: str) -> list[Row]:
    marks, kinds = ", ".join("?" * len(values)), ", ".join("?" * len(facets))
    on_its_list = f"CASE WHEN since_last <= ? AND until_first >= ? THEN '{_LISTED}' ELSE '{_PERHAPS}' END"
    held = (
        f"SELECT subject, facet, value FROM facet WHERE facet IN ({kinds}) AND value IN ({marks}) UNION ALL "
        f"SELECT subject, {on_its_list}, value FROM listed "
        f"WHERE facet = 'mineral' AND value IN ({marks}) AND since_first <= ? AND until_last >= ?"
    )
    query = (
        "SELECT f.subject, f.facet, f.value, coalesce(p.record, r.id) AS record, coalesce(p.kind, r.kind) AS kind, "
        "coalesce(p.title, r.title) AS title, p.counted = 0 AS eases "
        f"FROM ({held}) f LEFT JOIN part p ON p.id = f.subject LEFT JOIN record r ON r.id = f.subject "
        "WHERE coalesce(p.kind, r.kind) IN ('provision', 'entry', 'agreements', 'policies', 'projects', 'lists') "
        f"ORDER BY kind, f.value = '*', f.facet = '{_PERHAPS}', f.subject"
    )
    return base.rows(query, (*facets, *values, day, day, *values, day, day))


def _spared(base: Base, place: str) -> set[str]:
    """The rules that do not reach the place though they reach everywhere: it issued them, or they except it."""
    query = "SELECT subject FROM facet WHERE facet IN ('issuer', 'excluded') AND value = ?"
    return {row["subject"] for row in base.rows(query, (place,))}


def _values(base: Base, found: Found) -> tuple[str, ...]:
    """The record itself, for a material also everything it belongs to and everything it includes."""
    if found.kind == "countries":
        return (found.record, EVERYWHERE)
    if found.kind != "minerals":
        return (found.record,)
    above = base.rows("SELECT broader AS id FROM closure WHERE mineral = ?", (found.record,))
    below = base.rows("SELECT mineral AS id FROM closure WHERE broader = ?", (found.record,))
    return tuple(dict.fromkeys(row["id"] for row in (*above, *below)))
