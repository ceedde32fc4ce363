"""What a rule covers and whom it reaches on days: by its own words, by the lists and by the groups that it names."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.impact.runs import SILENT, Line
from mineralkb.impact.threes import ALWAYS, NEVER, PERHAPS, both, during, either, inverse
from mineralkb.index.days import lasting
from mineralkb.index.facets import covered_through_lists, facets_of
from mineralkb.index.marks import EVERYWHERE, KNOWN_IN_PART, PARTIAL
from mineralkb.values.dates import Window

if TYPE_CHECKING:
    from mineralkb.impact.answer import Pair
    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

THINGS = ("mineral", "form", "code", "hs", "list")


class Scope(NamedTuple):
    """What a rule names itself, what lists bring it and when; whom it names; who belongs to the groups it names.

    `open_groups` have members that are not known.
    """

    own: frozenset[Pair]
    listed: dict[Pair, Line]
    in_part: frozenset[str]
    destinations: frozenset[str]
    excluded: frozenset[str]
    issuers: frozenset[str]
    members: dict[str, dict[str, Line]]
    open_groups: frozenset[str]

    @property
    def things(self) -> frozenset[Pair]:
        """All that it covers on some day."""
        return self.own.union(self.listed)

    def covers(self, thing: Pair) -> Line:
        """On which days it covers a thing; nothing is told of what it names none of."""
        facet = thing[0]
        if self.in_part.intersection(KNOWN_IN_PART.get(facet, ())):
            missed = PERHAPS
        else:
            alike = facet if facet != "list" else ""
            missed = NEVER if any(alike in ("", kind) for kind, _ in self.things) else SILENT
        if thing in self.own:
            return ALWAYS
        return either(self.listed[thing], NEVER if missed is SILENT else missed) if thing in self.listed else missed

    @property
    def places(self) -> frozenset[str]:
        """Whoever can be reached otherwise than others: those it names, and the members of groups it names."""
        named = self.destinations | self.excluded | self.issuers | {EVERYWHERE}
        return named.union(*self.members.values())

    def reaches(self, place: str) -> Line:
        """On which days it reaches a place: as the filter `--destination` of lists has it."""
        named, own, excepted = (self._among(names, place) for names in (self.destinations, self.issuers, self.excluded))
        everywhere = ALWAYS if EVERYWHERE in self.destinations else NEVER
        found = both(either(named, both(everywhere, inverse(own))), inverse(excepted))
        known_in_part = self.in_part.intersection(KNOWN_IN_PART["destination"])
        return either(found, PERHAPS) if known_in_part else found

    def _among(self, names: frozenset[str], place: str) -> Line:
        """On which days it is one of them, or a member of one."""
        if place in names or place == EVERYWHERE:
            return ALWAYS if place in names else NEVER
        unlisted = dict.fromkeys(self.open_groups, PERHAPS)
        groups = names & self.members.keys()
        return either(NEVER, *(self.members[group].get(place, unlisted.get(group, NEVER)) for group in groups))


def scopes(record: Record | None, base: KnowledgeBase) -> dict[str, Scope]:
    """The scope of each rule of a control, by its name."""
    if record is None or record.kind != "controls":
        return {}
    found = facets_of(record, base)
    listed: dict[str, dict[Pair, Line]] = defaultdict(dict)
    for subject, facet, value, *days in covered_through_lists(record, base):
        known = listed[subject].get((facet, value), NEVER)
        listed[subject][facet, value] = either(known, _during(*days))
    names = {name: f"{record.id}/{name}" for name in record.data["provisions"]}
    return {name: _scope(found[subject], listed[subject], base) for name, subject in names.items()}


def _scope(pairs: set[Pair], listed: dict[Pair, Line], base: KnowledgeBase) -> Scope:
    values: dict[str, set[str]] = defaultdict(set)
    for facet, value in pairs:
        values[facet].add(str(value))
    named = values["destination"] | values["excluded"] | values["issuer"]
    groups = [base.records[name] for name in named if name in base.records and base.records[name].kind == "groups"]
    return Scope(
        own=frozenset((facet, str(value)) for facet, value in pairs if facet in THINGS),
        listed=listed,
        in_part=frozenset(values[PARTIAL]),
        destinations=frozenset(values["destination"]),
        excluded=frozenset(values["excluded"]),
        issuers=frozenset(values["issuer"]),
        members={group.id: _members(group) for group in groups},
        open_groups=frozenset(group.id for group in groups if "members" in group.data.get("partial", ())),
    )


def _members(group: Record) -> dict[str, Line]:
    return {str(name): _during(*lasting(member)) for name, member in group.data.get("members", {}).items()}


def _during(*days: str) -> Line:
    since_first, since_last, until_first, until_last = (date.fromisoformat(day) for day in days)
    return during(Window(since_first, since_last), Window(until_first, until_last))
