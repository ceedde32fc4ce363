"""The two sides of a tension as the base has them: promises on exports, and rules that restrict exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.index import decoded
from mineralkb.questions.rows import Shared, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mineralkb.index import Base

# The topics of pledges that a limit on exports can meet; what belongs to a topic is said in docs/topics.md.
TOPICS = ("export restraint",)


class Stretch(NamedTuple):
    """Days with one answer on how something stands."""

    first: str
    last: str
    word: str
    possible: tuple[str, ...]


class Covered(NamedTuple):
    """A material of a rule with the forms that it is covered in (none is all), and the days on which it surely and maybe is.

    Of a group of which `some` are covered the record does not say which.
    """

    mineral: str
    forms: frozenset[str] = frozenset()
    since: tuple[str, str] = ("", "")
    until: tuple[str, str] = ("9999-12-31", "9999-12-31")
    some: bool = False


class Promise(NamedTuple):
    """A pledge on exports, with its agreement; no materials are all."""

    id: str
    data: dict[str, Any]
    whole: dict[str, Any]
    path: str
    evidence: str
    minerals: tuple[str, ...]
    own: tuple[Stretch, ...]
    record: tuple[Stretch, ...]


class Rule(NamedTuple):
    """A rule that restricts exports, with its control; no materials are what the record does not say."""

    id: str
    data: dict[str, Any]
    whole: dict[str, Any]
    path: str
    evidence: str
    covered: tuple[Covered, ...]
    own: tuple[Stretch, ...]

    @property
    def issuers(self) -> tuple[str, ...]:
        """Who issued it."""
        return tuple(self.whole["issuers"])

    @property
    def authorities(self) -> tuple[str, ...]:
        """The authorities that set it."""
        return tuple(name for inner in self.whole["issuers"].values() for name in inner.get("authorities", ()))


_PART = (
    "SELECT p.id, p.data, p.evidence, r.data AS whole, r.path, r.evidence AS of_record FROM part p "
    "JOIN record r ON r.id = p.record WHERE p.kind = ? AND {} ORDER BY p.id"
)


def promises(base: Base) -> list[Promise]:
    """Every pledge that bears on limits of exports."""
    marks = ", ".join("?" * len(TOPICS))
    about = f"EXISTS (SELECT 1 FROM facet f WHERE f.subject = p.id AND f.facet = 'topic' AND f.value IN ({marks}))"
    rows = base.rows(_PART.format(about), ("pledge", *TOPICS))
    ids = [row["id"] for row in rows]
    stretches = stretches_of(base, [*ids, *(one.partition("/")[0] for one in ids)])
    shared = Shared(base, ids)
    return [
        Promise(
            row["id"],
            decoded(row["data"]),
            decoded(row["whole"]),
            row["path"],
            max(row["evidence"] or "", row["of_record"] or ""),
            tuple(shared.facets("mineral", row["id"])),
            stretches.get(row["id"], ()),
            stretches.get(row["id"].partition("/")[0], ()),
        )
        for row in rows
    ]


def rules(base: Base, owners: Collection[str]) -> list[Rule]:
    """Every rule that restricts exports and is of one of these states, groups or authorities."""
    marks = ", ".join("?" * len(owners))
    theirs = f"SELECT subject FROM facet WHERE facet IN ('issuer', 'authority') AND value IN ({marks})"
    rows = base.rows(_PART.format(f"p.counted = 1 AND p.id IN ({theirs})"), ("provision", *owners))
    stretches = stretches_of(base, [row["id"] for row in rows])
    listed = _listed(base, [row["id"] for row in rows])
    wholes = {row["path"]: row["whole"] for row in rows}
    read = {path: decoded(whole) for path, whole in wholes.items()}
    found = []
    for row in rows:
        data = decoded(row["data"])
        covered = (*_own(data), *listed.get(row["id"], ()))
        evidence = row["evidence"] or row["of_record"] or ""
        whole = read[row["path"]]
        found.append(Rule(row["id"], data, whole, row["path"], evidence, covered, stretches.get(row["id"], ())))
    return found


def count_of_rules(base: Base) -> int:
    """How many rules restrict exports, whoever they are of."""
    row = base.one("SELECT count(*) AS n FROM part WHERE kind = 'provision' AND counted = 1")
    return int(row["n"]) if row else 0


def _own(data: dict[str, Any]) -> Iterable[Covered]:
    for item in data.get("items", {}).values():
        forms = frozenset(item.get("forms", ()))
        yield from (Covered(mineral, forms) for mineral in item.get("minerals", ()))
        yield from (Covered(group, forms, some=True) for group in item.get("some_of", ()))
    for scope in data.get("scope", {}).values():
        yield from (Covered(mineral) for mineral in scope.get("minerals", ()))


def _listed(base: Base, subjects: list[str]) -> dict[str, list[Covered]]:
    found: dict[str, list[Covered]] = {}
    query = "SELECT * FROM listed WHERE facet = 'mineral' AND subject IN ({}) ORDER BY subject, value"
    for row in rows_of(base, query, subjects):
        since, until = (row["since_first"], row["since_last"]), (row["until_first"], row["until_last"])
        found.setdefault(row["subject"], []).append(Covered(row["value"], frozenset(), since, until))
    return found


def stretches_of(base: Base, subjects: Iterable[str]) -> dict[str, tuple[Stretch, ...]]:
    """How each of them stands, in the order of days."""
    found: dict[str, list[Stretch]] = {}
    query = "SELECT * FROM standing WHERE subject IN ({}) ORDER BY subject, first"
    for row in rows_of(base, query, sorted(set(subjects))):
        one = Stretch(row["first"], row["last"], row["word"], tuple(decoded(row["possible"])))
        found.setdefault(row["subject"], []).append(one)
    return {subject: tuple(several) for subject, several in found.items()}
