"""What the base knows beside the rules, whatever the day: materials, groups, lists, and standings on all days."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from mineralkb.applying.things import Entry, Segment, Thing, thing
from mineralkb.applying.three import UNKNOWN
from mineralkb.index import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.editions import Tables
    from mineralkb.index import Base
    from mineralkb.parties.register import Register

# Values bound in one query; SQLite takes at most 32,766.
MOST_VALUES = 10_000


class Store:
    """What does not depend on the day, read once."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self._records: dict[str, dict[str, Any]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._spelled: dict[str, dict[str, list[Thing]]] = {}
        self.segments: dict[str, tuple[Segment, ...]] = {}

    def record(self, identity: str) -> dict[str, Any]:
        """A record's data; empty where there is none."""
        if identity not in self._records:
            row = self.base.one("SELECT kind, data FROM record WHERE id = ?", (identity,))
            self._records[identity] = {"kind of record": row["kind"], **decoded(row["data"])} if row else {}
        return self._records[identity]

    def above(self, mineral: str) -> frozenset[str]:
        """The material with everything that it belongs to."""
        if mineral not in self._above:
            rows = self.base.rows("SELECT broader FROM closure WHERE mineral = ?", (mineral,))
            self._above[mineral] = frozenset({mineral, *(row["broader"] for row in rows)})
        return self._above[mineral]

    def entries(self, listed: str) -> tuple[Entry, ...]:
        """The entries of a list, those that were or will be on it too."""
        if listed not in self._entries:
            query = "SELECT id, name, data FROM part WHERE record = ? AND kind = 'entry' ORDER BY id"
            rows = self.base.rows(query, (listed,))
            self._entries[listed] = tuple(Entry(row["id"], row["name"], decoded(row["data"])) for row in rows)
            self.load(row["id"] for row in rows)
        return self._entries[listed]

    def spelled_out(self, listed: str) -> dict[str, list[Thing]]:
        """The items of rules for everyone that take their scope from the list, by the rule's id."""
        if listed not in self._spelled:
            query = (
                "SELECT p.id, p.data FROM part p JOIN facet f ON f.subject = p.id "
                "WHERE f.facet = 'list' AND f.value = ? AND p.kind = 'provision' AND p.counted = 1 ORDER BY p.id"
            )
            parts = {row["id"]: decoded(row["data"]) for row in self.base.rows(query, (listed,))}
            general = {rule: data for rule, data in parts.items() if "items" in data and "targets" not in data}
            self.load(general)
            self._spelled[listed] = {
                rule: [thing(item) for item in data["items"].values()] for rule, data in general.items()
            }
        return self._spelled[listed]

    def load(self, subjects: Iterable[str]) -> None:
        """Read how these stand on all days."""
        wanted = [subject for subject in dict.fromkeys(subjects) if subject not in self.segments]
        for start in range(0, len(wanted), MOST_VALUES):
            some = wanted[start : start + MOST_VALUES]
            marks = ", ".join("?" * len(some))
            query = f"SELECT subject, first, last, word, possible FROM standing WHERE subject IN ({marks}) ORDER BY subject, first"
            found: dict[str, list[Segment]] = {subject: [] for subject in some}
            for row in self.base.rows(query, some):
                found[row["subject"]].append(_segment(row))
            self.segments |= {subject: tuple(segments) for subject, segments in found.items()}

    @cached_property
    def register(self) -> Register:
        """The parties on lists, by name."""
        from mineralkb.parties.register import Register  # only a name that is given needs it

        return Register(self.base)

    @cached_property
    def tariffs(self) -> Tables:
        """The editions of the Harmonized System, by edition."""
        return tariffs_of(self.base)

    @cached_property
    def memberships(self) -> dict[str, list[tuple[str, str, str, str, str]]]:
        """By member: group, and the days between which it came and left."""
        found: dict[str, list[tuple[str, str, str, str, str]]] = {}
        for row in self.base.rows('SELECT * FROM membership ORDER BY "group", member'):
            days = (row["since_first"], row["since_last"], row["until_first"], row["until_last"])
            found.setdefault(row["member"], []).append((row["group"], *days))
        return found

    @cached_property
    def groups(self) -> dict[str, bool]:
        """Every group, and whether its members are known in part only."""
        partly = "SELECT 1 FROM facet f WHERE f.subject = r.id AND f.facet = 'known in part' AND f.value = 'members'"
        query = f"SELECT r.id, EXISTS ({partly}) AS partly FROM record r WHERE r.kind = 'groups'"
        return {row["id"]: bool(row["partly"]) for row in self.base.rows(query)}

    @cached_property
    def countries_of_organizations(self) -> dict[str, str]:
        """Where each organization belongs."""
        query = (
            "SELECT f.subject, f.value FROM facet f JOIN record r ON r.id = f.subject "
            "WHERE f.facet = 'country' AND r.kind = 'organizations'"
        )
        return {row["subject"]: row["value"] for row in self.base.rows(query)}


def tariffs_of(base: Base) -> Tables:
    """The records of editions of the Harmonized System, by edition."""
    found = [decoded(row["data"]) for row in base.rows("SELECT data FROM record WHERE kind = 'tariffs' ORDER BY id")]
    return {data["edition"]: data for data in found}


def _segment(row: Any) -> Segment:
    unsure = row["word"] == UNKNOWN
    return Segment(
        row["first"], row["last"], row["word"], tuple(decoded(row["possible"])) if unsure else (row["word"],)
    )
